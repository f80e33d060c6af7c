// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/reader_upkeep.h"

#include <chrono>
#include <memory>

#include "papers/voting.h"
#include "store/record.h"

namespace broadsheet::app {

ReaderUpkeep::ReaderUpkeep(const Context& context)
    : data_folder_(context.folder.path()),
      clock_(context.clock),
      rules_(context.settings.accounts),
      repeating_("accounts were not looked after", std::chrono::minutes(1), [this] { return keep_up(); }) {}

Result<bool> ReaderUpkeep::keep_up() {
  TRY(const std::unique_ptr<store::Record> record,
      store::Record::open(data_folder_, store::Record::Mode::kWrite));
  TRY_VOID(papers::keep_up(*record, rules_, clock_.now()));
  return false;
}

}  // namespace broadsheet::app
