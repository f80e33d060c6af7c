// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The feed as others harvest it: papers by their last change, with the time of its commit. A paper has up to
// two rows in the feed, of which the later one counts; what is not public is passed over.

#include <limits>

#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

FeedKind other_kind(FeedKind kind) {
  return kind == FeedKind::kPaper ? FeedKind::kPaperReception : FeedKind::kPaper;
}

// The times of commits along ascending revisions: a commit covers the revisions up to its own.
class CommitClock {
 public:
  explicit CommitClock(Connection& connection) : connection_(connection) {}

  Result<Instant> at(std::uint64_t revision) {
    if (revision <= covers_) return time_;
    TRY(Statement select, connection_.prepare("SELECT revision, committed_at FROM commits"
                                              " WHERE revision >= ?1 ORDER BY revision LIMIT 1"));
    TRY(const bool row, select.bind_unsigned(1, revision).step());
    if (!row) return Error(ErrorCode::kDamaged, "a row of the feed beyond the last commit");
    covers_ = select.column_unsigned(0);
    time_ = instant_of(select.column_int(1));
    return time_;
  }

 private:
  Connection& connection_;
  std::uint64_t covers_ = 0;
  Instant time_;
};

// Whether the row of the other kind tells of a later change of the same paper.
Result<bool> is_overtaken(Connection& connection, FeedKind kind, std::uint64_t key, std::uint64_t revision) {
  TRY(Statement select,
      connection.prepare("SELECT 1 FROM feed WHERE kind = ?1 AND key = ?2 AND revision > ?3"));
  select.bind(1, static_cast<std::int64_t>(other_kind(kind))).bind_unsigned(2, key);
  return select.bind_unsigned(3, revision).step();
}

}  // namespace

Result<PaperChanges> Record::paper_changes(const PaperWalk& walk) {
  Connection& connection = *state_->connection;
  constexpr auto kLast = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  // The plus keeps SQLite from taking the index by kind, which would sort the whole feed for every page.
  TRY(Statement select,
      connection.prepare("SELECT revision, kind, key, deleted FROM feed WHERE revision > ?1 AND"
                         " revision <= ?2 AND +kind IN (1, 2) AND public = 1 ORDER BY revision LIMIT ?3"));
  select.bind_unsigned(1, walk.after.value()).bind_unsigned(2, walk.last ? walk.last->value() : kLast);
  select.bind_unsigned(3, walk.rows_max);
  PaperChanges found{.changes = {}, .reached = walk.after, .rows = 0, .at_end = false};
  CommitClock clock(connection);
  while (found.changes.size() < walk.limit) {
    TRY(const bool row, select.step());
    if (!row) {
      found.at_end = found.rows < walk.rows_max;
      break;
    }
    ++found.rows;
    const Revision revision(select.column_unsigned(0));
    const auto kind = static_cast<FeedKind>(select.column_int(1));
    const std::uint64_t key = select.column_unsigned(2);
    const bool deleted = select.column_int(3) != 0;
    found.reached = revision;
    const PaperNumber paper(static_cast<std::uint32_t>(key));
    if (!deleted && walk.wanted && !walk.wanted(paper, revision)) continue;
    TRY(const bool overtaken, is_overtaken(connection, kind, key, revision.value()));
    if (overtaken) continue;
    TRY(const Instant committed_at, clock.at(revision.value()));
    found.changes.push_back({revision, paper, deleted, committed_at});
  }
  return found;
}

Result<std::optional<PaperChange>> Record::paper_change(PaperNumber number) {
  Connection& connection = *state_->connection;
  TRY(Statement select, connection.prepare("SELECT revision, deleted FROM feed WHERE kind IN (1, 2) AND"
                                           " key = ?1 AND public = 1 ORDER BY revision DESC LIMIT 1"));
  TRY(const bool row, select.bind_unsigned(1, number.value()).step());
  if (!row) return std::optional<PaperChange>();
  PaperChange change{Revision(select.column_unsigned(0)), number, select.column_int(1) != 0, {}};
  TRY(change.committed_at, CommitClock(connection).at(change.revision.value()));
  return std::optional(change);
}

Result<std::uint64_t> Record::count_papers_changed_after(Revision after) {
  TRY(Statement select, state_->connection->prepare("SELECT count(*) FROM feed WHERE revision > ?1 AND"
                                                    " +kind = 1 AND public = 1"));
  TRY(const bool row, select.bind_unsigned(1, after.value()).step());
  if (!row) return std::uint64_t{0};
  return select.column_unsigned(0);
}

Result<Revision> Record::revision_before(Instant instant) {
  // Times ascend with revisions, so the latest of the earlier times belongs to the last of them.
  TRY(Statement select,
      state_->connection->prepare("SELECT max(revision) FROM commits WHERE committed_at ="
                                  " (SELECT max(committed_at) FROM commits WHERE committed_at < ?1)"));
  TRY(const bool row, select.bind(1, instant_number(instant)).step());
  return Revision(row && !select.column_is_null(0) ? select.column_unsigned(0) : 0);
}

Result<std::optional<Record::CommitTimes>> Record::commit_times() {
  TRY(Statement select, state_->connection->prepare("SELECT (SELECT min(committed_at) FROM commits),"
                                                    " (SELECT max(committed_at) FROM commits)"));
  TRY(const bool row, select.step());
  if (!row || select.column_is_null(0)) return std::optional<CommitTimes>();
  return std::optional(CommitTimes{instant_of(select.column_int(0)), instant_of(select.column_int(1))});
}

Result<std::vector<PaperNumber>> Record::withdrawn_papers() {
  TRY(Statement select,
      state_->connection->prepare("SELECT paper FROM papers INDEXED BY papers_withdrawn WHERE withdrawn = 1"
                                  " ORDER BY paper"));
  std::vector<PaperNumber> papers;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return papers;
    papers.emplace_back(static_cast<std::uint32_t>(select.column_int(0)));
  }
}

Instant Transaction::now() const {
  return record_->state_->clock->now();
}

void Record::use_clock(const Clock& clock) {
  state_->clock = &clock;
}

}  // namespace broadsheet::store
