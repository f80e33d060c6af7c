// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Upkeep: counting, copying, verifying, giving space back.

#include <algorithm>
#include <cstdio>
#include <random>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "store/limits.h"
#include "store/migrations.h"
#include "store/paper_codec.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

std::uint64_t file_size(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<void> remove_database(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) TRY_VOID(remove_all(path + suffix));
  return {};
}

// All pages in one step: a single read of one state, which later commits neither change nor restart.
Result<void> copy_pages(Connection& from, Connection& to) {
  sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (copy == nullptr) return sqlite_error(to.handle(), to.path());
  const int code = sqlite3_backup_step(copy, -1);
  const int finished = sqlite3_backup_finish(copy);
  if (code != SQLITE_DONE || finished != SQLITE_OK) return sqlite_error(to.handle(), to.path());
  return {};
}

Result<void> sync_path(const std::string& path) {
  TRY(const Fd fd, open_for_reading(path));
  return sync_file(fd, path);
}

// Adds what PRAGMA integrity_check finds.
Result<void> check_pages(Connection& connection, std::vector<Problem>& problems) {
  TRY(Statement check, connection.prepare("PRAGMA integrity_check(100)"));
  for (;;) {
    const Result<bool> row = check.step();
    if (!row.ok()) {
      if (row.error().code() != ErrorCode::kDamaged) return row.error();
      problems.push_back({row.error().message(), "restore the newest backup"});
      return {};
    }
    if (!row.value()) return {};
    const std::string_view line = check.column_text(0);
    if (line != "ok") problems.push_back({std::string(line), "restore the newest backup"});
  }
}

// A relation between rows that must hold, as a query for the number of rows that break it.
struct Rule {
  Sql count;
  const char* what;
};

const Rule kRules[] = {
    {"SELECT count(*) FROM feed WHERE revision > (SELECT coalesce(max(revision), 0) FROM commits)",
     "rows of the feed beyond the last commit"},
    {"SELECT count(*) FROM papers LEFT JOIN feed ON kind = 1 AND key = paper AND deleted = 0"
     " WHERE revision IS NULL",
     "papers that the feed does not name"},
    {"SELECT count(*) FROM feed LEFT JOIN papers ON paper = key WHERE kind IN (1, 2) AND deleted = 0"
     " AND paper IS NULL",
     "rows of the feed without their paper"},
    {"SELECT count(*) FROM identities AS i LEFT JOIN papers AS p ON p.paper = i.paper"
     " WHERE i.paper <> 0 AND p.paper IS NULL",
     "identities without their paper"},
    {"SELECT count(*) FROM papers AS p LEFT JOIN identities AS i ON i.identity = p.paper"
     " WHERE i.paper IS NULL OR i.paper <> p.paper",
     "papers without the identity that gave them their number"},
    {"SELECT count(*) FROM source_records AS r LEFT JOIN identities AS i ON i.identity = r.identity"
     " WHERE i.paper IS NULL OR i.paper = 0",
     "source records without a paper"},
    {"SELECT count(*) FROM matching_keys AS k LEFT JOIN source_records AS r ON r.record = k.record"
     " WHERE r.identity IS NULL OR r.identity <> k.identity",
     "matching keys without their source record"},
    {"SELECT count(*) FROM sources AS s WHERE s.records <>"
     " (SELECT count(*) FROM source_records AS r WHERE r.source = s.source)",
     "sources whose count of records is wrong"},
    {"SELECT count(*) FROM votes AS v LEFT JOIN accounts AS a ON a.account = v.account"
     " LEFT JOIN identities AS i ON i.identity = v.identity WHERE a.account IS NULL OR i.identity IS NULL",
     "votes of nobody, or on nothing"},
    {"SELECT count(*) FROM (SELECT account FROM sessions UNION ALL SELECT account FROM api_tokens) AS s"
     " LEFT JOIN accounts AS a ON a.account = s.account WHERE a.account IS NULL OR a.deleted_at IS NOT NULL",
     "sessions and tokens without their account"},
    {"SELECT count(*) FROM (SELECT account, identity FROM library_entries"
     " UNION ALL SELECT account, identity FROM follows WHERE identity > 0"
     " UNION ALL SELECT account, identity FROM submissions"
     " UNION ALL SELECT f.account, x.identity FROM folder_items AS x LEFT JOIN folders AS f USING(folder)) "
     "AS e"
     " LEFT JOIN accounts AS a ON a.account = e.account LEFT JOIN identities AS i ON i.identity = e.identity"
     " WHERE a.account IS NULL OR i.identity IS NULL",
     "papers kept, followed or submitted by nobody, or of no identity"},
};

Result<void> check_rules(Connection& connection, std::vector<Problem>& problems) {
  for (const Rule& rule : kRules) {
    TRY(const std::int64_t broken, connection.query_int(rule.count));
    if (broken == 0) continue;
    problems.push_back({std::to_string(broken) + " " + rule.what, "restore the newest backup"});
  }
  return {};
}

// Unpacks every text of one table; `name` is for the message.
Result<void> check_texts(RecordState& state, Sql query, std::string_view name, bool is_paper,
                         std::vector<Problem>& problems) {
  TRY(Statement select, state.connection->prepare(query));
  std::string text;
  while (problems.size() < kProblemsMax) {
    TRY(const bool row, select.step());
    if (!row) return {};
    Result<void> unpacked =
        state.unpack(select.column_blob(2), static_cast<std::uint32_t>(select.column_int(1)), text);
    if (unpacked.ok() && is_paper) {
      PaperView view;
      unpacked = decode_paper_body(text, view);
    }
    if (unpacked.ok()) continue;
    problems.push_back(
        {std::string(name) + " " + std::to_string(select.column_int(0)) + ": " + unpacked.error().message(),
         "ingest its source again, or restore the newest backup"});
  }
  return {};
}

// Makes the copy at `path` a record of its own: followers of the original must not take it for theirs, and
// who harvests by time hears all of it again.
Result<void> give_new_identity(const std::string& path) {
  TRY(const auto connection, Connection::open(path, OpenFlags::kWrite));
  std::random_device random;
  std::uint32_t words[4];
  for (std::uint32_t& word : words) word = random();
  TRY_VOID(connection->execute("BEGIN IMMEDIATE"));
  TRY_VOID(connection->execute_text("UPDATE meta SET value = '" + hex(words, sizeof words) +
                                    "' WHERE name = 'uuid'"));
  TRY_VOID(connection->execute("UPDATE commits SET stamp = random()"));
  TRY(const std::int64_t version, connection->query_int("PRAGMA user_version"));
  if (version >= kCommitTimesVersion) {
    TRY_VOID(connection->execute(
        "UPDATE commits SET committed_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000"));
  }
  TRY_VOID(connection->execute("COMMIT"));
  return connection->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

// Who asked to be left alone since the backup was made is left alone, and nothing of its queue is sent before
// the operator says so: it was sent once, as like as not.
Result<void> keep_mail_from_going_out(Connection& present, const std::string& prepared) {
  TRY(const auto to, Connection::open(prepared, OpenFlags::kWrite));
  TRY_VOID(migrate(*to));
  TRY_VOID(to->execute("BEGIN IMMEDIATE"));
  TRY(Statement select, present.prepare("SELECT address, reason, stopped_at FROM mail_stops"));
  TRY(Statement insert, to->prepare("INSERT OR REPLACE INTO mail_stops(address, reason, stopped_at)"
                                    " VALUES(?1, ?2, ?3)"));
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) break;
    insert.bind_blob(1, select.column_blob(0)).bind(2, select.column_int(1)).bind(3, select.column_int(2));
    TRY_VOID(insert.run());
    insert.reset();
  }
  TRY_VOID(
      to->execute("INSERT OR REPLACE INTO progress(name, value) SELECT 'mail:held',"
                  " 'restored' WHERE EXISTS(SELECT 1 FROM subscribers)"
                  " OR EXISTS(SELECT 1 FROM deliveries WHERE state = 0)"));
  TRY_VOID(to->execute("COMMIT"));
  return to->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void> verify_copy(const std::string& path) {
  TRY(const SchemaStamp stamp, read_schema_stamp(path));
  TRY_VOID(check_schema_stamp(stamp, path));
  if (stamp.application_id != kApplicationId) {
    return Error(ErrorCode::kDamaged, path + ": this is not a backup of a record");
  }
  TRY(const auto connection, Connection::open(path, OpenFlags::kImmutable));
  std::vector<Problem> problems;
  TRY_VOID(check_pages(*connection, problems));
  if (problems.empty() && stamp.version == newest_schema_version()) {
    TRY_VOID(check_rules(*connection, problems));
  }
  if (problems.empty()) return {};
  return Error(ErrorCode::kDamaged, path + ": " + problems.front().what + "; nothing was changed");
}

}  // namespace

Result<std::vector<SourceCount>> Record::source_counts() {
  TRY(Statement select, state_->connection->prepare("SELECT name, records FROM sources ORDER BY name"));
  std::vector<SourceCount> counts;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return counts;
    counts.push_back({std::string(select.column_text(0)), select.column_unsigned(1)});
  }
}

Result<Counts> Record::counts() {
  Connection& connection = *state_->connection;
  const auto count = [&](Sql sql, std::uint64_t& to) -> Result<void> {
    TRY(const std::int64_t value, connection.query_int(sql));
    to = static_cast<std::uint64_t>(value);
    return {};
  };
  Counts counts;
  TRY_VOID(
      count("SELECT count(*) FROM papers INDEXED BY papers_by_edition WHERE withdrawn = 0", counts.papers));
  TRY_VOID(count("SELECT coalesce(max(identity), 0) FROM identities", counts.identities));
  TRY_VOID(count("SELECT count(*) FROM vote_observations", counts.vote_observations));
  TRY_VOID(
      count("SELECT count(DISTINCT paper) FROM identities INDEXED BY identities_merged"
            " WHERE paper <> identity AND paper <> 0",
            counts.merged_papers));
  TRY(counts.sources, source_counts());
  for (const SourceCount& source : counts.sources) counts.source_records += source.records;
  const std::string path = path_in(state_->folder);
  counts.bytes = file_size(path) + file_size(path + "-wal");
  return counts;
}

Result<void> Record::backup(const std::string& file) {
  const std::string temporary = file + ".partial";
  TRY_VOID(remove_database(temporary));
  const auto copy = [&]() -> Result<void> {
    TRY_VOID(create_new_file(temporary));
    TRY(const auto to, Connection::open(temporary, OpenFlags::kWrite));
    TRY_VOID(copy_pages(*state_->connection, *to));
    // A backup is one file: without a log beside it.
    return to->execute("PRAGMA journal_mode=DELETE");
  };
  const Result<void> copied = copy();
  if (!copied.ok()) {
    (void)remove_database(temporary);
    return Result<void>(copied.error()).context("backup to " + file);
  }
  TRY_VOID(sync_path(temporary));
  if (std::rename(temporary.c_str(), file.c_str()) != 0) return errno_error("rename", file);
  const std::size_t slash = file.find_last_of('/');
  return sync_folder(slash == std::string::npos ? "." : slash == 0 ? "/" : file.substr(0, slash));
}

Result<void> Record::restore(const std::string& data_folder, const std::string& file) {
  TRY_VOID(verify_copy(file));
  TRY_VOID(make_folder(data_folder));
  const std::string prepared = path_in(data_folder) + ".restoring";
  TRY_VOID(remove_database(prepared));
  const auto replace = [&]() -> Result<void> {
    {
      TRY_VOID(create_new_file(prepared));
      TRY(const auto from, Connection::open(file, OpenFlags::kImmutable));
      TRY(const auto to, Connection::open(prepared, OpenFlags::kWrite));
      TRY_VOID(copy_pages(*from, *to));
    }
    TRY_VOID(give_new_identity(prepared));
    // Into the present record as one transaction, so that a crash leaves the old or the new one and
    // processes that have it open go on with the new.
    TRY(const auto record, Record::open(data_folder, Mode::kWrite));
    TRY_VOID(keep_mail_from_going_out(*record->state_->connection, prepared));
    TRY(const auto from, Connection::open(prepared, OpenFlags::kWrite));
    TRY_VOID(record->state_->connection->execute("PRAGMA synchronous=FULL"));
    TRY_VOID(copy_pages(*from, *record->state_->connection));
    TRY_VOID(record->state_->connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    return {};
  };
  const Result<void> replaced = replace();
  TRY_VOID(remove_database(prepared));
  if (!replaced.ok()) return Result<void>(replaced.error()).context("restoring " + file);
  // A backup of an older version is brought up to date like any older record.
  TRY_VOID(Record::open(data_folder, Mode::kWrite));
  return {};
}

Result<std::vector<Problem>> Record::check(bool payloads) {
  std::vector<Problem> problems;
  TRY_VOID(check_pages(*state_->connection, problems));
  if (!problems.empty()) return problems;
  TRY_VOID(check_rules(*state_->connection, problems));
  TRY_VOID(check_texts(*state_, "SELECT paper, dictionary, body FROM papers", "paper", true, problems));
  if (payloads) {
    TRY_VOID(check_texts(*state_, "SELECT record, dictionary, payload FROM source_records", "source record",
                         false, problems));
    TRY_VOID(check_texts(*state_,
                         "SELECT rowid, dictionary, payload FROM earlier_records WHERE length(payload) > 0",
                         "earlier record", false, problems));
  }
  return problems;
}

Result<void> Record::compact() {
  Connection& connection = *state_->connection;
  for (;;) {
    TRY(const std::int64_t free_pages, connection.query_int("PRAGMA freelist_count"));
    if (free_pages == 0) break;
    let_others_in(state_->turn);
    TRY_VOID(
        connection.execute_text("PRAGMA incremental_vacuum(" + std::to_string(kCompactSlicePages) + ")"));
    TRY(const std::int64_t left, connection.query_int("PRAGMA freelist_count"));
    if (left >= free_pages) break;
  }
  TRY_VOID(connection.execute("PRAGMA optimize"));
  // Whoever reads an older state holds the log, and with it what was deleted since.
  TRY(const std::int64_t busy, connection.query_int("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (busy == 0) return {};
  return Error(
      ErrorCode::kLocked,
      connection.path() + ": its log could not be emptied because somebody reads for so long; try again");
}

}  // namespace broadsheet::store
