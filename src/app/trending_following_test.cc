// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// That what a server keeps to rank what is trending is what the record says, whatever readers do.

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "base/clock.h"
#include "follow/trending.h"
#include "papers/account_export.h"
#include "papers/library.h"
#include "papers/testing.h"
#include "papers/voting.h"

namespace broadsheet::app {
namespace {

// What readers do, and what becomes of them and of the ids of papers, changes how a paper ranks as well.
RC_GTEST_PROP(TrendingFollowing, WhatReadersDoIsFollowed, ()) {
  papers::Bench bench;
  store::Record& record = bench.record();
  const FakeClock clock(*parse_instant("2026-08-20T12:00:00Z"));
  std::vector<std::string> ids;
  for (int number = 0; number < 4; ++number) {
    ids.push_back("arxiv:2608.0000" + std::to_string(number));
    bench.add(papers::record_of("arxiv", {ids.back()}, "Tides of harbour " + std::to_string(number),
                                {"Mina Okafor"}, "2026-08-18"));
  }
  std::vector<store::AccountNumber> readers;
  for (const char* name : {"mina", "jun", "ada"}) readers.push_back(bench.add_reader(name, clock.now()));
  follow::TrendingFollower follower(record, clock);
  const int steps = *rc::gen::inRange(1, 30);
  for (int step = 0; step < steps; ++step) {
    const std::string& id = ids[*rc::gen::inRange<std::size_t>(0, ids.size())];
    const PaperNumber paper = *record.number_of(id).value();
    const store::AccountNumber number = readers[*rc::gen::inRange<std::size_t>(0, readers.size())];
    store::Account account = *store::Accounts(record).account(number).value();
    const papers::Actor actor{number, *rc::gen::inRange(0, 4) == 0};
    const int kind = *rc::gen::inRange(0, 9);
    if (kind == 7) {
      (void)bench.merge(id.c_str(), ids[*rc::gen::inRange<std::size_t>(0, ids.size())].c_str()).ok();
    } else if (kind == 8) {
      (void)bench.undo(id.c_str()).ok();
    } else if (!account.deleted_at) {
      const Result<void> acted = bench.act([&](store::Transaction& transaction) -> Result<void> {
        const Instant now = clock.now() + std::chrono::days(9);
        if (kind <= 1) TRY_VOID(papers::save(record, transaction, actor, paper, {}, now));
        if (kind == 2) TRY_VOID(papers::unsave(record, transaction, number, paper, now));
        if (kind == 3) TRY_VOID(papers::vote(record, transaction, paper, actor, step % 3 != 0, now));
        if (kind == 4) account.banned_at = account.banned_at ? std::nullopt : std::optional(now);
        if (kind == 4 || kind == 5) TRY_VOID(papers::settle_account(record, transaction, account, {}, now));
        if (kind == 6) TRY_VOID(papers::delete_account(record, transaction, account, {}, now));
        return {};
      });
      RC_ASSERT(acted.ok());
    }
    if (*rc::gen::inRange(0, 3) == 0) RC_ASSERT(follower.catch_up({}).ok());
  }
  RC_ASSERT(follower.catch_up({}).ok());
  const std::shared_ptr<const papers::TrendingTable> table = follower.table();
  RC_ASSERT(*table == papers::read_trending_table(record, table->first(), Day::max()).value());
}

}  // namespace
}  // namespace broadsheet::app
