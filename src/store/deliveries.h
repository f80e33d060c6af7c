// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Digests that were chosen, and the queue of what is to be delivered. A digest is chosen in one transaction,
// once for a subscriber and edition; a letter is made and sent from its row as often as it takes.

#ifndef BROADSHEET_STORE_DELIVERIES_H_
#define BROADSHEET_STORE_DELIVERIES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/notices.h"
#include "store/rows.h"
#include "store/subscribers.h"

namespace broadsheet::store {

using DigestNumber = StrongId<struct DigestNumberTag, std::uint32_t>;      // from 1, never given twice
using DeliveryNumber = StrongId<struct DeliveryNumberTag, std::uint32_t>;  // likewise

// While this progress (Record::progress) has a value, no letter goes out: a restore sets it, and the operator
// takes it away.
inline constexpr std::string_view kMailHeld = "mail:held";

// Why a paper is in a digest.
struct DigestReason {
  PartKind kind = PartKind::kFrontPage;
  std::string text = {};  // what stands behind the kind: a target, a number, words
  double value = 0;       // of kForYou: what it adds to the score
  friend bool operator==(const DigestReason&, const DigestReason&) = default;
};

struct DigestItem {
  IdentityNumber identity;                 // of the paper, when it was chosen
  std::vector<DigestReason> reasons = {};  // at least one; the first says under which heading it stands
  friend bool operator==(const DigestItem&, const DigestItem&) = default;
};

struct Digest {
  DigestNumber number;
  SubscriberNumber subscriber;
  Day edition;  // the local day on which it was due
  Instant chosen_at;
  std::string message_id;  // without brackets
  std::vector<DigestItem> items = {};
  std::vector<NoticeNumber> notices = {};
  bool sent_quiet = false;  // it has nothing in it, and is sent to say so
  friend bool operator==(const Digest&, const Digest&) = default;
};

// All numbers here are stored: never reuse one.
enum class DeliveryKind : std::uint8_t {
  kConfirmSubscription = 1,
  kDigest = 2,
  kNotices = 3,
  kAccountCode = 4,  // to confirm an address, to set a new password
  kTest = 5,
};
enum class DeliveryChannel : std::uint8_t { kMail = 0, kWebhook = 1 };
enum class DeliveryState : std::uint8_t {
  kWaiting = 0,
  kInHand = 1,     // somebody is at it
  kMaybeSent = 2,  // all of it went out, its acceptance is not known
  kSent = 3,
  kFailed = 4,     // for good
  kCancelled = 5,  // its reader left, or does not want it any more
};
inline constexpr std::size_t kDeliveryStates = 6;

struct Delivery {
  DeliveryNumber number;
  DeliveryKind kind = DeliveryKind::kDigest;
  DeliveryChannel channel = DeliveryChannel::kMail;
  AccountNumber account;        // 0: of nobody with an account
  SubscriberNumber subscriber;  // 0: of no subscriber
  DigestNumber digest;          // of kDigest
  std::string address = {};     // of kMail, where it is not the account's
  std::string content = {};     // of others than digests what is to be said; empty once it ended
  std::string message_id = {};
  DeliveryState state = DeliveryState::kWaiting;
  Instant made_at;
  std::uint32_t tries = 0;
  Instant next_at;
  std::optional<Instant> ended_at = {};
  std::string outcome = {};  // for people
  friend bool operator==(const Delivery&, const Delivery&) = default;
};

// Reads. Borrows the Record.
class Deliveries {
 public:
  explicit Deliveries(Record& record);

  Result<std::optional<Digest>> digest(DigestNumber number);
  Result<std::optional<Digest>> digest_of(SubscriberNumber subscriber, Day edition);
  // The newest first.
  Result<std::vector<Digest>> digests_of(SubscriberNumber subscriber, std::size_t limit);

  Result<std::optional<Delivery>> delivery(DeliveryNumber number);
  Result<std::optional<Delivery>> delivery_by_message_id(std::string_view message_id);
  // Below `before`, the newest first; of one state, or of all.
  Result<std::vector<Delivery>> newest(DeliveryNumber before, std::size_t limit,
                                       std::optional<DeliveryState> state = {});
  // Those that wait and are due: what people wait for first, then by when they are due.
  Result<std::vector<Delivery>> due(Instant now, std::size_t limit);
  // When the next one that waits is due.
  Result<std::optional<Instant>> next_due();
  Result<std::uint64_t> count_in(DeliveryState state);
  Result<std::vector<Delivery>> of_account(AccountNumber account, std::size_t limit);

  // The keys that links are made with, by number; the last one is the present one.
  struct Key {
    std::uint32_t number = 0;
    std::string secret;
  };
  Result<std::vector<Key>> keys();

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class DeliveryChanges {
 public:
  explicit DeliveryChanges(Transaction& transaction);

  // `number` is not read. None if the subscriber has a digest of that edition.
  Result<std::optional<DigestNumber>> add_digest(const Digest& digest);

  Result<DeliveryNumber> add(const Delivery& delivery);  // `number` is not read
  Result<void> replace(const Delivery& delivery);        // all but its number and when it was made
  // Those in hand and those that may have been sent wait again: whoever had them is gone. How many.
  Result<std::uint64_t> release_in_hand(Instant now);
  // What waits for the subscriber, or for one of its channels.
  Result<void> cancel_waiting_of(SubscriberNumber subscriber, std::optional<DeliveryChannel> channel,
                                 Instant now, std::string_view outcome);
  // What waits at all.
  Result<std::uint64_t> cancel_waiting(Instant now, std::string_view outcome);
  // Those that failed, or one of them, wait again.
  Result<std::uint64_t> retry_failed(std::optional<DeliveryNumber> number, Instant now);
  Result<void> forget_ended(Instant before);
  Result<void> forget_account(AccountNumber account);

  Result<std::uint32_t> add_key(std::string_view secret, Instant now);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_DELIVERIES_H_
