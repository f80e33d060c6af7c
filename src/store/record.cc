// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/record.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "store/limits.h"
#include "store/migrations.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

// The file is made by us before SQLite opens it: its log and shared memory inherit the mode.
Result<void> create_private(const std::string& path) {
  auto created = create_new_file(path);
  if (created.ok() || created.error().code() == ErrorCode::kConflict) return {};
  return std::move(created).error();
}

Result<void> configure(Connection& connection, Record::Mode mode) {
  const int cache_kib = mode == Record::Mode::kWrite ? kWriterCacheKib : kReaderCacheKib;
  TRY_VOID(connection.execute_text("PRAGMA cache_size=-" + std::to_string(cache_kib)));
  return {};
}

// Waiting for a turn. Every interactive writer holds a shared lock on the file while it waits for
// SQLite's write lock; a bulk writer that cannot have the file alone knows that somebody waits.
Result<void> announce_waiting(const Fd& turn) {
  while (::flock(turn.get(), LOCK_SH) != 0) {
    if (errno != EINTR) return errno_error("flock", "record.turn");
  }
  return {};
}

// Makes the record, or brings an older one up to date. One process at a time: two that turn a new database's
// log on refuse each other at once, whatever time SQLite is told to wait. Who waited in vain goes on, and
// hears of it from SQLite.
Result<void> bring_up_to_date(Connection& connection, const Fd& turn) {
  bool alone = false;
  for (int waited_ms = 0; !alone && waited_ms < kWriteWaitMaxMs; ++waited_ms) {
    alone = ::flock(turn.get(), LOCK_EX | LOCK_NB) == 0;
    if (!alone) ::usleep(1000);
  }
  const auto prepare = [&]() -> Result<void> {
    // Before the first page is written; afterwards neither changes anything.
    TRY_VOID(connection.execute("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL"));
    return migrate(connection);
  };
  Result<void> prepared = prepare();
  if (alone) ::flock(turn.get(), LOCK_UN);
  return prepared;
}

}  // namespace

// ----------------------------------------------------------------------------------- RecordState

void let_others_in(const Fd& turn) {
  for (int waited_us = 0; waited_us < kYieldMaxMs * 1000; waited_us += kWritePollUs) {
    if (::flock(turn.get(), LOCK_EX | LOCK_NB) == 0) break;
    ::usleep(kWritePollUs);
  }
  ::flock(turn.get(), LOCK_UN);
}

namespace {

std::uint64_t touched_name(FeedKind kind, std::uint64_t key) {
  return (key << 4) | static_cast<std::uint64_t>(kind);
}

}  // namespace

bool RecordState::has_touched(FeedKind kind, std::uint64_t key) const {
  return touched_at.contains(touched_name(kind, key));
}

void RecordState::touch(FeedKind kind, std::uint64_t key, bool is_new, bool deleted) {
  const auto [at, added] = touched_at.try_emplace(touched_name(kind, key), touched.size());
  if (added) {
    touched.push_back({kind, key, is_new, deleted});
  } else {
    touched[at->second].deleted = deleted;
  }
}

void RecordState::end_transaction() {
  in_transaction = false;
  touched.clear();
  touched_at.clear();
  added_records.clear();
}

// ---------------------------------------------------------------------------------------- Record

std::string Record::path_in(const std::string& data_folder) {
  return data_folder + "/record.db";
}

Record::Record(std::unique_ptr<RecordState> state) : state_(std::move(state)) {}
Record::~Record() {
  CHECK(!state_->in_transaction && !state_->in_snapshot);
}

Result<std::unique_ptr<Record>> Record::open(const std::string& data_folder, Mode mode) {
  const std::string path = path_in(data_folder);
  if (!exists(path)) {
    if (mode == Mode::kRead) {
      return Error(ErrorCode::kNotFound, data_folder + ": there is no record here yet; `ingest` makes one");
    }
    if (!exists(data_folder)) TRY_VOID(make_folder(data_folder));
    TRY_VOID(create_private(path));
    TRY_VOID(sync_folder(data_folder));
  }
  TRY(const SchemaStamp stamp, read_schema_stamp(path));
  TRY_VOID(check_schema_stamp(stamp, path));

  auto state = std::make_unique<RecordState>();
  state->folder = data_folder;
  TRY(state->connection, Connection::open(path, mode == Mode::kWrite ? OpenFlags::kWrite : OpenFlags::kRead));
  Connection& connection = *state->connection;
  TRY_VOID(configure(connection, mode));
  TRY(const std::int64_t version, connection.query_int("PRAGMA user_version"));
  TRY_VOID(check_schema_stamp({version == 0 ? 0 : kApplicationId, version}, path));
  if (mode == Mode::kWrite) {
    const std::string turn = data_folder + "/record.turn";
    state->turn = Fd(::open(turn.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!state->turn.valid()) return errno_error("open", turn);
    if (version < newest_schema_version()) {
      TRY_VOID(bring_up_to_date(connection, state->turn));
    } else {
      // Of a copy that somebody else made; it changes nothing where it is on.
      TRY_VOID(connection.execute("PRAGMA journal_mode=WAL"));
    }
  } else if (version < newest_schema_version()) {
    return Error(version == 0 ? ErrorCode::kNotFound : ErrorCode::kUnsupported,
                 version == 0 ? data_folder + ": there is no record here yet; `ingest` makes one"
                              : path + ": made by an older Broadsheet; any command that writes updates it");
  }
  auto record = std::unique_ptr<Record>(new Record(std::move(state)));
  TRY(record->state_->uuid, record->uuid());
  return record;
}

// -------------------------------------------------------------------------------------- Snapshot

Result<Snapshot> Record::snapshot() {
  CHECK(!state_->in_transaction && !state_->in_snapshot);
  TRY_VOID(state_->connection->execute("BEGIN"));
  // A read transaction begins with its first read.
  TRY_VOID(head());
  state_->in_snapshot = true;
  return Snapshot(this);
}

Snapshot::Snapshot(Snapshot&& other) noexcept : record_(std::exchange(other.record_, nullptr)) {}

Snapshot::~Snapshot() {
  if (record_ == nullptr) return;
  (void)record_->state_->connection->execute("COMMIT");
  record_->state_->in_snapshot = false;
}

// ----------------------------------------------------------------------------------- Transaction

Result<Transaction> Record::begin(Durability durability) {
  RecordState& state = *state_;
  CHECK(!state.in_transaction && !state.in_snapshot && state.turn.valid());
  Connection& connection = *state.connection;
  if (durability == Durability::kInteractive) {
    TRY_VOID(connection.execute("PRAGMA synchronous=FULL"));
    TRY_VOID(
        connection.execute_text("PRAGMA wal_autocheckpoint=" + std::to_string(kInteractiveCheckpointPages)));
    TRY_VOID(announce_waiting(state.turn));
  } else {
    TRY_VOID(connection.execute("PRAGMA synchronous=NORMAL"));
    TRY_VOID(connection.execute_text("PRAGMA wal_autocheckpoint=" + std::to_string(kBulkCheckpointPages)));
    let_others_in(state.turn);
  }
  const Result<void> begun = connection.execute("BEGIN IMMEDIATE");
  if (durability == Durability::kInteractive) ::flock(state.turn.get(), LOCK_UN);
  if (!begun.ok()) return begun.error();
  // What this connection and its caller remember (sources, dictionaries, numbers) is of the record that
  // was opened, and would be nonsense in one that a restore has put in its place.
  const Result<std::string> now = uuid();
  if (!now.ok() || *now != state.uuid) {
    (void)connection.execute("ROLLBACK");
    if (!now.ok()) return now.error();
    return Error(ErrorCode::kConflict,
                 state.folder + ": the record was replaced by a restore meanwhile; run the command again");
  }
  state.in_transaction = true;
  return Transaction(this, durability);
}

Transaction::Transaction(Record* record, Durability durability)
    : record_(record), durability_(durability), began_(std::chrono::steady_clock::now()) {}

Transaction::Transaction(Transaction&& other) noexcept
    : record_(std::exchange(other.record_, nullptr)),
      durability_(other.durability_),
      began_(other.began_),
      records_(other.records_) {}

Transaction::~Transaction() {
  if (record_ == nullptr) return;
  RecordState& state = *record_->state_;
  (void)state.connection->execute("ROLLBACK");
  // What was learnt inside it may be gone with it.
  state.source_numbers.clear();
  state.source_names.clear();
  state.packers.clear();
  state.decompressors.clear();
  state.end_transaction();
}

bool Transaction::due() const {
  return records_ >= kBulkRecordsMax || std::chrono::steady_clock::now() - began_ >= kBulkTransactionMax;
}

void Transaction::count_record() {
  ++records_;
}

}  // namespace broadsheet::store
