// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "store/follows.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define FOLLOW_COLUMNS "follow, account, kind, target, identity, by_token, made_at"

Follow read_follow(const Statement& row) {
  Follow follow;
  follow.number = id_in<FollowNumber>(row, 0);
  follow.account = id_in<AccountNumber>(row, 1);
  follow.kind = static_cast<FollowKind>(row.column_int(2));
  follow.target = row.column_text(3);
  follow.identity = id_in<IdentityNumber>(row, 4);
  follow.by_token = row.column_int(5) != 0;
  follow.made_at = instant_of(row.column_int(6));
  return follow;
}

#define FEED_COLUMNS "account, list, follow, made_at"

PrivateFeed read_feed(const Statement& row) {
  PrivateFeed feed;
  feed.account = id_in<AccountNumber>(row, 0);
  feed.list = static_cast<PrivateList>(row.column_int(1));
  feed.follow = id_in<FollowNumber>(row, 2);
  feed.made_at = instant_of(row.column_int(3));
  return feed;
}

}  // namespace

Follows::Follows(Record& record) : state_(*record.state_) {}

Result<std::vector<Follow>> Follows::follows_of(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT " FOLLOW_COLUMNS
                                                   " FROM follows WHERE account = ?1 ORDER BY follow"));
  select.bind_unsigned(1, account.value());
  return all_rows<Follow>(select, read_follow);
}

Result<std::optional<Follow>> Follows::follow(FollowNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FOLLOW_COLUMNS " FROM follows WHERE follow = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Follow>(select, read_follow);
}

Result<std::vector<AccountNumber>> Follows::followers_of(std::span<const IdentityNumber> identities) {
  std::vector<AccountNumber> followers;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT account FROM follows INDEXED BY follows_of_papers"
                                   " WHERE identity = ?1 AND identity > 0"));
    select.bind_unsigned(1, identity.value());
    const auto read = [](const Statement& row) { return id_in<AccountNumber>(row, 0); };
    TRY(const std::vector<AccountNumber> more, all_rows<AccountNumber>(select, read));
    followers.insert(followers.end(), more.begin(), more.end());
  }
  std::ranges::sort(followers);
  followers.erase(std::unique(followers.begin(), followers.end()), followers.end());
  return followers;
}

Result<std::vector<PrivateFeed>> Follows::feeds_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FEED_COLUMNS
                                 " FROM private_feeds WHERE account = ?1 ORDER BY list, follow"));
  select.bind_unsigned(1, account.value());
  return all_rows<PrivateFeed>(select, read_feed);
}

Result<std::optional<PrivateFeed>> Follows::feed_by_secret(const Sha256& secret) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " FEED_COLUMNS " FROM private_feeds WHERE secret = ?1"));
  select.bind_blob(1, bytes_of(secret));
  return one_row<PrivateFeed>(select, read_feed);
}

FollowChanges::FollowChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<FollowNumber> FollowChanges::add(const Follow& follow) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO follows(account, kind, target, identity, by_token,"
                                 " made_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind_unsigned(1, follow.account.value()).bind(2, static_cast<std::int64_t>(follow.kind));
  insert.bind(3, follow.target).bind_unsigned(4, follow.identity.value());
  insert.bind(5, std::int64_t{follow.by_token}).bind(6, instant_number(follow.made_at));
  TRY_VOID(insert.run());
  return FollowNumber(static_cast<FollowNumber::Integer>(state_.connection->last_insert_rowid()));
}

Result<void> FollowChanges::remove(FollowNumber number) {
  TRY(Statement feed,
      state_.connection->prepare("DELETE FROM private_feeds WHERE list = ?1 AND follow = ?2"));
  feed.bind(1, static_cast<std::int64_t>(PrivateList::kFollow)).bind_unsigned(2, number.value());
  TRY_VOID(feed.run());
  TRY(Statement remove, state_.connection->prepare("DELETE FROM follows WHERE follow = ?1"));
  return remove.bind_unsigned(1, number.value()).run();
}

Result<void> FollowChanges::set_feed(const PrivateFeed& feed, const std::optional<Sha256>& secret) {
  TRY(Statement remove,
      state_.connection->prepare("DELETE FROM private_feeds WHERE account = ?1 AND list = ?2"
                                 " AND follow = ?3"));
  remove.bind_unsigned(1, feed.account.value()).bind(2, static_cast<std::int64_t>(feed.list));
  TRY_VOID(remove.bind_unsigned(3, feed.follow.value()).run());
  if (!secret) return {};
  TRY(Statement insert, state_.connection->prepare("INSERT INTO private_feeds(account, list, follow, secret,"
                                                   " made_at) VALUES(?1, ?2, ?3, ?4, ?5)"));
  insert.bind_unsigned(1, feed.account.value()).bind(2, static_cast<std::int64_t>(feed.list));
  insert.bind_unsigned(3, feed.follow.value()).bind_blob(4, bytes_of(*secret));
  return insert.bind(5, instant_number(feed.made_at)).run();
}

Result<void> FollowChanges::remove_follows_of(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM follows WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> FollowChanges::remove_feeds_of(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM private_feeds WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
