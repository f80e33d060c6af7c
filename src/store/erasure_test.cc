// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is deleted is nowhere, once the record was compacted.

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/file.h"
#include "store/accounts.h"
#include "store/record.h"
#include "store/second_factor.h"
#include "store/testing.h"

namespace broadsheet::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kFileMax = std::size_t{64} << 20;
const std::string kAddress = "unmistakable.address@tides.example";

class ErasureTest : public ::testing::Test {
 protected:
  ErasureTest() : folder_(make_temporary_folder("erasure").value()) {
    record_ = Record::open(folder_, Record::Mode::kWrite).value();
  }
  ~ErasureTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  AccountNumber add(const std::string& name, const std::string& address) {
    auto transaction = record_->begin(Durability::kInteractive).value();
    Account account;
    account.name = name;
    account.address = address;
    const AccountNumber number = AccountChanges(transaction).add(account).value();
    EXPECT_TRUE(transaction.commit().ok());
    return number;
  }

  // Names of the files that hold the text.
  std::vector<std::string> files_with(const std::string& text) {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder_)) {
      if (!file.is_regular_file()) continue;
      if (read_file(file.path().string(), kFileMax)->find(text) != std::string::npos)
        names.push_back(file.path().filename().string());
    }
    return names;
  }

  std::string folder_;
  std::unique_ptr<Record> record_;
};

TEST_F(ErasureTest, AnAddressIsNowhereAfterItsAccountWentAndTheRecordWasCompacted) {
  // Many pages, so that rows move between them, and some pages are given back.
  for (int i = 0; i < 300; ++i)
    add("reader-" + std::to_string(i), "r" + std::to_string(i) + std::string(100, 'x') + "@a.bc");
  const AccountNumber gone = add("unmistakable-name", kAddress);
  for (int i = 300; i < 600; ++i) add("reader-" + std::to_string(i), "r" + std::to_string(i) + "@a.bc");
  EXPECT_THAT(files_with(kAddress), ::testing::Not(IsEmpty()));
  auto transaction = record_->begin(Durability::kInteractive).value();
  AccountChanges changes(transaction);
  for (std::uint32_t number = 1; number <= 601; ++number) {
    if (number % 2 == 0 && AccountNumber(number) != gone) continue;
    Account nobody;
    nobody.number = AccountNumber(number);
    ASSERT_TRUE(changes.replace(nobody).ok());
  }
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_TRUE(record_->compact().ok());
  EXPECT_THAT(files_with(kAddress), IsEmpty());
  EXPECT_THAT(files_with("unmistakable-name"), IsEmpty());
  EXPECT_EQ(std::filesystem::file_size(Record::path_in(folder_) + "-wal"), 0U);
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(ErasureTest, EveryConnectionOverwritesWhatItDeletes) {
  const auto connection = Connection::open(Record::path_in(folder_), OpenFlags::kWrite).value();
  EXPECT_EQ(connection->query_int("PRAGMA secure_delete").value(), 1);
}

TEST_F(ErasureTest, TablesThatKnowAnAccountAreFound) {
  EXPECT_THAT(tables_with(folder_, "account"),
              ::testing::IsSupersetOf(
                  {"accounts", "sessions", "api_tokens", "one_time_codes", "votes", "second_factors"}));
  EXPECT_THAT(tables_with(folder_, "no_such_column"), IsEmpty());
  add("mina", "");
  EXPECT_EQ(rows_with(folder_, "accounts", "account", 1), 1);
  EXPECT_EQ(rows_with(folder_, "accounts", "account", 2), 0);
}

TEST_F(ErasureTest, AStepOfTheSecondFactorIsTakenOnce) {
  const AccountNumber mina = add("mina", "");
  auto transaction = record_->begin(Durability::kInteractive).value();
  SecondFactorChanges changes(transaction);
  ASSERT_TRUE(changes.set({.account = mina, .secret = std::string("\0secret", 7), .last_step = 5}).ok());
  EXPECT_FALSE(SecondFactors(*record_).is_on(mina).value());
  EXPECT_FALSE(changes.take_step(mina, 5).value());
  EXPECT_TRUE(changes.take_step(mina, 6).value());
  EXPECT_FALSE(changes.take_step(mina, 6).value());
  EXPECT_FALSE(changes.take_step(AccountNumber(99), 7).value());
  const auto factor = SecondFactors(*record_).of(mina).value();
  EXPECT_EQ(factor->secret, std::string("\0secret", 7));
  EXPECT_EQ(factor->last_step, 6U);
  ASSERT_TRUE(changes.set({.account = mina, .secret = "x", .confirmed_at = Instant{}}).ok());
  EXPECT_TRUE(SecondFactors(*record_).is_on(mina).value());
  EXPECT_TRUE(changes.remove(mina).value());
  EXPECT_FALSE(changes.remove(mina).value());
  ASSERT_TRUE(transaction.commit().ok());
}

TEST_F(ErasureTest, NamesAreFoundByHowTheyBegin) {
  for (const char* name : {"Mina", "mina-2", "minos", "jun", "zoe"}) add(name, "");
  const auto names = [&](const char* beginning, const char* after, std::size_t limit) {
    std::vector<std::string> found;
    const auto accounts = Accounts(*record_).accounts_named(beginning, after, limit).value();
    for (const Account& account : accounts) found.push_back(account.name);
    return found;
  };
  EXPECT_THAT(names("mIn", "", 10), ElementsAre("Mina", "mina-2", "minos"));
  EXPECT_THAT(names("", "", 10), ElementsAre("jun", "Mina", "mina-2", "minos", "zoe"));
  EXPECT_THAT(names("", "mina", 2), ElementsAre("mina-2", "minos"));
  EXPECT_THAT(names("x", "", 10), IsEmpty());
}

}  // namespace
}  // namespace broadsheet::store
