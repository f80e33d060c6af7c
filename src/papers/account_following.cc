// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_following.h"

#include <vector>

#include "base/date.h"
#include "papers/account_export.h"
#include "papers/following.h"
#include "store/follows.h"

namespace broadsheet::papers {

Result<void> write_following(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Follow> follows, store::Follows(record).follows_of(account.number));
  json.begin_array();
  for (const store::Follow& follow : follows) {
    json.begin_object().key("kind").value(follow_kind(follow.kind).name);
    if (follow.kind == store::FollowKind::kPaper) {
      TRY_VOID(write_paper(record, follow.identity, json));
    } else {
      json.key("target").value(follow.target);
    }
    json.key("by_token").value(follow.by_token).key("made_at").value(format_instant(follow.made_at));
    json.end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_following(store::Record& /*record*/, store::Transaction& transaction,
                              const store::Account& account, Instant /*now*/) {
  return store::FollowChanges(transaction).remove_follows_of(account.number);
}

Result<void> write_feeds(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::PrivateFeed> feeds, store::Follows(record).feeds_of(account.number));
  json.begin_array();
  for (const store::PrivateFeed& feed : feeds) {
    json.begin_object().key("list").value(private_list_name(feed.list));
    json.key("made_at").value(format_instant(feed.made_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_feeds(store::Record& /*record*/, store::Transaction& transaction,
                          const store::Account& account, Instant /*now*/) {
  return store::FollowChanges(transaction).remove_feeds_of(account.number);
}

}  // namespace broadsheet::papers
