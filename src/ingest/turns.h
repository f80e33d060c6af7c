// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Turns: how often a host is asked, by all that runs on this data folder together. A turn is a lock on a file
// that holds when the next one may begin; whoever has it asks, and nobody else meanwhile, so a host sees one
// connection, and two requests never begin closer than its interval. A killed process leaves nothing locked.
// Times are those since the machine started, which no clock step and no sleep of a laptop bends.

#ifndef BROADSHEET_INGEST_TURNS_H_
#define BROADSHEET_INGEST_TURNS_H_

#include <atomic>
#include <chrono>
#include <string>
#include <utility>

#include "base/file.h"
#include "base/result.h"

namespace broadsheet::ingest {

// While it lives the host is ours.
class Turn {
 public:
  explicit Turn(Fd file) : file_(std::move(file)) {}

  // The host asked to be left alone for so long: nobody's next turn begins before.
  Result<void> put_off(std::chrono::milliseconds wait) const;

 private:
  Fd file_;
};

class Turns {
 public:
  // `folder` is created when it is needed. `interval` for hosts that ask for nothing else.
  Turns(std::string folder, std::chrono::milliseconds interval)
      : folder_(std::move(folder)), interval_(interval) {}

  // Waits for the turn of the host; kInterrupted if `stop` says so meanwhile.
  Result<Turn> take(const std::string& host, const std::atomic<bool>* stop) const;

  // The name under which hosts share a budget: arXiv's services are one.
  static std::string budget_of(const std::string& host);
  // Between the beginnings of two requests to the host.
  std::chrono::milliseconds interval_of(const std::string& host) const;

 private:
  const std::string folder_;
  const std::chrono::milliseconds interval_;
};

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_TURNS_H_
