// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Readers who vote all at once, through as many workers as a server has, each with a connection of its own.

#include <algorithm>
#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "papers/own_counts.h"
#include "papers/voting.h"
#include "web/answer_cache.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

constexpr int kPeople = 100;
constexpr int kActs = 10'000;
constexpr int kWorkers = 8;
constexpr int kPapers = 10;

struct Person {
  std::string token;
  store::AccountNumber number;
};

class RacesTest : public ReadersTest {
 protected:
  RacesTest() {
    site_.answers = &answers_;
    site_.account_rules.counts_after = std::chrono::days(0);
    for (int paper = 0; paper < kPapers; ++paper)
      put("arxiv:2608.0000" + std::to_string(paper), "Racing tides", "2026-07-01");
    for (int person = 0; person < kPeople; ++person) people_.push_back(make(person));
  }

  Person make(int person) {
    const std::string name = "racer-" + std::to_string(person);
    Person made;
    act([&](store::Transaction& transaction) {
      made.number =
          papers::add_account(
              transaction, {.name = name, .fullname = "", .address = "", .password = "", .confirmed = true},
              clock_.now())
              .value();
    });
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(papers::settle_account(backend_->record(), transaction, account(name), site_.account_rules,
                                         clock_.now())
                      .ok());
    });
    // A session, because what programs do is not counted.
    act([&](store::Transaction& transaction) {
      made.token = papers::begin_session(transaction, made.number, "a test", clock_.now()).value().secret;
    });
    return made;
  }

  static std::string paper_id(std::size_t paper) { return "2608.0000" + std::to_string(paper); }

  // A vote or its taking back, as a browser sends it; the status.
  static std::uint16_t vote(Backend& backend, const Person& person, const std::string& key, std::size_t paper,
                            bool up) {
    http::Request request;
    request.method = up ? "POST" : "DELETE";
    request.target = "/api/papers/" + paper_id(paper) + "/vote";
    request.host = kHost;
    request.headers = {
        {"cookie", "session=" + person.token}, {"x-form-key", key}, {"sec-fetch-site", "same-origin"}};
    return answer(backend, request).status;
  }

  std::unique_ptr<Backend> new_backend() {
    return std::make_unique<Backend>(site_,
                                     store::Record::open(folder_, store::Record::Mode::kWrite).value());
  }
  std::vector<std::string> form_keys() {
    std::vector<std::string> keys;
    for (const Person& person : people_) keys.push_back(form_key("session=" + person.token));
    return keys;
  }
  // What the rows say, and what the paper shows.
  std::pair<std::int64_t, std::int64_t> counts(std::size_t paper) {
    store::Record& record = backend_->record();
    const store::PaperView view = record.paper_by_id("arxiv:" + paper_id(paper)).value().value();
    const auto identities = papers::identity_numbers_of(record, view.number).value();
    return {store::Votes(record).counts(identities).value().people, view.own_votes};
  }

  AnswerCache answers_;
  std::vector<Person> people_;
};

// Each person has one last word on each paper, said after the race by the same worker: everything before it
// is noise that must leave no trace.
TEST_F(RacesTest, VotesThatRaceAreExact) {
  const std::vector<std::string> keys = form_keys();
  std::atomic<int> refused = 0;
  std::vector<std::jthread> workers;
  std::vector<std::unique_ptr<Backend>> backends;
  for (int worker = 0; worker < kWorkers; ++worker) backends.push_back(new_backend());
  for (int worker = 0; worker < kWorkers; ++worker) {
    workers.emplace_back([&, worker] {
      std::mt19937 random(static_cast<std::uint32_t>(worker + 1));
      for (int act = 0; act < kActs / kWorkers; ++act) {
        // Everybody's everything, also the same person's same vote from several workers.
        const std::size_t person = random() % kPeople;
        const bool up = random() % 3 != 0;
        const std::uint16_t status = vote(*backends[static_cast<std::size_t>(worker)], people_[person],
                                          keys[person], random() % kPapers, up);
        if (status != 200) ++refused;
      }
    });
  }
  workers.clear();
  EXPECT_EQ(refused, 0);
  for (std::size_t paper = 0; paper < kPapers; ++paper) {
    const auto [rows, shown] = counts(paper);
    EXPECT_EQ(rows, shown) << paper;
    EXPECT_GT(rows, 0) << paper;
    EXPECT_LE(rows, kPeople) << paper;
  }
}

TEST_F(RacesTest, EachPersonVotesOnceHoweverManyTabsTheyHave) {
  const std::vector<std::string> keys = form_keys();
  std::vector<std::unique_ptr<Backend>> backends;
  for (int worker = 0; worker < kWorkers; ++worker) backends.push_back(new_backend());
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < kWorkers; ++worker) {
    workers.emplace_back([&, worker] {
      for (std::size_t person = 0; person < kPeople; ++person)
        EXPECT_EQ(vote(*backends[static_cast<std::size_t>(worker)], people_[person], keys[person], 0, true),
                  200);
    });
  }
  workers.clear();
  EXPECT_EQ(counts(0), std::pair(std::int64_t{kPeople}, std::int64_t{kPeople}));
}

}  // namespace
}  // namespace broadsheet::web
