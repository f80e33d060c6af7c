// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/library.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "store/own_record_testing.h"
#include "store/record.h"

namespace broadsheet::store {
namespace {

Instant at(std::int64_t milliseconds) {
  return Instant(std::chrono::milliseconds(milliseconds));
}

class LibraryStoreTest : public OwnRecordTest {
 protected:
  LibraryStoreTest() {
    for (const char* id : {"arxiv:2607.00001", "arxiv:2607.00002", "acl:2026.acl-long.1"}) {
      act([&](Transaction& transaction) {
        identities_.push_back(transaction.add_identity(id, true).value());
        PaperView view;
        view.number = PaperNumber(identities_.back().value());
        view.ids = {id};
        EXPECT_TRUE(transaction.put_paper(view).ok());
      });
    }
    mina_ = add_account("mina");
    jun_ = add_account("jun");
  }

  LibraryEntry entry(AccountNumber account, std::size_t paper, std::vector<std::string> tags = {}) {
    LibraryEntry entry;
    entry.account = account;
    entry.identity = identities_[paper];
    entry.paper = PaperNumber(identities_[paper].value());
    entry.saved_at = entry.changed_at = at(1000);
    entry.tags = std::move(tags);
    return entry;
  }
  void put(const LibraryEntry& entry) {
    act([&](Transaction& transaction) { ASSERT_TRUE(LibraryChanges(transaction).put_entry(entry).ok()); });
  }
  Folder folder(AccountNumber owner, const char* title, Visibility visibility) {
    Folder folder;
    folder.account = owner;
    folder.title = title;
    folder.visibility = visibility;
    folder.public_id = std::string(title) + " id";
    folder.made_at = folder.changed_at = at(clock_ += 1000);
    act([&](Transaction& transaction) {
      folder.number = LibraryChanges(transaction).add_folder(folder).value();
    });
    return folder;
  }
  void put_item(const Folder& into, std::size_t paper) {
    act([&](Transaction& transaction) {
      const FolderItem item{.folder = into.number, .identity = identities_[paper], .added_at = at(5)};
      ASSERT_TRUE(LibraryChanges(transaction).put_item(item).ok());
    });
  }
  Libraries libraries() { return Libraries(*record_); }

  std::vector<IdentityNumber> identities_;
  AccountNumber mina_;
  AccountNumber jun_;
  std::int64_t clock_ = 0;
};

TEST_F(LibraryStoreTest, AnEntryIsReadAsItWasWritten) {
  LibraryEntry first = entry(mina_, 0, {"graphs", "tides"});
  first.state = ReadingState::kReading;
  first.note = "two\nlines";
  put(first);
  put(entry(mina_, 2, {"tides"}));
  put(entry(jun_, 0, {"other"}));
  const auto entries = libraries().entries_of(mina_).value();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0], first);
  EXPECT_EQ(entries[1].tags, std::vector<std::string>{"tides"});
  EXPECT_EQ(libraries().tags_of(mina_).value(), (std::vector<std::string>{"graphs", "tides"}));
  EXPECT_TRUE(libraries().uses_tag(mina_, "tides").value());
  EXPECT_FALSE(libraries().uses_tag(mina_, "other").value());
  EXPECT_EQ(libraries().count_entries(mina_).value(), 2U);

  // Written again it is replaced, but for when and how it was saved.
  LibraryEntry again = first;
  again.saved_at = at(9000);
  again.by_token = true;
  again.note = "";
  again.tags = {"graphs"};
  put(again);
  const LibraryEntry now = libraries().entries_on(mina_, std::vector{identities_[0]}).value().front();
  EXPECT_EQ(now.saved_at, first.saved_at);
  EXPECT_FALSE(now.by_token);
  EXPECT_EQ(now.note, "");
  EXPECT_EQ(now.tags, std::vector<std::string>{"graphs"});
}

TEST_F(LibraryStoreTest, ItemsKeepTheirOrder) {
  const Folder own = folder(mina_, "one", Visibility::kPrivate);
  for (const std::size_t paper : {2U, 0U, 1U}) put_item(own, paper);
  put_item(own, 2);  // there already: it keeps its place
  const auto order = [&] {
    std::vector<IdentityNumber> numbers;
    const std::vector<FolderItem> items = libraries().items_of(own.number).value();
    for (const FolderItem& item : items) numbers.push_back(item.identity);
    return numbers;
  };
  EXPECT_EQ(order(), (std::vector{identities_[2], identities_[0], identities_[1]}));
  act([&](Transaction& transaction) {
    ASSERT_TRUE(LibraryChanges(transaction).remove_items(own.number, std::vector{identities_[0]}).value());
    ASSERT_FALSE(LibraryChanges(transaction).remove_items(own.number, std::vector{identities_[0]}).value());
  });
  put_item(own, 0);
  EXPECT_EQ(order(), (std::vector{identities_[2], identities_[1], identities_[0]}));
}

TEST_F(LibraryStoreTest, OnlyPublicFoldersOfThoseWhoMayActAreListed) {
  folder(mina_, "private", Visibility::kPrivate);
  folder(mina_, "link", Visibility::kByLink);
  const Folder first = folder(mina_, "public", Visibility::kPublic);
  const Folder second = folder(jun_, "other", Visibility::kPublic);
  put_item(second, 1);
  const auto titles = [&](const PublicFolders& asked) {
    std::vector<std::string> all;
    const std::vector<Folder> folders = libraries().public_folders(asked).value();
    for (const Folder& one : folders) all.push_back(one.title);
    return all;
  };
  using Titles = std::vector<std::string>;
  EXPECT_EQ(titles({}), (Titles{"other", "public"}));
  EXPECT_EQ(titles({.owner = mina_}), Titles{"public"});
  EXPECT_EQ(titles({.holding = {identities_[1]}}), Titles{"other"});
  EXPECT_EQ(titles({.offset = 1}), Titles{"public"});
  EXPECT_EQ(titles({.limit = 1}), Titles{"other"});
  act([&](Transaction& transaction) {
    Account banned = *Accounts(*record_).account(jun_).value();
    banned.banned_at = at(1);
    ASSERT_TRUE(AccountChanges(transaction).replace(banned).ok());
  });
  EXPECT_EQ(titles({}), Titles{"public"});
}

TEST_F(LibraryStoreTest, KeepersArePeopleWhoCount) {
  put(entry(mina_, 0));
  put(entry(add_account("young", false), 0));
  LibraryEntry by_program = entry(jun_, 0);
  by_program.by_token = true;
  put(by_program);
  const PaperNumber paper(identities_[0].value());
  EXPECT_EQ(libraries().keepers(paper).value(), 1U);
  // Of a paper that has both ids each person once.
  act([&](Transaction& transaction) { ASSERT_TRUE(transaction.set_paper_of(identities_[2], paper).ok()); });
  put(entry(mina_, 2));
  EXPECT_EQ(libraries().keepers(paper).value(), 1U);
  put(entry(add_account("kim"), 2));
  EXPECT_EQ(libraries().keepers(paper).value(), 2U);
  EXPECT_EQ(libraries().keepers(PaperNumber(identities_[1].value())).value(), 0U);
}

TEST_F(LibraryStoreTest, AllOfAnAccountIsGivenAndRemoved) {
  for (const AccountNumber owner : {mina_, jun_}) {
    put(entry(owner, 0, {"tides"}));
    put_item(folder(owner, owner == mina_ ? "hers" : "his", Visibility::kPublic), 0);
  }
  const LibraryRows rows = libraries().all_of(mina_).value();
  EXPECT_EQ(rows.entries.size(), 1U);
  EXPECT_EQ(rows.folders.size(), 1U);
  EXPECT_EQ(rows.items.size(), 1U);
  act([&](Transaction& transaction) { ASSERT_TRUE(LibraryChanges(transaction).remove_all_of(mina_).ok()); });
  const LibraryRows gone = libraries().all_of(mina_).value();
  EXPECT_TRUE(gone.entries.empty() && gone.folders.empty() && gone.items.empty());
  EXPECT_TRUE(libraries().tags_of(mina_).value().empty());
  EXPECT_EQ(libraries().all_of(jun_).value().items.size(), 1U);
  // What is left points at what is there.
  EXPECT_TRUE(record_->check(false).value().empty());
}

}  // namespace
}  // namespace broadsheet::store
