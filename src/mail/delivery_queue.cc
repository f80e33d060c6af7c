// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/delivery_queue.h"

#include <algorithm>
#include <vector>

namespace broadsheet::mail {

std::string_view try_outcome_name(TryOutcome outcome) {
  switch (outcome) {
    case TryOutcome::kSent:
      return "sent";
    case TryOutcome::kRefusedAddress:
      return "refused_address";
    case TryOutcome::kRefusedMessage:
      return "refused_message";
    case TryOutcome::kLater:
      return "later";
    case TryOutcome::kUnreachable:
      return "unreachable";
    case TryOutcome::kMaybe:
      return "maybe_sent";
    case TryOutcome::kCancelled:
      return "cancelled";
    case TryOutcome::kGaveUp:
      return "gave_up";
  }
  return {};
}

Result<void> DeliveryQueue::refill(store::Record& record, Instant now) {
  if (now >= read_at_ && now - read_at_ < kReadAgain && read_at_ != Instant()) return {};
  read_at_ = now;
  TRY(const std::vector<store::Delivery> due,
      store::Deliveries(record).due(now, kReadAtOnce + given_.size()));
  for (const store::Delivery& one : due) {
    if (!given_.contains(one.number)) waiting_.push_back(one);
  }
  // Whoever read all that there was looks again at once for what comes behind it.
  if (waiting_.size() >= kReadAtOnce) read_at_ = Instant();
  return {};
}

bool DeliveryQueue::may_go(const std::string& domain, Instant now) {
  if (rules_.per_domain_per_minute == 0 || domain.empty()) return true;
  const auto between = std::chrono::milliseconds(std::chrono::minutes(1)) / rules_.per_domain_per_minute;
  if (next_of_domain_.size() > kDomainsMax)
    std::erase_if(next_of_domain_, [&](const auto& one) { return one.second <= now; });
  Instant& next = next_of_domain_[domain];
  // A clock that went back makes nobody wait for longer than the pace.
  if (next > now && next - now <= between) return false;
  next = now + between;
  return true;
}

void DeliveryQueue::done(store::DeliveryNumber number) {
  const std::lock_guard lock(mutex_);
  given_.erase(number);
}

void DeliveryQueue::count(TryOutcome outcome) {
  const std::lock_guard lock(mutex_);
  ++counts_.at(static_cast<std::size_t>(outcome));
}

void DeliveryQueue::unreachable(Instant now) {
  const std::lock_guard lock(mutex_);
  if (++unreachable_ < kUnreachableMax) return;
  resting_until_ = now + std::min<std::chrono::milliseconds>(kRests, rules_.retry);
}

void DeliveryQueue::reachable() {
  const std::lock_guard lock(mutex_);
  unreachable_ = 0;
}

std::array<std::uint64_t, kTryOutcomes> DeliveryQueue::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace broadsheet::mail
