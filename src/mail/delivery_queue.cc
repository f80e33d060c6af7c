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

DeliveryQueue::Place DeliveryQueue::place_of(const store::Delivery& delivery) {
  const bool can_wait =
      delivery.kind == store::DeliveryKind::kDigest || delivery.kind == store::DeliveryKind::kNotices;
  return {can_wait, delivery.next_at, delivery.number};
}

Result<std::optional<store::Delivery>> DeliveryQueue::next(store::Record& record, Instant now,
                                                           const DomainOf& domain_of) {
  const std::lock_guard lock(mutex_);
  if (rests(now)) return std::optional<store::Delivery>();
  // Looked for also while others wait: a confirmation goes before a thousand digests.
  const bool is_time = now - read_at_ >= kReadAgain || now < read_at_;
  if (is_time || (waiting_.empty() && !read_all_)) TRY_VOID(refill(record, now, domain_of));
  return take(now);
}

std::optional<store::Delivery> DeliveryQueue::take(Instant now) {
  for (auto one = waiting_.begin(); one != waiting_.end(); ++one) {
    if (!may_go(one->second.domain, now)) continue;
    store::Delivery taken = std::move(one->second.delivery);
    waiting_.erase(one);
    given_.insert(taken.number);
    only_paced_ = false;
    return taken;
  }
  only_paced_ = !waiting_.empty();
  return std::nullopt;
}

Result<void> DeliveryQueue::refill(store::Record& record, Instant now, const DomainOf& domain_of) {
  // Where all that is known waits for the pace of its domains, there may be others behind it.
  const std::size_t known = given_.size() + (only_paced_ ? waiting_.size() : 0);
  const std::size_t limit = std::min(known + kReadAtOnce, kWaitingMax);
  TRY(std::vector<store::Delivery> due, store::Deliveries(record).due(now, limit));
  read_at_ = now;
  read_all_ = due.size() < limit;
  for (store::Delivery& one : due) {
    const Place place = place_of(one);
    if (given_.contains(one.number) || waiting_.contains(place)) continue;
    TRY(std::string domain, domain_of(one));
    waiting_.emplace(place, Waiting{std::move(one), std::move(domain)});
  }
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
  // Of several that tried at the same time one says enough.
  if (rests(now)) return;
  resting_until_ = now + rests_;
  rests_ = std::min(2 * rests_, kRestsMax);
}

void DeliveryQueue::reachable() {
  const std::lock_guard lock(mutex_);
  unreachable_ = 0;
  rests_ = kRests;
}

bool DeliveryQueue::is_resting(Instant now) const {
  const std::lock_guard lock(mutex_);
  return rests(now);
}

std::array<std::uint64_t, kTryOutcomes> DeliveryQueue::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace broadsheet::mail
