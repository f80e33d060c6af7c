// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/record_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/xml_records.h"
#include "text/orcid.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr int kYearMax = 2100;

// 1 to 12 from "4", "04", "Apr" or "April"; 0 for anything else.
unsigned month_of(std::string_view text) {
  text = trim(text);
  const unsigned number = small_number(text);
  return number != 0 ? number : month_number(text);
}

std::optional<PartialDate> in_range(std::string_view text) {
  auto date = parse_partial_date(text);
  if (!date.ok() || year_of(date->day) > kYearMax) return std::nullopt;
  return *date;
}

// A repository's citation of its paper: "Odum M (2014) Fathers. Public Health 2:276.
// doi: 10.3389/f.2014.276".
std::optional<std::string> doi_at_end(std::string_view citation) {
  constexpr std::string_view kMark = "doi:";
  const std::size_t at = ascii_lower(citation).rfind(kMark);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view doi = trim(citation.substr(at + kMark.size()));
  while (doi.ends_with('.')) doi.remove_suffix(1);
  return canonical_id(std::string(kMark).append(doi));
}

}  // namespace

unsigned small_number(std::string_view text) {
  if (text.empty() || text.size() > 2 || !std::all_of(text.begin(), text.end(), is_ascii_digit)) return 0;
  unsigned value = 0;
  for (const char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

void add_text(std::vector<std::string>& list, std::string text, std::size_t at_most) {
  if (!text.empty() && list.size() <= at_most) list.push_back(std::move(text));
}

void add_own_texts(std::vector<std::string>& list, std::string_view text, std::string_view separators) {
  while (!text.empty() && list.size() < kOwnTextsMax) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (std::string part = clean(text.substr(0, end)); !part.empty()) list.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string own_text(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) return {};
  std::string sound = text::sanitize(text);
  return sound.size() <= bytes_max ? sound : std::string();
}

void add_author(SourceRecord& record, std::string name, std::string_view orcid) {
  const std::size_t place = record.authors.size();
  add_text(record.authors, std::move(name), kAuthorsMax);
  if (orcid.empty() || record.authors.size() == place) return;
  auto known = text::parse_orcid(orcid);
  if (!known) return;
  record.orcids.resize(place);
  record.orcids.push_back(*std::move(known));
}

bool names_orcid(std::string_view scheme) {
  return ascii_lower(scheme).find("orcid") != kNone;
}

std::string_view orcid_among(const XmlElement& person, std::string_view child_name) {
  for (const XmlElement& child : person.children) {
    if (child.name != child_name) continue;
    const auto says_so = [](const auto& attribute) { return names_orcid(attribute.second); };
    if (std::any_of(child.attributes.begin(), child.attributes.end(), says_so)) return child.text;
  }
  return {};
}

void set_venue(SourceRecord& record, std::string name) {
  constexpr std::array<std::string_view, 4> kRepositories{"arxiv", "arxiv.org", "arxiv (cornell university)",
                                                          "corr"};
  const std::string folded = ascii_lower(name);
  if (std::find(kRepositories.begin(), kRepositories.end(), folded) != kRepositories.end()) return;
  record.venue = std::move(name);
}

bool add_known_id(SourceRecord& record, std::string_view text) {
  const auto id = canonical_id(text);
  if (id) add_id(record, *id);
  return id.has_value();
}

void add_id(SourceRecord& record, const std::string& id) {
  if (record.ids.size() > kIdsMax) return;
  if (std::find(record.ids.begin(), record.ids.end(), id) == record.ids.end()) record.ids.push_back(id);
}

void add_identifier(SourceRecord& record, std::string_view text) {
  const std::string identifier = clean(text);
  if (identifier.starts_with("http") && record.url.empty()) record.url = identifier;
  auto id = canonical_id(identifier);
  if (!id) id = doi_at_end(identifier);
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

std::optional<PartialDate> iso_date(std::string_view text) {
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

std::optional<PartialDate> date_of(int year, unsigned month, unsigned day) {
  DatePrecision precision = DatePrecision::kDay;
  const auto ymd = [&] {
    return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month == 0 ? 1 : month},
                                       std::chrono::day{day == 0 ? 1 : day}};
  };
  if (month == 0 || month > 12) {
    month = day = 0;
    precision = DatePrecision::kYear;
  } else if (day == 0 || !ymd().ok()) {
    day = 0;
    precision = DatePrecision::kMonth;
  }
  if (!ymd().ok() || !in_calendar_range(Day{ymd()})) return std::nullopt;
  return PartialDate{Day{ymd()}, precision};
}

std::optional<PartialDate> date_of_parts(std::string_view year, std::string_view month,
                                         std::string_view day) {
  const auto whole_year = in_range(trim(year));
  if (!whole_year || whole_year->precision != DatePrecision::kYear) return std::nullopt;
  return date_of(year_of(whole_year->day), month_of(month), small_number(trim(day)));
}

std::optional<PartialDate> year_within(std::string_view text) {
  for (std::size_t at = 0, digits = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_ascii_digit(text[at])) {
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

void add_version(SourceRecord& record, std::uint32_t number, Day day) {
  if (number == 0 || record.versions.size() == kVersionsMax) return;
  const auto at = std::lower_bound(
      record.versions.begin(), record.versions.end(), number,
      [](const SourceVersion& version, std::uint32_t wanted) { return version.number < wanted; });
  if (at == record.versions.end() || at->number != number) record.versions.insert(at, {number, day});
}

std::uint32_t version_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('v')) text.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

void read_version(SourceRecord& record, std::string_view number, std::string_view sent) {
  const auto when = read_rfc822(sent);
  if (!when) return;
  const Day day = std::chrono::floor<std::chrono::days>(*when);
  if (!record.published) record.published = PartialDate{day, DatePrecision::kDay};
  if (!record.updated || day > *record.updated) record.updated = day;
  add_version(record, version_number(number), day);
}

std::string notice_of(std::string_view text) {
  return clean(text::truncate_utf8(text, kNoticeBytesMax));
}

namespace {

// "", "is", "has now been": what stands between "this paper" and "withdrawn".
bool is_to_be(std::string_view words) {
  constexpr std::array<std::string_view, 6> kVerbs{"is", "are", "was", "were", "has", "have"};
  const std::string_view verb = words.substr(0, words.find(' '));
  return verb.empty() || std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

}  // namespace

std::string withdrawal_notice(std::string_view text) {
  constexpr std::size_t kBeginningBytes = 80;
  constexpr std::string_view kWithdrawn = "withdrawn";
  const std::string lower = ascii_lower(text.substr(0, kBeginningBytes));
  std::string_view rest = lower;
  if (constexpr std::string_view kNote = "arxiv admin note: "; rest.starts_with(kNote))
    rest.remove_prefix(kNote.size());
  if (rest.starts_with(kWithdrawn)) return notice_of(text);
  if (rest.starts_with("this ")) rest.remove_prefix(5);
  if (rest.starts_with("the ")) rest.remove_prefix(4);
  constexpr std::size_t kBetweenBytesMax = 24;  // "s has temporarily been "
  for (const std::string_view what :
       {"paper", "article", "submission", "manuscript", "preprint", "version", "work", "draft"}) {
    if (!rest.starts_with(what)) continue;
    rest.remove_prefix(what.size());
    if (rest.starts_with("s ")) rest.remove_prefix(1);
    const std::size_t at = rest.find(kWithdrawn);
    const bool is_said_of_it = at <= kBetweenBytesMax && is_to_be(trim(rest.substr(0, at)));
    return is_said_of_it ? notice_of(text) : std::string();
  }
  return {};
}

void read_arxiv_notice(SourceRecord& record) {
  record.notice = withdrawal_notice(record.comment);
  if (record.notice.empty()) record.notice = withdrawal_notice(record.abstract);
}

}  // namespace broadsheet::formats
