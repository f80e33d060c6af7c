// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the commands that ask other servers have in common, and the harvests of a server by schedule.

#ifndef BROADSHEET_APP_HARVESTING_H_
#define BROADSHEET_APP_HARVESTING_H_

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "app/context.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "ingest/harvest.h"
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
  ~SourceHarvesting();
  SourceHarvesting(const SourceHarvesting&) = delete;
  SourceHarvesting& operator=(const SourceHarvesting&) = delete;

  Result<void> start();
  // Returns when the page in hand is stored, or its request was given up.
  void stop();

 private:
  void run();
  // False where nothing was due.
  Result<bool> harvest_one();

  const std::string data_folder_;
  const Clock& clock_;
  ingest::HarvestOptions options_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_HARVESTING_H_
