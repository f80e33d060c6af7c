// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An entry of BibTeX or BibLaTeX as a record. Within this room only.

#ifndef BROADSHEET_FORMATS_BIBTEX_RECORD_H_
#define BROADSHEET_FORMATS_BIBTEX_RECORD_H_

#include <string>

#include "formats/bibtex_entry.h"
#include "formats/source_record.h"

namespace broadsheet::formats {

// Fills in all that the entry says. The reason if the record breaks a rule; else empty.
std::string read_bibtex_record(const BibtexEntry& entry, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_RECORD_H_
