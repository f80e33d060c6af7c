// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mail for months on a clock of its own: papers come, rise, are merged, taken apart and withdrawn; readers in
// all time zones subscribe, change their minds, leave and come back; computers stand still for days, and
// their clocks are wrong. All of it from one seed. Used by a test, for a month, and by bench/mail_soak.cc,
// for a year.

#ifndef BROADSHEET_APP_MAIL_SIMULATION_TESTING_H_
#define BROADSHEET_APP_MAIL_SIMULATION_TESTING_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "app/mail_oracle_testing.h"
#include "base/check.h"
#include "base/clock.h"
#include "base/file.h"
#include "follow/follower.h"
#include "follow/lexical.h"
#include "follow/trending.h"
#include "papers/digest_choosing.h"
#include "papers/record_keeper.h"
#include "papers/subscriptions.h"
#include "search/searcher.h"
#include "store/deliveries.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::app {

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::string begin = "2026-03-01";
  int days = 31;
  std::size_t readers = 500;
  std::size_t papers_a_day = 48;
  double changes_of_a_reader = 1;  // over all the days
  double leaves_of_a_reader = 0.3;
};

class MailSimulation {
 public:
  explicit MailSimulation(SimulationOptions options)
      : options_(std::move(options)),
        random_(options_.seed),
        begin_(*parse_day(options_.begin)),
        now_(begin_),
        clock_(now_),
        zones_(all_zones()),
        folder_(make_temporary_folder("mail-simulation").value()),
        record_(store::Record::open(folder_, store::Record::Mode::kWrite).value()),
        keeper_(*record_),
        follower_(follow::open_lexical(folder_, *record_, {.threads = 1}).value()),
        trending_(*record_, clock_),
        oracle_(begin_) {
    for (Machine& machine : machines_)
      machine.record = store::Record::open(folder_, store::Record::Mode::kWrite).value();
    begin_search();
  }
  ~MailSimulation() {
    searcher_.reset();
    follower_.reset();
    for (Machine& machine : machines_) machine.record.reset();
    record_.reset();
    (void)remove_all(folder_);
  }
  MailSimulation(const MailSimulation&) = delete;
  MailSimulation& operator=(const MailSimulation&) = delete;

  bool over() const { return now_ >= begin_ + std::chrono::days(options_.days); }

  // A quarter of an hour.
  void step() {
    now_ += kStep;
    move_clocks();
    const auto minute =
        std::chrono::floor<std::chrono::minutes>(now_ - std::chrono::floor<std::chrono::days>(now_));
    if (minute.count() % (6 * 60) == 3 * 60) bring_papers();
    act_as_readers();
    if (now_ >= outage_until_) {
      const bool second_looks = chance(0.1);
      if (second_looks && chance(0.5)) look(machines_[1]);
      look(machines_[0]);
      if (second_looks) look(machines_[1]);
    }
    if (now_ >= post_outage_until_ && chance(0.8)) post();
    if (minute.count() == 0) forget();
  }

  const MailOracle& oracle() const { return oracle_; }
  Instant now() const { return now_; }
  std::size_t readers() const { return readers_.size(); }
  // Of the processor, in seconds.
  double choosing_time() const { return static_cast<double>(choosing_time_) / CLOCKS_PER_SEC; }
  std::size_t outages() const { return outages_; }
  std::size_t clock_steps() const { return clock_steps_; }
  std::size_t merges() const { return merges_; }

 private:
  static constexpr std::chrono::minutes kStep{15};
  // As a server does it.
  static constexpr std::chrono::seconds kClockStep{30};
  static constexpr std::size_t kChosenAtOnce = 512;

  // A process that chooses, with a clock of its own.
  struct Machine {
    std::unique_ptr<store::Record> record;
    std::chrono::seconds ahead{0};
    std::optional<Instant> looked_at;
  };
  struct Reader {
    store::SubscriberNumber number;
    std::string address;
    bool active = true;
  };

  // ------------------------------------------------------------------------------------------ chance

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  int between(int first, int last) {
    return first + static_cast<int>(below(static_cast<std::size_t>(last - first + 1)));
  }
  bool chance(double probability) { return static_cast<double>(random_() >> 11) * 0x1p-53 < probability; }
  template <class Many>
  auto& one_of(Many& many) {
    return many[below(many.size())];
  }

  static std::vector<std::string> all_zones() {
    std::vector<std::string> names;
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
      std::string name;
      if (line.starts_with("Z ")) name = line.substr(2, line.find(' ', 2) - 2);
      if (line.starts_with("L ")) name = line.substr(line.rfind(' ') + 1);
      if (!name.empty() && local_day(Instant(), name, std::chrono::hours(24)).ok()) names.push_back(name);
    }
    CHECK(names.size() > 300);
    return names;
  }

  // ------------------------------------------------------------------------------------------ clocks

  Instant clock_of(const Machine& machine) const { return now_ + clock_wrong_ + machine.ahead; }

  void move_clocks() {
    if (now_ >= outage_until_ && chance(1.0 / (96 * 6))) {
      ++outages_;
      outage_until_ = now_ + std::chrono::minutes(chance(0.7) ? between(1, 180) : between(180, 3 * 24 * 60));
      for (Machine& machine : machines_) machine.looked_at.reset();
    }
    if (now_ >= post_outage_until_ && chance(1.0 / (96 * 6)))
      post_outage_until_ = now_ + std::chrono::minutes(between(10, 12 * 60));
    if (clock_wrong_ != std::chrono::seconds(0)) {
      if (now_ < clock_wrong_until_) return;
      ++clock_steps_;
      clock_wrong_ = std::chrono::seconds(0);
    } else if (chance(1.0 / (96 * 8))) {
      ++clock_steps_;
      const bool days = chance(0.3);
      const int minutes = days ? between(60, 3 * 24 * 60) : between(1, 180);
      clock_wrong_ = std::chrono::minutes(chance(0.5) ? minutes : -minutes);
      if (chance(0.2)) clock_wrong_ = std::chrono::seconds(between(-29, 29));
      clock_wrong_until_ = now_ + std::chrono::minutes(between(15, 24 * 60));
    }
  }

  // ------------------------------------------------------------------------------------------ papers

  Day source_day() const {
    const papers::DayRule rule;
    return local_day(now_, rule.time_zone, rule.rolls_over_at).value();
  }
  formats::SourceRecord paper(std::size_t index) const {
    static constexpr std::array<const char*, 24> kWords = {
        "tides",  "graph",    "harbours", "protein", "speech",  "robots",  "proofs", "kernels",
        "fields", "language", "vision",   "memory",  "climate", "markets", "quanta", "games",
        "cells",  "logic",    "sensors",  "music",   "traffic", "waves",   "neural", "crystal"};
    static constexpr std::array<const char*, 8> kCategories = {"cs.AI", "cs.LG", "cs.CL",   "cs.CV",
                                                               "cs.RO", "cs.IR", "math.CO", "stat.ML"};
    static constexpr std::array<const char*, 10> kFirst = {"Mina", "Jun",  "Ada",  "Ola",  "Ravi",
                                                           "Lena", "Tomo", "Ines", "Kofi", "Ana"};
    static constexpr std::array<const char*, 6> kLast = {"Okafor", "Roh", "Berg", "Silva", "Ito", "Novak"};
    formats::SourceRecord record;
    record.ids = {fmt::format("arxiv:{}.{:05}", 2601 + index / 90'000, 1 + index % 90'000)};
    record.key = record.ids.front();
    record.source = is_featured_[index] ? "hf-daily-papers" : "arxiv";
    record.title = fmt::format("Number {} of {} and {} in {}", index, kWords[index % 24],
                               kWords[index * 7 % 23], kWords[index * 13 % 19]);
    record.abstract = fmt::format("We measure {} with {}.", kWords[index % 24], kWords[index * 5 % 24]);
    record.authors = {fmt::format("{} {}", kFirst[index % 10], kLast[index / 10 % 6]), "Someone Else"};
    record.categories = {kCategories[index % 8]};
    record.published = PartialDate{days_[index], DatePrecision::kDay};
    if (is_featured_[index]) {
      record.featured = days_[index];
      record.feed_place = static_cast<std::uint32_t>(index % 100);
      record.votes =
          formats::VoteCount{votes_[index], Instant(days_[index]) + std::chrono::minutes(votes_[index])};
    }
    return record;
  }
  void apply(store::Transaction& transaction, formats::SourceRecord record) {
    const std::string raw = record.title + std::to_string(record.votes ? record.votes->upvotes : 0);
    CHECK(keeper_.apply(transaction, preparer_.prepare(std::move(record), raw, "jsonl")).ok());
  }

  void bring_papers() {
    {
      store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
      const std::size_t before = days_.size();
      for (std::size_t i = 0; i < options_.papers_a_day / 4; ++i) {
        const bool featured = chance(0.7);
        const bool late = !featured && chance(0.2);
        is_featured_.push_back(featured);
        days_.push_back(source_day() - std::chrono::days(late ? between(2, 40) : 0));
        votes_.push_back(between(0, 20));
        apply(transaction, paper(days_.size() - 1));
      }
      for (std::size_t i = 0; i < options_.papers_a_day / 4 && before > 0; ++i) {
        const std::size_t index =
            before - 1 - below(std::min<std::size_t>(before, 2 * options_.papers_a_day));
        votes_[index] += between(1, 60);
        if (is_featured_[index] && oracle_.is_alone(index)) apply(transaction, paper(index));
      }
      CHECK(transaction.commit().ok());
      for (std::size_t index = before; index < days_.size(); ++index) {
        const auto identity = record_->identity_by_id(paper(index).ids.front()).value();
        oracle_.adds_paper(identity->number, days_[index], is_featured_[index]);
      }
    }
    for (int i = between(0, 3); i > 0; --i) merge_two();
    for (int i = between(0, 2); i > 0; --i) take_apart();
    if (chance(0.15)) withdraw_one();
    begin_search();
  }
  std::size_t recent_paper() {
    return days_.size() - 1 - below(std::min(days_.size(), options_.papers_a_day));
  }
  void merge_two() {
    const std::size_t one = recent_paper();
    const std::size_t other = recent_paper();
    if (one == other || !oracle_.is_alone(one) || !oracle_.is_alone(other)) return;
    store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
    if (!keeper_.merge(transaction, paper(one).ids.front(), paper(other).ids.front(), now_).ok()) return;
    CHECK(transaction.commit().ok());
    oracle_.merges(one, other);
    merged_.push_back(one);
    ++merges_;
  }
  void take_apart() {
    if (merged_.empty()) return;
    // Who looks at what was merged looks soon.
    std::size_t& place = chance(0.7) ? merged_.back() : one_of(merged_);
    const std::size_t one = place;
    place = merged_.back();
    merged_.pop_back();
    store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
    CHECK(keeper_.undo_merge(transaction, paper(one).ids.front(), now_).ok());
    CHECK(transaction.commit().ok());
    oracle_.takes_apart(one);
  }
  void withdraw_one() {
    const std::size_t index = recent_paper();
    if (!oracle_.is_alone(index)) return;
    formats::SourceRecord gone;
    gone.source = paper(index).source;
    gone.ids = paper(index).ids;
    gone.key = gone.ids.front();
    gone.deleted = true;
    gone.stated = source_day() + std::chrono::days(1);
    store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
    apply(transaction, std::move(gone));
    CHECK(transaction.commit().ok());
    oracle_.withdraws(index);
  }
  void begin_search() {
    CHECK(follow::catch_up_and_tidy(*follower_, {}).ok());
    clock_.set(server_now());
    CHECK(trending_.catch_up({}).ok());
    snapshot_ = follow::open_lexical_snapshot(folder_, *record_, snapshot_).value();
    searcher_ = std::make_unique<search::Searcher>(snapshot_);
  }

  // ------------------------------------------------------------------------------------------ readers

  store::Subscription some_subscription() {
    using store::PartKind;
    static constexpr std::array<store::Cadence, 10> kCadences = {
        store::Cadence::kDaily,    store::Cadence::kDaily,    store::Cadence::kDaily,
        store::Cadence::kDaily,    store::Cadence::kDaily,    store::Cadence::kDaily,
        store::Cadence::kWeekdays, store::Cadence::kWeekdays, store::Cadence::kWeekly,
        store::Cadence::kMonthly};
    static const std::vector<store::SubscriptionPart> kParts = {{PartKind::kTrending},
                                                                {PartKind::kCategory, "cs.AI"},
                                                                {PartKind::kCategory, "cs.LG+cs.CL"},
                                                                {PartKind::kCategory, "cs.RO"},
                                                                {PartKind::kAuthor, "Mina Okafor"},
                                                                {PartKind::kAuthor, "Kofi Ito"},
                                                                {PartKind::kKeyword, "tides"},
                                                                {PartKind::kKeyword, "robots"},
                                                                {PartKind::kSearch, "graph memory"},
                                                                {PartKind::kSearch, "harbours"}};
    store::Subscription chosen;
    chosen.cadence = one_of(kCadences);
    chosen.on_day =
        static_cast<std::uint32_t>(between(1, chosen.cadence == store::Cadence::kMonthly ? 28 : 7));
    chosen.zone = one_of(zones_);
    chosen.at = chance(0.7) ? std::chrono::hours(between(5, 9)) : std::chrono::minutes(between(0, 1439));
    chosen.size = static_cast<std::uint32_t>(chance(0.5) ? 5 : between(1, 12));
    chosen.tells_quiet = chance(0.2);
    if (chance(0.7)) chosen.parts.push_back({PartKind::kFrontPage});
    for (int i = between(chosen.parts.empty() ? 1 : 0, 2); i > 0; --i) chosen.parts.push_back(one_of(kParts));
    return papers::checked_subscription(std::move(chosen), false).value();
  }
  Instant server_now() const { return clock_of(machines_[0]); }

  void act_as_readers() {
    const double steps = 96.0 * options_.days;
    const auto now = std::chrono::duration<double, std::chrono::days::period>(now_ - begin_).count();
    // Most come in the first days.
    const double share = std::min(1.0, 0.8 * std::min(1.0, now / 3) + 0.25 * now / options_.days);
    const auto wanted = static_cast<std::size_t>(share * static_cast<double>(options_.readers));
    const auto events = [&](double of_a_reader) {
      const double mean = of_a_reader * static_cast<double>(readers_.size()) / steps;
      return static_cast<std::size_t>(mean) +
             (chance(mean - static_cast<double>(static_cast<std::size_t>(mean))) ? 1 : 0);
    };
    const std::size_t changes = events(options_.changes_of_a_reader);
    const std::size_t leaves = events(options_.leaves_of_a_reader);
    if (readers_.size() >= wanted && changes + leaves == 0) return;
    store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
    while (readers_.size() < wanted) {
      readers_.push_back({.number = {}, .address = fmt::format("reader{}@x.test", readers_.size())});
      join(transaction, readers_.back());
    }
    for (std::size_t i = 0; i < changes; ++i) change(transaction, one_of(readers_));
    for (std::size_t i = 0; i < leaves; ++i) leave_or_come_back(transaction, one_of(readers_));
    CHECK(transaction.commit().ok());
  }
  void join(store::Transaction& transaction, Reader& reader) {
    const store::Subscription chosen = some_subscription();
    CHECK(papers::ask_for_subscription(*record_, transaction, reader.address, chosen, server_now()).ok());
    const auto letter =
        store::Deliveries(*record_).newest(store::DeliveryNumber::highest(), 1).value().front();
    CHECK(letter.kind == store::DeliveryKind::kConfirmSubscription && letter.address == reader.address);
    const auto subscriber =
        papers::confirm_subscription(*record_, transaction, letter.content, server_now()).value();
    reader.number = subscriber->number;
    reader.active = true;
    oracle_.joins(reader.number, chosen, server_now());
  }
  // Of the hour or the zone alone, or of everything.
  void change(store::Transaction& transaction, Reader& reader) {
    if (!reader.active) return;
    const auto present = store::Subscribers(*record_).subscriber(reader.number).value();
    const store::Subscription other = some_subscription();
    store::Subscription wanted = present->subscription;
    const std::size_t what = below(4);
    if (what == 0) wanted.at = other.at;
    if (what == 1) wanted.zone = other.zone;
    if (what == 2) wanted.cadence = other.cadence, wanted.on_day = other.on_day;
    if (what == 3) wanted = other;
    CHECK(papers::change_subscription(*record_, transaction, reader.number, wanted, server_now()).ok());
    oracle_.changes(reader.number, wanted, server_now());
  }
  void leave_or_come_back(store::Transaction& transaction, Reader& reader) {
    if (reader.active) {
      CHECK(papers::leave(*record_, transaction, reader.number, server_now()).ok());
      reader.active = false;
      oracle_.leaves(reader.number);
    } else {
      // An address gets one letter a day that asks to confirm: theirs may be of today.
      const auto asked = store::Subscribers(*record_).request_of(reader.address).value();
      if (!asked) join(transaction, reader);
    }
  }

  // ------------------------------------------------------------------------------------------ the server

  void look(Machine& machine) {
    const Instant now = clock_of(machine);
    clock_.set(now);
    if (!machine.looked_at || now + kClockStep < *machine.looked_at) {
      machine.ahead = std::chrono::seconds(&machine == &machines_[0] ? 0 : between(-5, 5));
      oracle_.steps_back(now);
      CHECK(papers::reschedule(*machine.record, now).ok());
    }
    machine.looked_at = now;
    const papers::DayRule rule;
    oracle_.looks(now, local_day(now, rule.time_zone, rule.rolls_over_at).value());
    papers::ChosenDigests all;
    for (std::size_t looked_at = kChosenAtOnce; looked_at == kChosenAtOnce;) {
      const std::clock_t began = std::clock();
      const papers::ChosenDigests some =
          papers::choose_due({.record = *machine.record,
                              .clock = clock_,
                              .trending_table = [this] { return trending_.table(); },
                              .searcher = searcher_.get()},
                             {.domain = "x.test"}, now, kChosenAtOnce)
              .value();
      choosing_time_ += std::clock() - began;
      looked_at = some.looked_at;
      all.looked_at += some.looked_at;
      all.chosen += some.chosen;
    }
    std::size_t seen = 0;
    for (const auto& [reader, edition] : oracle_.due()) {
      const auto digest = store::Deliveries(*record_).digest_of(reader, edition).value();
      if (!digest) continue;
      ++seen;
      oracle_.sees(*digest);
    }
    oracle_.looked();
    if (seen != all.chosen) oracle_.fails(0, Day(), fmt::format("{} digests, {} told", seen, all.chosen));
    if (oracle_.looked_at() != all.looked_at)
      oracle_.fails(0, Day(),
                    fmt::format("{} readers were looked at, of {}", all.looked_at, oracle_.looked_at()));
  }

  void post() {
    constexpr std::size_t kAtOnce = 1000;
    const Instant now = server_now();
    for (std::size_t taken = kAtOnce; taken == kAtOnce;) {
      auto waiting = store::Deliveries(*record_).due(now, kAtOnce).value();
      taken = waiting.size();
      if (taken == 0) return;
      store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
      for (store::Delivery& delivery : waiting) {
        oracle_.delivers(delivery);
        delivery.state = store::DeliveryState::kSent;
        delivery.ended_at = now;
        delivery.content.clear();
        CHECK(store::DeliveryChanges(transaction).replace(delivery).ok());
      }
      CHECK(transaction.commit().ok());
    }
  }
  void forget() {
    store::Transaction transaction = record_->begin(store::Durability::kBulk).value();
    CHECK(store::DeliveryChanges(transaction).forget_ended(server_now() - std::chrono::days(7)).ok());
    CHECK(transaction.commit().ok());
  }

  SimulationOptions options_;
  std::mt19937_64 random_;
  Day begin_;
  Instant now_;  // in truth
  FakeClock clock_;
  std::vector<std::string> zones_;
  std::string folder_;
  std::unique_ptr<store::Record> record_;
  papers::RecordKeeper keeper_;
  papers::RecordPreparer preparer_;
  std::unique_ptr<follow::Follower> follower_;
  follow::TrendingFollower trending_;
  std::shared_ptr<const index::Snapshot> snapshot_;
  std::unique_ptr<search::Searcher> searcher_;
  std::array<Machine, 2> machines_;
  MailOracle oracle_;

  // Papers by the order in which they came.
  std::vector<bool> is_featured_;
  std::vector<Day> days_;
  std::vector<int> votes_;
  std::vector<std::size_t> merged_;
  std::vector<Reader> readers_;

  Instant outage_until_{};
  Instant post_outage_until_{};
  std::chrono::seconds clock_wrong_{0};
  Instant clock_wrong_until_{};
  std::clock_t choosing_time_ = 0;
  std::size_t outages_ = 0;
  std::size_t clock_steps_ = 0;
  std::size_t merges_ = 0;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_MAIL_SIMULATION_TESTING_H_
