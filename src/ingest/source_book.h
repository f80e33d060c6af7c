// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The sources that an operator has named: what to harvest, how often, and how it went. Kept in the record, so
// that a copy or a backup of the data folder holds them.

#ifndef BROADSHEET_INGEST_SOURCE_BOOK_H_
#define BROADSHEET_INGEST_SOURCE_BOOK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ingest/harvest.h"
#include "ingest/schedule.h"
#include "store/record.h"

namespace broadsheet::ingest {

struct Source {
  std::string name;
  HarvestTarget target;
  Schedule schedule;
  bool paused = false;
};

struct SourceState {
  Source source;
  HarvestState harvest;
  Instant next;  // when it is due; in the past if it is. Of a paused one: if it were resumed
};

// Letters, digits, dots and dashes, beginning with a letter or digit. kInvalid says so.
Result<void> check_source_name(std::string_view name);

// All sources by name. kDamaged for one that is not as it was written.
Result<std::vector<SourceState>> list_sources(store::Record& record, Instant now);
// kNotFound names those that there are.
Result<SourceState> find_source(store::Record& record, std::string_view name, Instant now);
// kConflict if the name is taken (by one that is built in, too), kTooLarge beyond kSourcesMax.
Result<void> add_source(store::Record& record, const Source& source);
Result<void> set_paused(store::Record& record, std::string_view name, bool paused);
// Its papers stay; where it stood is forgotten.
Result<void> remove_source(store::Record& record, std::string_view name);

// What a source of that kind is harvested by if nobody says.
Schedule usual_schedule(const HarvestTarget& target);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_SOURCE_BOOK_H_
