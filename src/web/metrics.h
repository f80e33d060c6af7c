// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Metrics: what the server did, for an operator's monitoring, in Prometheus' text format.

#ifndef BROADSHEET_WEB_METRICS_H_
#define BROADSHEET_WEB_METRICS_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/strong_id.h"
#include "http/server.h"

namespace broadsheet::web {

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
  };
  std::string text(const Now& now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_METRICS_H_
