// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// For the simulation of mail: what must come of it, worked out by other and slower means than the program's,
// with which it shares the time zones alone. It is told what happens in the world and what digests there are,
// and says what is wrong about them.

#ifndef BROADSHEET_APP_MAIL_ORACLE_TESTING_H_
#define BROADSHEET_APP_MAIL_ORACLE_TESTING_H_

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/deliveries.h"
#include "store/subscribers.h"

namespace broadsheet::app {

class MailOracle {
 public:
  using Paper = std::size_t;  // by the order in which they came

  explicit MailOracle(Day begin) : begin_(begin - std::chrono::days(60)) {}

  // ------------------------------------------------------------------------------------------- the world

  void adds_paper(store::IdentityNumber identity, Day day, bool featured) {
    papers_[identity.value()] = partner_.size();
    if (featured) pages_[day].push_back(partner_.size());
    partner_.push_back(std::nullopt);
    gone_.push_back(false);
  }
  void merges(Paper one, Paper other) {
    partner_[one] = other;
    partner_[other] = one;
  }
  void takes_apart(Paper one) {
    partner_[*partner_[one]].reset();
    partner_[one].reset();
  }
  void withdraws(Paper paper) { gone_[paper] = true; }
  bool is_alone(Paper paper) const { return !partner_[paper] && !gone_[paper]; }
  std::size_t papers() const { return partner_.size(); }

  // ------------------------------------------------------------------------------------------- readers

  // New, or back again: what was due before is not for them.
  void joins(store::SubscriberNumber number, const store::Subscription& subscription, Instant now) {
    if (readers_.size() <= number.value()) readers_.resize(number.value() + 1);
    Reader& reader = readers_[number.value()];
    reader.subscription = subscription;
    reader.active = true;
    pass(reader, last_due(subscription, now), now);
  }
  // What their former choice owes them on a day that the new one has behind it is due at once.
  void changes(store::SubscriberNumber number, const store::Subscription& wanted, Instant now) {
    Reader& reader = readers_[number.value()];
    Day owed = last_due(reader.subscription, now);
    // The clock went back since anybody looked, who has yet to notice.
    if (now < looked_) reader.through = std::min(reader.through, owed);
    if (owed <= reader.through) {
      owed = reader.through + std::chrono::days(1);
      while (!has_edition(reader.subscription, owed)) owed += std::chrono::days(1);
    }
    reader.subscription = wanted;
    const Day last = last_due(wanted, now);
    pass(reader, last, now);
    if (owed > last) return;
    reader.through = last - std::chrono::days(1);
    reader.check_at = due_at(wanted, last);
  }
  void leaves(store::SubscriberNumber number) { readers_[number.value()].active = false; }
  bool is_active(store::SubscriberNumber number) const { return readers_[number.value()].active; }

  // ------------------------------------------------------------------------------------------- choosing

  // The clock went back, which whoever chooses notices.
  void steps_back(Instant now) {
    for (Reader& reader : readers_) {
      if (!reader.active) continue;
      const Day last = last_due(reader.subscription, now);
      if (last < reader.through) reader.through = last;
      reader.check_at = std::min(reader.check_at, next_due(reader.subscription, now));
    }
  }
  // Somebody looks at `now`, who has `today` as the day of pages.
  void looks(Instant now, Day today) {
    today_ = today;
    looked_ = now;
    due_.clear();
    looked_at_ = 0;
    for (std::uint32_t number = 1; number < readers_.size(); ++number) {
      Reader& reader = readers_[number];
      if (!reader.active || reader.check_at > now) continue;
      ++looked_at_;
      const Day last = last_due(reader.subscription, now);
      if (last > reader.through) due_[number] = {last, false};
      pass(reader, last, now);
    }
  }
  // The editions that are due at this look and that their readers do not have.
  std::vector<std::pair<store::SubscriberNumber, Day>> due() const {
    std::vector<std::pair<store::SubscriberNumber, Day>> due;
    for (const auto& [number, one] : due_) {
      if (!has(readers_[number].editions, place_of(one.edition)))
        due.emplace_back(store::SubscriberNumber(number), one.edition);
    }
    return due;
  }
  void sees(const store::Digest& digest) {
    ++digests_;
    const std::uint32_t number = digest.subscriber.value();
    const auto due = due_.find(number);
    if (due == due_.end()) return fails(number, digest.edition, "a digest was chosen that is not due");
    if (due->second.made) return fails(number, digest.edition, "two digests at once");
    due->second.made = true;
    if (due->second.edition != digest.edition)
      return fails(number, digest.edition, "due is the edition of " + format_day(due->second.edition));
    Reader& reader = readers_[number];
    if (!mark(reader.editions, place_of(digest.edition)))
      fails(number, digest.edition, "the edition was there before");
    const bool empty = digest.items.empty() && digest.notices.empty();
    if (empty && !reader.subscription.tells_quiet) fails(number, digest.edition, "it is empty");
    if (empty != digest.sent_quiet) fails(number, digest.edition, "it says wrongly whether it is empty");
    if (digest.items.size() > reader.subscription.size)
      fails(number, digest.edition, "it has too many papers");
    for (const store::DigestItem& item : digest.items) sees(number, digest, item);
  }
  // All that was chosen was seen.
  void looked() {
    for (const auto& [number, due] : due_) {
      Reader& reader = readers_[number];
      if (due.made || has(reader.editions, place_of(due.edition))) continue;
      ++quiet_;
      if (reader.subscription.tells_quiet) fails(number, due.edition, "a quiet day was not told");
      if (has_news(reader)) fails(number, due.edition, "papers of today's page were not sent");
    }
  }
  // Of the last look: whose time had come, whether there was an edition for them or not.
  std::size_t looked_at() const { return looked_at_; }

  // ----------------------------------------------------------------------------------------- deliveries

  void delivers(const store::Delivery& delivery) {
    if (delivery.kind != store::DeliveryKind::kDigest) return;
    if (!is_active(delivery.subscriber))
      fails(delivery.subscriber.value(), Day(), "something was sent to who left");
    if (!mark(delivered_, delivery.digest.value()))
      fails(delivery.subscriber.value(), Day(), "a digest was sent twice");
    ++sent_;
  }

  std::size_t digests() const { return digests_; }
  std::size_t sent() const { return sent_; }
  std::size_t items() const { return items_; }
  // Editions that brought nothing, so that there was no digest.
  std::size_t quiet() const { return quiet_; }
  // The first of what is wrong, and how much is.
  const std::vector<std::string>& failures() const { return failures_; }
  std::size_t failed() const { return failed_; }
  void fails(std::uint32_t number, Day edition, const std::string& why) {
    constexpr std::size_t kTold = 20;
    if (++failed_ <= kTold)
      failures_.push_back(fmt::format("subscriber {}, edition {}: {}", number, format_day(edition), why));
  }

 private:
  struct Reader {
    store::Subscription subscription;
    bool active = false;
    Day through;       // the last edition that is over for them
    Instant check_at;  // before that nothing is due
    std::vector<bool> editions;
    std::vector<bool> got;  // papers
  };
  struct Due {
    Day edition;
    bool made = false;
  };

  static bool has_edition(const store::Subscription& subscription, Day day) {
    const std::chrono::year_month_day date(day);
    switch (subscription.cadence) {
      case store::Cadence::kDaily:
        return true;
      case store::Cadence::kWeekdays:
        return std::chrono::weekday(day) != std::chrono::Saturday &&
               std::chrono::weekday(day) != std::chrono::Sunday;
      case store::Cadence::kWeekly:
        return std::chrono::weekday(day) == std::chrono::weekday(subscription.on_day);
      case store::Cadence::kMonthly:
        return date == date.year() / date.month() / static_cast<int>(subscription.on_day);
    }
    return false;
  }
  static Instant due_at(const store::Subscription& subscription, Day day) {
    return at_local_time(day, subscription.at, subscription.zone).value();
  }
  static Day last_due(const store::Subscription& subscription, Instant now) {
    Day day = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(2);
    while (!has_edition(subscription, day) || due_at(subscription, day) > now) day -= std::chrono::days(1);
    return day;
  }
  static Instant next_due(const store::Subscription& subscription, Instant now) {
    Day day = std::chrono::floor<std::chrono::days>(now) - std::chrono::days(2);
    while (!has_edition(subscription, day) || due_at(subscription, day) <= now) day += std::chrono::days(1);
    return due_at(subscription, day);
  }
  static void pass(Reader& reader, Day edition, Instant now) {
    reader.through = edition;
    reader.check_at = next_due(reader.subscription, now);
  }
  std::size_t place_of(Day edition) const { return static_cast<std::size_t>((edition - begin_).count()); }
  // False if it was marked already.
  static bool mark(std::vector<bool>& marks, std::size_t place) {
    if (marks.size() <= place) marks.resize(std::max(place + 1, marks.size() * 5 / 4));
    if (marks[place]) return false;
    marks[place] = true;
    return true;
  }
  static bool has(const std::vector<bool>& marks, std::size_t place) {
    return place < marks.size() && marks[place];
  }

  void sees(std::uint32_t number, const store::Digest& digest, const store::DigestItem& item) {
    ++items_;
    Reader& reader = readers_[number];
    if (item.reasons.empty()) fails(number, digest.edition, "a paper is there without a reason");
    const auto known = papers_.find(item.identity.value());
    if (known == papers_.end()) return fails(number, digest.edition, "a paper is there that is none");
    const Paper paper = known->second;
    if (gone_[paper]) fails(number, digest.edition, "a withdrawn paper is there");
    const bool first = mark(reader.got, paper);
    if (!first || (partner_[paper] && has(reader.got, *partner_[paper])))
      fails(number, digest.edition, fmt::format("paper {} was there before", paper));
    if (partner_[paper]) mark(reader.got, *partner_[paper]);
  }
  // Whether today's page is all new to a reader of the front page: then its first papers must have come.
  bool has_news(const Reader& reader) const {
    const bool reads_page = std::ranges::any_of(
        reader.subscription.parts,
        [](const store::SubscriptionPart& part) { return part.kind == store::PartKind::kFrontPage; });
    const auto page = pages_.find(today_);
    if (!reads_page || page == pages_.end()) return false;
    return std::ranges::all_of(page->second, [&](Paper paper) {
      const bool had = has(reader.got, paper) || (partner_[paper] && has(reader.got, *partner_[paper]));
      return !had && is_alone(paper);
    });
  }

  Day begin_;
  Day today_;
  Instant looked_{};
  std::vector<Reader> readers_;  // by number
  std::map<std::uint32_t, Due> due_;
  std::map<std::uint32_t, Paper> papers_;  // by identity
  std::vector<std::optional<Paper>> partner_;
  std::vector<bool> gone_;
  std::map<Day, std::vector<Paper>> pages_;  // what is featured on them
  std::vector<bool> delivered_;              // by digest
  std::size_t digests_ = 0;
  std::size_t sent_ = 0;
  std::size_t items_ = 0;
  std::size_t quiet_ = 0;
  std::size_t looked_at_ = 0;
  std::size_t failed_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_MAIL_ORACLE_TESTING_H_
