// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// JSON Lines, one record a line, in the shape that our corpora and `export --format jsonl` have. Blank
// lines are skipped; a bad line is rejected with its number and the next one is read.

#ifndef BROADSHEET_FORMATS_JSON_LINES_READER_H_
#define BROADSHEET_FORMATS_JSON_LINES_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_json_lines(const Head& head);
std::unique_ptr<Reader> make_json_lines_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_LINES_READER_H_
