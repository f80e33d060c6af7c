// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Groups of accounts that vote in lockstep: for the same papers, at the same moments, again and again. A
// report for moderators to look at; nothing follows from it by itself.
//
// That votes for the same papers at the same times give rings away, without any look at addresses or devices,
// is from CopyCatch (Beutel, Xu, Guruswami, Palow and Faloutsos, WWW 2013); that pairs are weighed by how
// rare their common traces are, and that groups are the components of what remains, from Pacheco, Hui,
// Torres-Lugo, Truong, Flammini and Menczer (ICWSM 2021). What must not be accused is most of the work, as
// honest people vote together, too: for the front page at breakfast, after a newsletter, after the meeting of
// a reading group. Hence two questions, and a pair or a group is reported only if both are answered against
// it.
//
// 1. Is it chance? Suppose that votes were cast when and for what they were, but that who cast them were
// drawn
//    among those who vote at that hour of the day, or in that week. Then a vote of A with `crowd` others
//    beside it has one of B beside it crowd x (B's share of that hour's votes) times. Sittings, not votes,
//    are counted (five papers after one mail are one meeting), each weighs the logarithm of how unlikely it
//    is, and the chance that meetings weigh so much together is bounded by Chernoff's inequality. Rare, quiet
//    papers thus weigh a lot and crowded ones nearly nothing. It must be below `chance_max` after
//    Bonferroni's correction for all pairs of accounts that have votes enough.
// 2. Is it reading together? Those who read the same papers vote for most of them at different times of the
//    day. Of the sittings in which A votes for a paper that B votes for, too, the share in which they do so
//    within the window may be `together_share` for people who leave a meeting, or what B's habit at that time
//    of the day makes it, seen on the days on which they do not meet. A group is reported if its pairs'
//    common share is more than that with an error below `reading_chance_max` (Chernoff's bound for a
//    binomial).
//
// Cost: O(n log n) to sort n votes, O(n x crowd_max) to look beside each, and O(votes of both) for each pair
// with `papers_min` meetings and more of them than their activity explains. Memory: about 40 bytes a vote,
// and 100 an account; no table of pairs is kept but of those that pass the first question (`pairs_max`).

#ifndef BROADSHEET_PAPERS_LOCKSTEP_H_
#define BROADSHEET_PAPERS_LOCKSTEP_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "papers/vote_book.h"

namespace broadsheet::papers {

struct LockstepOptions {
  std::chrono::seconds window{15 * 60};
  std::uint32_t papers_min = 6;    // voted for together by a pair
  std::uint32_t sittings_min = 4;  // in which they did so
  // A vote with more others beside it for the same paper is not looked at: it says nothing, and front pages
  // would cost the square of their readers. Larger rings than this are not seen.
  std::uint32_t crowd_max = 128;
  double chance_max = 0.01;           // of any false pair in a report, by the first question
  double together_share = 0.6;        // what honest readers may reach, by the second
  double reading_chance_max = 1e-3;   // of taking a group of such readers for a ring
  std::size_t pairs_max = 1'000'000;  // kept; defends memory against a flood of made-up accounts
  std::size_t evidence_max = 200;     // pairs, and papers, that a group lists
};

// Of two accounts, the lower number first.
struct LockstepPair {
  store::AccountNumber one;
  store::AccountNumber two;
  std::uint32_t papers_together = 0;   // both voted for, within the window
  std::uint32_t papers_in_common = 0;  // both voted for, whenever
  std::uint32_t sittings = 0;          // in which they voted together
  double sittings_by_chance = 0;       // as many of them were to be expected
  double chance_log10 = 0;             // of as much or more by chance: 10 to this power, at most
};

struct LockstepPaper {
  PaperNumber paper;
  std::uint32_t accounts = 0;  // of the group, with another one of it beside them
};

struct LockstepGroup {
  std::vector<store::AccountNumber> accounts;  // ascending
  std::vector<LockstepPaper> papers;   // that at least half of the group vote for together; most first
  std::vector<LockstepPair> evidence;  // the least likely first
  double together_share = 0;           // of the sittings with a paper in common, 0 to 1
  double honest_share = 0;             // what was allowed for people who read together
};

// The groups, the least likely first. The order and the numbering of the votes make no difference. At most
// 2^32 - 2 votes.
std::vector<LockstepGroup> find_lockstep(std::span<const CastVote> votes,
                                         const LockstepOptions& options = {});

// A group as a moderator reads it, in a few sentences.
std::string lockstep_in_words(const LockstepGroup& group, const LockstepOptions& options = {});

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LOCKSTEP_H_
