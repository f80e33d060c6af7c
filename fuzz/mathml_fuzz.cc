// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What passes the allow-list passes it again, unchanged: nothing that it writes is more than it reads.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "text/mathml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using broadsheet::text::safe_mathml;
  const auto once = safe_mathml({reinterpret_cast<const char*>(data), size});
  if (!once) return 0;
  const auto twice = safe_mathml(once->markup());
  CHECK(twice && twice->markup() == once->markup());
  return 0;
}
