// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers follow, and the private addresses at which feed readers get it.

#ifndef BROADSHEET_STORE_FOLLOWS_H_
#define BROADSHEET_STORE_FOLLOWS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

using FollowNumber = StrongId<struct FollowNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one.
enum class FollowKind : std::uint8_t {
  kAuthor = 1,
  kKeyword = 2,
  kCategory = 3,  // an expression
  kOrganization = 4,
  kVenue = 5,
  kPaper = 6,
  kSearch = 7,
};

struct Follow {
  FollowNumber number;
  AccountNumber account;
  FollowKind kind = FollowKind::kSearch;
  std::string target = {};       // empty of a paper
  IdentityNumber identity = {};  // of a paper, the one that was followed; else 0
  bool by_token = false;         // followed by a program
  Instant made_at;
  friend bool operator==(const Follow&, const Follow&) = default;
};

// The numbers are stored: never reuse one.
enum class PrivateList : std::uint8_t {
  kLibrary = 1,
  kFollowing = 2,  // everything that is followed
  kFollow = 3,     // one of them
  kDigest = 4,     // what the digests brought
};

// A list of an account under an address that nobody can guess.
struct PrivateFeed {
  AccountNumber account;
  PrivateList list = PrivateList::kLibrary;
  FollowNumber follow = {};  // of kFollow; else 0
  Instant made_at;
  friend bool operator==(const PrivateFeed&, const PrivateFeed&) = default;
};

// Reads. Borrows the Record.
class Follows {
 public:
  explicit Follows(Record& record);

  Result<std::vector<Follow>> follows_of(AccountNumber account);  // by number
  Result<std::optional<Follow>> follow(FollowNumber number);
  // Who follows a paper by one of its identities, each once.
  Result<std::vector<AccountNumber>> followers_of(std::span<const IdentityNumber> identities);

  Result<std::vector<PrivateFeed>> feeds_of(AccountNumber account);  // by list and follow
  Result<std::optional<PrivateFeed>> feed_by_secret(const Sha256& secret);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class FollowChanges {
 public:
  explicit FollowChanges(Transaction& transaction);

  // `number` is not read; the account does not follow the same already.
  Result<FollowNumber> add(const Follow& follow);
  // And its private feed.
  Result<void> remove(FollowNumber number);

  // `secret` takes the place of one that the list has; none takes the feed away.
  Result<void> set_feed(const PrivateFeed& feed, const std::optional<Sha256>& secret);

  Result<void> remove_follows_of(AccountNumber account);
  Result<void> remove_feeds_of(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_FOLLOWS_H_
