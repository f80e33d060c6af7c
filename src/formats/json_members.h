// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Members of the objects that scholarly services answer with. A service changes its answers when it likes,
// so nothing here fails: what is null, missing or of another type than expected is absent. Within this room
// only.

#ifndef BROADSHEET_FORMATS_JSON_MEMBERS_H_
#define BROADSHEET_FORMATS_JSON_MEMBERS_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "formats/json_values.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

using JsonList = simdjson::dom::array;

// In all of these a `path` is the keys on the way, joined by dots: "primary_location.source.type".
std::optional<JsonValue> value_at(JsonObject object, std::string_view path);
std::optional<JsonObject> object_at(JsonObject object, std::string_view path);
std::optional<JsonList> list_at(JsonObject object, std::string_view path);
// A text, clean; of a whole number its digits; of a list its first text that is not empty.
std::string text_at(JsonObject object, std::string_view path);
bool flag_at(JsonObject object, std::string_view path);
// A date as read_loose_date reads it; of a time stamp without a zone its day.
std::optional<PartialDate> date_at(JsonObject object, std::string_view path);
std::optional<Day> day_at(JsonObject object, std::string_view path);
// The text at `number` if the one at `scheme` names ORCID: {"scheme": "orcid", "value": "0000-..."}; else "".
std::string orcid_at(JsonObject object, std::string_view scheme, std::string_view number);
// The text of the value itself, as text_at reads it.
std::string text_of(JsonValue value);

// Calls `take` with each object of the list at `path`.
template <typename Take>
void for_each_object(JsonObject object, std::string_view path, Take&& take) {
  const auto list = list_at(object, path);
  if (!list) return;
  for (const JsonValue element : *list) {
    JsonObject member;
    if (element.get(member) == simdjson::SUCCESS) take(member);
  }
}

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_MEMBERS_H_
