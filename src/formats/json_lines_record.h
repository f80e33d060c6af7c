// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One line of our JSON Lines as a record. Within this room only.

#ifndef BROADSHEET_FORMATS_JSON_LINES_RECORD_H_
#define BROADSHEET_FORMATS_JSON_LINES_RECORD_H_

#include <string>
#include <string_view>

#include "formats/json_values.h"
#include "formats/reader.h"

namespace broadsheet::formats {

// The source of lines that name none.
inline constexpr std::string_view kJsonLinesSource = "json-lines";

// Fills `record`; answers why it is rejected, or an empty text. Unknown keys are ignored, null and
// empty texts are absent, of a key that stands twice the last counts.
std::string read_json_lines_record(JsonObject object, const ReaderOptions& options, SourceRecord& record);

// True for the keys that our JSON Lines have.
bool is_json_lines_key(std::string_view key);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_LINES_RECORD_H_
