// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The revision feed: one row for each thing that ever changed, under the revision of its last
// change. Revisions are drawn while the writer holds the only write lock, so they are dense and
// become visible in order.

#include <fcntl.h>
#include <random>
#include <unistd.h>

#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

// Two followers that meet the same (uuid, revision) by a power cut and new commits must not meet
// the same stamp, so it comes from the system's generator.
std::int64_t random_stamp() {
  thread_local std::random_device random;
  return static_cast<std::int64_t>((std::uint64_t{random()} << 32) | random());
}

Result<void> write_feed(Connection& connection, const RecordState::Touched& row, std::uint64_t revision) {
  if (!row.is_new) {
    TRY(Statement remove, connection.prepare("DELETE FROM feed WHERE kind = ?1 AND key = ?2"));
    TRY_VOID(remove.bind(1, static_cast<std::int64_t>(row.kind)).bind_unsigned(2, row.key).run());
  }
  TRY(Statement insert,
      connection.prepare(
          "INSERT INTO feed(revision, kind, key, public, deleted) VALUES(?1, ?2, ?3, ?5, ?4)"));
  return insert.bind_unsigned(1, revision)
      .bind(2, static_cast<std::int64_t>(row.kind))
      .bind_unsigned(3, row.key)
      .bind(4, std::int64_t{row.deleted ? 1 : 0})
      .bind(5, std::int64_t{row.kind == FeedKind::kPaperKeepers ? 0 : 1})
      .run();
}

Result<void> write_source_counts(RecordState& state) {
  for (const auto& [source, added] : state.added_records) {
    TRY(Statement update,
        state.connection->prepare("UPDATE sources SET records = records + ?2 WHERE source = ?1"));
    TRY_VOID(update.bind(1, source).bind(2, added).run());
  }
  return {};
}

}  // namespace

Result<Revision> Transaction::commit() {
  RecordState& state = *record_->state_;
  Connection& connection = *state.connection;
  TRY_VOID(write_source_counts(state));
  TRY(const Revision before, record_->head());
  std::uint64_t revision = before.value();
  for (const RecordState::Touched& row : state.touched) {
    TRY_VOID(write_feed(connection, row, ++revision));
  }
  if (revision != before.value()) {
    // Never before that of an earlier commit, whatever the clock says: who has read up to a time has read all
    // that was committed before it.
    TRY(Statement insert,
        connection.prepare("INSERT INTO commits(revision, stamp, committed_at)"
                           " VALUES(?1, ?2, max(?3, (SELECT coalesce(max(committed_at), 0) FROM commits)))"));
    insert.bind_unsigned(1, revision).bind(2, random_stamp());
    TRY_VOID(insert.bind(3, instant_number(state.clock->now())).run());
  }
  TRY_VOID(connection.execute("COMMIT"));
  state.end_transaction();
  record_ = nullptr;
  return Revision(revision);
}

Result<std::string> Record::uuid() {
  TRY(Statement select, state_->connection->prepare("SELECT value FROM meta WHERE name = 'uuid'"));
  TRY(const bool row, select.step());
  if (!row) return Error(ErrorCode::kDamaged, "the record has no uuid");
  return std::string(select.column_text(0));
}

Result<Revision> Record::head() {
  TRY(const std::int64_t head, state_->connection->query_int("SELECT max(revision) FROM commits"));
  return Revision(static_cast<std::uint64_t>(head));
}

Result<std::optional<std::uint64_t>> Record::stamp_of(Revision revision) {
  TRY(Statement select, state_->connection->prepare("SELECT stamp FROM commits WHERE revision = ?1"));
  TRY(const bool row, select.bind_unsigned(1, revision.value()).step());
  if (!row) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(select.column_unsigned(0));
}

Result<std::vector<Change>> Record::changes_after(Revision after, std::size_t limit) {
  TRY(Statement select,
      state_->connection->prepare("SELECT revision, kind, key, public, deleted FROM feed WHERE revision > ?1"
                                  " ORDER BY revision LIMIT ?2"));
  select.bind_unsigned(1, after.value()).bind_unsigned(2, limit);
  std::vector<Change> changes;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return changes;
    changes.push_back({Revision(select.column_unsigned(0)), static_cast<FeedKind>(select.column_int(1)),
                       select.column_unsigned(2), select.column_int(3) != 0, select.column_int(4) != 0});
  }
}

Result<void> Record::make_durable() {
  // Commits lie in the write-ahead log until a checkpoint copies them, which itself syncs the log
  // first. So one sync of the log covers all that was committed; SQLite takes no locks on this
  // file, and opening and closing it here drops none.
  const std::string log = path_in(state_->folder) + "-wal";
  const Fd fd(::open(log.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd.valid()) {
    if (errno == ENOENT) return {};
    return errno_error("open", log);
  }
  TRY_VOID(sync_file(fd, log));
  return sync_folder(state_->folder);
}

}  // namespace broadsheet::store
