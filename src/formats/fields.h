// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What all readers do with the values that they find: clean text, canonical ids, keys, dates,
// votes, and the limits of a finished record.

#ifndef BROADSHEET_FORMATS_FIELDS_H_
#define BROADSHEET_FORMATS_FIELDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/date.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

// The name of the one upstream behind the Daily Papers feeds, answers and vote histories, so that
// their counts are never added to each other.
inline constexpr std::string_view kDailyPapersSource = "hf-daily-papers";
inline constexpr std::string_view kSavedPageSource = "saved-page";
// Where a source says that a publication was retracted, and no more.
inline constexpr std::string_view kRetractedNotice = "Retracted publication";

// text::sanitize_line with a fast path: most strings of most files are ASCII and clean already.
std::string clean(std::string_view text);
// True if clean(text) == text is certain from a look at ASCII bytes; false may still be clean.
bool is_plain(std::string_view text);

// A blank-trimmed view; blanks are those of ASCII.
std::string_view trim(std::string_view text);

// The canonical prefixed id ("arxiv:2608.01234") of any way to write it; nothing for what is no id
// of a scheme that we know. A version is dropped.
std::optional<std::string> canonical_id(std::string_view text);

// Every well-formed DOI in a field that may hold several, as "doi:10.1/x", lower case, in order.
std::vector<std::string> doi_ids(std::string_view field);

// Adds those of record.doi to its ids.
void add_doi_ids(SourceRecord& record);
// "oai:arXiv.org:2608.01234" -> "2608.01234"; other texts without their outer blanks.
std::string_view without_oai_prefix(std::string_view text);

// "Mina Okafor, Jun Tae Roh" -> both, clean; at most one more than kAuthorsMax, so that the limit is seen.
std::vector<std::string> split_names(std::string_view list);
// "https://export.example.org/rss/cs" -> "export.example.org".
std::string_view host_of(std::string_view url);

// The key of a record that has no id: "title:" and 16 hexadecimal digits of a hash of the title's
// letters and digits, case folded within ASCII. The same title has the same key in every format.
std::string title_key(std::string_view title);

// The source's key where the format gives none: the first id, else the title's key.
std::string default_key(const SourceRecord& record);

// 1 to 12 from an English name of a month or its first three letters, any case; 0 if it is none.
unsigned month_number(std::string_view name);
// A day from "2026-07-01" or the UTC day of a full time stamp.
std::optional<Day> read_day(std::string_view text);
std::optional<Instant> read_instant(std::string_view text);
// RFC 822 as RSS has it: "Wed, 03 Jun 2026 00:31:00 +0000"; the weekday, seconds and zone may be
// absent, zones are numeric, GMT, UT, UTC, Z or the North American names.
std::optional<Instant> read_rfc822(std::string_view text);
Instant start_of(Day day);

// "it is not a list" -> quoted, valid UTF-8, at most kQuotedBytesMax bytes of what stood there.
std::string quote(std::string_view text);

// The first named limit that the record breaks ("title longer than 4096 bytes") or "no title"; empty if
// none. Deleted records need no title.
std::string broken_rule(const SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_FIELDS_H_
