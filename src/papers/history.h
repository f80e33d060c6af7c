// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What happened to a paper: its versions and what each changed, when archives announced it, who withdrew it
// and why. Read from what its sources said, now and before; a pure function of the set of their records.

#ifndef BROADSHEET_PAPERS_HISTORY_H_
#define BROADSHEET_PAPERS_HISTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "formats/source_record.h"
#include "store/record.h"
#include "text/word_diff.h"

namespace broadsheet::papers {

enum class EventKind : std::uint8_t {
  kVersion,    // sent in, or updated where no number is known
  kAnnounced,  // named in a list of its archive
  kFeatured,   // put on a daily page
  kWithdrawn,  // taken back by this source
};

// "version", "announced", "featured", "withdrawn".
std::string_view event_name(EventKind kind);

struct FieldChange {
  std::string_view field;               // "title", "abstract", "authors", "categories", "comment"
  std::vector<text::DiffPiece> pieces;  // of readable text
};

struct HistoryEvent {
  std::optional<Day> day;  // none where the source does not say when it withdrew
  EventKind kind = EventKind::kVersion;
  std::string source;
  std::uint32_t version = 0;  // 0 where no number is known
  std::optional<formats::AnnounceType> announced;
  std::string reason;                // of a withdrawal
  std::vector<FieldChange> changes;  // since what the source said before; only what both say
};

// "v2 sent in", "announced as a replacement (v2)", "withdrawn by arxiv: by its authors".
std::string event_line(const HistoryEvent& event);

// All events by day, those without one last. `paper` is a view as the record has it. kDamaged and the errors
// of reading the record.
Result<std::vector<HistoryEvent>> history_of(store::Record& record, const store::PaperView& paper);

// {"id": ..., "events": [{"date", "event", "source", "version", "announceType", "reason", "changes":
// [{"field", "diff": [{"type": "same"|"removed"|"added", "text"}]}]}]}, what is unknown left out.
void write_history(JsonWriter& json, const store::PaperView& paper, const std::vector<HistoryEvent>& events);

// The day on which a source says what it says, as far as it tells; what is older never replaces what is
// newer.
std::optional<Day> as_of(const formats::SourceRecord& record);

// A hash of what a history compares and tells: two records of one key with the same are one word of it.
std::uint64_t said_by(const formats::SourceRecord& record);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_HISTORY_H_
