// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/mail_releasing.h"

#include <string>
#include <vector>

#include "papers/schedule.h"
#include "store/deliveries.h"
#include "store/notices.h"
#include "store/subscribers.h"

namespace broadsheet::papers {
namespace {

using store::Subscriber;

constexpr std::size_t kReadAtOnce = 500;

Result<std::uint64_t> skip_editions(store::Record& record, Day today, Instant now) {
  std::uint64_t skipped = 0;
  store::SubscriberNumber after;
  TRY(const PaperNumber last_paper, record.last_number());
  for (;;) {
    TRY(const std::vector<Subscriber> some, store::Subscribers(record).after(after, kReadAtOnce));
    if (some.empty()) return skipped;
    after = some.back().number;
    TRY(store::Transaction transaction, record.begin(store::Durability::kBulk));
    for (const Subscriber& subscriber : some) {
      if (subscriber.left_at || subscriber.next_at > now) continue;
      const Result<DueEdition> next = next_edition(subscriber.subscription, now);
      if (!next.ok()) continue;  // choosing will say so
      Subscriber moved = subscriber;
      moved.next_at = next->at;
      moved.covered = today;
      moved.last_paper = last_paper;
      TRY(moved.last_notice, store::Notices(record).newest_of(subscriber.account));
      TRY_VOID(store::SubscriberChanges(transaction).replace(moved));
      ++skipped;
    }
    TRY_VOID(transaction.commit());
  }
}

}  // namespace

Result<Released> release_mail(store::Record& record, bool keep, Day today, Instant now) {
  Released released;
  TRY(const std::string held, record.progress(store::kMailHeld));
  released.was_held = !held.empty();
  if (!released.was_held) return released;
  if (!keep) {
    TRY(released.skipped, skip_editions(record, today, now));
  }
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  if (!keep) {
    store::DeliveryChanges changes(transaction);
    // What somebody had in hand when the backup was made is sent by now, or waits like the rest.
    TRY_VOID(changes.release_in_hand(now));
    TRY(released.cancelled, changes.cancel_waiting(now, "it was in a backup, and most likely sent before"));
  }
  TRY_VOID(transaction.set_progress(store::kMailHeld, ""));
  TRY_VOID(transaction.commit());
  return released;
}

}  // namespace broadsheet::papers
