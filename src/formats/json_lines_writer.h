// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Writes a record as one line of our JSON Lines, in the shape and with the prefixes that the corpora
// have, so that what is exported can be ingested again: reading the line gives an equal record.

#ifndef BROADSHEET_FORMATS_JSON_LINES_WRITER_H_
#define BROADSHEET_FORMATS_JSON_LINES_WRITER_H_

#include <string>

#include "formats/source_record.h"

namespace broadsheet::formats {

// The line with its line end. Fields of the corpora are always there, empty where unknown; the others only
// where they are known. Text must be valid UTF-8, as every SourceRecord's is.
std::string write_json_line(const SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_LINES_WRITER_H_
