// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/ring_report.h"

#include "store/comments.h"
#include "store/reader_votes.h"

namespace broadsheet::papers {
namespace {

std::chrono::sys_seconds seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

}  // namespace

Result<RingReport> ring_report(store::Record& record, Instant now) {
  TRY(const std::vector<store::PaperVote> votes,
      store::Votes(record).newest_votes(now - kRingReportDays, kRingReportVotesMax));
  std::vector<CastVote> cast;
  cast.reserve(votes.size());
  for (const store::PaperVote& vote : votes)
    cast.push_back({vote.account, vote.paper, seconds_of(vote.voted_at)});
  return RingReport{.votes = cast.size(), .groups = find_lockstep(cast)};
}

Result<std::optional<IntervalRegularity>> rhythm_of(store::Record& record, store::AccountNumber account) {
  std::vector<std::chrono::sys_seconds> acts;
  TRY(const std::vector<Instant> votes, store::Votes(record).times_of(account, kRhythmActsMax));
  for (const Instant vote : votes) acts.push_back(seconds_of(vote));
  TRY(const std::vector<store::Comment> comments,
      store::Comments(record).comments_by(account, store::CommentNumber::highest(), kRhythmActsMax));
  for (const store::Comment& comment : comments) {
    if (!comment.by_token) acts.push_back(seconds_of(comment.written_at));
  }
  return interval_regularity(acts);
}

}  // namespace broadsheet::papers
