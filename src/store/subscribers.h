// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Who gets the digest, what in it, and when; who asked for it and has not confirmed it yet; and the addresses
// that are never written to again.

#ifndef BROADSHEET_STORE_SUBSCRIBERS_H_
#define BROADSHEET_STORE_SUBSCRIBERS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/notices.h"
#include "store/rows.h"

namespace broadsheet::store {

using SubscriberNumber = StrongId<struct SubscriberNumberTag, std::uint32_t>;  // from 1, never given twice

// All numbers here are stored: never reuse one.
enum class Cadence : std::uint8_t { kDaily = 1, kWeekdays = 2, kWeekly = 3, kMonthly = 4 };

// What a digest is made of.
enum class PartKind : std::uint8_t {
  kFrontPage = 1,
  kTrending = 2,
  kCategory = 3,  // an expression
  kAuthor = 4,
  kKeyword = 5,
  kOrganization = 6,
  kVenue = 7,
  kSearch = 8,   // papers that have all of its words
  kMeaning = 9,  // those nearest to a text in meaning
  // Of a reader with an account:
  kForYou = 10,
  kFollowing = 11,  // whatever they follow
  kVersions = 12,   // of papers that they keep or follow
  kReplies = 13,    // and mentions
};

enum class WebhookShape : std::uint8_t {
  kNone = 0,
  kSlack = 1,
  kDiscord = 2,
  kMattermost = 3,
  kTelegram = 4,
  kJson = 5,  // signed
};

struct SubscriptionPart {
  PartKind kind = PartKind::kFrontPage;
  std::string target = {};  // empty of those that need none
  friend bool operator==(const SubscriptionPart&, const SubscriptionPart&) = default;
};

struct Webhook {
  WebhookShape shape = WebhookShape::kNone;
  std::string url = {};
  std::string secret = {};  // of kJson the key that signs; of kTelegram the chat
  friend bool operator==(const Webhook&, const Webhook&) = default;
};

// What a reader chose.
struct Subscription {
  Cadence cadence = Cadence::kDaily;
  std::uint32_t on_day = 1;         // kWeekly: 1 Monday to 7; kMonthly: 1 to 28
  std::chrono::minutes at{7 * 60};  // of the local day
  std::string zone = "UTC";         // of the system's tzdata
  std::uint32_t size = 10;          // papers
  bool tells_quiet = false;         // a line on days that bring nothing; else no letter
  bool by_mail = true;
  Webhook webhook = {};
  std::vector<SubscriptionPart> parts = {};
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

struct Subscriber {
  SubscriberNumber number;
  AccountNumber account;     // 0: by address alone
  std::string address = {};  // folded; empty with an account, whose address it is
  Subscription subscription = {};
  // What they chose can't be read: `subscription` is what somebody has who chose nothing. It stays as it is
  // kept until they choose anew.
  bool is_damaged = false;
  Instant made_at;                      // when it was confirmed, the last time
  std::optional<Instant> left_at = {};  // gets nothing since
  Instant next_at;                      // when the next edition is due
  // How far the last digest looked.
  std::optional<Day> covered = {};
  PaperNumber last_paper = {};
  NoticeNumber last_notice = {};
  friend bool operator==(const Subscriber&, const Subscriber&) = default;
};

// Asked for at the address, and not confirmed.
struct SubscriptionRequest {
  std::string address;
  Sha256 code{};
  Subscription subscription;
  Instant asked_at;
  friend bool operator==(const SubscriptionRequest&, const SubscriptionRequest&) = default;
};

enum class StopReason : std::uint8_t { kLeft = 1, kBounced = 2, kComplained = 3, kOperator = 4 };

// Of an address only its hash is here, so that a list of who left is no list of addresses.
struct MailStop {
  Sha256 address{};
  StopReason reason = StopReason::kLeft;
  Instant stopped_at;
  friend bool operator==(const MailStop&, const MailStop&) = default;
};

// Reads. Borrows the Record.
class Subscribers {
 public:
  explicit Subscribers(Record& record);

  Result<std::optional<Subscriber>> subscriber(SubscriberNumber number);
  Result<std::optional<Subscriber>> of_account(AccountNumber account);
  Result<std::optional<Subscriber>> of_address(std::string_view address);  // of those by address alone
  // Ascending numbers above `after`, at most `limit`.
  Result<std::vector<Subscriber>> after(SubscriberNumber after, std::size_t limit);
  // Whose edition is due, the longest due first, at most `limit`.
  Result<std::vector<Subscriber>> due(Instant now, std::size_t limit);
  struct Count {
    std::uint64_t active = 0;
    std::uint64_t left = 0;
    std::uint64_t asked = 0;  // and did not confirm yet
  };
  Result<Count> count();

  Result<std::optional<SubscriptionRequest>> request_of(std::string_view address);
  Result<std::optional<SubscriptionRequest>> request_by_code(const Sha256& code);

  Result<std::optional<MailStop>> stop_of(const Sha256& address);

  // Whether the reader got the paper by any of its identities.
  Result<bool> was_mailed(SubscriberNumber subscriber, std::span<const IdentityNumber> identities);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class SubscriberChanges {
 public:
  explicit SubscriberChanges(Transaction& transaction);

  Result<SubscriberNumber> add(const Subscriber& subscriber);  // `number` is not read
  // All but its number and what is damaged.
  Result<void> replace(const Subscriber& subscriber);
  // With its digests and what it got.
  Result<void> remove(SubscriberNumber number);
  // Those by address alone who left before: likewise.
  Result<void> forget_left(Instant left_before);

  // In place of an earlier one of the address.
  Result<void> put_request(const SubscriptionRequest& request);
  Result<void> remove_request(std::string_view address);
  Result<void> forget_requests(Instant asked_before);

  // In place of an earlier one.
  Result<void> put_stop(const MailStop& stop);
  Result<void> remove_stop(const Sha256& address);

  Result<void> add_mailed(SubscriberNumber subscriber, IdentityNumber identity);
  // What the one got, the other got too.
  Result<void> copy_mailed(SubscriberNumber from, SubscriberNumber to);

 private:
  RecordState& state_;
};

// For the record and for a request alike; texts are kept as they are.
std::string pack_subscription(const Subscription& subscription);
// kDamaged.
Result<Subscription> unpack_subscription(std::string_view bytes);

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_SUBSCRIBERS_H_
