// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Values of a parsed JSON document as the fields of a record. Within this room only: it shows
// simdjson's types. The DOM is used, because it checks the whole document before we see any of it;
// it has also made sure that all text is valid UTF-8.

#ifndef BROADSHEET_FORMATS_JSON_VALUES_H_
#define BROADSHEET_FORMATS_JSON_VALUES_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {

using JsonValue = simdjson::dom::element;
using JsonObject = simdjson::dom::object;

// A parser with the limits of this room. Confined to one thread; a document lives until the next parse.
class JsonParser {
 public:
  JsonParser() : parser_(kRecordBytesMax + simdjson::SIMDJSON_PADDING) {}

  // Parses one object. `readable` bytes of `json` may be read; where they don't suffice for the
  // parser's padding it makes a copy. Sets `reason` and answers nothing if it can't be read.
  std::optional<JsonObject> parse_object(std::string_view json, std::size_t readable, std::string& reason) {
    if (json.size() > parser_.capacity() || parser_.max_depth() != kJsonDepthMax) {
      const std::size_t capacity = std::clamp(2 * json.size(), kCapacityMin, kRecordBytesMax);
      CHECK(json.size() <= capacity);
      CHECK(parser_.allocate(capacity, kJsonDepthMax) == simdjson::SUCCESS);
    }
    const bool needs_copy = readable < json.size() + simdjson::SIMDJSON_PADDING;
    JsonValue root;
    const auto error = parser_.parse(json.data(), json.size(), needs_copy).get(root);
    if (error != simdjson::SUCCESS) {
      reason = "invalid JSON: ";
      reason += simdjson::error_message(error);
      return std::nullopt;
    }
    JsonObject object;
    if (root.get(object) != simdjson::SUCCESS) {
      reason = "not a JSON object";
      return std::nullopt;
    }
    return object;
  }

 private:
  // Grows with the records: most need a hundredth of the largest, and the buffers are many times as large.
  static constexpr std::size_t kCapacityMin = std::size_t{16} << 10;

  simdjson::dom::parser parser_;
};

// Each of these answers false for a value of the wrong type and leaves `out` alone; null is absent.

inline bool read_text(JsonValue value, std::string& out) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    out = clean(text);
    return true;
  }
  return value.is_null();
}

inline bool read_flag(JsonValue value, bool& out) {
  return value.get(out) == simdjson::SUCCESS || value.is_null();
}

// A whole number from 0 to `max`; 3.0 is one too, as some writers have only floating numbers.
template <typename T>
bool read_count(JsonValue value, std::int64_t max, std::optional<T>& out) {
  if (value.is_null()) return true;
  std::int64_t number = 0;
  if (value.get(number) != simdjson::SUCCESS) {
    double real = 0;
    if (value.get(real) != simdjson::SUCCESS || !(real >= 0 && real <= static_cast<double>(max)))
      return false;
    number = static_cast<std::int64_t>(real);
    if (static_cast<double>(number) != real) return false;
  }
  if (number < 0 || number > max) return false;
  out = static_cast<T>(number);
  return true;
}

// A list of texts, or of objects that have a "name" or "fullname"; empty names are left out. Elements
// of another type make it false. Reading stops behind `count_max` + 1 elements: one too many is enough
// for the record to be rejected.
bool read_texts(JsonValue value, std::size_t count_max, std::vector<std::string>& out);
// The same, but what is empty keeps its place.
bool read_texts_in_place(JsonValue value, std::size_t count_max, std::vector<std::string>& out);

// "2026", "2026-07", "2026-07-01" or a full time stamp; an empty text is absent.
bool read_date(JsonValue value, std::optional<PartialDate>& out);
bool read_day_value(JsonValue value, std::optional<Day>& out);
bool read_instant_value(JsonValue value, std::optional<Instant>& out);

// {"name": handle, "fullname": name}; either may be absent.
bool read_organization(JsonValue value, std::optional<Organization>& out);

// What can be told about the id of a record that can't be parsed: the text behind its first "id" key.
std::string id_in_broken_json(std::string_view json);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_VALUES_H_
