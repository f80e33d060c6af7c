// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The two questions of papers/lockstep.h, asked of one pair of accounts. Accounts, papers and votes are those
// of a VoteBook.

#ifndef BROADSHEET_PAPERS_LOCKSTEP_PAIR_H_
#define BROADSHEET_PAPERS_LOCKSTEP_PAIR_H_

#include <cstdint>
#include <span>
#include <vector>

#include "papers/lockstep.h"
#include "papers/vote_book.h"

namespace broadsheet::papers {

// A paper that two accounts voted for, as their votes for it.
struct CommonVote {
  std::uint32_t own;
  std::uint32_t other;
  bool together;  // within the window, and neither in too large a crowd
};

// Finds what others have in common with one account. Confined to one thread.
class CommonVotes {
 public:
  // Both must outlive it.
  CommonVotes(const VoteBook& book, const LockstepOptions& options);
  // The account that the following calls compare with. O(its votes).
  void look_at(std::uint32_t own);
  // In no order; until the next call. O(votes of `other`).
  std::span<const CommonVote> with(std::uint32_t other);
  static std::vector<CommonVote> turned(std::span<const CommonVote> common);

 private:
  static constexpr std::uint32_t kNobody = 0xffffffff;
  const VoteBook& book_;
  const LockstepOptions& options_;
  std::uint32_t own_ = kNobody;
  std::vector<std::uint32_t> looked_at_by_;  // by paper
  std::vector<std::uint32_t> own_vote_;      // by paper, where own_ looked at it
  std::vector<CommonVote> common_;
};

struct ChanceAnswer {
  std::uint32_t sittings = 0;  // with a meeting
  double expected = 0;         // as many by chance
  double log = 0;              // natural logarithm of the bound for as much or more
};

// The first question, in the direction that is milder to the two.
ChanceAnswer ask_chance(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                        std::uint32_t other, std::span<const CommonVote> common);

struct ReadingAnswer {
  double together = 0;      // sittings with a paper in common, voted for together, weighed by its rarity
  double all = 0;           // and all with a paper in common, less those that chance explains
  double honest_share = 0;  // what people who read together, or have the same habits, may reach
  double share() const { return all > 0 ? together / all : 0; }
};

// The second question, likewise.
ReadingAnswer ask_reading(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                          std::uint32_t other, std::span<const CommonVote> common);

// ln of Chernoff's bound for `share` or more of `trials` succeeding, each with probability `each`; 0 where
// `share` is not more than `each`.
double binomial_tail_log(double trials, double share, double each);

struct ChanceEvent {
  double probability;
  bool happened;
};
// ln of Chernoff's bound for independent events, each weighing -ln of its probability, to weigh together as
// much as those that happened do.
double weighed_tail_log(std::span<const ChanceEvent> events);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LOCKSTEP_PAIR_H_
