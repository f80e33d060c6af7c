// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which delivery is next: what the threads that deliver share. It keeps a pace for each domain, so that
// nobody who receives our mail takes it for a flood, and stands back from a mail server that is not there.
//
// What must not be lost is in the record (store/deliveries.h); this is only who does what when.

#ifndef BROADSHEET_MAIL_DELIVERY_QUEUE_H_
#define BROADSHEET_MAIL_DELIVERY_QUEUE_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/date.h"
#include "base/result.h"
#include "store/deliveries.h"
#include "store/record.h"

namespace broadsheet::mail {

struct DeliveryRules {
  // Between two tries: doubled with each of them, up to the second.
  std::chrono::milliseconds retry{std::chrono::minutes(5)};
  std::chrono::milliseconds retry_max{std::chrono::hours(1)};
  std::chrono::milliseconds gives_up_after{std::chrono::hours(5 * 24)};
  std::uint32_t per_domain_per_minute = 120;  // letters; 0: as many as there are
};

// What came of tries, since the program began. The names are those of the metric's label.
enum class TryOutcome : std::uint8_t {
  kSent,
  kRefusedAddress,
  kRefusedMessage,
  kLater,
  kUnreachable,
  kMaybe,  // cut after the final dot
  kCancelled,
  kGaveUp,
};
inline constexpr std::size_t kTryOutcomes = 8;
std::string_view try_outcome_name(TryOutcome outcome);

// Safe from any thread.
class DeliveryQueue {
 public:
  explicit DeliveryQueue(const DeliveryRules& rules) : rules_(rules) {}

  const DeliveryRules& rules() const { return rules_; }

  // To which domain a delivery goes; empty where none is known, which has no pace.
  using DomainOf = std::function<Result<std::string>(const store::Delivery&)>;

  // A delivery that waits, is due, and that nobody else was given, with its domain in its pace; none if there
  // is none now. Whoever got it gives it back by done(), whatever came of it.
  Result<std::optional<store::Delivery>> next(store::Record& record, Instant now, const DomainOf& domain_of);

  // The delivery is in the record as it is from now on.
  void done(store::DeliveryNumber number);
  void count(TryOutcome outcome);
  // The server could not be reached: after several times, one after another, nobody asks it for a while.
  void unreachable(Instant now);
  void reachable();
  // Whether nothing is given out now because of that.
  bool is_resting(Instant now) const;

  std::array<std::uint64_t, kTryOutcomes> counts() const;

 private:
  static constexpr std::size_t kReadAtOnce = 500;
  // Behind so many that wait for the pace of their domains nobody looks for others.
  static constexpr std::size_t kWaitingMax = 20'000;
  static constexpr std::chrono::seconds kReadAgain{1};
  static constexpr int kUnreachableMax = 3;
  static constexpr std::chrono::milliseconds kRests{1000};  // the first time, doubled up to
  static constexpr std::chrono::milliseconds kRestsMax{30'000};
  static constexpr std::size_t kDomainsMax = 10'000;

  struct Waiting {
    store::Delivery delivery;
    std::string domain;
  };
  // As store::Deliveries::due() has them.
  using Place = std::tuple<bool, Instant, store::DeliveryNumber>;
  static Place place_of(const store::Delivery& delivery);

  Result<void> refill(store::Record& record, Instant now, const DomainOf& domain_of);
  std::optional<store::Delivery> take(Instant now);
  bool may_go(const std::string& domain, Instant now);
  // A clock that went back makes nobody wait for longer than a try would.
  bool rests(Instant now) const { return now < resting_until_ && resting_until_ - now <= kRestsMax; }

  const DeliveryRules rules_;
  mutable std::mutex mutex_;
  std::map<Place, Waiting> waiting_;
  std::set<store::DeliveryNumber> given_;
  std::map<std::string, Instant, std::less<>> next_of_domain_;
  Instant read_at_{};
  bool read_all_ = true;     // nothing that was due then is still unread
  bool only_paced_ = false;  // nothing that waits here may go yet
  Instant resting_until_{};
  std::chrono::milliseconds rests_{kRests};
  int unreachable_ = 0;
  std::array<std::uint64_t, kTryOutcomes> counts_{};
};

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_DELIVERY_QUEUE_H_
