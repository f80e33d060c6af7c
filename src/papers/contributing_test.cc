// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/contributing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>

#include "formats/fields.h"
#include "papers/claiming.h"
#include "papers/off_page.h"
#include "papers/paper_view.h"
#include "papers/testing.h"
#include "papers/whole_paper.h"
#include "store/claims.h"
#include "store/moderation.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::Job;
using store::JobState;
using testing::HasSubstr;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";

class ContributingTest : public testing::Test {
 protected:
  ContributingTest() {
    bench_.add(record_of("arxiv", {kOne}, "Small tides", {"Mina Okafor"}, "2026-08-10"));
    bench_.add(record_of("acl-anthology", {kOther}, "Large waves and all else", {"Jun Roh"}, "2026-08"));
    mina_ = reader("mina");
  }

  Account reader(const std::string& name, bool counts = true) {
    const store::AccountNumber number = bench_.add_reader(name, now_);
    Account account = *store::Accounts(record()).account(number).value();
    account.counts = counts;
    bench_.act([&](store::Transaction& transaction) {
      return store::AccountChanges(transaction).replace(account).ok();
    });
    return account;
  }
  Result<void> submits(const Account& who, const char* id) {
    return bench_.act([&](store::Transaction& transaction) {
      return submit_paper(record(), transaction, number(id), {who.number}, today_, now_);
    });
  }
  Result<void> links(const char* id, const PaperLinks& links) {
    return bench_.act(
        [&](store::Transaction& transaction) { return set_links(record(), transaction, number(id), links); });
  }
  Result<Job> asks(const Account& who, const std::string& id, bool submits = false) {
    return bench_.act([&](store::Transaction& transaction) {
      return ask_for_paper(record(), transaction, id, {who.number}, submits, now_);
    });
  }
  Job settled(const Job& job, const std::optional<Error>& error) {
    EXPECT_TRUE(bench_
                    .act([&](store::Transaction& transaction) {
                      return settle_job(record(), transaction, job, error, today_, now_);
                    })
                    .ok());
    return *store::Jobs(record()).job(job.number).value();
  }
  PaperNumber number(const char* id) { return *record().number_of(id).value(); }
  store::Record& record() { return bench_.record(); }

  const Instant now_ = *parse_instant("2026-08-20T12:00:00Z");
  const Day today_ = *parse_day("2026-08-20");
  Bench bench_;
  Account mina_;
};

TEST_F(ContributingTest, ASubmittedPaperIsOnThePageOfTheDay) {
  ASSERT_TRUE(submits(mina_, kOne).ok());
  const store::PaperView paper = bench_.paper(kOne);
  EXPECT_EQ(paper.featured, today_);
  EXPECT_EQ(paper.edition->day, today_);
  EXPECT_EQ(paper.submitter, "mina");
  EXPECT_EQ(paper.title, "Small tides");
  EXPECT_THAT(submits(mina_, kOne).error().message(), HasSubstr("on the page of 2026-08-20 already"));
  // What its source says later is what is shown.
  bench_.add(record_of("arxiv", {kOne}, "Small tides, again", {"Mina Okafor"}, "2026-08-10"));
  EXPECT_EQ(bench_.paper(kOne).title, "Small tides, again");
  EXPECT_EQ(bench_.paper(kOne).featured, today_);
}

TEST_F(ContributingTest, AModeratorTakesASubmissionOffItsPageAndPutsItBack) {
  const Account jun = reader("jun");
  const auto takes_off = [&](const char* id) {
    return bench_.act([&](store::Transaction& transaction) {
      return take_off_page(record(), transaction, number(id), " an\nadvertisement", {jun.number}, now_);
    });
  };
  const auto puts_back = [&](const char* id) {
    return bench_.act([&](store::Transaction& transaction) {
      return put_back_on_page(record(), transaction, number(id), {jun.number}, now_);
    });
  };
  EXPECT_THAT(takes_off(kOne).error().message(), HasSubstr("no reader put this paper on a page"));
  EXPECT_EQ(on_page(record(), bench_.paper(kOne)).value(), OnPage::kNotByReaders);
  ASSERT_TRUE(submits(mina_, kOne).ok());
  const store::PaperView before = bench_.paper(kOne);
  EXPECT_EQ(on_page(record(), before).value(), OnPage::kOn);
  ASSERT_TRUE(takes_off(kOne).ok());
  ASSERT_TRUE(takes_off(kOne).ok());
  EXPECT_EQ(on_page(record(), bench_.paper(kOne)).value(), OnPage::kTakenOff);
  EXPECT_EQ(bench_.paper(kOne).featured, std::nullopt);
  EXPECT_EQ(bench_.paper(kOne).submitter, "");
  EXPECT_THAT(submits(mina_, kOne).error().message(),
              HasSubstr("a moderator took this paper off the page of 2026-08-20"));
  ASSERT_TRUE(puts_back(kOne).ok());
  ASSERT_TRUE(puts_back(kOne).ok());
  EXPECT_EQ(bench_.paper(kOne), before);
  const auto log = store::Moderation(record()).log(store::LogEntryNumber::highest(), 9).value();
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].act, store::ModerationAct::kPutBackOnPage);
  EXPECT_EQ(log[1].act, store::ModerationAct::kTakeOffPage);
  EXPECT_EQ(log[1].subject, "2608.00001");
  EXPECT_EQ(log[1].detail, "an advertisement");
  const auto notices =
      store::Notices(record()).notices_of(mina_.number, store::NoticeNumber::highest(), 9).value();
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].kind, store::NoticeKind::kPutBack);
  EXPECT_EQ(notices[1].actor, jun.number);
}

TEST_F(ContributingTest, APaperOfTwoSubmissionsIsTakenOffWholeAcrossAMerge) {
  const Account jun = reader("jun");
  ASSERT_TRUE(submits(mina_, kOne).ok());
  ASSERT_TRUE(submits(jun, kOther).ok());
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  const store::PaperView before = bench_.paper(kOne);
  const auto acts = [&](auto act) {
    return bench_.act([&](store::Transaction& transaction) { return act(transaction); });
  };
  ASSERT_TRUE(acts([&](store::Transaction& transaction) {
                return take_off_page(record(), transaction, number(kOne), "", {}, now_);
              }).ok());
  EXPECT_EQ(bench_.paper(kOne).featured, std::nullopt);
  ASSERT_TRUE(acts([&](store::Transaction& transaction) {
                return put_back_on_page(record(), transaction, number(kOther), {}, now_);
              }).ok());
  EXPECT_EQ(bench_.paper(kOne), before);
  ASSERT_TRUE(acts([&](store::Transaction& transaction) {
                return take_off_page(record(), transaction, number(kOne), "", {}, now_);
              }).ok());
  ASSERT_TRUE(bench_.undo(kOther).ok());
  for (const char* id : {kOne, kOther})
    EXPECT_EQ(on_page(record(), bench_.paper(id)).value(), OnPage::kTakenOff) << id;
  ASSERT_TRUE(acts([&](store::Transaction& transaction) {
                return put_back_on_page(record(), transaction, number(kOther), {}, now_);
              }).ok());
  EXPECT_EQ(bench_.paper(kOther).featured, today_);
  EXPECT_EQ(bench_.paper(kOther).submitter, "jun");
  EXPECT_EQ(on_page(record(), bench_.paper(kOne)).value(), OnPage::kTakenOff);
  // A page on which its twin stands is one from which it can be taken.
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(on_page(record(), bench_.paper(kOne)).value(), OnPage::kOn);
  ASSERT_TRUE(acts([&](store::Transaction& transaction) {
                return take_off_page(record(), transaction, number(kOne), "", {}, now_);
              }).ok());
  EXPECT_EQ(bench_.paper(kOne).featured, std::nullopt);
}

TEST_F(ContributingTest, NobodyElseSpeaksForTheReaders) {
  ASSERT_TRUE(submits(mina_, kOne).ok());
  const formats::WholePaper whole = whole_paper(record(), bench_.paper(kOne)).value();
  ASSERT_EQ(whole.records.size(), 1U);
  EXPECT_EQ(whole.records.front().now.record.source, "arxiv");
  EXPECT_THAT(formats::broken_rule(record_of("readers", {kOne}, "Small tides", {}, "")),
              HasSubstr("comes from none"));
}

TEST_F(ContributingTest, OnlyWhoCountsSubmitsAndNotWithoutEnd) {
  EXPECT_THAT(submits(reader("new", false), kOne).error().message(),
              HasSubstr("once your address is confirmed"));
  EXPECT_EQ(bench_.paper(kOne).featured, std::nullopt);
  for (std::uint64_t i = 0; i < kSubmissionsInDayMax; ++i) {
    const std::string id = "arxiv:2608.1000" + std::to_string(i);
    bench_.add(
        record_of("arxiv", {id}, "Paper " + std::to_string(i), {"A " + std::to_string(i)}, "2026-08-11"));
    ASSERT_TRUE(submits(mina_, id.c_str()).ok());
  }
  EXPECT_EQ(submits(mina_, kOne).error().code(), ErrorCode::kTooLarge);
  EXPECT_TRUE(submits(reader("jun"), kOne).ok());
}

TEST_F(ContributingTest, WhatReadersAddKeepsNoPaperThatIsWithdrawn) {
  ASSERT_TRUE(submits(mina_, kOne).ok());
  auto gone = record_of("arxiv", {kOne}, "Small tides", {"Mina Okafor"}, "2026-08-10");
  gone.deleted = true;
  bench_.add(gone);
  EXPECT_TRUE(bench_.paper(kOne).withdrawn);
  EXPECT_THAT(links(kOne, {.project_page = "https://tides.example"}).error().message(),
              HasSubstr("withdrawn"));
}

TEST_F(ContributingTest, AuthorsLinksStandBeforeThoseOfSources) {
  auto listed = record_of("hf-daily-papers", {kOne}, "Small tides", {}, "");
  listed.github_repo = "https://github.com/others/tides";
  listed.github_stars = 7;
  bench_.add(listed);
  ASSERT_TRUE(links(kOne, {.project_page = "https://tides.example/a",
                           .github_repo = "https://github.com/okafor/tides",
                           .organization = formats::Organization{"tide-lab", "Tide Lab"}})
                  .ok());
  store::PaperView paper = bench_.paper(kOne);
  EXPECT_EQ(paper.project_page, "https://tides.example/a");
  EXPECT_EQ(paper.github_repo, "https://github.com/okafor/tides");
  EXPECT_EQ(paper.github_stars, std::nullopt);
  EXPECT_EQ(paper.organization, "Tide Lab");
  // Merged, it is still one word of readers.
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  ASSERT_TRUE(links(kOther, {.github_repo = "", .organization = formats::Organization{}}).ok());
  paper = bench_.paper(kOne);
  EXPECT_EQ(paper.project_page, "https://tides.example/a");
  EXPECT_EQ(paper.github_repo, "https://github.com/others/tides");
  EXPECT_EQ(paper.organization, "");
  for (const char* bad : {"javascript:alert(1)", "tides.example", "https://a b", "ftp://tides.example"})
    EXPECT_EQ(links(kOne, {.project_page = bad}).error().code(), ErrorCode::kInvalid) << bad;
  EXPECT_EQ(links(kOne, {.github_repo = "https://github.company.example/a"}).error().code(),
            ErrorCode::kInvalid);
}

TEST_F(ContributingTest, LinksAreForAuthorsAndModerators) {
  EXPECT_FALSE(may_link(record(), number(kOne), mina_).value());
  bench_.act([&](store::Transaction& transaction) {
    return claim_author(record(), transaction, number(kOne), "Mina Okafor", {mina_.number}, now_).ok();
  });
  EXPECT_FALSE(may_link(record(), number(kOne), mina_).value());
  const store::Claim claim = *claim_on(record(), number(kOne), mina_.number).value();
  bench_.act([&](store::Transaction& transaction) {
    return decide_claim(record(), transaction, claim, true, {mina_.number}, now_).ok();
  });
  EXPECT_TRUE(may_link(record(), number(kOne), mina_).value());
  EXPECT_FALSE(may_link(record(), number(kOther), mina_).value());
  Account moderator = mina_;
  moderator.role = store::Role::kModerator;
  EXPECT_TRUE(may_link(record(), number(kOther), moderator).value());
}

TEST_F(ContributingTest, ADeletedReaderIsNoSubmitter) {
  ASSERT_TRUE(submits(mina_, kOne).ok());
  ASSERT_TRUE(bench_
                  .act([&](store::Transaction& transaction) {
                    return forget_contributions(record(), transaction, mina_);
                  })
                  .ok());
  EXPECT_EQ(bench_.paper(kOne).submitter, "");
  EXPECT_EQ(bench_.paper(kOne).featured, today_);
  EXPECT_TRUE(store::Jobs(record()).submissions_of(mina_.number).value().empty());
}

TEST_F(ContributingTest, APaperIsAskedForOnce) {
  const Job job = asks(mina_, "arxiv:2608.00009").value();
  EXPECT_EQ(asks(mina_, "arxiv:2608.00009").value(), job);
  EXPECT_TRUE(asks(mina_, "arxiv:2608.00009", true)->submits);
  EXPECT_EQ(asks(mina_, "acl:2026.acl-long.9").error().code(), ErrorCode::kInvalid);
  for (std::uint64_t i = 1; i < kWaitingJobsMax; ++i)
    ASSERT_TRUE(asks(mina_, "doi:10.1000/" + std::to_string(i)).ok());
  EXPECT_EQ(asks(mina_, "doi:10.1000/more").error().code(), ErrorCode::kTooLarge);
}

TEST_F(ContributingTest, AJobIsTriedAgainWhereThatMayHelp) {
  Job job = asks(mina_, "arxiv:2608.00009").value();
  job = settled(job, Error(ErrorCode::kIo, "the host does not answer"));
  EXPECT_EQ(job.state, JobState::kWaiting);
  EXPECT_EQ(job.next_at, now_ + std::chrono::minutes(1));
  EXPECT_EQ(job.outcome, "the host does not answer");
  for (std::uint32_t i = 1; i < kJobTriesMax; ++i) job = settled(job, Error(ErrorCode::kIo, "still not"));
  EXPECT_EQ(job.state, JobState::kFailed);
  EXPECT_EQ(settled(asks(mina_, "arxiv:2608.00008").value(), Error(ErrorCode::kNotFound, "404")).state,
            JobState::kFailed);
  EXPECT_THAT(settled(asks(mina_, "arxiv:2608.00007").value(), std::nullopt).outcome,
              HasSubstr("has a paper of this id"));
  EXPECT_EQ(bench_.act([&](store::Transaction& transaction) { return cancel_job(transaction, job, now_); })
                .error()
                .code(),
            ErrorCode::kInvalid);
}

TEST_F(ContributingTest, WhoAskedIsToldAndTheirPaperIsOnThePage) {
  const Job job = asks(mina_, "arxiv:2608.00009", true).value();
  bench_.add(record_of("arxiv", {"arxiv:2608.00009"}, "Just in", {"A B"}, "2026-08-19"));
  const Job done = settled(job, std::nullopt);
  EXPECT_EQ(done.state, JobState::kDone);
  EXPECT_EQ(done.outcome, "");
  EXPECT_EQ(bench_.paper("arxiv:2608.00009").featured, today_);
  const auto notices = store::Notices(record()).notices_of(mina_.number, store::NoticeNumber::highest(), 9);
  ASSERT_EQ(notices->size(), 1U);
  EXPECT_EQ(notices->front().kind, store::NoticeKind::kCame);
}

}  // namespace
}  // namespace broadsheet::papers
