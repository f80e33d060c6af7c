// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What time does to readers: accounts become old enough for their votes to count, sessions and codes end.

#ifndef BROADSHEET_APP_READER_UPKEEP_H_
#define BROADSHEET_APP_READER_UPKEEP_H_

#include <string>

#include "app/context.h"
#include "app/repeating.h"
#include "base/result.h"
#include "papers/accounts.h"

namespace broadsheet::app {

// Looks once a minute, on a thread of its own.
class ReaderUpkeep {
 public:
  explicit ReaderUpkeep(const Context& context);

  Result<void> start() { return repeating_.start(); }
  void stop() { repeating_.stop(); }

 private:
  Result<bool> keep_up();

  const std::string data_folder_;
  const Clock& clock_;
  const papers::AccountRules rules_;
  Repeating repeating_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_READER_UPKEEP_H_
