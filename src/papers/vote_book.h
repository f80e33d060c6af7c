// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes in the two orders that a search for lockstep asks for: of a paper by time, and of an account by time,
// with how crowded each moment was and how much of all voting was one account's. For papers/lockstep.h.

#ifndef BROADSHEET_PAPERS_VOTE_BOOK_H_
#define BROADSHEET_PAPERS_VOTE_BOOK_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "base/strong_id.h"
#include "store/accounts.h"

namespace broadsheet::papers {

// Which number an account has makes no difference to anything that is found.
struct CastVote {
  store::AccountNumber voter;
  PaperNumber paper;
  std::chrono::sys_seconds at;
};

// Immutable. About 40 bytes a vote; made in O(n log n). Accounts, papers and votes have dense indexes here;
// votes are numbered paper by paper, by time. Of several votes of one account for a paper the first counts.
class VoteBook {
 public:
  struct Vote {
    std::int64_t at;  // seconds of system time
    std::uint32_t account;
    std::uint32_t paper;
  };

  VoteBook(std::span<const CastVote> votes, std::chrono::seconds window);

  std::uint32_t accounts() const { return static_cast<std::uint32_t>(voters_.size()); }
  std::uint32_t papers() const { return static_cast<std::uint32_t>(numbers_.size()); }
  std::span<const Vote> votes() const { return votes_; }
  store::AccountNumber voter(std::uint32_t account) const { return voters_[account]; }
  PaperNumber paper_number(std::uint32_t paper) const { return numbers_[paper]; }

  // The votes of an account, by time.
  std::span<const std::uint32_t> votes_of(std::uint32_t account) const;
  // How many voted for a paper, whenever.
  std::uint32_t voters_of(std::uint32_t paper) const {
    return paper_begins_[paper + 1] - paper_begins_[paper];
  }
  // How many others voted for the same paper within the window of this vote.
  std::uint32_t crowd(std::uint32_t vote) const { return crowds_[vote]; }
  // The sitting, counted from 0 in an account, in which a vote was cast.
  std::uint32_t sitting(std::uint32_t vote) const { return sittings_[vote]; }
  std::uint32_t sittings_of(std::uint32_t account) const;

  // How likely a vote cast at about `at` is this account's: its share of all votes of that hour of the day,
  // or of that week if that is more.
  double share(std::uint32_t account, std::int64_t at) const;
  // Its share of all votes.
  double share(std::uint32_t account) const;
  double hour_share(std::uint32_t account, unsigned hour) const;

  static std::int64_t day_of(std::int64_t at);
  static std::int64_t second_of_day(std::int64_t at);
  static unsigned hour_of(std::int64_t at) { return static_cast<unsigned>(second_of_day(at) / 3600); }

 private:
  static constexpr unsigned kHours = 24;
  struct Week {
    std::int64_t number;
    std::uint32_t votes;
  };

  void number_densely(std::span<const CastVote> votes);
  void keep_first_votes();
  void order_by_account();
  void count_crowds(std::int64_t window);
  void count_sittings();
  void count_times();
  double smoothed_share(std::uint32_t account, std::uint32_t own, std::uint32_t all, std::size_t times) const;
  double week_share(std::uint32_t account, std::int64_t at) const;

  std::vector<store::AccountNumber> voters_;
  std::vector<PaperNumber> numbers_;
  std::vector<Vote> votes_;
  std::vector<std::uint32_t> paper_begins_;
  std::vector<std::uint32_t> by_account_;
  std::vector<std::uint32_t> account_begins_;
  std::vector<std::uint32_t> crowds_;
  std::vector<std::uint32_t> sittings_;
  std::vector<std::array<std::uint32_t, kHours>> account_hours_;
  std::array<std::uint32_t, kHours> hours_{};
  std::vector<Week> weeks_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_VOTE_BOOK_H_
