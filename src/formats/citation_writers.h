// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A record as an entry of BibTeX (in the form in which arXiv writes its own), RIS and CSL-JSON. What these
// formats have a field for survives: written and read again, a record has the same title, authors, date,
// venue, abstract, ids, address, comment and language.

#ifndef BROADSHEET_FORMATS_CITATION_WRITERS_H_
#define BROADSHEET_FORMATS_CITATION_WRITERS_H_

#include <string>
#include <string_view>

#include "formats/source_record.h"

namespace broadsheet::formats {

// "okafor2026smalltidesofthe": the surname of the first author, the year, the first four words of the title;
// letters and digits of ASCII only.
std::string citation_key(const SourceRecord& record);

// Each ends with a line end. `key` is a citation key.
std::string write_bibtex(const SourceRecord& record, std::string_view key);
std::string write_ris(const SourceRecord& record);
// One object, an element of the list that a file of CSL-JSON is; without a line end.
std::string write_csl_json(const SourceRecord& record, std::string_view key);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_CITATION_WRITERS_H_
