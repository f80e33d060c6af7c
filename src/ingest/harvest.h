// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Harvest: what an upstream has published since the last time, into the record. A page is checked as a whole
// before any of it is stored, and where the harvest stands is committed with what the page brought, so
// cutting it anywhere, or asking twice, changes nothing in the end.

#ifndef BROADSHEET_INGEST_HARVEST_H_
#define BROADSHEET_INGEST_HARVEST_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/result.h"
#include "ingest/harvest_state.h"
#include "ingest/ingest.h"
#include "store/record.h"

namespace broadsheet::ingest {

enum class Upstream : std::uint8_t {
  kOaiPmh,       // a list of records in pages, of which each names the next
  kDailyPapers,  // the Daily Papers API, day by day
  kDocument,     // one document at one address: a feed, a page, a file
};

// "oai-pmh", "daily-papers", "document".
std::string_view upstream_name(Upstream upstream);
std::optional<Upstream> upstream_by_name(std::string_view name);

struct HarvestTarget {
  Upstream upstream = Upstream::kDocument;
  std::string url;           // the base URL of OAI-PMH, the host of Daily Papers, the document
  std::string set;           // OAI-PMH: only this set
  std::string prefix;        // OAI-PMH: the metadata format
  std::optional<Day> from;   // only what changed since then, instead of since the last harvest
  std::optional<Day> until;  // ... and up to then
};

// The sources that have a name without being configured: "arxiv", "daily-papers".
struct NamedTarget {
  std::string_view name;
  std::string_view about;
  HarvestTarget target;
};
const std::vector<NamedTarget>& named_targets();

// Under which name the state of a target is kept: its address and what is asked of it.
std::string harvest_name(const HarvestTarget& target);

struct HarvestProgress {
  std::uint64_t pages = 0;
  std::uint64_t records = 0;                // read so far
  std::optional<std::uint64_t> records_of;  // as the upstream estimates
  std::string waiting;                      // why it waits; "" where it does not
  std::chrono::milliseconds wait{0};
};

struct HarvestOptions {
  std::string user_agent;
  bool private_addresses = false;
  std::chrono::milliseconds interval{1000};
  std::chrono::milliseconds retry{5000};
  std::chrono::seconds time_max{300};   // of one answer
  std::chrono::seconds wait_max{3600};  // that a server may ask for
  const std::atomic<bool>* stop = nullptr;
  const Clock* clock = nullptr;
  std::function<void(const HarvestProgress&)> on_progress;
};

struct HarvestReport {
  Tally total;
  std::vector<RejectReport> rejects;
  std::vector<std::string> notes;
  std::uint64_t pages = 0;
  std::uint64_t requests = 0;
  Revision revision;
  bool unchanged = false;        // the document is the one that we have
  std::optional<Error> failure;  // why it ended before its end; what came before is stored
  HarvestState state;            // afterwards
};

// What would be asked first, and from where it goes on: for --dry-run.
struct HarvestPlan {
  std::string url;
  std::string host;                       // that shares the budget
  std::chrono::milliseconds interval{0};  // between two requests to it
  HarvestState state;
};
Result<HarvestPlan> plan_harvest(store::Record& record, const HarvestTarget& target,
                                 const HarvestOptions& options);

// Finds out what is at an address that a person gave: whether it speaks OAI-PMH, and if so whether it has our
// own format, which is asked for then. One or two requests.
Result<HarvestTarget> find_upstream(const std::string& data_folder, const std::string& url,
                                    const HarvestOptions& options);

// kInvalid for an address that is none; every failure of the upstream is told in the report, and kept in the
// state. Errors are those of the record.
Result<HarvestReport> harvest(const std::string& data_folder, const HarvestTarget& target,
                              const HarvestOptions& options);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_HARVEST_H_
