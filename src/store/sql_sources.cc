// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Source records: what each source said, byte for byte, and under which keys records find the
// others of their paper.

#include <algorithm>

#include "base/bytes.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

Result<void> write_keys(Connection& connection, const NewSourceRecord& record, std::int64_t number) {
  TRY(Statement insert,
      connection.prepare("INSERT OR IGNORE INTO matching_keys(key, record, identity) VALUES(?1, ?2, ?3)"));
  for (const MatchingKey key : record.keys) {
    TRY_VOID(insert.bind_unsigned(1, key).bind(2, number).bind_unsigned(3, record.identity.value()).run());
  }
  return {};
}

}  // namespace

Result<std::int64_t> RecordState::source_number(std::string_view name, bool create) {
  if (const auto known = source_numbers.find(name); known != source_numbers.end()) return known->second;
  std::int64_t number = 0;
  {
    TRY(Statement select, connection->prepare("SELECT source FROM sources WHERE name = ?1"));
    TRY(const bool row, select.bind(1, name).step());
    if (row) number = select.column_int(0);
  }
  if (number == 0) {
    if (!create) return std::int64_t{0};
    TRY(Statement insert, connection->prepare("INSERT INTO sources(name, records) VALUES(?1, 0)"));
    TRY_VOID(insert.bind(1, name).run());
    number = connection->last_insert_rowid();
  }
  source_numbers.emplace(name, number);
  return number;
}

Result<std::string> RecordState::source_name(std::int64_t number) {
  if (const auto known = source_names.find(number); known != source_names.end()) return known->second;
  TRY(Statement select, connection->prepare("SELECT name FROM sources WHERE source = ?1"));
  TRY(const bool row, select.bind(1, number).step());
  if (!row) return Error(ErrorCode::kDamaged, "a source record of an unknown source");
  return source_names.emplace(number, select.column_text(0)).first->second;
}

// --------------------------------------------------------------------------------------- writing

Result<SourceRecordNumber> Transaction::add_source_record(const NewSourceRecord& record) {
  RecordState& state = *record_->state_;
  Connection& connection = *state.connection;
  TRY(const std::int64_t source, state.source_number(record.source, true));
  TRY(Statement insert,
      connection.prepare("INSERT INTO source_records(source, key, identity, content_hash, deleted, format,"
                         " evidence, dictionary, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  insert.bind(1, source).bind(2, std::string_view(record.key)).bind_unsigned(3, record.identity.value());
  insert.bind_unsigned(4, record.content_hash).bind(5, std::int64_t{record.deleted ? 1 : 0});
  insert.bind(6, std::string_view(record.format)).bind_blob(7, record.evidence);
  TRY_VOID(insert.bind(8, std::int64_t{record.dictionary}).bind_blob(9, record.payload).run());
  const std::int64_t number = connection.last_insert_rowid();
  ++state.added_records[source];
  TRY_VOID(write_keys(connection, record, number));
  return SourceRecordNumber(static_cast<std::uint64_t>(number));
}

Result<void> Transaction::replace_source_record(SourceRecordNumber number, const NewSourceRecord& record,
                                                const std::optional<std::vector<MatchingKey>>& old_keys) {
  Connection& connection = *record_->state_->connection;
  if (old_keys) {
    TRY(Statement remove, connection.prepare("DELETE FROM matching_keys WHERE key = ?1 AND record = ?2"));
    for (const MatchingKey key : *old_keys) {
      TRY_VOID(remove.bind_unsigned(1, key).bind_unsigned(2, number.value()).run());
    }
  } else {
    TRY(Statement remove, connection.prepare("DELETE FROM matching_keys WHERE record = ?1"));
    TRY_VOID(remove.bind_unsigned(1, number.value()).run());
  }
  TRY(Statement update,
      connection.prepare("UPDATE source_records SET content_hash = ?2, deleted = ?3, format = ?4,"
                         " evidence = ?5, dictionary = ?6, payload = ?7, identity = ?8 WHERE record = ?1"));
  update.bind_unsigned(1, number.value()).bind_unsigned(2, record.content_hash);
  update.bind(3, std::int64_t{record.deleted ? 1 : 0}).bind(4, std::string_view(record.format));
  update.bind_blob(5, record.evidence).bind(6, std::int64_t{record.dictionary});
  TRY_VOID(update.bind_blob(7, record.payload).bind_unsigned(8, record.identity.value()).run());
  return write_keys(connection, record, static_cast<std::int64_t>(number.value()));
}

Result<void> Transaction::mark_withdrawn(SourceRecordNumber number) {
  TRY(Statement update,
      record_->state_->connection->prepare("UPDATE source_records SET deleted = 1 WHERE record = ?1"));
  return update.bind_unsigned(1, number.value()).run();
}

Result<void> Transaction::note_withdrawal(std::string_view source, std::string_view key, Day day) {
  RecordState& state = *record_->state_;
  TRY(const std::int64_t number, state.source_number(source, true));
  TRY(Statement insert,
      state.connection->prepare("INSERT INTO withdrawals(source, key, day) VALUES(?1, ?2, ?3)"
                                " ON CONFLICT DO UPDATE SET day = max(day, excluded.day)"));
  return insert.bind(1, number).bind(2, key).bind(3, day_number(day)).run();
}

Result<bool> Transaction::add_version(IdentityNumber identity, Day day) {
  Connection& connection = *record_->state_->connection;
  TRY(Statement insert, connection.prepare("INSERT OR IGNORE INTO versions(identity, day) VALUES(?1, ?2)"));
  TRY_VOID(insert.bind_unsigned(1, identity.value()).bind(2, day_number(day)).run());
  return connection.changes() > 0;
}

Result<std::uint32_t> Transaction::add_dictionary(std::string_view source, std::string_view bytes) {
  RecordState& state = *record_->state_;
  TRY(Statement insert, state.connection->prepare("INSERT INTO dictionaries(source, bytes) VALUES(?1, ?2)"));
  TRY_VOID(insert.bind(1, source).bind_blob(2, bytes).run());
  state.packers.erase(std::string(source));
  return static_cast<std::uint32_t>(state.connection->last_insert_rowid());
}

Result<void> Transaction::set_progress(std::string_view name, std::string_view value) {
  Connection& connection = *record_->state_->connection;
  if (value.empty()) {
    TRY(Statement remove, connection.prepare("DELETE FROM progress WHERE name = ?1"));
    return remove.bind(1, name).run();
  }
  TRY(Statement insert, connection.prepare("INSERT OR REPLACE INTO progress(name, value) VALUES(?1, ?2)"));
  return insert.bind(1, name).bind(2, value).run();
}

// --------------------------------------------------------------------------------------- reading

#define HEAD_COLUMNS "record, source, key, identity, content_hash, deleted, evidence"

namespace {

Result<SourceRecordHead> read_head(RecordState& state, const Statement& row) {
  SourceRecordHead head;
  head.number = SourceRecordNumber(row.column_unsigned(0));
  TRY(head.source, state.source_name(row.column_int(1)));
  head.key = row.column_text(2);
  head.identity = IdentityNumber(static_cast<std::uint32_t>(row.column_int(3)));
  head.content_hash = row.column_unsigned(4);
  head.deleted = row.column_int(5) != 0;
  head.evidence = row.column_blob(6);
  return head;
}

}  // namespace

Result<std::optional<SourceRecordHead>> Record::source_record(std::string_view source, std::string_view key) {
  TRY(const std::int64_t number, state_->source_number(source, false));
  if (number == 0) return std::optional<SourceRecordHead>();
  TRY(Statement select, state_->connection->prepare("SELECT " HEAD_COLUMNS
                                                    " FROM source_records WHERE source = ?1 AND key = ?2"));
  TRY(const bool row, select.bind(1, number).bind(2, key).step());
  if (!row) return std::optional<SourceRecordHead>();
  TRY(SourceRecordHead head, read_head(*state_, select));
  return std::optional<SourceRecordHead>(std::move(head));
}

Result<bool> Record::has_sound(std::string_view source, std::string_view key, std::uint64_t content_hash,
                               bool withdrawn) {
  TRY(const std::int64_t number, state_->source_number(source, false));
  if (number == 0) return false;
  // The hash is the first to be looked at: most of what is asked for is new, or has changed.
  TRY(Statement select,
      state_->connection->prepare("SELECT r.payload, p.body FROM source_records AS r"
                                  " JOIN identities AS i ON i.identity = r.identity"
                                  " JOIN papers AS p ON p.paper = i.paper"
                                  " WHERE r.source = ?1 AND r.key = ?2 AND r.content_hash = ?3"
                                  " AND r.deleted = ?4"));
  select.bind(1, number).bind(2, key).bind_unsigned(3, content_hash);
  TRY(const bool row, select.bind(4, std::int64_t{withdrawn ? 1 : 0}).step());
  if (!row) return false;
  return check_packed(select.column_blob(0)).ok() && check_packed(select.column_blob(1)).ok();
}

Result<std::optional<Day>> Record::withdrawn_on(std::string_view source, std::string_view key) {
  TRY(const std::int64_t number, state_->source_number(source, false));
  if (number == 0) return std::optional<Day>();
  TRY(Statement select,
      state_->connection->prepare("SELECT day FROM withdrawals WHERE source = ?1 AND key = ?2"));
  TRY(const bool row, select.bind(1, number).bind(2, key).step());
  if (!row) return std::optional<Day>();
  return std::optional<Day>(day_of(select.column_int(0)));
}

Result<std::vector<SourceRecordHead>> Record::source_records_of(IdentityNumber identity) {
  TRY(Statement select,
      state_->connection->prepare("SELECT " HEAD_COLUMNS
                                  " FROM source_records WHERE identity = ?1 ORDER BY record"));
  select.bind_unsigned(1, identity.value());
  std::vector<SourceRecordHead> heads;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return heads;
    TRY(SourceRecordHead head, read_head(*state_, select));
    heads.push_back(std::move(head));
  }
}

Result<SourceRecordText> Record::source_text(SourceRecordNumber number) {
  TRY(Statement select, state_->connection->prepare(
                            "SELECT format, dictionary, payload FROM source_records WHERE record = ?1"));
  TRY(const bool row, select.bind_unsigned(1, number.value()).step());
  if (!row) return Error(ErrorCode::kNotFound, "no such source record");
  const auto where = [&] { return "source record " + std::to_string(number.value()); };
  TRY_VOID(
      state_
          ->unpack(select.column_blob(2), static_cast<std::uint32_t>(select.column_int(1)), state_->unpacked)
          .context(where()));
  SourceRecordText text;
  text.format = select.column_text(0);
  TRY_VOID(read_payload(state_->unpacked, text).context(where()));
  return text;
}

Result<std::vector<Day>> Record::versions_of(IdentityNumber identity) {
  TRY(Statement select,
      state_->connection->prepare("SELECT day FROM versions WHERE identity = ?1 ORDER BY day"));
  select.bind_unsigned(1, identity.value());
  std::vector<Day> days;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return days;
    days.push_back(day_of(select.column_int(0)));
  }
}

Result<std::optional<Dictionary>> Record::newest_dictionary(std::string_view source) {
  TRY(Statement select, state_->connection->prepare("SELECT dictionary, bytes FROM dictionaries"
                                                    " WHERE source = ?1 ORDER BY dictionary DESC LIMIT 1"));
  TRY(const bool row, select.bind(1, source).step());
  if (!row) return std::optional<Dictionary>();
  return std::optional<Dictionary>(Dictionary{static_cast<std::uint32_t>(select.column_int(0)),
                                              std::string(source), std::string(select.column_blob(1))});
}

Result<std::string> Record::progress(std::string_view name) {
  TRY(Statement select, state_->connection->prepare("SELECT value FROM progress WHERE name = ?1"));
  TRY(const bool row, select.bind(1, name).step());
  return row ? std::string(select.column_text(0)) : std::string();
}

Result<std::vector<std::pair<std::string, std::string>>> Record::progress_below(std::string_view prefix) {
  TRY(Statement select,
      state_->connection->prepare(
          "SELECT name, value FROM progress WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name"));
  select.bind(1, prefix);
  std::vector<std::pair<std::string, std::string>> rows;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return rows;
    rows.emplace_back(select.column_text(0), select.column_text(1));
  }
}

}  // namespace broadsheet::store
