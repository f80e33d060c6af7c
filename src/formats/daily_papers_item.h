// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One item of the Daily Papers API as a record: the nested shape of the lists, whose "paper" holds
// the paper, and the flat shape of a single paper. Within this room only.

#ifndef BROADSHEET_FORMATS_DAILY_PAPERS_ITEM_H_
#define BROADSHEET_FORMATS_DAILY_PAPERS_ITEM_H_

#include <string>

#include "formats/json_values.h"

namespace broadsheet::formats {

// Fills `record`, raises `newest` to the newest time that the item mentions, and answers why the
// record is rejected, or an empty text. Every key may be absent, and a value of the wrong type is as
// absent as null: old dumps of this service differ. `votes->observed_at` is left to the caller, who
// knows the whole answer.
std::string read_daily_papers_item(JsonObject item, SourceRecord& record, Instant& newest);

// The text of a protocol's error answer, {"error": "..."} without a paper; empty if it is none.
std::string daily_papers_error(JsonObject object);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DAILY_PAPERS_ITEM_H_
