// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a disk does to a record now and then, for tests.

#ifndef BROADSHEET_STORE_TESTING_H_
#define BROADSHEET_STORE_TESTING_H_

#include <cstdint>
#include <iterator>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "store/record.h"
#include "store/sqlite.h"

namespace broadsheet::store {

// Flips bits of one packed text, so that its checksum does not hold. `statement` is one of the below.
inline void damage(const std::string& data_folder, const std::string& statement) {
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kWrite).value();
  CHECK(connection->execute_text(statement).ok());
  CHECK(connection->changes() == 1);
}

inline void damage_paper(const std::string& data_folder, PaperNumber number) {
  damage(data_folder, "UPDATE papers SET body = CAST(body || x'00' AS BLOB) WHERE paper = " +
                          std::to_string(number.value()));
}

inline void damage_source_record(const std::string& data_folder, const std::string& key) {
  damage(data_folder,
         "UPDATE source_records SET payload = CAST(payload || x'00' AS BLOB) WHERE key = '" + key + "'");
}

inline void damage_evidence(const std::string& data_folder, const std::string& key) {
  damage(data_folder, "UPDATE source_records SET evidence = x'01' WHERE key = '" + key + "'");
}

// From now on a row of the table can't become one for which the condition holds, as on a disk that is full;
// none may be so yet. Condition "": it can again.
inline void refuse_rows(const std::string& data_folder, const std::string& table,
                        const std::string& condition) {
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kWrite).value();
  CHECK(connection
            ->execute_text(condition.empty() ? "DROP INDEX refused"
                                             : "CREATE INDEX refused ON " + table + "(abs(iif(" + condition +
                                                   ", -9223372036854775807 - 1, 0)))")
            .ok());
}

// The names of the tables that have a column of this name, or one that ends so, ascending.
inline std::vector<std::string> tables_with(const std::string& data_folder, std::string_view column) {
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kRead).value();
  Statement select =
      connection
          ->prepare(
              "SELECT DISTINCT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
              " WHERE t.type = 'table' AND (c.name = ?1 OR c.name LIKE '%\\_' || ?1 ESCAPE '\\')"
              " ORDER BY t.name")
          .value();
  select.bind(1, column);
  std::vector<std::string> names;
  while (select.step().value()) names.emplace_back(select.column_text(0));
  return names;
}

// How many rows of the table have that number in the column.
inline std::int64_t rows_with(const std::string& data_folder, const std::string& table,
                              const std::string& column, std::uint32_t number) {
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kRead).value();
  const std::string sql =
      "SELECT count(*) FROM " + table + " WHERE " + column + " = " + std::to_string(number);
  std::int64_t rows = -1;
  const auto read = [](void* to, int, char** values, char**) {
    *static_cast<std::int64_t*>(to) = std::stoll(values[0]);
    return 0;
  };
  CHECK(sqlite3_exec(connection->handle(), sql.c_str(), read, &rows, nullptr) == SQLITE_OK);
  return rows;
}

// Takes back what the newer steps of the schema made, so that the record is as a program of that time left
// it.
inline void make_older(const std::string& data_folder, int version) {
  constexpr const char* kUndoing[] = {
      "DROP TABLE withdrawals",
      "DROP TABLE earlier_records; DROP TABLE withdrawal_reasons",
      "DROP INDEX commits_by_time; DROP INDEX papers_withdrawn; ALTER TABLE commits DROP COLUMN committed_at",
      ("DROP TABLE accounts; DROP TABLE sessions; DROP TABLE api_tokens; DROP TABLE one_time_codes;"
       " DROP TABLE votes"),
      ("DROP TABLE comments; DROP TABLE comment_edits; DROP TABLE reactions; DROP TABLE reports;"
       " DROP TABLE moderation_log; DROP TABLE notices; DROP TABLE claims"),
      "DROP TABLE second_factors",
      ("DROP TABLE library_entries; DROP TABLE library_tags; DROP TABLE folders; DROP TABLE folder_items;"
       " DROP TABLE follows; DROP TABLE private_feeds"),
      "DROP TABLE jobs; DROP TABLE submissions",
      "DROP TABLE taken_off",
      ("DROP TABLE subscribers; DROP TABLE subscription_requests; DROP TABLE mail_stops;"
       " DROP TABLE mailed_papers; DROP TABLE digests; DROP TABLE deliveries; DROP TABLE mail_keys;"
       " DROP TABLE not_for_me; DROP TABLE notice_switches"),
  };
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kWrite).value();
  for (int step = static_cast<int>(std::size(kUndoing)) + 1; step > version; --step)
    CHECK(connection->execute_text(kUndoing[step - 2]).ok());
  CHECK(connection->execute_text("PRAGMA user_version=" + std::to_string(version)).ok());
}

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_TESTING_H_
