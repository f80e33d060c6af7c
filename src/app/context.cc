// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/context.h"

#include "app/layout.h"

namespace broadsheet::app {

void notice(Context& context, std::string_view text) {
  (void)context.out.flush()
      .ok();  // keeps the order in which a person sees both; a failure is told at the end
  write_wrapped(context.err, {{"broadsheet: ", Style::kBold}, {std::string(text)}}, 0, context.err.width());
  (void)context.err.flush().ok();
}

}  // namespace broadsheet::app
