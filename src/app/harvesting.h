// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the commands that ask other servers have in common, and what a server asks by itself: its sources by
// schedule, and single papers as jobs.

#ifndef BROADSHEET_APP_HARVESTING_H_
#define BROADSHEET_APP_HARVESTING_H_

#include <memory>
#include <string>
#include <vector>

#include "app/context.h"
#include "app/repeating.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "ingest/harvest.h"
#include "ingest/paper_jobs.h"
#include "papers/editions.h"
#include "store/record.h"
#include "web/metrics.h"

namespace broadsheet::app {

// By the settings; stops when a signal asks for it.
ingest::HarvestOptions harvest_options(const Context& context);

// "arxiv", "daily-papers", or an address: what is there is asked, unless `as` says it. kNotFound for another
// name.
Result<ingest::HarvestTarget> find_target(const Context& context, const std::string& source,
                                          const std::string& as);

// The keys "from", "list_open", "last_success", "last_error", "last_error_at" and "failures" of the object
// that is open.
void write_harvest_state(JsonWriter& json, const ingest::HarvestState& state);

// How the named sources are doing; none where that can't be read.
std::vector<web::SourceHealth> health_of_sources(const Context& context);

// Harvests the named sources when they are due, one at a time, on a thread of its own.
class SourceHarvesting {
 public:
  explicit SourceHarvesting(const Context& context);

  Result<void> start() { return repeating_.start(); }
  // Returns when the page in hand is stored, or its request was given up.
  void stop() { repeating_.stop(); }

 private:
  // False where nothing was due.
  Result<bool> harvest_one();

  const std::string data_folder_;
  const Clock& clock_;
  ingest::HarvestOptions options_;
  Repeating repeating_;
};

// Does the jobs that readers and the operator ask for (store/jobs.h), one at a time, on a thread of its own:
// a harvest may take hours.
class JobWork {
 public:
  explicit JobWork(const Context& context);

  Result<void> start() { return repeating_.start(); }
  void stop() { repeating_.stop(); }

 private:
  Result<bool> do_one();

  const std::string data_folder_;
  const Clock& clock_;
  const papers::DayRule day_rule_;
  const ingest::PaperAddresses addresses_;
  ingest::HarvestOptions options_;
  std::unique_ptr<store::Record> record_;
  Repeating repeating_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_HARVESTING_H_
