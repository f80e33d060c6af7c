// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Metrics: what the server did, for an operator's monitoring, in Prometheus' text format.

#ifndef BROADSHEET_WEB_METRICS_H_
#define BROADSHEET_WEB_METRICS_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/strong_id.h"
#include "http/server.h"

namespace broadsheet::web {

// How a source that is harvested by schedule is doing.
struct SourceHealth {
  std::string name;
  std::optional<Instant> last_success;
  Instant next_run;            // when it is due; in the past if it is
  std::uint64_t failures = 0;  // in a row
  bool paused = false;
};

// Safe from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // One request was answered. `route` is a pattern of web/routes.cc, or empty where none matched: whoever
  // asks for a million addresses makes no million time series.
  void answered(std::string_view route, std::uint16_t status, std::chrono::duration<double> took);

  // What is counted elsewhere, as it is now.
  struct Now {
    http::ServerCounts server;
    Revision record;      // of the record
    Revision searchable;  // up to which the index has followed
    std::vector<SourceHealth> sources;
    std::vector<std::pair<std::string, std::uint64_t>> mail = {};  // tries of deliveries, by their outcome
  };
  std::string text(const Now& now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_METRICS_H_
