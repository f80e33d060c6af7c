// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/record_values.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr int kYearMax = 2100;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// 1 to 12 from "4", "04", "Apr" or "April"; 0 for anything else.
unsigned month_of(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 2 || !is_digit(text.front()) || !is_digit(text.back()))
    return month_number(text);
  unsigned month = 0;
  for (const char c : text) month = month * 10 + static_cast<unsigned>(c - '0');
  return month <= 12 ? month : 0;
}

std::optional<PartialDate> in_range(std::string_view text) {
  auto date = parse_partial_date(text);
  if (!date.ok() || year_of(date->day) > kYearMax) return std::nullopt;
  return *date;
}

}  // namespace

void add_text(std::vector<std::string>& list, std::string text, std::size_t at_most) {
  if (!text.empty() && list.size() <= at_most) list.push_back(std::move(text));
}

void add_id(SourceRecord& record, const std::string& id) {
  if (record.ids.size() > kIdsMax) return;
  if (std::find(record.ids.begin(), record.ids.end(), id) == record.ids.end()) record.ids.push_back(id);
}

void add_identifier(SourceRecord& record, std::string_view text) {
  const std::string identifier = clean(text);
  if (identifier.starts_with("http") && record.url.empty()) record.url = identifier;
  const auto id = canonical_id(identifier);
  if (!id) return;
  add_id(record, *id);
  if (id->starts_with("doi:") && record.doi.empty()) record.doi = id->substr(4);
}

void add_doi(SourceRecord& record, std::string_view text) {
  const auto id = canonical_id(trim(text));
  if (!id) return;
  add_id(record, *id);
  if (id->starts_with("doi:") && record.doi.empty()) record.doi = id->substr(4);
}

std::optional<PartialDate> read_loose_date(std::string_view text) {
  text = trim(text);
  std::optional<PartialDate> date;
  if (const auto day = read_day(text)) {
    date = PartialDate{*day, DatePrecision::kDay};
  } else if (text.size() == 4 || text.size() == 7) {
    return in_range(text);
  }
  if (date && year_of(date->day) > kYearMax) return std::nullopt;
  return date;
}

std::optional<PartialDate> date_of_parts(std::string_view year, std::string_view month,
                                         std::string_view day) {
  year = trim(year);
  const auto whole_year = year.size() == 4 ? in_range(year) : std::nullopt;
  const unsigned month_value = month_of(month);
  if (!whole_year || month_value == 0) return whole_year;
  day = trim(day);
  if (!day.empty() && day.size() <= 2) {
    if (const auto date = in_range(fmt::format("{}-{:02}-{:0>2}", year, month_value, day))) return date;
  }
  return in_range(fmt::format("{}-{:02}", year, month_value));
}

std::optional<PartialDate> year_within(std::string_view text) {
  for (std::size_t at = 0, digits = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_digit(text[at])) {
      ++digits;
      continue;
    }
    if (digits == 4) {
      if (const auto year = in_range(text.substr(at - 4, 4))) return year;
    }
    digits = 0;
  }
  return std::nullopt;
}

std::string name_in_order(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == kNone || text.find(',', comma + 1) != kNone) return clean(text);
  return name_of_parts(text.substr(comma + 1), text.substr(0, comma));
}

std::string name_of_parts(std::string_view given, std::string_view family, std::string_view suffix) {
  std::string name;
  for (const std::string_view part : {given, family, suffix}) {
    const std::string text = clean(part);
    if (!text.empty()) name += (name.empty() ? "" : " ") + text;
  }
  return name;
}

}  // namespace broadsheet::formats
