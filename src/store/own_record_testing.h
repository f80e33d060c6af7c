// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// For tests of this room: each has a record of its own.

#ifndef BROADSHEET_STORE_OWN_RECORD_TESTING_H_
#define BROADSHEET_STORE_OWN_RECORD_TESTING_H_

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/file.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::store {

// A record of its own in a temporary folder.
class OwnRecordTest : public testing::Test {
 protected:
  OwnRecordTest() : folder_(make_temporary_folder("record").value()) {
    record_ = Record::open(folder_, Record::Mode::kWrite).value();
  }
  ~OwnRecordTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  // Commits what `acts`, which takes the transaction, does.
  template <class Act>
  void act(const Act& acts) {
    Transaction transaction = record_->begin(Durability::kInteractive).value();
    acts(transaction);
    ASSERT_TRUE(transaction.commit().ok());
  }
  AccountNumber add_account(const char* name, bool counts = true) {
    AccountNumber number;
    act([&](Transaction& transaction) {
      Account account;
      account.name = name;
      account.counts = counts;
      number = AccountChanges(transaction).add(account).value();
    });
    return number;
  }

  std::string folder_;
  std::unique_ptr<Record> record_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_OWN_RECORD_TESTING_H_
