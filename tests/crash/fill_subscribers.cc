// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Puts subscribers into a record, for the tests of this folder: a thousand confirmations by letter would take
// longer than what is to be tested.
//
//   fill_subscribers DATA FIRST COUNT due|later
//
// They are reader-FIRST@shore-N.test and those after it. `due`: their digest is due now. `later`: not on this
// day, unless they choose an earlier hour. Their zone is one in which it is about noon, so that no test
// meets midnight.

#include <charconv>
#include <fmt/format.h>
#include <iostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "papers/mail_links.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace {

using namespace broadsheet;

std::uint32_t number(const std::string& text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// In the names of these zones the sign is that of the hours to be added to get UTC.
std::string zone_at_noon(Instant now) {
  const auto hour = std::chrono::floor<std::chrono::hours>(now.time_since_epoch()).count() % 24;
  return fmt::format("Etc/GMT{:+}", hour - 12);
}

store::Subscription subscription_of(std::uint32_t reader, const std::string& zone, bool due) {
  store::Subscription subscription;
  subscription.zone = zone;
  subscription.at = due ? std::chrono::minutes(1) : std::chrono::minutes(24 * 60 - 1);
  subscription.size = 3 + reader % 8;
  subscription.tells_quiet = true;
  subscription.parts = {{.kind = store::PartKind::kFrontPage}, {.kind = store::PartKind::kTrending}};
  if (reader % 3 == 0) subscription.parts.push_back({.kind = store::PartKind::kCategory, .target = "cs.CL"});
  if (reader % 7 == 0)
    subscription.parts.push_back({.kind = store::PartKind::kSearch, .target = "language models"});
  return subscription;
}

Result<void> fill(const std::string& data, std::uint32_t first, std::uint32_t count, bool due) {
  TRY(const auto record, store::Record::open(data, store::Record::Mode::kWrite));
  const Instant now = SystemClock().now();
  const std::string zone = zone_at_noon(now);
  TRY(store::Transaction transaction, record->begin(store::Durability::kInteractive));
  TRY_VOID(papers::ensure_mail_key(transaction, *record, now));
  for (std::uint32_t reader = first; reader < first + count; ++reader) {
    store::Subscriber subscriber;
    subscriber.address = fmt::format("reader-{}@shore-{}.test", reader, reader % 10);
    TRY(subscriber.subscription, papers::checked_subscription(subscription_of(reader, zone, due), false));
    subscriber.made_at = now;
    TRY(const papers::DueEdition next, papers::next_edition(subscriber.subscription, now));
    subscriber.next_at = due ? now : next.at;
    TRY_VOID(store::SubscriberChanges(transaction).add(subscriber));
  }
  TRY_VOID(transaction.commit());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (words.size() != 5 || (words[4] != "due" && words[4] != "later")) {
    std::cerr << "fill_subscribers DATA FIRST COUNT due|later\n";
    return 2;
  }
  const Result<void> filled = fill(words[1], number(words[2]), number(words[3]), words[4] == "due");
  if (!filled.ok()) std::cerr << filled.error().message() << "\n";
  return filled.ok() ? 0 : 1;
}
