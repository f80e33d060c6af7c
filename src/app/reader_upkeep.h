// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What time does to readers: accounts become old enough for their votes to count, sessions and codes end.

#ifndef BROADSHEET_APP_READER_UPKEEP_H_
#define BROADSHEET_APP_READER_UPKEEP_H_

#include <atomic>
#include <memory>
#include <thread>

#include "app/context.h"
#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::app {

// Looks once a minute, on a thread of its own.
class ReaderUpkeep {
 public:
  explicit ReaderUpkeep(const Context& context);
  ~ReaderUpkeep();
  ReaderUpkeep(const ReaderUpkeep&) = delete;
  ReaderUpkeep& operator=(const ReaderUpkeep&) = delete;

  Result<void> start();
  void stop();

 private:
  void run();

  const std::string data_folder_;
  const Clock& clock_;
  const papers::AccountRules rules_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_READER_UPKEEP_H_
