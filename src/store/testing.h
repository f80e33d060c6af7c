// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a disk does to a record now and then, for tests.

#ifndef BROADSHEET_STORE_TESTING_H_
#define BROADSHEET_STORE_TESTING_H_

#include <iterator>
#include <string>

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

// Takes back what the newer steps of the schema made, so that the record is as a program of that time left
// it.
inline void make_older(const std::string& data_folder, int version) {
  constexpr const char* kUndoing[] = {
      "DROP TABLE withdrawals",
      "DROP TABLE earlier_records; DROP TABLE withdrawal_reasons",
      "DROP INDEX commits_by_time; DROP INDEX papers_withdrawn; ALTER TABLE commits DROP COLUMN committed_at",
      ("DROP TABLE accounts; DROP TABLE sessions; DROP TABLE api_tokens; DROP TABLE one_time_codes;"
       " DROP TABLE votes"),
      ("DROP TABLE library_entries; DROP TABLE library_tags; DROP TABLE folders; DROP TABLE folder_items;"
       " DROP TABLE library_feeds"),
  };
  const auto connection = Connection::open(Record::path_in(data_folder), OpenFlags::kWrite).value();
  for (int step = static_cast<int>(std::size(kUndoing)) + 1; step > version; --step)
    CHECK(connection->execute_text(kUndoing[step - 2]).ok());
  CHECK(connection->execute_text("PRAGMA user_version=" + std::to_string(version)).ok());
}

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_TESTING_H_
