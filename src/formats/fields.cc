// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/fields.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>

#include "base/ascii.h"
#include "base/digest.h"
#include "formats/limits.h"
#include "text/ids.h"
#include "text/utf8.h"

namespace broadsheet::formats {

namespace {

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// "2608.01234": the shape of nine in ten ids, told without the general parser.
bool is_new_arxiv_number(std::string_view text) {
  constexpr std::size_t kDot = 4;
  if (text.size() != 9 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == kDot ? text[i] != '.' : !is_ascii_digit(text[i])) return false;
  }
  const int month = (text[2] - '0') * 10 + (text[3] - '0');
  // Five digits behind the dot since January 2015, four before.
  return month >= 1 && month <= 12 && (text.size() == 10) == (text.substr(0, 4) >= "1501") &&
         text.substr(0, 4) >= "0704";
}

std::string longer_than(std::string_view what, std::size_t bytes_max) {
  return fmt::format("{} longer than {} bytes", what, bytes_max);
}

std::string more_than(std::string_view what, std::size_t count_max) {
  return fmt::format("more than {} {}", count_max, what);
}

bool any_longer(const std::vector<std::string>& list, std::size_t bytes_max) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& s) { return s.size() > bytes_max; });
}

// Digits at the front, removed; -1 if there are none or more than `digits_max`.
int take_number(std::string_view& text, std::size_t digits_max) {
  std::size_t count = 0;
  int value = 0;
  while (count < text.size() && is_ascii_digit(text[count])) {
    if (++count > digits_max) return -1;
    value = value * 10 + (text[count - 1] - '0');
  }
  if (count == 0) return -1;
  text.remove_prefix(count);
  return value;
}

std::string_view take_word(std::string_view& text) {
  text = trim(text);
  std::size_t size = 0;
  while (size < text.size() && !is_blank(text[size])) ++size;
  const std::string_view word = text.substr(0, size);
  text = trim(text.substr(size));
  return word;
}

std::optional<std::chrono::minutes> zone_offset(std::string_view zone) {
  struct Named {
    std::string_view name;
    int hours;
  };
  constexpr std::array<Named, 14> kZones{{{"", 0},
                                          {"Z", 0},
                                          {"UT", 0},
                                          {"UTC", 0},
                                          {"GMT", 0},
                                          {"EST", -5},
                                          {"EDT", -4},
                                          {"CST", -6},
                                          {"CDT", -5},
                                          {"MST", -7},
                                          {"MDT", -6},
                                          {"PST", -8},
                                          {"PDT", -7},
                                          {"-0000", 0}}};
  for (const auto& [name, hours] : kZones) {
    if (zone == name) return std::chrono::hours{hours};
  }
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  std::string_view digits = zone.substr(1);
  const int value = take_number(digits, 4);
  if (!digits.empty() || value < 0 || value / 100 > 23 || value % 100 > 59) return std::nullopt;
  const std::chrono::minutes offset{value / 100 * 60 + value % 100};
  return zone[0] == '-' ? -offset : offset;
}

// "00:31:00" or "00:31"; an empty text is midnight.
std::optional<std::chrono::seconds> read_clock(std::string_view text) {
  if (text.empty()) return std::chrono::seconds{0};
  const int hour = take_number(text, 2);
  if (hour < 0 || hour > 23 || text.empty() || text.front() != ':') return std::nullopt;
  text.remove_prefix(1);
  const int minute = take_number(text, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  if (!text.empty()) {
    if (text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
    second = take_number(text, 2);
    if (second < 0 || second > 60 || !text.empty()) return std::nullopt;
  }
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

}  // namespace

bool is_plain(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ') return false;
  // Eight bytes at a time: a byte outside 0x20..0x7E, or a blank behind a blank, ends the fast path.
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kTops = 0x8080808080808080;
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint64_t blank_before = 0;
  for (; end - at >= 8; at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    if ((word & kTops) != 0) return false;
    // With all top bits clear, adding 0x60 sets the top bit of bytes from 0x20 on, adding 1 that of 0x7F.
    const std::uint64_t visible = word + kOnes * 0x60;
    const std::uint64_t rubout = word + kOnes;
    if (((~visible | rubout) & kTops) != 0) return false;
    // Bytes from 0x21 on have their top bit set here; what is left is a blank. The byte before is the
    // next lower one on a little-endian machine, which is all that we run on.
    const std::uint64_t blanks = ~(word + kOnes * 0x5F) & kTops;
    if ((blanks & ((blanks << 8) | blank_before)) != 0) return false;
    blank_before = blanks >> 56;
  }
  bool blank = blank_before != 0;
  for (; at != end; ++at) {
    if (*at < 0x20 || *at == 0x7F || (*at == ' ' && blank)) return false;
    blank = *at == ' ';
  }
  return true;
}

std::string clean(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  return text::sanitize_line(text);
}

unsigned month_number(std::string_view name) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (name.size() < 3) return 0;
  std::array<char, 3> folded;
  for (std::size_t i = 0; i < 3; ++i) folded[i] = static_cast<char>(name[i] | 0x20);
  for (unsigned month = 0; month < 12; ++month) {
    if (kMonths.substr(month * 3, 3) == std::string_view(folded.data(), 3)) return month + 1;
  }
  return 0;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<std::string> canonical_id(std::string_view text) {
  text = trim(text);
  constexpr std::string_view kArxiv = "arxiv:";
  if (text.substr(0, kArxiv.size()) == kArxiv && is_new_arxiv_number(text.substr(kArxiv.size()))) {
    return std::string(text);
  }
  if (text.size() > kKeyBytesMax) return std::nullopt;
  // What nobody sees is no part of an id.
  std::string cleaned;
  if (!is_plain(text)) text = cleaned = text::sanitize_line(text);
  if (text.empty()) return std::nullopt;
  auto id = text::parse_paper_id(text);
  // Nor is it where it was escaped.
  if (id && !is_plain(id->prefixed) && text::sanitize_line(id->prefixed) != id->prefixed) return std::nullopt;
  // Our own "b:" numbers are not a scheme that a source can vouch for.
  if (!id || id->scheme == text::IdScheme::kBroadsheet) return std::nullopt;
  return std::move(id->prefixed);
}

std::vector<std::string> doi_ids(std::string_view field) {
  std::vector<std::string> ids;
  while (!field.empty() && ids.size() < kIdsMax) {
    const std::size_t end = std::min(field.find_first_of(" \t\n,;"), field.size());
    const std::string_view part = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    if (part.size() < 6) continue;
    auto id = canonical_id(part);
    if (!id || id->rfind("doi:", 0) != 0) continue;
    if (std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(std::move(*id));
  }
  return ids;
}

void add_doi_ids(SourceRecord& record) {
  for (std::string& doi : doi_ids(record.doi)) {
    const bool known = std::find(record.ids.begin(), record.ids.end(), doi) != record.ids.end();
    if (!known) record.ids.push_back(std::move(doi));
  }
}

std::string_view without_oai_prefix(std::string_view text) {
  constexpr std::string_view kPrefix = "oai:arxiv.org:";
  text = trim(text);
  if (text.size() > kPrefix.size() && ascii_lower(text.substr(0, kPrefix.size())) == kPrefix) {
    text.remove_prefix(kPrefix.size());
  }
  return text;
}

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty() && names.size() <= kAuthorsMax) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string name = clean(list.substr(0, comma));
    if (!name.empty()) names.push_back(std::move(name));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return names;
}

std::string_view host_of(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos)
    url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

std::string title_key(std::string_view title) {
  std::string letters;
  letters.reserve(title.size());
  for (const char c : title) {
    if (c >= 'A' && c <= 'Z') {
      letters.push_back(static_cast<char>(c | 0x20));
    } else if ((c >= 'a' && c <= 'z') || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      letters.push_back(c);
    }
  }
  // A title of signs alone ("???") is its own key.
  return fmt::format("title:{:016x}", hash64(letters.empty() ? title : std::string_view(letters)));
}

std::string default_key(const SourceRecord& record) {
  return record.ids.empty() ? title_key(record.title) : record.ids.front();
}

std::optional<Day> read_day(std::string_view text) {
  if (text.size() == 10) {
    if (auto day = parse_day(text); day.ok()) return *day;
    return std::nullopt;
  }
  const auto instant = read_instant(text);
  if (!instant) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*instant);
}

std::optional<Instant> read_instant(std::string_view text) {
  constexpr std::size_t kInstantBytesMax = 64;
  if (text.size() < 10 || text.size() > kInstantBytesMax) return std::nullopt;
  auto instant = parse_instant(text);
  if (!instant.ok()) return std::nullopt;
  return *instant;
}

std::optional<Instant> read_rfc822(std::string_view text) {
  text = trim(text);
  if (const std::size_t comma = text.find(','); comma <= 9) {
    text.remove_prefix(comma + 1);
  }
  std::string_view day_word = take_word(text);
  const int day = take_number(day_word, 2);
  const unsigned month = month_number(take_word(text));
  std::string_view year_word = take_word(text);
  int year = take_number(year_word, 4);
  if (day < 1 || month == 0 || year < 0 || !day_word.empty() || !year_word.empty()) return std::nullopt;
  if (year < 100) year += year < 50 ? 2000 : 1900;  // RFC 2822 4.3
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  const auto clock = read_clock(take_word(text));
  const auto offset = zone_offset(take_word(text));
  if (!clock || !offset) return std::nullopt;
  const Instant instant = Instant{Day{ymd}} + *clock - *offset;
  if (!in_calendar_range(std::chrono::floor<std::chrono::days>(instant))) return std::nullopt;
  return instant;
}

Instant start_of(Day day) {
  return Instant{day};
}

std::string quote(std::string_view text) {
  const std::string shown = clean(text.substr(0, kQuotedBytesMax));
  return fmt::format("'{}{}'", shown, text.size() > kQuotedBytesMax ? "..." : "");
}

std::string broken_rule(const SourceRecord& r) {
  if (r.source == kReadersSource)
    return "the source 'readers' is the readers of each server, and comes from none";
  if (r.title.empty() && !r.deleted) return "no title";
  if (r.title.size() > kTitleBytesMax) return longer_than("title", kTitleBytesMax);
  if (r.abstract.size() > kAbstractBytesMax) return longer_than("abstract", kAbstractBytesMax);
  if (r.authors.size() > kAuthorsMax) return more_than("authors", kAuthorsMax);
  if (any_longer(r.authors, kNameBytesMax)) return longer_than("an author's name", kNameBytesMax);
  if (r.orcids.size() > r.authors.size()) return "more ORCID iDs than authors";
  if (any_longer(r.orcids, kKeyBytesMax)) return longer_than("an ORCID iD", kKeyBytesMax);
  if (r.categories.size() > kCategoriesMax) return more_than("categories", kCategoriesMax);
  if (any_longer(r.categories, kKeyBytesMax)) return longer_than("a category", kKeyBytesMax);
  if (r.ids.size() > kIdsMax) return more_than("ids", kIdsMax);
  if (any_longer(r.ids, kKeyBytesMax)) return longer_than("an id", kKeyBytesMax);
  for (const auto* text : {&r.key, &r.source, &r.doi, &r.language}) {
    if (text->size() > kKeyBytesMax) return longer_than("an id, source, DOI or language", kKeyBytesMax);
  }
  for (const auto* text : {&r.short_summary, &r.ai_summary}) {
    if (text->size() > kSummaryBytesMax) return longer_than("summary", kSummaryBytesMax);
  }
  for (const auto* text : {&r.submitter, &r.submitter_fullname}) {
    if (text->size() > kNameBytesMax) return longer_than("submitter", kNameBytesMax);
  }
  for (const auto* text : {&r.url, &r.project_page, &r.github_repo, &r.thumbnail}) {
    if (text->size() > kUrlBytesMax) return longer_than("a URL", kUrlBytesMax);
  }
  if (r.organization &&
      (r.organization->handle.size() > kNameBytesMax || r.organization->fullname.size() > kNameBytesMax)) {
    return longer_than("organization", kNameBytesMax);
  }
  if (r.notice.size() > kNoticeBytesMax) return longer_than("notice", kNoticeBytesMax);
  if (r.venue.size() > kVenueBytesMax) return longer_than("venue", kVenueBytesMax);
  if (r.comment.size() > kCommentBytesMax) return longer_than("comment", kCommentBytesMax);
  if (r.media_urls.size() > kMediaMax) return more_than("media", kMediaMax);
  if (any_longer(r.media_urls, kUrlBytesMax)) return longer_than("a URL", kUrlBytesMax);
  if (r.ai_keywords.size() > kKeywordsMax) return more_than("keywords", kKeywordsMax);
  if (any_longer(r.ai_keywords, kKeyBytesMax)) return longer_than("a keyword", kKeyBytesMax);
  return {};
}

}  // namespace broadsheet::formats
