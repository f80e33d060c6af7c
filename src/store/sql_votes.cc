// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes as sources reported them. Every observation is kept; the newest of each source is what a
// paper shows.

#include <algorithm>

#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {

Result<bool> Transaction::add_vote_observation(IdentityNumber identity,
                                               const VoteObservationRow& observation) {
  Connection& connection = *record_->state_->connection;
  // Of two counts for one moment the higher one stands, whichever came first.
  TRY(Statement insert,
      connection.prepare("INSERT INTO vote_observations(identity, observed_at, source, feed, upvotes)"
                         " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET upvotes = excluded.upvotes"
                         " WHERE excluded.upvotes > upvotes"));
  insert.bind_unsigned(1, identity.value()).bind(2, instant_number(observation.observed_at));
  insert.bind(3, std::string_view(observation.source)).bind(4, std::string_view(observation.feed));
  TRY_VOID(insert.bind(5, observation.upvotes).run());
  return connection.changes() > 0;
}

Result<std::vector<SourceVotes>> Record::newest_votes_of(IdentityNumber identity) {
  TRY(Statement select,
      state_->connection->prepare("SELECT source, upvotes, observed_at FROM vote_observations"
                                  " WHERE identity = ?1 ORDER BY observed_at DESC, upvotes DESC"));
  select.bind_unsigned(1, identity.value());
  std::vector<SourceVotes> votes;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return votes;
    const std::string_view source = select.column_text(0);
    const auto same = [&](const SourceVotes& other) { return other.source == source; };
    if (std::any_of(votes.begin(), votes.end(), same)) continue;
    votes.push_back({std::string(source), select.column_int(1), instant_of(select.column_int(2))});
  }
}

Result<std::vector<VoteObservationRow>> Record::vote_history(PaperNumber paper) {
  TRY(const std::vector<Identity> identities, identities_of(paper));
  std::vector<VoteObservationRow> history;
  for (const Identity& identity : identities) {
    TRY(Statement select,
        state_->connection->prepare("SELECT source, observed_at, feed, upvotes FROM vote_observations"
                                    " WHERE identity = ?1 ORDER BY observed_at, source, feed"));
    select.bind_unsigned(1, identity.number.value());
    for (;;) {
      TRY(const bool row, select.step());
      if (!row) break;
      history.push_back({std::string(select.column_text(0)), instant_of(select.column_int(1)),
                         std::string(select.column_text(2)), select.column_int(3)});
    }
  }
  std::stable_sort(history.begin(), history.end(),
                   [](const auto& one, const auto& other) { return one.observed_at < other.observed_at; });
  return history;
}

}  // namespace broadsheet::store
