// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "papers/accounts.h"
#include "papers/folders.h"
#include "papers/library_search.h"
#include "papers/testing.h"
#include "papers/voting.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::Folder;
using store::ReadingState;
using store::Visibility;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";
constexpr const char* kThird = "arxiv:2608.00003";
using Tags = std::vector<std::string>;

class LibraryTest : public testing::Test {
 protected:
  LibraryTest() {
    auto tides = record_of("arxiv", {kOne}, "Small tides of the north", {"Mina Okafor"}, "2026-08-18");
    tides.abstract = "We forecast harbours with few sensors.";
    bench_.add(tides);
    bench_.add(record_of("acl-anthology", {kOther}, "Large waves and all else", {"Jun Roh"}, "2026-08"));
    bench_.add(record_of("arxiv", {kThird}, "Graphs that forecast tides", {"Kim Lee"}, "2026-08-19"));
    mina_ = reader("mina");
    jun_ = reader("jun");
  }

  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = std::move(record().begin(store::Durability::kInteractive)).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    now_ += std::chrono::minutes(1);
    return result;
  }
  AccountNumber reader(const std::string& name) {
    return act([&](store::Transaction& transaction) {
      return add_account(transaction, {.name = name, .fullname = "", .address = "", .password = ""}, now_)
          .value();
    });
  }
  bool saves(AccountNumber who, const char* id, const EntryChange& change = {}) {
    return tries(who, id, change).value();
  }
  Result<bool> tries(AccountNumber who, const char* id, const EntryChange& change = {}) {
    return act([&](store::Transaction& transaction) {
      return save(record(), transaction, {.account = who}, number(id), change, now_);
    });
  }
  bool unsaves(AccountNumber who, const char* id) {
    return act([&](store::Transaction& transaction) {
             return unsave(record(), transaction, who, number(id), now_);
           })
        .value();
  }
  Folder makes(AccountNumber who, const char* title, Visibility visibility = Visibility::kPrivate) {
    return act([&](store::Transaction& transaction) {
             return make_folder(record(), transaction, who, {.title = title, .visibility = visibility}, now_);
           })
        .value();
  }
  bool puts(const Folder& folder, const char* id, std::optional<std::string> note = std::nullopt) {
    return act([&](store::Transaction& transaction) {
             return put_in_folder(record(), transaction, {.account = folder.account}, folder, number(id),
                                  note, now_);
           })
        .value();
  }
  std::optional<KeptPaper> kept(AccountNumber who, const char* id) {
    return kept_paper(record(), who, number(id)).value();
  }
  std::vector<std::string> found(AccountNumber who, const LibraryQuery& query) {
    const std::vector<Folder> folders = store::Libraries(record()).folders_of(who).value();
    std::vector<std::string> ids;
    const std::vector<KeptPaper> library =
        search_library(record(), library_of(record(), who).value(), folders, query, analyzer_).value();
    for (const KeptPaper& one : library) ids.push_back(record().paper(one.paper).value()->ids.front());
    return ids;
  }
  std::vector<std::string> in(const Folder& folder) {
    std::vector<std::string> ids;
    const std::vector<store::FolderItem> items = papers_in(record(), folder).value();
    for (const store::FolderItem& item : items)
      ids.push_back(record().paper(item.paper).value()->ids.front());
    return ids;
  }
  PaperNumber number(const char* id) { return record().number_of(id).value().value_or(PaperNumber()); }
  store::Record& record() { return bench_.record(); }

  Instant now_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  AccountNumber mina_;
  AccountNumber jun_;
  text::Analyzer analyzer_;
  Bench bench_;
};

TEST_F(LibraryTest, SavingSaysWhetherItIsNews) {
  EXPECT_TRUE(saves(mina_, kOne));
  EXPECT_FALSE(saves(mina_, kOne));
  EXPECT_TRUE(kept(mina_, kOne).has_value());
  EXPECT_FALSE(kept(jun_, kOne).has_value());
  EXPECT_TRUE(unsaves(mina_, kOne));
  EXPECT_FALSE(unsaves(mina_, kOne));
  EXPECT_EQ(tries(mina_, "arxiv:2608.99999").error().code(), ErrorCode::kNotFound);
}

TEST_F(LibraryTest, ThatAPaperIsKeptIsToldWhereItCounts) {
  const auto told = [&](const auto& acts) {
    const Revision before = record().head().value();
    acts();
    // Not to those who harvest: what a reader keeps is theirs, and so is when.
    const store::PaperWalk walk{.after = before, .limit = 10, .rows_max = 10};
    EXPECT_THAT(record().paper_changes(walk).value().changes, IsEmpty());
    return record().changes_after(before, 10).value().size();
  };
  const auto settles = [&](bool banned) {
    act([&](store::Transaction& transaction) {
      store::Account account = *store::Accounts(record()).account(mina_).value();
      account.confirmed_at = now_;
      if (banned) account.banned_at = now_;
      return settle_account(record(), transaction, account, {}, now_ + std::chrono::days(4)).value();
    });
  };
  EXPECT_EQ(told([&] { saves(mina_, kOne); }), 0U) << "of an account that does not count yet";
  EXPECT_EQ(told([&] { unsaves(mina_, kOne); }), 0U);
  saves(mina_, kOne);
  saves(mina_, kThird);
  EXPECT_EQ(told([&] { settles(false); }), 2U);
  EXPECT_EQ(told([&] { unsaves(mina_, kOne); }), 1U);
  EXPECT_EQ(told([&] { saves(mina_, kOne); }), 1U);
  EXPECT_EQ(told([&] { saves(mina_, kOne, {.note = "private"}); }), 0U);
  EXPECT_EQ(told([&] { settles(true); }), 2U);
}

TEST_F(LibraryTest, WhatIsNotSaidStays) {
  saves(mina_, kOne, {.state = ReadingState::kReading, .note = " a note\r\n", .tags = Tags{"graphs"}});
  saves(mina_, kOne, {.state = ReadingState::kRead});
  const KeptPaper one = *kept(mina_, kOne);
  EXPECT_EQ(one.state, ReadingState::kRead);
  EXPECT_EQ(one.note, "a note");
  EXPECT_EQ(one.tags, Tags{"graphs"});
  EXPECT_LT(one.saved_at, one.changed_at);
}

TEST_F(LibraryTest, AMergedPaperHasTheUnionAndComesApartAgain) {
  saves(mina_, kOne, {.state = ReadingState::kRead, .note = "north", .tags = Tags{"graphs"}});
  saves(mina_, kOther, {.state = ReadingState::kToRead, .note = "south", .tags = Tags{"tides"}});
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(library_of(record(), mina_).value().size(), 1U);
  const KeptPaper both = *kept(mina_, kOther);
  EXPECT_EQ(both.state, ReadingState::kToRead);  // as said last
  EXPECT_EQ(both.note, "north\n\nsouth");
  EXPECT_THAT(both.tags, ElementsAre("graphs", "tides"));

  // Nothing has moved.
  ASSERT_TRUE(bench_.undo(kOther).ok());
  EXPECT_EQ(kept(mina_, kOne)->note, "north");
  EXPECT_EQ(kept(mina_, kOther)->tags, Tags{"tides"});

  // An edit of the one paper is there on both afterwards, and unsaving it leaves none.
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  saves(mina_, kOne, {.note = "all", .tags = Tags{"x"}});
  EXPECT_EQ(kept(mina_, kOne)->note, "all");
  EXPECT_EQ(kept(mina_, kOne)->tags, Tags{"x"});
  ASSERT_TRUE(bench_.undo(kOther).ok());
  EXPECT_EQ(kept(mina_, kOne)->note, "all");
  EXPECT_EQ(kept(mina_, kOther)->note, "all");
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_TRUE(unsaves(mina_, kOther));
  EXPECT_THAT(library_of(record(), mina_).value(), IsEmpty());
}

TEST_F(LibraryTest, TagsAndNotesHaveLimits) {
  EXPECT_THAT(read_tags(" to  cite, graphs;tides\n graphs ,,").value(),
              ElementsAre("graphs", "tides", "to cite"));
  EXPECT_EQ(read_tags(std::string(kTagBytesMax + 1, 'a')).error().code(), ErrorCode::kTooLarge);
  std::string many;
  for (std::size_t i = 0; i <= kTagsOfPaperMax; ++i) many += "t" + std::to_string(i) + ",";
  EXPECT_EQ(read_tags(many).error().code(), ErrorCode::kTooLarge);
  EXPECT_TRUE(tries(mina_, kOne, {.note = std::string(kNoteBytesMax, 'a')}).ok());
  EXPECT_EQ(tries(mina_, kOne, {.note = std::string(kNoteBytesMax + 1, 'a')}).error().code(),
            ErrorCode::kTooLarge);
}

TEST_F(LibraryTest, StatesHaveNames) {
  for (const StateName& state : reading_states()) {
    EXPECT_EQ(state_named(state.name), state.state);
    EXPECT_EQ(state_name(state.state), state.name);
  }
  EXPECT_EQ(state_named("burnt"), std::nullopt);
}

TEST_F(LibraryTest, WhatIsInAFolderIsInTheLibrary) {
  const Folder folder = makes(mina_, "To cite");
  EXPECT_TRUE(puts(folder, kOne, "first"));
  EXPECT_FALSE(puts(folder, kOne));
  EXPECT_TRUE(puts(folder, kThird));
  EXPECT_THAT(kept(mina_, kOne)->folders, ElementsAre(folder.number));
  EXPECT_EQ(papers_in(record(), folder).value().front().note, "first");
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return move_in_folder(record(), transaction, folder, number(kThird), 0, now_);
              }).ok());
  EXPECT_THAT(in(folder), ElementsAre(kThird, kOne));
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return take_out_of_folder(record(), transaction, folder, number(kThird), now_);
              }).value());
  EXPECT_THAT(in(folder), ElementsAre(kOne));
  EXPECT_TRUE(kept(mina_, kThird).has_value());
  EXPECT_TRUE(unsaves(mina_, kOne));
  EXPECT_THAT(in(folder), IsEmpty());
}

TEST_F(LibraryTest, AMergedPaperIsInAFolderOnce) {
  const Folder folder = makes(mina_, "To cite");
  puts(folder, kOne);
  puts(folder, kOther);
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(papers_in(record(), folder).value().size(), 1U);
  EXPECT_FALSE(puts(folder, kOne));
  ASSERT_TRUE(bench_.undo(kOther).ok());
  EXPECT_EQ(papers_in(record(), folder).value().size(), 2U);
}

TEST_F(LibraryTest, WhoSeesAFolderIsItsOwnersWord) {
  const auto seen = [&](const std::string& slug, std::optional<AccountNumber> who) {
    return shared_folder(record(), slug, who).value().has_value();
  };
  Folder folder = makes(mina_, "Small Tides, & all");
  const auto owner = *store::Accounts(record()).account(mina_).value();
  const std::string slug = folder_slug({.folder = folder, .owner = owner});
  EXPECT_EQ(slug.substr(0, 21), "mina/small-tides-all-");
  EXPECT_TRUE(seen(slug, mina_));
  EXPECT_FALSE(seen(slug, jun_));
  EXPECT_FALSE(seen(slug, std::nullopt));
  const auto change = [&](const FolderChange& how) {
    folder = act([&](store::Transaction& transaction) {
               return change_folder(transaction, folder, how, now_);
             }).value();
  };
  change({.visibility = Visibility::kByLink});
  EXPECT_TRUE(seen(slug, std::nullopt));
  EXPECT_TRUE(seen("whatever/" + slug.substr(slug.size() - 24), jun_));
  EXPECT_THAT(public_folders(record(), {}).value(), IsEmpty());
  change({.visibility = Visibility::kPublic});
  EXPECT_EQ(public_folders(record(), {}).value().size(), 1U);
  change({.new_address = true});
  EXPECT_FALSE(seen(slug, mina_));
  change({.visibility = Visibility::kPrivate});
  EXPECT_FALSE(seen(folder_slug({.folder = folder, .owner = owner}), jun_));
}

TEST_F(LibraryTest, AFolderNeedsATitleOfSomeLength) {
  const auto refused = [&](const std::string& title) {
    return act([&](store::Transaction& transaction) {
             return make_folder(record(), transaction, mina_, {.title = title}, now_);
           })
        .error()
        .code();
  };
  EXPECT_EQ(refused(" \n"), ErrorCode::kInvalid);
  EXPECT_EQ(refused(std::string(kFolderTitleBytesMax + 1, 'a')), ErrorCode::kTooLarge);
}

TEST_F(LibraryTest, SearchFindsEveryWordWhereverItStands) {
  saves(mina_, kOne, {.note = "Ask Jun about the réseaux", .tags = Tags{"harbour"}});
  saves(mina_, kOther);
  saves(mina_, kThird, {.tags = Tags{"to cite"}});
  saves(jun_, kOther, {.note = "réseaux"});
  EXPECT_THAT(found(mina_, {}), ElementsAre(kThird, kOther, kOne));
  EXPECT_THAT(found(mina_, {.words = "reseaux"}), ElementsAre(kOne));
  EXPECT_THAT(found(mina_, {.words = "okafor"}), ElementsAre(kOne));
  EXPECT_THAT(found(mina_, {.words = "forecasting tide"}), UnorderedElementsAre(kOne, kThird));
  EXPECT_THAT(found(mina_, {.words = "forecasting waves"}), IsEmpty());
  EXPECT_THAT(found(mina_, {.words = "what of the waves"}), ElementsAre(kOther));
  EXPECT_THAT(found(mina_, {.words = "the"}), ElementsAre(kOne));  // such words alone are looked for
  // In a title it says more than in an abstract.
  EXPECT_THAT(found(mina_, {.words = "forecast"}), ElementsAre(kThird, kOne));
  const Folder folder = makes(mina_, "Oceanography");
  puts(folder, kOther);
  EXPECT_THAT(found(mina_, {.words = "oceanography"}), ElementsAre(kOther));
}

TEST_F(LibraryTest, SearchIsNarrowedByStateTagAndFolder) {
  saves(mina_, kOne, {.state = ReadingState::kToRead, .tags = Tags{"Tides"}});
  saves(mina_, kThird, {.tags = Tags{"tides", "x"}});
  const Folder folder = makes(mina_, "To cite");
  puts(folder, kThird);
  EXPECT_THAT(found(mina_, {.state = ReadingState::kToRead}), ElementsAre(kOne));
  EXPECT_THAT(found(mina_, {.tag = "TIDES"}), ElementsAre(kThird, kOne));
  EXPECT_THAT(found(mina_, {.tag = "x"}), ElementsAre(kThird));
  EXPECT_THAT(found(mina_, {.folder = folder.number}), ElementsAre(kThird));
  EXPECT_THAT(found(mina_, {.words = "north", .folder = folder.number}), IsEmpty());
}

}  // namespace
}  // namespace broadsheet::papers
