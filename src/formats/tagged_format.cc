// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/tagged_format.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// "TY  - JOUR", "PMID- 27433151": a tag filled up to four characters and a hyphen. Some writers leave out a
// blank on either side of the hyphen.
std::optional<TaggedLine> parse_hyphened(std::string_view line) {
  const std::size_t hyphen = line.find('-');
  if (hyphen < 3 || hyphen > 4 || line.size() < hyphen) return std::nullopt;
  const std::string_view tag = trim(line.substr(0, hyphen));
  if (tag.size() < 2 || !is_capital(line.front())) return std::nullopt;
  const auto is_tag_letter = [](char c) { return is_capital(c) || is_ascii_digit(c); };
  if (!std::all_of(tag.begin(), tag.end(), is_tag_letter)) return std::nullopt;
  // "COVID-19" at the beginning of a line that goes on is no tag.
  if (hyphen == 3 && tag.size() == 3) return std::nullopt;
  return TaggedLine{tag, trim(line.substr(hyphen + 1))};
}

// "AU Parkes-Loach, PS": two characters and a blank.
std::optional<TaggedLine> parse_two_letters(std::string_view line) {
  if (line.size() < 2 || !is_capital(line[0]) || !(is_capital(line[1]) || is_ascii_digit(line[1])))
    return std::nullopt;
  if (line.size() > 2 && line[2] != ' ') return std::nullopt;
  return TaggedLine{line.substr(0, 2), trim(line.substr(2))};
}

// "%A Okafor, Mina".
std::optional<TaggedLine> parse_percent(std::string_view line) {
  if (line.size() < 2 || line[0] != '%' || line[1] <= ' ' || line[1] > '~') return std::nullopt;
  if (line.size() > 2 && line[2] != ' ') return std::nullopt;
  return TaggedLine{line.substr(0, 2), trim(line.substr(2))};
}

// "Jung SI" of MEDLINE's short names, "Okafor, Mina" of its full ones.
std::string medline_name(std::string_view text) {
  constexpr std::size_t kInitialsMax = 4;
  text = trim(text);
  const std::size_t blank = text.rfind(' ');
  if (text.find(',') != std::string_view::npos || blank == std::string_view::npos)
    return name_in_speech(text);
  const std::string_view initials = text.substr(blank + 1);
  const bool is_short =
      initials.size() <= kInitialsMax && std::all_of(initials.begin(), initials.end(), is_capital);
  if (!is_short) return clean(text);
  return name_of_parts(clean(initials), clean(text.substr(0, blank)), {});
}

constexpr std::array<TagMeaning, 28> kRis{{
    {"TI", TagRole::kTitle, 0},    {"T1", TagRole::kTitle, 0},    {"CT", TagRole::kTitle, 1},
    {"BT", TagRole::kTitle, 2},    {"AU", TagRole::kAuthor, 0},   {"A1", TagRole::kAuthor, 0},
    {"AB", TagRole::kAbstract, 0}, {"N2", TagRole::kAbstract, 0}, {"JF", TagRole::kVenue, 0},
    {"T2", TagRole::kVenue, 1},    {"JO", TagRole::kVenue, 2},    {"BT", TagRole::kVenue, 3},
    {"JA", TagRole::kVenue, 4},    {"J1", TagRole::kVenue, 4},    {"J2", TagRole::kVenue, 4},
    {"PY", TagRole::kDate, 0},     {"Y1", TagRole::kDate, 1},     {"DA", TagRole::kDate, 2},
    {"DO", TagRole::kDoi, 0},      {"UR", TagRole::kUrl, 0},      {"LK", TagRole::kUrl, 1},
    {"LA", TagRole::kLanguage, 0}, {"N1", TagRole::kComment, 0},  {"M3", TagRole::kMarkedDoi, 0},
    {"KW", TagRole::kOwnTag, 0},   {"RN", TagRole::kOwnNote, 0},  {"N1", TagRole::kOwnNote, 1},
    {"U1", TagRole::kOwnMark, 0},
}};

constexpr std::array<TagMeaning, 18> kMedline{{
    {"PMID", TagRole::kKey, 0},
    {"TI", TagRole::kTitle, 0},
    {"BTI", TagRole::kTitle, 1},
    {"TT", TagRole::kTitle, 2},
    {"FAU", TagRole::kAuthor, 0},
    {"AU", TagRole::kAuthor, 1},
    {"CN", TagRole::kAuthor, 3},  // not another form of the name before it
    {"AUID", TagRole::kOrcid, 0},
    {"AB", TagRole::kAbstract, 0},
    {"JT", TagRole::kVenue, 0},
    {"TA", TagRole::kVenue, 1},
    {"DP", TagRole::kDate, 0},
    {"LID", TagRole::kMarkedDoi, 0},
    {"AID", TagRole::kMarkedDoi, 0},
    {"LA", TagRole::kLanguage, 0},
    {"PT", TagRole::kStatus, 0},
    {"GN", TagRole::kComment, 0},
    {"BTI", TagRole::kVenue, 2},
}};

constexpr std::array<TagMeaning, 15> kWebOfScience{{
    {"UT", TagRole::kKey, 0},
    {"TI", TagRole::kTitle, 0},
    {"AF", TagRole::kAuthor, 0},
    {"AU", TagRole::kAuthor, 1},
    {"AB", TagRole::kAbstract, 0},
    {"SO", TagRole::kVenue, 0},
    {"JI", TagRole::kVenue, 1},
    {"PY", TagRole::kDate, 0},
    {"PD", TagRole::kDayOfYear, 0},
    {"DI", TagRole::kDoi, 0},
    {"LA", TagRole::kLanguage, 0},
    {"UR", TagRole::kUrl, 0},
    {"CA", TagRole::kAuthor, 2},
    {"DT", TagRole::kStatus, 0},
    {"OI", TagRole::kOrcidsByName, 0},
}};

constexpr std::array<TagMeaning, 15> kEndnote{{
    {"%T", TagRole::kTitle, 0},
    {"%B", TagRole::kTitle, 1},
    {"%A", TagRole::kAuthor, 0},
    {"%X", TagRole::kAbstract, 0},
    {"%J", TagRole::kVenue, 0},
    {"%B", TagRole::kVenue, 1},
    {"%D", TagRole::kDate, 0},
    {"%8", TagRole::kDayOfYear, 0},
    {"%R", TagRole::kDoi, 0},
    {"%U", TagRole::kUrl, 0},
    {"%G", TagRole::kLanguage, 0},
    {"%Z", TagRole::kComment, 0},
    {"%O", TagRole::kComment, 1},
    {"%Q", TagRole::kAuthor, 1},
    {"%S", TagRole::kVenue, 2},
}};

}  // namespace

const TaggedFormat& ris_format() {
  static constexpr TaggedFormat kFormat{.source = "ris",
                                        .parse = parse_hyphened,
                                        .begin_tag = "TY",
                                        .end_tag = "ER",
                                        .meanings = kRis,
                                        .name = name_in_speech,
                                        .page = {}};
  return kFormat;
}

const TaggedFormat& medline_format() {
  static constexpr TaggedFormat kFormat{.source = "pubmed",
                                        .parse = parse_hyphened,
                                        .begin_tag = "PMID",
                                        .end_tag = {},
                                        .indented_lines_go_on = true,
                                        .meanings = kMedline,
                                        .name = medline_name,
                                        .page = "https://pubmed.ncbi.nlm.nih.gov/"};
  return kFormat;
}

const TaggedFormat& web_of_science_format() {
  static constexpr TaggedFormat kFormat{.source = "web-of-science",
                                        .parse = parse_two_letters,
                                        .begin_tag = "PT",
                                        .end_tag = "ER",
                                        .lines_are_names = true,
                                        .meanings = kWebOfScience,
                                        .name = name_in_speech,
                                        .page = {}};
  return kFormat;
}

const TaggedFormat& endnote_format() {
  static constexpr TaggedFormat kFormat{.source = "endnote",
                                        .parse = parse_percent,
                                        .begin_tag = "%0",
                                        .end_tag = {},
                                        .blank_line_separates = true,
                                        .meanings = kEndnote,
                                        .name = name_in_speech,
                                        .page = {}};
  return kFormat;
}

}  // namespace broadsheet::formats
