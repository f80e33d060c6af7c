// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/ring_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

#include "papers/testing.h"
#include "papers/voting.h"

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::AccountNumber;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RingReportTest : public testing::Test {
 protected:
  RingReportTest() {
    for (int paper = 0; paper < 80; ++paper) {
      const std::string id = "arxiv:2608.0" + std::to_string(1000 + paper);
      bench_.add(record_of("arxiv", {id}, "Tides number " + std::to_string(paper) + " of all",
                           {"Mina Okafor"}, "2026-08-18"));
      papers_.push_back(record().number_of(id).value().value());
    }
  }

  template <class Act>
  auto act(const Act& acts) {
    return bench_.act(acts);
  }
  AccountNumber reader(const std::string& name) { return bench_.add_reader(name, began_); }
  void votes(AccountNumber who, std::size_t paper, Instant at, bool by_token = false) {
    act([&](store::Transaction& transaction) {
      return vote(record(), transaction, papers_[paper], {who, by_token}, true, at).ok();
    });
  }
  store::Record& record() { return bench_.record(); }

  const Instant began_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  Bench bench_;
  std::vector<PaperNumber> papers_;
};

TEST_F(RingReportTest, TellsOfTheRingAndOfNobodyElse) {
  std::mt19937 random(7);
  std::vector<AccountNumber> honest;
  for (int i = 0; i < 120; ++i) honest.push_back(reader("honest-" + std::to_string(i)));
  act([&](store::Transaction& transaction) {
    for (const AccountNumber who : honest) {
      for (int i = 0; i < 16; ++i) {
        const Instant at = began_ + hours(24 * static_cast<int>(random() % 40)) + minutes(random() % 1440);
        EXPECT_TRUE(vote(record(), transaction, papers_[random() % papers_.size()], {who}, true, at).ok());
      }
    }
    return true;
  });
  EXPECT_THAT(ring_report(record(), began_ + hours(24 * 41))->groups, IsEmpty());
  std::vector<AccountNumber> ring;
  for (int i = 0; i < 6; ++i) ring.push_back(reader("ring-" + std::to_string(i)));
  for (std::size_t paper = 0; paper < 15; ++paper) {
    const Instant at = began_ + hours(24 * static_cast<int>(2 * paper)) + minutes(random() % 1440);
    for (const AccountNumber who : ring) votes(who, paper, at + minutes(random() % 10));
  }
  const RingReport report = ring_report(record(), began_ + hours(24 * 41)).value();
  ASSERT_THAT(report.groups, SizeIs(1));
  EXPECT_THAT(report.groups[0].accounts, ElementsAreArray(ring));
  // What programs do is not looked at, nor what is long ago.
  EXPECT_EQ(ring_report(record(), began_ + hours(24 * 400))->votes, 0U);
}

TEST_F(RingReportTest, ARhythmIsToldOnlyOfEnoughActs) {
  const AccountNumber program = reader("every-hour");
  for (std::size_t paper = 0; paper < 20; ++paper)
    votes(program, paper, began_ + hours(10 * static_cast<int>(paper)));
  EXPECT_FALSE(rhythm_of(record(), program).value());  // 19 intervals
  votes(program, 20, began_ + hours(200));
  const auto rhythm = rhythm_of(record(), program).value();
  ASSERT_TRUE(rhythm);
  EXPECT_EQ(rhythm->rhythm, Rhythm::kHeartbeat);
  const AccountNumber with_token = reader("by-token");
  for (std::size_t paper = 0; paper < 30; ++paper)
    votes(with_token, paper, began_ + hours(10 * static_cast<int>(paper)), true);
  EXPECT_FALSE(rhythm_of(record(), with_token).value());
}

}  // namespace
}  // namespace broadsheet::papers
