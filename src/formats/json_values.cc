// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_values.h"

namespace broadsheet::formats {

namespace {

// The name in {"name": "Mina Okafor", ...}, else the full name.
bool read_name(JsonObject person, std::string& out) {
  for (const std::string_view key : {std::string_view("name"), std::string_view("fullname")}) {
    JsonValue value;
    if (person.at_key(key).get(value) != simdjson::SUCCESS) continue;
    if (!read_text(value, out)) return false;
    if (!out.empty()) return true;
  }
  return true;
}

bool read_list(JsonValue value, std::size_t count_max, bool keeps_empty, std::vector<std::string>& out) {
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return value.is_null();
  std::vector<std::string> texts;
  texts.reserve(std::min(list.size(), count_max + 1));
  for (const JsonValue element : list) {
    if (texts.size() > count_max) break;
    std::string text;
    JsonObject object;
    const bool good =
        element.get(object) == simdjson::SUCCESS ? read_name(object, text) : read_text(element, text);
    if (!good) return false;
    if (keeps_empty || !text.empty()) texts.push_back(std::move(text));
  }
  out = std::move(texts);
  return true;
}

}  // namespace

bool read_texts(JsonValue value, std::size_t count_max, std::vector<std::string>& out) {
  return read_list(value, count_max, false, out);
}

bool read_texts_in_place(JsonValue value, std::size_t count_max, std::vector<std::string>& out) {
  return read_list(value, count_max, true, out);
}

bool read_date(JsonValue value, std::optional<PartialDate>& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return value.is_null();
  text = trim(text);
  if (text.empty()) return true;
  if (const auto day = read_day(text)) {
    out = PartialDate{*day, DatePrecision::kDay};
    return true;
  }
  auto date = parse_partial_date(text);
  if (!date.ok()) return false;
  out = *date;
  return true;
}

bool read_day_value(JsonValue value, std::optional<Day>& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return value.is_null();
  text = trim(text);
  if (text.empty()) return true;
  const auto day = read_day(text);
  if (!day) return false;
  out = day;
  return true;
}

bool read_instant_value(JsonValue value, std::optional<Instant>& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return value.is_null();
  text = trim(text);
  if (text.empty()) return true;
  const auto instant = read_instant(text);
  if (!instant) return false;
  out = instant;
  return true;
}

bool read_organization(JsonValue value, std::optional<Organization>& out) {
  JsonObject object;
  if (value.get(object) != simdjson::SUCCESS) return value.is_null();
  Organization organization;
  for (const auto [key, member] : object) {
    if (key == "name" && !read_text(member, organization.handle)) return false;
    if (key == "fullname" && !read_text(member, organization.fullname)) return false;
  }
  if (!organization.handle.empty() || !organization.fullname.empty()) out = std::move(organization);
  return true;
}

std::string id_in_broken_json(std::string_view json) {
  json = json.substr(0, kTitleBytesMax);
  constexpr std::string_view kKey = "\"id\"";
  std::size_t at = json.find(kKey);
  if (at == std::string_view::npos) return {};
  at = json.find_first_not_of(" :", at + kKey.size());
  if (at == std::string_view::npos || json[at] != '"') return {};
  const std::size_t end = json.find_first_of("\"\\\n", at + 1);
  if (end == std::string_view::npos || json[end] != '"') return {};
  return clean(json.substr(at + 1, std::min(end - at - 1, kQuotedBytesMax)));
}

}  // namespace broadsheet::formats
