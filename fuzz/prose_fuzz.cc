// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any file as what papers are to be similar to.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "text/prose.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const text::Prose prose = text::prose_of({reinterpret_cast<const char*>(data), size});
  CHECK(text::is_valid_utf8(prose.title) && text::is_valid_utf8(prose.body));
  CHECK(prose.title.find('\n') == std::string::npos && prose.body.find('\n') == std::string::npos);
  return 0;
}
