// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Sixty days of made-up votes, the same for the same seed: honest people of many habits, and rings among
// them. For bench/lockstep.cc.

#ifndef BROADSHEET_BENCH_VOTERS_H_
#define BROADSHEET_BENCH_VOTERS_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "papers/vote_book.h"

namespace broadsheet::bench {

struct Ring {
  enum class When { kAnyTime, kThreeAtNight, kOneSitting };
  std::string name;
  unsigned members = 8;
  unsigned targets = 15;
  double spread_s = 600;    // a target's votes are within so many seconds
  double takes_part = 1;    // each member, of each target
  double sittings_min = 5;  // of camouflage: votes as an honest reader; 0 for none
  When when = When::kAnyTime;
  bool popular = false;  // any papers, else those that few like
};

struct WorldOptions {
  std::uint32_t accounts = 10'000;
  unsigned papers_a_day = 50;
  double sittings_median = 4;
  unsigned subscribers = 500;
  double lab_hour_s = 3600;  // in which the reading groups vote after their meetings
  std::vector<Ring> rings;
};

// The honest kinds are counted apart, so that an accusation says what it did not understand.
struct World {
  std::vector<papers::CastVote> votes;
  std::vector<std::string> kinds;  // by account number
};

class WorldMaker {
 public:
  WorldMaker(const WorldOptions& options, std::uint64_t seed) : options_(options), random_(seed) {}

  World make() {
    publish();
    for (const Ring& ring : options_.rings) plant(ring);
    lab("lab", true);
    lab("meeting", false);
    letter("newsletter", options_.subscribers, 0, 0.8);
    letter("small letter", 25, 1, 0.6);
    for (int niche = 0; niche < 5; ++niche) early_pair();
    while (world_.kinds.size() < options_.accounts) {
      if (chance(0.03)) {
        breakfast(account("breakfast"));
      } else {
        reader(account("reader"), 1);
      }
    }
    std::shuffle(world_.votes.begin(), world_.votes.end(), random_);
    return std::move(world_);
  }

 private:
  static constexpr int kDays = 60;
  static constexpr int kFreshDays = 4;
  static constexpr unsigned kTopics = 20;
  static constexpr double kDay = 86400;
  static constexpr std::int64_t kStart = 1'767'571'200;  // Monday, 5 January 2026

  double uniform(double low, double high) { return std::uniform_real_distribution(low, high)(random_); }
  double normal(double mean, double deviation) { return std::normal_distribution(mean, deviation)(random_); }
  bool chance(double probability) { return uniform(0, 1) < probability; }
  unsigned below(std::size_t bound) { return static_cast<unsigned>(uniform(0, static_cast<double>(bound))); }

  std::uint32_t account(const std::string& kind) {
    world_.kinds.push_back(kind);
    return static_cast<std::uint32_t>(world_.kinds.size() - 1);
  }

  void vote(std::uint32_t account, std::uint32_t paper, double at) {
    const auto second = kStart + static_cast<std::int64_t>(at);
    world_.votes.push_back({store::AccountNumber(account), PaperNumber(paper),
                            std::chrono::sys_seconds(std::chrono::seconds(second))});
  }

  // Papers appear at midnight; how much they are liked has a heavy tail. A day's front page, and what is new
  // in each topic, are chances to be chosen among the papers of the last days.
  void publish() {
    const unsigned papers = options_.papers_a_day * kDays;
    for (unsigned paper = 0; paper < papers; ++paper) {
      liked_.push_back(std::pow(uniform(0, 1), -1 / 1.3));
      topics_.push_back(below(kTopics));
    }
    for (int day = 0; day < kDays; ++day) {
      Choice front;
      std::vector<Choice> topics(kTopics);
      for (int back = 0; back < kFreshDays && back <= day; ++back) {
        for (unsigned i = 0; i < options_.papers_a_day; ++i) {
          const unsigned paper = static_cast<unsigned>(day - back) * options_.papers_a_day + i;
          front.add(paper, liked_[paper] * std::exp(-back));
          topics[topics_[paper]].add(paper, std::sqrt(liked_[paper]) * std::exp(-back));
        }
      }
      fronts_.push_back(std::move(front));
      fresh_.push_back(std::move(topics));
    }
  }

  struct Choice {
    std::vector<unsigned> papers;
    std::vector<double> sums;
    void add(unsigned paper, double weight) {
      papers.push_back(paper);
      sums.push_back(weight + (sums.empty() ? 0 : sums.back()));
    }
  };

  unsigned choose(const Choice& choice) {
    const double at = uniform(0, choice.sums.back());
    const auto found = std::upper_bound(choice.sums.begin(), choice.sums.end(), at);
    return choice.papers[std::min<std::size_t>(static_cast<std::size_t>(found - choice.sums.begin()),
                                               choice.papers.size() - 1)];
  }

  unsigned obscure() {
    for (;;) {
      const unsigned paper = below(liked_.size());
      if (liked_[paper] < 3 && paper / options_.papers_a_day < kDays - 2) return paper;
    }
  }

  void sit(std::uint32_t account, double at, unsigned topic, double votes_mean) {
    const int day = static_cast<int>(at / kDay);
    if (day < 0 || day >= kDays) return;
    const auto index = static_cast<std::size_t>(day);
    const int votes = 1 + std::geometric_distribution<int>(1 / votes_mean)(random_);
    for (int i = 0; i < votes; ++i) {
      const Choice& fresh = fresh_[index][topic];
      vote(account, choose(fresh.papers.empty() || chance(0.6) ? fronts_[index] : fresh), at);
      at += uniform(10, 200);
    }
  }

  // Somebody who comes now and then, mostly at the hours of the own continent.
  void reader(std::uint32_t account, double sittings_min) {
    static constexpr double kZones[] = {-8, -5, -5, 0, 1, 1, 1, 5, 8, 9};
    static constexpr double kHabits[] = {8, 8, 9, 13, 20, 22};
    const double hour = kHabits[below(std::size(kHabits))] - kZones[below(std::size(kZones))];
    const unsigned topic = below(kTopics);
    const double sittings =
        std::clamp(options_.sittings_median * std::exp(normal(0, 1.2)), sittings_min, 200.0);
    const double votes = uniform(1.2, 4);
    for (double sitting = 0; sitting < sittings; ++sitting)
      sit(account, below(kDays) * kDay + normal(hour, 1.5) * 3600, topic, votes);
  }

  // Somebody who comes nearly every day at the same time, to within minutes, and votes for what is on top.
  void breakfast(std::uint32_t account) {
    const double hour = chance(0.5) ? 8 : 7.5;
    const unsigned topic = below(kTopics);
    for (int day = 0; day < kDays; ++day)
      if (chance(0.85)) sit(account, day * kDay + hour * 3600 + normal(0, 480), topic, 5);
  }

  // Two who look through the same topic's new papers at breakfast, and at nothing else.
  void early_pair() {
    const unsigned topic = below(kTopics);
    const double at = uniform(5, 21) * 3600;
    for (int one = 0; one < 2; ++one) {
      const std::uint32_t number = account("early pair");
      for (int day = 0; day < kDays; ++day) {
        const Choice& fresh = fresh_[static_cast<std::size_t>(day)][topic];
        if (!chance(0.85) || fresh.papers.empty()) continue;
        const double now = day * kDay + at + normal(0, 300);
        for (int i = 0; i < 3; ++i) vote(number, choose(fresh), now + i * 60);
      }
    }
  }

  // Eight who read the same obscure papers: on the same day each at an own time and after a weekly meeting,
  // or only after two meetings a week.
  void lab(const std::string& kind, bool reads_daily) {
    std::vector<std::uint32_t> members;
    for (int i = 0; i < 8; ++i) {
      members.push_back(account(kind));
      reader(members.back(), 5);
    }
    for (int day = 0; day < kDays; ++day) {
      const int weekday = day % 7;
      const bool meets = weekday == 2 || (!reads_daily && weekday == 4);
      if (weekday > 4 || (!reads_daily && !meets)) continue;
      const unsigned papers = meets ? 3 : 2;
      std::vector<double> arrivals;
      for (std::size_t i = 0; i < members.size(); ++i)
        arrivals.push_back(day * kDay + (meets ? 15 * 3600 + uniform(0, options_.lab_hour_s) : 0));
      for (unsigned paper = 0; paper < papers; ++paper) {
        const unsigned read = obscure();
        for (std::size_t i = 0; i < members.size(); ++i) {
          const double at = meets ? arrivals[i] + paper * 30 : arrivals[i] + uniform(9, 18) * 3600;
          if (chance(meets ? 0.9 : 0.7)) vote(members[i], read, at);
        }
      }
    }
  }

  // A mail with five papers on each working day at eight, opened within minutes.
  void letter(const std::string& kind, unsigned subscribers, int own_life, double votes_for) {
    std::vector<std::uint32_t> members;
    for (unsigned i = 0; i < subscribers; ++i) {
      members.push_back(account(kind));
      if (own_life == 0 || chance(0.5)) reader(members.back(), 1);
    }
    for (int day = 0; day < kDays; ++day) {
      if (day % 7 > 4) continue;
      std::vector<unsigned> papers;
      for (int i = 0; i < 5; ++i)
        papers.push_back(own_life == 0 ? choose(fronts_[static_cast<std::size_t>(day)]) : obscure());
      for (const std::uint32_t member : members) {
        double at = day * kDay + 8 * 3600 + std::exponential_distribution(1.0 / 400)(random_);
        if (!chance(0.6)) continue;
        for (const unsigned paper : papers) {
          if (chance(votes_for)) vote(member, paper, at);
          at += uniform(5, 40);
        }
      }
    }
  }

  void plant(const Ring& ring) {
    std::vector<std::uint32_t> members;
    for (unsigned i = 0; i < ring.members; ++i) {
      members.push_back(account(ring.name));
      if (ring.sittings_min > 0) reader(members.back(), ring.sittings_min);
    }
    for (unsigned target = 0; target < ring.targets; ++target) {
      const unsigned paper = ring.popular ? choose(fronts_[below(kDays - kFreshDays)]) : obscure();
      const double midnight = paper / options_.papers_a_day * kDay;
      double at = midnight + uniform(0, 2 * kDay);
      if (ring.when == Ring::When::kThreeAtNight) at = midnight + kDay + 3 * 3600;
      if (ring.when == Ring::When::kOneSitting) at = 30 * kDay + 15 * 3600 + target * 20;
      for (const std::uint32_t member : members)
        if (chance(ring.takes_part)) vote(member, paper, at + uniform(0, ring.spread_s));
    }
  }

  const WorldOptions& options_;
  std::mt19937_64 random_;
  World world_;
  std::vector<double> liked_;
  std::vector<unsigned> topics_;
  std::vector<Choice> fronts_;              // by day
  std::vector<std::vector<Choice>> fresh_;  // by day and topic
};

}  // namespace broadsheet::bench

#endif  // BROADSHEET_BENCH_VOTERS_H_
