// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/context.h"

#include "app/layout.h"

namespace broadsheet::app {

void notice(Context& context, std::string_view text) {
  (void)context.out.flush()
      .ok();  // keeps the order in which a person sees both; a failure is told at the end
  const StyledText line = {{"broadsheet: ", Style::kBold}, {std::string(text)}};
  // Other programs read lines, people read windows.
  if (context.err.interactive()) {
    write_wrapped(context.err, line, 0, context.err.width());
  } else {
    context.err.line(render(context.err, line));
  }
  (void)context.err.flush().ok();
}

}  // namespace broadsheet::app
