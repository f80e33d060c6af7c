// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as a JSON object that is sent instead of a form.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "formats/json_fields.h"
#include "formats/limits.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fields = broadsheet::formats::json_fields({reinterpret_cast<const char*>(data), size});
  if (!fields.ok()) return 0;
  CHECK(fields->size() <= broadsheet::formats::kJsonFieldsMax);
  for (const auto& [name, value] : *fields)
    CHECK(broadsheet::text::is_valid_utf8(name) && broadsheet::text::is_valid_utf8(value));
  return 0;
}
