// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/commenting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "papers/discussion.h"
#include "papers/moderating.h"
#include "papers/testing.h"
#include "papers/voting.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::NoticeKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";
constexpr store::NoticeNumber kNewest(std::numeric_limits<std::uint32_t>::max());

class CommentingTest : public testing::Test {
 protected:
  CommentingTest() {
    bench_.add(record_of("arxiv", {kOne}, "Small tides of the north", {"Mina Okafor"}, "2026-08-18"));
    bench_.add(record_of("acl-anthology", {kOther}, "Large tides and all else", {"Jun Roh"}, "2026-08"));
    mina_ = reader("mina");
    jun_ = reader("jun");
    ada_ = reader("ada");
  }

  template <class Act>
  auto act(const Act& acts) {
    return bench_.act(acts);
  }
  AccountNumber reader(const std::string& name, bool counts = true) {
    const AccountNumber number = bench_.add_reader(name, now_);
    if (counts) {
      act([&](store::Transaction& transaction) {
        settle(transaction, number);
        return true;
      });
    }
    return number;
  }
  void settle(store::Transaction& transaction, AccountNumber number) {
    const store::Account account = *store::Accounts(record()).account(number).value();
    EXPECT_TRUE(settle_account(record(), transaction, account, rules_, now_ + rules_.counts_after).ok());
  }
  Result<store::Comment> try_to_say(AccountNumber who, const char* id, std::string_view words,
                                    std::string_view parent = "", bool by_token = false) {
    const CommentText text = comment_text(words, typesetter_).value();
    const PaperNumber paper = record().number_of(id).value().value();
    return act([&](store::Transaction& transaction) {
      return add_comment(record(), transaction, paper, parent, text, {who, by_token}, now_);
    });
  }
  store::Comment say(AccountNumber who, const char* id, std::string_view words, std::string_view parent = "",
                     bool by_token = false) {
    return try_to_say(who, id, words, parent, by_token).value();
  }
  store::Comment now_of(const store::Comment& comment) {
    return *store::Comments(record()).comment(comment.number).value();
  }
  std::vector<ShownComment> discussion(const char* id, bool hidden_too = false) {
    return Discussion(record(), typesetter_, hidden_too)
        .of_paper(record().number_of(id).value().value())
        .value();
  }
  void merge(bool together) {
    if (merged_ == together) return;
    ASSERT_TRUE((together ? bench_.merge(kOne, kOther) : bench_.undo(kOther)).ok());
    merged_ = together;
  }
  std::vector<NoticeKind> notices(AccountNumber who) {
    std::vector<NoticeKind> kinds;
    const auto all = store::Notices(record()).notices_of(who, kNewest, 1000).value();
    for (const store::Notice& notice : all) kinds.push_back(notice.kind);
    return kinds;
  }
  std::uint32_t shown(const char* id) { return record().paper_by_id(id).value()->own_comments; }
  std::uint32_t people(const char* id) { return record().paper_by_id(id).value()->own_commenters; }
  store::Record& record() { return bench_.record(); }

  const Instant now_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  const AccountRules rules_;
  Bench bench_;
  text::Typesetter typesetter_;
  AccountNumber mina_, jun_, ada_;
  bool merged_ = false;
};

TEST_F(CommentingTest, APaperHasWhatWasSaidOfItAndHowManySaidIt) {
  const store::Comment first = say(mina_, kOne, "Is *this* the north of 2019?");
  say(jun_, kOne, "It is.", first.id);
  say(mina_, kOne, "Thanks!");
  EXPECT_EQ(shown(kOne), 3U);
  EXPECT_EQ(people(kOne), 2U);
  EXPECT_EQ(shown(kOther), 0U);
  const auto all = discussion(kOne);
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[0].comment.html, HasSubstr("<em>this</em>"));
  EXPECT_EQ(all[0].writer.name, "mina");
  EXPECT_EQ(all[1].parent_id, first.id);
  EXPECT_EQ(all[2].parent_id, "");
}

TEST_F(CommentingTest, OnlyPeopleWhoCountAreCountedAndProgramsAreNot) {
  const AccountNumber young = reader("young", false);
  say(young, kOne, "I am new.");
  say(mina_, kOne, "A program says this.", "", true);
  EXPECT_EQ(shown(kOne), 2U);
  EXPECT_EQ(people(kOne), 0U);
  act([&](store::Transaction& transaction) {
    settle(transaction, young);
    return true;
  });
  EXPECT_EQ(people(kOne), 1U);
}

TEST_F(CommentingTest, WhomItConcernsIsToldOnceForTheBestReason) {
  const store::Comment first = say(mina_, kOne, "A question.");
  say(jun_, kOne, "An answer for @mina, and @Ada and @nobody-here.", first.id);
  EXPECT_THAT(notices(mina_), ElementsAre(NoticeKind::kReply));
  EXPECT_THAT(notices(ada_), ElementsAre(NoticeKind::kMention));
  EXPECT_THAT(notices(jun_), IsEmpty());
  say(ada_, kOne, "Me too.");
  EXPECT_THAT(notices(mina_), ElementsAre(NoticeKind::kThread, NoticeKind::kReply));
  EXPECT_THAT(notices(jun_), ElementsAre(NoticeKind::kThread));
  EXPECT_EQ(store::Notices(record()).count_unread(mina_).value(), 2U);
  act([&](store::Transaction& transaction) {
    return store::NoticeChanges(transaction).mark_read(mina_, kNewest, now_).ok();
  });
  EXPECT_EQ(store::Notices(record()).count_unread(mina_).value(), 0U);
}

TEST_F(CommentingTest, AnEditKeepsWhatWasSaidAndTellsOnlyWhoIsNewInIt) {
  const store::Comment comment = say(mina_, kOne, "A word for @jun.");
  EXPECT_TRUE(may_edit(comment, {mina_}));
  EXPECT_FALSE(may_edit(comment, {jun_}));
  const CommentText text = comment_text("Words for @jun and @ada.", typesetter_).value();
  for (int time = 0; time < 2; ++time) {
    act([&](store::Transaction& transaction) {
      return edit_comment(record(), transaction, now_of(comment), text, now_).ok();
    });
  }
  EXPECT_THAT(notices(jun_), SizeIs(1));
  EXPECT_THAT(notices(ada_), SizeIs(1));
  EXPECT_EQ(now_of(comment).raw, text.raw);
  EXPECT_EQ(now_of(comment).edits, 1U);  // the second was the same
  const auto edits = store::Comments(record()).edits_of(comment.number).value();
  ASSERT_THAT(edits, SizeIs(1));
  EXPECT_EQ(edits[0].raw, "A word for @jun.");
}

TEST_F(CommentingTest, WhatIsTakenBackIsGoneAndItsRepliesStay) {
  const store::Comment comment = say(mina_, kOne, "Something rash.");
  say(jun_, kOne, "Is it?", comment.id);
  act([&](store::Transaction& transaction) {
    EXPECT_TRUE(react(record(), transaction, comment, store::Reaction::kSad, {jun_}, true, now_).value());
    return take_comment_back(record(), transaction, now_of(comment), now_).ok();
  });
  const auto all = discussion(kOne, true);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].comment.raw, "");
  EXPECT_THAT(all[0].reactions, IsEmpty());
  EXPECT_EQ(shown(kOne), 1U);
  EXPECT_FALSE(try_to_say(ada_, kOne, "Late.", comment.id).ok());
  EXPECT_FALSE(may_edit(now_of(comment), {mina_}));
}

TEST_F(CommentingTest, ReactionsAreOneForEachPersonAndKind) {
  const store::Comment comment = say(mina_, kOne, "It works.");
  act([&](store::Transaction& transaction) {
    EXPECT_TRUE(
        react(record(), transaction, comment, store::Reaction::kRocket, {jun_, true}, true, now_).value());
    EXPECT_TRUE(react(record(), transaction, comment, store::Reaction::kRocket, {jun_}, true, now_).value());
    EXPECT_FALSE(react(record(), transaction, comment, store::Reaction::kRocket, {jun_}, true, now_).value());
    EXPECT_TRUE(react(record(), transaction, comment, store::Reaction::kRocket, {ada_}, true, now_).value());
    EXPECT_TRUE(react(record(), transaction, comment, store::Reaction::kBrain, {ada_}, true, now_).value());
    EXPECT_TRUE(react(record(), transaction, comment, store::Reaction::kBrain, {ada_}, false, now_).value());
    return true;
  });
  const auto all = discussion(kOne);
  ASSERT_THAT(all[0].reactions, SizeIs(1));
  EXPECT_EQ(all[0].reactions[0].reaction, store::Reaction::kRocket);
  EXPECT_THAT(all[0].reactions[0].people, SizeIs(2));
}

TEST_F(CommentingTest, AHiddenCommentIsForModeratorsAloneAndCanBeShownAgain) {
  const store::Comment comment = say(jun_, kOne, "Buy tides!");
  act([&](store::Transaction& transaction) {
    return report_comment(record(), transaction, comment, store::HiddenReason::kSpam, "sells things", {mina_},
                          now_)
        .ok();
  });
  Discussion for_moderators(record(), typesetter_, true);
  const auto reported = open_reports(record(), for_moderators, 10).value();
  ASSERT_THAT(reported, SizeIs(1));
  EXPECT_EQ(reported[0].reports[0].who.name, "mina");
  act([&](store::Transaction& transaction) {
    return hide_comment(record(), transaction, comment, store::HiddenReason::kSpam, {ada_}, now_).ok();
  });
  EXPECT_EQ(shown(kOne), 0U);
  EXPECT_EQ(discussion(kOne)[0].comment.html, "");
  EXPECT_EQ(discussion(kOne)[0].hidden_by->name, "ada");
  EXPECT_THAT(discussion(kOne, true)[0].comment.html, HasSubstr("tides"));
  EXPECT_THAT(open_reports(record(), for_moderators, 10).value(), IsEmpty());
  EXPECT_THAT(notices(jun_), ElementsAre(NoticeKind::kHidden));
  act([&](store::Transaction& transaction) {
    return show_comment(record(), transaction, now_of(comment), {ada_}, now_).ok() &&
           show_comment(record(), transaction, now_of(comment), {ada_}, now_).ok();
  });
  EXPECT_EQ(shown(kOne), 1U);
  const auto log = store::Moderation(record()).log(store::LogEntryNumber(1000), 10).value();
  ASSERT_THAT(log, SizeIs(2));
  EXPECT_EQ(log[0].act, store::ModerationAct::kShowComment);
  EXPECT_EQ(log[1].act, store::ModerationAct::kHideComment);
  EXPECT_EQ(log[1].subject, comment.id);
  EXPECT_EQ(log[1].detail, "Spam");
}

TEST_F(CommentingTest, MergesMoveNoComment) {
  say(mina_, kOne, "On the one.");
  say(jun_, kOther, "On the other.");
  merge(true);
  EXPECT_EQ(shown(kOne), 2U);
  EXPECT_EQ(people(kOne), 2U);
  const store::Comment on_both = say(ada_, kOther, "On both.");
  merge(false);
  EXPECT_EQ(shown(kOne) + shown(kOther), 3U);
  EXPECT_EQ(shown(kOther), 1U);
  EXPECT_TRUE(comment_on(record(), record().number_of(kOne).value().value(), on_both.id).ok());
  EXPECT_FALSE(comment_on(record(), record().number_of(kOther).value().value(), on_both.id).ok());
}

TEST_F(CommentingTest, LimitsSayWhatIsTooMuch) {
  EXPECT_EQ(comment_text("  \n ", typesetter_).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(comment_text(std::string(text::kCommentBytesMax + 1, 'a'), typesetter_).error().code(),
            ErrorCode::kTooLarge);
  for (std::size_t i = 0; i < kCommentsInHourMax; ++i) say(mina_, kOne, "word " + std::to_string(i));
  EXPECT_EQ(try_to_say(mina_, kOne, "one more").error().code(), ErrorCode::kTooLarge);
  EXPECT_TRUE(try_to_say(jun_, kOne, "mine").ok());
  EXPECT_EQ(try_to_say(jun_, kOne, "a reply", "0123456789abcdef01234567").error().code(),
            ErrorCode::kNotFound);
}

// Whatever is said, hidden, shown, taken back, merged and set apart: the numbers are those of the rows.
TEST_F(CommentingTest, CountsAreThoseOfTheRowsAfterAnyActs) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    std::mt19937 random(seed);
    std::vector<store::Comment> said;
    for (int step = 0; step < 40; ++step) {
      const auto pick = [&] { return now_of(said[random() % said.size()]); };
      const AccountNumber who = std::vector{mina_, jun_, ada_}[random() % 3];
      const auto act_number = said.empty() ? 0U : random() % 6;
      if (act_number <= 1) {
        const auto comment = try_to_say(who, random() % 2 == 0 ? kOne : kOther, "w" + std::to_string(step),
                                        "", random() % 4 == 0);
        if (comment.ok()) said.push_back(*comment);
      } else if (act_number == 2) {
        act([&](store::Transaction& transaction) {
          return hide_comment(record(), transaction, pick(), store::HiddenReason::kOffTopic, {ada_}, now_)
              .ok();
        });
      } else if (act_number == 3) {
        act([&](store::Transaction& transaction) {
          return show_comment(record(), transaction, pick(), {ada_}, now_).ok();
        });
      } else if (act_number == 4) {
        const store::Comment comment = pick();
        if (comment.deleted_at) continue;
        act([&](store::Transaction& transaction) {
          return take_comment_back(record(), transaction, comment, now_).ok();
        });
      } else {
        merge(random() % 2 == 0);
      }
      std::set<std::string> seen;
      for (const char* id : {kOne, kOther}) {
        std::uint32_t comments = 0;
        std::set<std::string> names;
        for (const ShownComment& one : discussion(id)) {
          if (!one.comment.is_shown()) continue;
          ++comments;
          if (!one.comment.by_token) names.insert(one.writer.name);
          seen.insert(one.comment.id);
        }
        ASSERT_EQ(shown(id), comments) << "seed " << seed << " step " << step;
        ASSERT_EQ(people(id), names.size()) << "seed " << seed << " step " << step;
      }
      for (const store::Comment& comment : said) {
        ASSERT_EQ(now_of(comment).is_shown(), seen.contains(comment.id));
      }
    }
    merge(false);
  }
}

}  // namespace
}  // namespace broadsheet::papers
