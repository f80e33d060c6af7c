// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending_order.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "papers/library.h"
#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

using testing::ElementsAre;

class TrendingOrder : public testing::Test {
 protected:
  // Featured that day, with so many votes as counted at that moment.
  void put(const std::string& id, const char* day, std::int64_t votes, const char* counted,
           const std::string& category = "cs.CL") {
    formats::SourceRecord record =
        record_of("hf-daily-papers", {"arxiv:" + id}, "Paper " + id, {"Mina Okafor"}, day);
    record.featured = *parse_day(day);
    record.categories = {category};
    record.votes = formats::VoteCount{votes, *parse_instant(counted)};
    bench_.add(record);
  }
  std::vector<std::string> order(const TrendingParameters& parameters = {}) {
    const TrendingTable table =
        read_trending_table(bench_.record(), *parse_day("2026-06-01"), *parse_day("2026-07-31")).value();
    const auto papers = table.between(*parse_day("2026-06-01"), *parse_day("2026-07-31"));
    std::vector<std::string> ids;
    scores_.clear();
    for (const RankedPaper& ranked :
         rank_trending(papers, parameters, *parse_instant("2026-07-10T12:00:00Z"))) {
      ids.push_back(ranked.paper->row.id.substr(6));
      scores_.emplace(ranked.paper->row.number, ranked.score);
    }
    return ids;
  }

  Bench bench_;
  TrendingScores scores_;
  int readers_ = 0;
};

TEST_F(TrendingOrder, ACountThatWasMadeEarlyIsWorthMore) {
  put("2607.00001", "2026-07-06", 20, "2026-07-06T06:00:00Z");  // after six hours
  put("2607.00002", "2026-07-06", 24, "2026-07-10T06:00:00Z");  // after four days
  EXPECT_THAT(order(), ElementsAre("2607.00001", "2607.00002"));
  for (const auto& [number, score] : scores_) {
    double sum = 0;
    for (const TrendingPart& part : trending_parts(score)) sum += part.value;
    EXPECT_DOUBLE_EQ(sum, score.total());
  }
}

TEST_F(TrendingOrder, WhoKeepsAPaperIsWorthHalfAVoteOnceTheyCount) {
  put("2607.00001", "2026-07-06", 5, "2026-07-06T12:00:00Z");
  put("2607.00002", "2026-07-06", 5, "2026-07-06T12:00:00Z");
  const std::vector<std::string> before = order();
  const std::string& last = before.back();
  const auto keep = [&](bool counts, bool by_token) {
    auto transaction = bench_.record().begin(store::Durability::kInteractive).value();
    store::Account account;
    account.name = "reader-" + std::to_string(++readers_);
    account.counts = counts;
    const auto number = store::AccountChanges(transaction).add(account).value();
    const PaperNumber paper = *bench_.record().number_of("arxiv:" + last).value();
    ASSERT_TRUE(save(bench_.record(), transaction, {.account = number, .by_token = by_token}, paper, {},
                     *parse_instant("2026-07-07T12:00:00Z"))
                    .ok());
    ASSERT_TRUE(transaction.commit().ok());
  };
  keep(false, false);
  keep(true, true);
  EXPECT_EQ(order(), before);
  keep(true, false);
  EXPECT_EQ(order().front(), last);
  EXPECT_DOUBLE_EQ(scores_.at(*bench_.record().number_of("arxiv:" + last).value()).saves,
                   std::log2(1 + 5.5) - std::log2(1 + 5.0));
}

TEST_F(TrendingOrder, FieldsOfFewVotersAreMeasuredByThemselves) {
  for (int i = 0; i < 10; ++i) put("2607.1000" + std::to_string(i), "2026-07-09", 40, "2026-07-09T12:00:00Z");
  for (int i = 0; i < 10; ++i)
    put("2607.2000" + std::to_string(i), "2026-07-09", 2, "2026-07-09T12:00:00Z", "math.NT");
  put("2607.20010", "2026-07-09", 30, "2026-07-09T12:00:00Z", "math.NT");
  EXPECT_EQ(order().front(), "2607.20010");
  TrendingParameters raw;
  raw.field_weight = 0;
  EXPECT_NE(order(raw).front(), "2607.20010");
}

}  // namespace
}  // namespace broadsheet::papers
