// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the readers of bibliographies share: the values of citations (names, loose dates, ids that hide in
// other fields, names of languages), whatever format wrote them. Within this room only.

#ifndef BROADSHEET_FORMATS_CITATION_H_
#define BROADSHEET_FORMATS_CITATION_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

// A field that holds a DOI, bare, behind "doi:" or as an address.
void add_cited_doi(SourceRecord& record, std::string_view text);

// An address: the first one becomes the record's, and one that names a paper is an id of it.
void add_cited_url(SourceRecord& record, std::string_view text);

// "arXiv preprint arXiv:1706.03762" and "CoRR abs/1706.03762" name the paper where a journal should stand.
void add_arxiv_id_in(SourceRecord& record, std::string_view text);

// "Family, Given" or "Family, Given, Suffix" in the order of speech; a name without a comma stays.
std::string name_in_speech(std::string_view text);

// A name in the order of speech as citations sort it: the last word and the particles before it ("van der")
// are the family. joined_name(given, family, "") is the name again.
struct SpeechName {
  std::string given;  // empty for a name of one word, or one that holds a comma
  std::string family;
};
SpeechName speech_parts(std::string_view name);

// The date that a citation states in any of the usual ways: "2016", "2016/09/01/", "2016-07", "Sep 12 2006",
// "2006 May-Jun". It is as exact as the text is; of a range it is the beginning. Nothing where no year
// of four digits stands.
std::optional<PartialDate> loose_date(std::string_view text);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_CITATION_H_
