// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What sources said before, and why they withdrew what they did.

#include "base/log.h"
#include "store/limits.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

// One row for each thing that was ever said: under its earliest day, with its text once that is given.
#define ON_KNOWN                                                             \
  " ON CONFLICT DO UPDATE SET day = min(day, excluded.day),"                 \
  " dictionary = iif(length(payload) = 0, excluded.dictionary, dictionary)," \
  " payload = iif(length(payload) = 0, excluded.payload, payload)"           \
  " WHERE excluded.day < day OR (length(payload) = 0 AND length(excluded.payload) > 0)"

}  // namespace

Result<bool> Transaction::keep_present(SourceRecordNumber number, Day day, std::uint64_t said,
                                       bool with_text) {
  Connection& connection = *record_->state_->connection;
  TRY(Statement insert,
      connection.prepare("INSERT INTO earlier_records(source, key, said, day, dictionary, payload)"
                         " SELECT source, key, ?2, ?3, iif(?4, dictionary, 0), iif(?4, payload, x'')"
                         " FROM source_records WHERE record = ?1" ON_KNOWN));
  insert.bind_unsigned(1, number.value()).bind_unsigned(2, said).bind(3, day_number(day));
  TRY_VOID(insert.bind(4, std::int64_t{with_text ? 1 : 0}).run());
  return connection.changes() > 0;
}

Result<bool> Transaction::keep_earlier(const NewSourceRecord& record, Day day, std::uint64_t said,
                                       bool with_text) {
  RecordState& state = *record_->state_;
  TRY(const std::int64_t source, state.source_number(record.source, true));
  TRY(Statement insert,
      state.connection->prepare("INSERT INTO earlier_records(source, key, said, day, dictionary, payload)"
                                " VALUES(?1, ?2, ?3, ?4, ?5, ?6)" ON_KNOWN));
  insert.bind(1, source).bind(2, std::string_view(record.key)).bind_unsigned(3, said);
  insert.bind(4, day_number(day)).bind(5, std::int64_t{with_text ? record.dictionary : 0});
  TRY_VOID(insert.bind_blob(6, with_text ? record.payload : std::string_view()).run());
  return state.connection->changes() > 0;
}

Result<void> Transaction::note_withdrawal_reason(std::string_view source, std::string_view key,
                                                 std::optional<Day> day, std::string_view reason) {
  RecordState& state = *record_->state_;
  TRY(const std::int64_t number, state.source_number(source, true));
  TRY(Statement insert,
      state.connection->prepare(
          "INSERT INTO withdrawal_reasons(source, key, day, reason) VALUES(?1, ?2, ?3, ?4)"
          " ON CONFLICT DO UPDATE SET day = excluded.day, reason = excluded.reason"
          " WHERE excluded.day IS NULL OR day IS NULL OR (excluded.day, excluded.reason) > (day, reason)"));
  insert.bind(1, number).bind(2, key).bind(4, reason);
  if (day) insert.bind(3, day_number(*day));
  return insert.run();
}

Result<std::string> Record::withdrawal_reason(std::string_view source, std::string_view key) {
  TRY(const std::int64_t number, state_->source_number(source, false));
  TRY(Statement select,
      state_->connection->prepare("SELECT reason FROM withdrawal_reasons WHERE source = ?1 AND key = ?2"));
  TRY(const bool row, select.bind(1, number).bind(2, key).step());
  return row ? std::string(select.column_text(0)) : std::string();
}

Result<std::vector<EarlierRecord>> Record::earlier_records(std::string_view source, std::string_view key) {
  TRY(const std::int64_t number, state_->source_number(source, false));
  TRY(Statement select,
      state_->connection->prepare("SELECT day, said, dictionary, payload FROM earlier_records"
                                  " WHERE source = ?1 AND key = ?2 ORDER BY day DESC, said LIMIT ?3"));
  select.bind(1, number).bind(2, key).bind(3, std::int64_t{kEarlierRecordsRead});
  std::vector<EarlierRecord> found;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) break;
    EarlierRecord earlier{day_of(select.column_int(0)), select.column_unsigned(1), {}};
    const std::string_view payload = select.column_blob(3);
    if (!payload.empty()) {
      SourceRecordText text;
      Result<void> read =
          state_->unpack(payload, static_cast<std::uint32_t>(select.column_int(2)), state_->unpacked);
      if (read.ok()) read = read_payload(state_->unpacked, text);
      if (!read.ok()) {
        log_warning("what a source said before can't be read", {{"source", std::string(source)},
                                                                {"key", std::string(key)},
                                                                {"because", read.error().message()}});
        continue;
      }
      earlier.facts = std::move(text.facts);
    }
    found.push_back(std::move(earlier));
  }
  return std::vector<EarlierRecord>(std::make_move_iterator(found.rbegin()),
                                    std::make_move_iterator(found.rend()));
}

}  // namespace broadsheet::store
