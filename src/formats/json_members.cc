// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_members.h"

#include <algorithm>
#include <array>

#include "formats/record_values.h"

namespace broadsheet::formats {

std::optional<JsonValue> value_at(JsonObject object, std::string_view path) {
  while (true) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    JsonValue value;
    if (object.at_key(path.substr(0, dot)).get(value) != simdjson::SUCCESS || value.is_null()) {
      return std::nullopt;
    }
    if (dot == path.size()) return value;
    if (value.get(object) != simdjson::SUCCESS) return std::nullopt;
    path.remove_prefix(dot + 1);
  }
}

std::optional<JsonObject> object_at(JsonObject object, std::string_view path) {
  const auto value = value_at(object, path);
  JsonObject found;
  if (!value || value->get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::optional<JsonList> list_at(JsonObject object, std::string_view path) {
  const auto value = value_at(object, path);
  JsonList found;
  if (!value || value->get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::string text_of(JsonValue value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return clean(text);
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  JsonList list;
  if (value.get(list) != simdjson::SUCCESS) return {};
  for (const JsonValue element : list) {
    if (element.get(text) != simdjson::SUCCESS) continue;
    std::string found = clean(text);
    if (!found.empty()) return found;
  }
  return {};
}

std::string text_at(JsonObject object, std::string_view path) {
  const auto value = value_at(object, path);
  return value ? text_of(*value) : std::string();
}

std::string orcid_at(JsonObject object, std::string_view scheme, std::string_view number) {
  return names_orcid(text_at(object, scheme)) ? text_at(object, number) : std::string();
}

bool flag_at(JsonObject object, std::string_view path) {
  const auto value = value_at(object, path);
  bool flag = false;
  return value && value->get(flag) == simdjson::SUCCESS && flag;
}

std::optional<PartialDate> date_at(JsonObject object, std::string_view path) {
  constexpr std::size_t kDayBytes = 10;
  const std::string text = text_at(object, path);
  if (const auto date = iso_date(text)) return date;
  const bool is_stamp = text.size() > kDayBytes && (text[kDayBytes] == 'T' || text[kDayBytes] == ' ');
  return is_stamp ? iso_date(std::string_view(text).substr(0, kDayBytes)) : std::nullopt;
}

std::optional<Day> day_at(JsonObject object, std::string_view path) {
  const auto date = date_at(object, path);
  if (!date || date->precision != DatePrecision::kDay) return std::nullopt;
  return date->day;
}

}  // namespace broadsheet::formats
