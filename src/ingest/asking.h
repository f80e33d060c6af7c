// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Asking: one request of a harvest, with all the manners that hosts expect. Its turn is waited for, redirects
// are followed one turn at a time, a server that is busy or failed is asked again after what it says or
// longer and longer, and an answer that is not what was asked for counts as a failure.

#ifndef BROADSHEET_INGEST_ASKING_H_
#define BROADSHEET_INGEST_ASKING_H_

#include <chrono>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/client.h"
#include "ingest/turns.h"

namespace broadsheet::ingest {

struct Question {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
};

// An error if a complete answer (2xx, or 304) can't be what was asked for.
using IsAnswer = std::function<Result<void>(const http::Fetched&)>;

// Told before each wait: for how long, and why.
using OnWait = std::function<void(std::chrono::milliseconds wait, const std::string& why)>;

struct AskingOptions {
  std::string turns_folder;
  std::chrono::milliseconds interval{1000};  // between two requests to a host
  std::chrono::milliseconds retry{5000};     // the first wait where a server says nothing
  // The longest wait that a server may ask for, at most kWaitMax; who asks for more is asked in a later run.
  std::chrono::milliseconds wait_max{3600 * 1000};
  http::FetchOptions fetch;
  const Clock* clock = nullptr;
  OnWait on_wait;
};

// Confined to one thread.
class Asking {
 public:
  static Result<std::unique_ptr<Asking>> make(AskingOptions options);

  // The answer, 2xx or 304. kIo after kTriesMax failures, or if the server asks for a longer wait than
  // wait_max; kNotFound and kInvalid for answers that asking again will not change; kInterrupted.
  Result<http::Fetched> ask(const Question& question, const IsAnswer& is_answer);

  // Requests sent so far.
  std::uint64_t requests() const { return requests_; }

 private:
  struct Try;
  Asking(AskingOptions options, std::unique_ptr<http::Client> client);
  Result<Try> try_once(const std::string& url, const Question& question);
  Result<void> wait(std::chrono::milliseconds time, const std::string& why) const;

  const AskingOptions options_;
  const Turns turns_;
  std::unique_ptr<http::Client> client_;
  std::minstd_rand random_{std::random_device{}()};
  std::uint64_t requests_ = 0;
};

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_ASKING_H_
