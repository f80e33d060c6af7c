// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Four formats in which a record is a run of lines that each begin with a tag: RIS, MEDLINE, the Web of
// Science, EndNote's refer. They differ in how a tag is written, what begins and ends a record, and what the
// tags mean; all of that is a table here, and one reader (tagged_reader.h) serves them. Within this room
// only.

#ifndef BROADSHEET_FORMATS_TAGGED_FORMAT_H_
#define BROADSHEET_FORMATS_TAGGED_FORMAT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::formats {

struct TaggedLine {
  std::string_view tag;
  std::string_view value;
};

enum class TagRole : std::uint8_t {
  kTitle,
  kAuthor,
  kOrcid,         // "ORCID: 0000-...", on a line behind those of an author's name
  kOrcidsByName,  // "Okafor, Mina/0000-...; Roh, Jun/0000-..."
  kAbstract,
  kVenue,
  kDate,
  kDayOfYear,  // "SEP 12", for a year that another tag gives
  kDoi,
  kMarkedDoi,  // "10.1/x [doi]" among ids of other kinds
  kUrl,
  kKey,
  kLanguage,
  kComment,
  kStatus,  // says whether the paper was retracted
  kOwnTag,  // of a reader, as their notes
  kOwnNote,
  kOwnMark,  // among other things that a reader may have there
};

// Of several tags with one role the one of the lowest rank counts; a date is refined by the others.
struct TagMeaning {
  std::string_view tag;
  TagRole role;
  int rank = 0;
};

struct TaggedFormat {
  std::string_view source;
  // The tag and value of a line; nothing if it begins with none.
  std::optional<TaggedLine> (*parse)(std::string_view line);
  std::string_view begin_tag;         // begins a record, whether or not the one before was ended
  std::string_view end_tag;           // ends it; "" if the format has none
  bool blank_line_separates = false;  // two records without begin tags
  bool indented_lines_go_on = false;  // else every line without a tag goes on with the value before
  bool lines_are_names = false;       // the lines of an author's tag are one name each
  std::span<const TagMeaning> meanings;
  std::string (*name)(std::string_view text);  // in the order of speech
  std::string_view page;  // the address of a record without one, to which its key is added
};

const TaggedFormat& ris_format();
const TaggedFormat& medline_format();
const TaggedFormat& web_of_science_format();
const TaggedFormat& endnote_format();

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_TAGGED_FORMAT_H_
