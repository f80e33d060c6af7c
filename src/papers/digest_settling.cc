// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What makes a chosen digest true: one transaction that writes its row, what its reader got with it, the
// letters to be sent, and from where the next one goes on.

#include <algorithm>
#include <vector>

#include "base/log.h"
#include "papers/digest_choosing.h"
#include "papers/mail_links.h"
#include "papers/own_counts.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"

namespace broadsheet::papers {
namespace {

using store::Delivery;
using store::DeliveryChannel;
using store::Subscriber;
using store::Transaction;

// Chosen before they are written together: reading a page takes a snapshot, which a transaction can't have.
constexpr std::size_t kChosenAtOnce = 64;
constexpr std::size_t kReadAtOnce = 1000;

// What is wrong with one subscription must not keep everybody from theirs.
constexpr std::chrono::hours kPostponed{1};
bool concerns_one(ErrorCode code) {
  return code == ErrorCode::kNotFound || code == ErrorCode::kInvalid || code == ErrorCode::kTooLarge;
}

struct Chosen {
  Subscriber subscriber;
  DueEdition edition;
  std::string address;  // empty: no letter
  ChosenDigest digest;
  bool wanted = false;  // it goes somewhere
};

bool is_sent(const Chosen& chosen) {
  return chosen.wanted && (!chosen.digest.empty() || chosen.subscriber.subscription.tells_quiet);
}

Result<Chosen> choose_for(DigestChooser& chooser, store::Record& record, const Subscriber& subscriber,
                          const ChoosingRules& rules, Instant now) {
  Chosen chosen{.subscriber = subscriber, .edition = {}, .address = {}, .digest = {}, .wanted = false};
  if (subscriber.is_damaged)
    return Error(ErrorCode::kInvalid, "what they chose is damaged: they must choose anew");
  TRY(chosen.edition, last_edition(subscriber.subscription, now));
  const store::Subscription& subscription = subscriber.subscription;
  if (subscription.by_mail && rules.by_mail) {
    TRY(chosen.address, address_of(record, subscriber));
    TRY(const bool stopped, is_stopped(record, chosen.address, false));
    if (stopped) chosen.address.clear();
  }
  // Without either it is a private feed.
  chosen.wanted = !chosen.address.empty() || !subscription.by_mail ||
                  subscription.webhook.shape != store::WebhookShape::kNone;
  if (chosen.wanted) {
    TRY(chosen.digest, chooser.choose(subscriber));
  }
  return chosen;
}

Result<void> enqueue(Transaction& transaction, const Chosen& chosen, store::DigestNumber digest,
                     const std::string& message_id, DeliveryChannel channel, Instant now) {
  Delivery delivery;
  delivery.kind = store::DeliveryKind::kDigest;
  delivery.channel = channel;
  delivery.account = chosen.subscriber.account;
  delivery.subscriber = chosen.subscriber.number;
  delivery.digest = digest;
  delivery.message_id = message_id;
  delivery.made_at = delivery.next_at = now;
  TRY_VOID(store::DeliveryChanges(transaction).add(delivery));
  return {};
}

// False if the subscriber has a digest of the edition.
Result<bool> add_digest(Transaction& transaction, const Chosen& chosen, const ChoosingRules& rules,
                        Instant now) {
  store::Digest digest;
  digest.subscriber = chosen.subscriber.number;
  digest.edition = chosen.edition.day;
  digest.chosen_at = now;
  digest.message_id = new_message_name() + "@" + rules.domain;
  digest.items = chosen.digest.items;
  digest.notices = chosen.digest.notices;
  digest.sent_quiet = chosen.digest.empty();
  TRY(const std::optional<store::DigestNumber> number,
      store::DeliveryChanges(transaction).add_digest(digest));
  if (!number) return false;
  store::SubscriberChanges changes(transaction);
  for (const store::IdentityNumber identity : chosen.digest.identities)
    TRY_VOID(changes.add_mailed(digest.subscriber, identity));
  if (!chosen.address.empty())
    TRY_VOID(enqueue(transaction, chosen, *number, digest.message_id, DeliveryChannel::kMail, now));
  if (chosen.subscriber.subscription.webhook.shape != store::WebhookShape::kNone)
    TRY_VOID(enqueue(transaction, chosen, *number, digest.message_id, DeliveryChannel::kWebhook, now));
  return true;
}

// What was chosen as papers are now: others may have merged two, or withdrawn one, since the chooser looked.
Result<void> look_again(store::Record& record, Chosen& chosen) {
  store::Subscribers subscribers(record);
  std::vector<store::DigestItem> items;
  std::vector<store::IdentityNumber> identities;
  std::vector<PaperNumber> papers;
  for (store::DigestItem& item : chosen.digest.items) {
    TRY(const std::optional<store::Identity> identity, record.identity(item.identity));
    if (!identity || std::ranges::find(papers, identity->paper) != papers.end()) continue;
    TRY(const std::vector<store::EditionRow> shown, record.edition_rows(std::span(&identity->paper, 1)));
    if (shown.empty()) continue;
    TRY(const std::vector<store::IdentityNumber> its, identity_numbers_of(record, identity->paper));
    TRY(const bool mailed, subscribers.was_mailed(chosen.subscriber.number, its));
    if (mailed) continue;
    papers.push_back(identity->paper);
    identities.insert(identities.end(), its.begin(), its.end());
    items.push_back(std::move(item));
  }
  chosen.digest.items = std::move(items);
  chosen.digest.identities = std::move(identities);
  return {};
}

Result<void> settle(store::Record& record, Transaction& transaction, const Chosen& chosen,
                    const ChoosingRules& rules, Instant now, ChosenDigests& counts) {
  // Who left or chose anew meanwhile is looked at again.
  TRY(const std::optional<Subscriber> present,
      store::Subscribers(record).subscriber(chosen.subscriber.number));
  if (!present || *present != chosen.subscriber) return {};
  Subscriber after = *present;
  TRY(const DueEdition next, next_edition(after.subscription, now));
  after.next_at = next.at;
  if (chosen.wanted) {
    bool moves_on = true;
    if (is_sent(chosen)) {
      TRY(moves_on, add_digest(transaction, chosen, rules, now));
      if (moves_on) ++counts.chosen;
    } else {
      ++counts.quiet;
    }
    if (moves_on) {
      after.covered = chosen.digest.covered;
      after.last_paper = chosen.digest.last_paper;
      after.last_notice = chosen.digest.last_notice;
    }
  }
  return store::SubscriberChanges(transaction).replace(after);
}

Result<void> postpone(store::Record& record, Transaction& transaction, const Subscriber& subscriber,
                      Instant until) {
  TRY(std::optional<Subscriber> present, store::Subscribers(record).subscriber(subscriber.number));
  if (!present || *present != subscriber) return {};
  present->next_at = until;
  return store::SubscriberChanges(transaction).replace(*present);
}

}  // namespace

Result<ChosenDigests> choose_due(DigestSources sources, const ChoosingRules& rules, Instant now,
                                 std::size_t limit) {
  store::Record& record = sources.record;
  TRY(const Revision looked_at, record.head());
  ChosenDigests counts;
  const auto next = [&] {
    return store::Subscribers(record).due(now, std::min(kChosenAtOnce, limit - counts.looked_at));
  };
  TRY(std::vector<Subscriber> due, next());
  // Most of the time nobody is, and this is asked every second.
  if (due.empty()) return counts;
  DigestChooser chooser(std::move(sources));
  while (!due.empty()) {
    std::vector<Chosen> all;
    std::vector<Subscriber> postponed;
    for (const Subscriber& subscriber : due) {
      Result<Chosen> chosen = choose_for(chooser, record, subscriber, rules, now);
      if (chosen.ok()) {
        all.push_back(std::move(chosen).value());
      } else if (concerns_one(chosen.error().code())) {
        log_error("a digest could not be chosen",
                  {{"subscriber", subscriber.number.value()}, {"error", chosen.error().message()}});
        postponed.push_back(subscriber);
      } else {
        return chosen.error();
      }
    }
    // Durable before the first letter goes out: chosen anew it would have another Message-ID.
    TRY(Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY(const Revision head, record.head());
    for (Chosen& chosen : all) {
      if (head != looked_at) TRY_VOID(look_again(record, chosen));
      TRY_VOID(settle(record, transaction, chosen, rules, now, counts));
    }
    for (const Subscriber& subscriber : postponed)
      TRY_VOID(postpone(record, transaction, subscriber, now + kPostponed));
    TRY_VOID(transaction.commit());
    counts.looked_at += due.size();
    TRY(due, next());
  }
  return counts;
}

Result<void> reschedule(store::Record& record, Instant now) {
  store::SubscriberNumber after;
  for (;;) {
    TRY(const std::vector<Subscriber> some, store::Subscribers(record).after(after, kReadAtOnce));
    if (some.empty()) return {};
    after = some.back().number;
    TRY(Transaction transaction, record.begin(store::Durability::kBulk));
    for (const Subscriber& subscriber : some) {
      // An edition that is due already stays so.
      if (subscriber.left_at || subscriber.next_at <= now) continue;
      const Result<DueEdition> next = next_edition(subscriber.subscription, now);
      if (!next.ok()) {
        log_error("a digest has no time at which it is due",
                  {{"subscriber", subscriber.number.value()}, {"error", next.error().message()}});
        continue;
      }
      if (next->at == subscriber.next_at) continue;
      Subscriber moved = subscriber;
      moved.next_at = next->at;
      TRY_VOID(store::SubscriberChanges(transaction).replace(moved));
    }
    TRY_VOID(transaction.commit());
  }
}

}  // namespace broadsheet::papers
