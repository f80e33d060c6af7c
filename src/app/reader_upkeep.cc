// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/reader_upkeep.h"

#include <chrono>

#include "base/log.h"
#include "base/thread.h"
#include "papers/voting.h"

namespace broadsheet::app {
namespace {

constexpr std::chrono::milliseconds kStep{50};
constexpr std::chrono::minutes kEvery{1};

}  // namespace

ReaderUpkeep::ReaderUpkeep(const Context& context)
    : data_folder_(context.folder.path()), clock_(context.clock), rules_(context.settings.accounts) {}

ReaderUpkeep::~ReaderUpkeep() {
  stop();
}

Result<void> ReaderUpkeep::start() {
  TRY(thread_, start_thread([this] { run(); }));
  return {};
}

void ReaderUpkeep::stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void ReaderUpkeep::run() {
  while (!stop_) {
    const Result<void> done = [&]() -> Result<void> {
      TRY(const std::unique_ptr<store::Record> record,
          store::Record::open(data_folder_, store::Record::Mode::kWrite));
      return papers::keep_up(*record, rules_, clock_.now());
    }();
    if (!done.ok()) log_error("accounts were not looked after", {{"error", done.error().message()}});
    const auto next = std::chrono::steady_clock::now() + kEvery;
    while (!stop_ && std::chrono::steady_clock::now() < next) std::this_thread::sleep_for(kStep);
  }
}

}  // namespace broadsheet::app
