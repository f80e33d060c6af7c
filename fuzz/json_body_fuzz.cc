// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bodies of the API: whatever comes, what is read of it are texts, which say the same when they are written
// and read again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/json_writer.h"
#include "text/utf8.h"
#include "web/json_body.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const auto body = web::read_json_body({reinterpret_cast<const char*>(data), size});
  if (!body.ok()) return 0;
  JsonWriter json;
  json.begin_object();
  for (const auto& [name, value] : *body) {
    CHECK(text::is_valid_utf8(name) && text::is_valid_utf8(value));
    json.key(name).value(value);
  }
  json.end_object();
  const auto again = web::read_json_body(json.take());
  CHECK(again.ok() && *again == *body);
  return 0;
}
