// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/lockstep.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/english.h"
#include "papers/lockstep_pair.h"

namespace broadsheet::papers {
namespace {

// Of more meetings than activity explains only these are looked at closely; a pair must have this many times
// those which the hours alone make likely.
constexpr double kTimesExpectedMin = 2;
// Groups up to this size are judged by all of their pairs; larger ones by those that stood out, as the number
// of pairs is the square. Nobody reads in a group of so many.
constexpr std::size_t kAllPairsMax = 200;

struct Edge {
  std::uint32_t one;
  std::uint32_t two;
  std::uint32_t together;
  std::uint32_t common;
  ChanceAnswer chance;
  ReadingAnswer reading;
};

class Finder {
 public:
  Finder(const VoteBook& book, const LockstepOptions& options)
      : book_(book), options_(options), common_(book, options), parents_(book.accounts()) {
    std::iota(parents_.begin(), parents_.end(), 0U);
  }

  std::vector<LockstepGroup> find() {
    limit_log_ = std::log(options_.chance_max) - std::log(pairs_of_voters());
    std::vector<std::uint32_t> meetings(book_.accounts(), 0);
    for (std::uint32_t own = 0; own < book_.accounts(); ++own)
      if (votes_enough(own)) look_beside(own, meetings);
    return groups();
  }

 private:
  bool votes_enough(std::uint32_t account) const {
    return book_.votes_of(account).size() >= options_.papers_min;
  }

  // Pairs that could be found at all.
  double pairs_of_voters() const {
    double voters = 0;
    for (std::uint32_t account = 0; account < book_.accounts(); ++account)
      if (votes_enough(account)) ++voters;
    return std::max(1.0, voters * (voters - 1) / 2);
  }

  // Counts the meetings of `own` with each account after it. `meetings` is zero before and after.
  void look_beside(std::uint32_t own, std::vector<std::uint32_t>& meetings) {
    std::vector<std::uint32_t> seen;
    for (const std::uint32_t vote : book_.votes_of(own)) {
      if (book_.crowd(vote) == 0 || book_.crowd(vote) > options_.crowd_max) continue;
      for (std::uint32_t beside = vote; beside-- > 0 && meets(vote, beside);)
        count(own, beside, meetings, seen);
      for (std::uint32_t beside = vote; ++beside < book_.votes().size() && meets(vote, beside);)
        count(own, beside, meetings, seen);
    }
    const auto hours = crowds_by_hour(own);
    for (const std::uint32_t other : seen) {
      const std::uint32_t met = std::exchange(meetings[other], 0);
      if (met < options_.papers_min || met < kTimesExpectedMin * expected(hours, other)) continue;
      consider(own, other, met);
    }
  }

  bool meets(std::uint32_t vote, std::uint32_t beside) const {
    const auto& one = book_.votes()[vote];
    const auto& two = book_.votes()[beside];
    return one.paper == two.paper && std::abs(one.at - two.at) <= options_.window.count();
  }

  void count(std::uint32_t own, std::uint32_t beside, std::vector<std::uint32_t>& meetings,
             std::vector<std::uint32_t>& seen) const {
    const std::uint32_t other = book_.votes()[beside].account;
    if (other <= own || book_.crowd(beside) > options_.crowd_max) return;
    if (meetings[other]++ == 0) seen.push_back(other);
  }

  // How many others were beside the votes that an account cast at each hour of the day.
  std::array<double, 24> crowds_by_hour(std::uint32_t own) const {
    std::array<double, 24> hours{};
    for (const std::uint32_t vote : book_.votes_of(own))
      if (book_.crowd(vote) <= options_.crowd_max)
        hours[VoteBook::hour_of(book_.votes()[vote].at)] += book_.crowd(vote);
    return hours;
  }

  double expected(const std::array<double, 24>& hours, std::uint32_t other) const {
    double sum = 0;
    for (unsigned hour = 0; hour < 24; ++hour) sum += hours[hour] * book_.hour_share(other, hour);
    return sum;
  }

  void consider(std::uint32_t own, std::uint32_t other, std::uint32_t met) {
    common_.look_at(own);
    const auto common = common_.with(other);
    const ChanceAnswer chance = ask_chance(book_, options_, own, other, common);
    if (chance.sittings < options_.sittings_min || chance.log > limit_log_) return;
    const ReadingAnswer reading = ask_reading(book_, options_, own, other, common);
    if (reading.share() < reading.honest_share) return;
    unite(own, other);
    if (edges_.size() < options_.pairs_max)
      edges_.push_back({own, other, met, static_cast<std::uint32_t>(common.size()), chance, reading});
  }

  std::uint32_t root(std::uint32_t account) {
    while (parents_[account] != account) account = parents_[account] = parents_[parents_[account]];
    return account;
  }
  void unite(std::uint32_t one, std::uint32_t two) { parents_[root(one)] = root(two); }

  std::vector<LockstepGroup> groups() {
    std::map<std::uint32_t, std::vector<Edge>> edges;
    for (const Edge& edge : edges_) edges[root(edge.one)].push_back(edge);
    std::map<std::uint32_t, std::vector<std::uint32_t>> accounts;
    for (std::uint32_t account = 0; account < book_.accounts(); ++account)
      if (edges.contains(root(account))) accounts[root(account)].push_back(account);
    std::vector<LockstepGroup> found;
    for (auto& [top, members] : accounts) {
      const ReadingAnswer reading = reading_of(members, edges[top]);
      const double trials = reading.all * 2 / static_cast<double>(members.size());
      const double limit = std::log(options_.reading_chance_max / static_cast<double>(accounts.size()));
      if (binomial_tail_log(trials, reading.share(), reading.honest_share) > limit) continue;
      found.push_back(described(members, edges[top], reading));
    }
    const auto strength = [](const LockstepGroup& group) { return group.evidence.front().chance_log10; };
    std::sort(found.begin(), found.end(), [&](const LockstepGroup& one, const LockstepGroup& two) {
      return std::pair(strength(one), one.accounts) < std::pair(strength(two), two.accounts);
    });
    return found;
  }

  // What all pairs of a group say together. Each member's vote is counted with each other member's.
  ReadingAnswer reading_of(const std::vector<std::uint32_t>& members, const std::vector<Edge>& edges) {
    ReadingAnswer sum;
    const auto add = [&](const ReadingAnswer& reading) {
      sum.together += reading.together;
      sum.all += reading.all;
      sum.honest_share = std::max(sum.honest_share, reading.honest_share);
    };
    if (members.size() > kAllPairsMax) {
      for (const Edge& edge : edges) add(edge.reading);
      return sum;
    }
    for (std::size_t one = 0; one < members.size(); ++one) {
      common_.look_at(members[one]);
      for (std::size_t two = one + 1; two < members.size(); ++two)
        add(ask_reading(book_, options_, members[one], members[two], common_.with(members[two])));
    }
    return sum;
  }

  LockstepGroup described(const std::vector<std::uint32_t>& members, std::vector<Edge>& edges,
                          const ReadingAnswer& reading) {
    LockstepGroup group;
    for (const std::uint32_t account : members) group.accounts.push_back(book_.voter(account));
    std::sort(edges.begin(), edges.end(), [](const Edge& one, const Edge& two) {
      return std::tie(one.chance.log, one.one, one.two) < std::tie(two.chance.log, two.one, two.two);
    });
    if (edges.size() > options_.evidence_max) edges.resize(options_.evidence_max);
    for (const Edge& edge : edges) {
      group.evidence.push_back({book_.voter(edge.one), book_.voter(edge.two), edge.together, edge.common,
                                edge.chance.sittings, edge.chance.expected,
                                edge.chance.log / std::log(10.0)});
    }
    group.papers = papers_of(edges, members.size());
    group.together_share = reading.share();
    group.honest_share = reading.honest_share;
    return group;
  }

  std::vector<LockstepPaper> papers_of(const std::vector<Edge>& edges, std::size_t members) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> voted;  // paper, account
    for (const Edge& edge : edges) {
      common_.look_at(edge.one);
      for (const CommonVote& vote : common_.with(edge.two)) {
        if (!vote.together) continue;
        voted.emplace_back(book_.votes()[vote.own].paper, edge.one);
        voted.emplace_back(book_.votes()[vote.own].paper, edge.two);
      }
    }
    std::sort(voted.begin(), voted.end());
    voted.erase(std::unique(voted.begin(), voted.end()), voted.end());
    std::vector<LockstepPaper> papers;
    for (const auto& [paper, account] : voted) {
      if (papers.empty() || papers.back().paper != book_.paper_number(paper))
        papers.push_back({book_.paper_number(paper), 0});
      ++papers.back().accounts;
    }
    std::erase_if(papers, [&](const LockstepPaper& paper) { return paper.accounts * 2 < members; });
    std::stable_sort(papers.begin(), papers.end(), [](const LockstepPaper& one, const LockstepPaper& two) {
      return one.accounts > two.accounts;
    });
    if (papers.size() > options_.evidence_max) papers.resize(options_.evidence_max);
    return papers;
  }

  const VoteBook& book_;
  const LockstepOptions& options_;
  CommonVotes common_;
  std::vector<std::uint32_t> parents_;
  std::vector<Edge> edges_;
  double limit_log_ = 0;
};

}  // namespace

std::vector<LockstepGroup> find_lockstep(std::span<const CastVote> votes, const LockstepOptions& options) {
  const VoteBook book(votes, options.window);
  return Finder(book, options).find();
}

std::string lockstep_in_words(const LockstepGroup& group, const LockstepOptions& options) {
  const LockstepPair& pair = group.evidence.front();
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(options.window).count();
  const auto percent = [](double share) { return std::to_string(std::lround(share * 100)) + " %"; };
  const std::string within = "within " + counted(static_cast<std::uint64_t>(minutes), "minute");
  const std::string by_chance = fmt::format("{:.1f}", pair.sittings_by_chance);
  std::string words = counted(group.accounts.size(), "account") + " voted for the same " +
                      counted(group.papers.size(), "paper") + ", half of them or more " + within +
                      " of one another. ";
  words += "The two that stand out most did so for " + std::to_string(pair.papers_together) + " of " +
           counted(pair.papers_in_common, "paper") + " that both voted for, on " +
           counted(pair.sittings, "occasion") +
           "; by how much they vote at these hours, and how many others do, " + by_chance +
           " by chance were to be expected. ";
  words += "When two of the group voted for the same paper, it was " + within + " in " +
           percent(group.together_share) +
           " of all cases; for people who read together or keep the same hours up to " +
           percent(group.honest_share) + " would be ordinary. ";
  words += "This is a reason to look and not a proof: people who sit side by side look the same.";
  return words;
}

}  // namespace broadsheet::papers
