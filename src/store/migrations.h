// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The schema as an append-only list of steps. A released step is never edited: the record of every
// released version opens with each build, and docs/formats/record.md describes the sum.

#ifndef BROADSHEET_STORE_MIGRATIONS_H_
#define BROADSHEET_STORE_MIGRATIONS_H_

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/sqlite.h"

namespace broadsheet::store {

// Written into the database's header, so that other SQLite files are not taken for records: "Brds".
inline constexpr std::int64_t kApplicationId = 0x42726473;

// The first version whose commits say when they were made.
inline constexpr std::int64_t kCommitTimesVersion = 4;

// The version that this build writes: the number of steps.
std::int64_t newest_schema_version();

// What a file says it is, read without locks and without writing a byte.
struct SchemaStamp {
  std::int64_t application_id = 0;
  std::int64_t version = 0;
};
Result<SchemaStamp> read_schema_stamp(const std::string& path);
// kUnsupported for a newer version, kDamaged for what is no record. An empty file is a record to be.
Result<void> check_schema_stamp(const SchemaStamp& stamp, const std::string& path);

// Applies the steps that are missing, each in a transaction of its own, so that a kill between two
// leaves a record that the next start brings further.
Result<void> migrate(Connection& connection);

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_MIGRATIONS_H_
