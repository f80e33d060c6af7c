// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What `ingest` and `harvest` say about what came of records.

#ifndef BROADSHEET_APP_INGEST_REPORT_H_
#define BROADSHEET_APP_INGEST_REPORT_H_

#include <cstdint>
#include <span>
#include <string>

#include "app/context.h"
#include "app/terminal.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "ingest/ingest.h"

namespace broadsheet::app {

// The keys "read", "new", ... of the object that is open.
void write_tally(JsonWriter& json, const ingest::Tally& tally);
// The key "rejects" with the first kRejectsListedMax.
void write_rejects(JsonWriter& json, std::span<const ingest::RejectReport> rejects);

// "67 new, 3 unchanged": the parts that are not zero.
std::string parts_of(const ingest::Tally& tally);
// The first of `count` rejected records, one a line.
void write_rejects(Terminal& out, std::span<const ingest::RejectReport> rejects, std::uint64_t count);

// What became of the index after papers came in.
struct Indexed {
  bool done = false;         // false: another process follows, and will
  bool unreadable = false;   // papers that could not be followed were named
  bool interrupted = false;  // a signal asked to stop
};
Result<Indexed> index_what_came(Context& context);

// Readers of pages do not wait for files and feeds: whatever serves on this machine comes first. What is
// started later inherits it.
void stand_back();

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_INGEST_REPORT_H_
