// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whatever a title says, its HTML holds no element but those of MathML.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "text/typesetter.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static broadsheet::text::Typesetter typesetter;
  const std::string html = typesetter.typeset({reinterpret_cast<const char*>(data), size}).markup();
  CHECK(broadsheet::text::is_valid_utf8(html));
  std::size_t at = html.find('<');
  for (; at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t name = at + (html[at + 1] == '/' ? 2 : 1);
    CHECK(html[name] == 'm');
  }
  return 0;
}
