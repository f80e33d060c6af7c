// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A thin typed wrapper of SQLite's C interface: connections with our settings, cached statements,
// errors as Result. Only store/ includes it.

#ifndef BROADSHEET_STORE_SQLITE_H_
#define BROADSHEET_STORE_SQLITE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace broadsheet::store {

// The text of a statement: a literal, so that no text from outside can ever become SQL, and so that
// its address can be the key of the statement cache.
class Sql {
 public:
  template <std::size_t N>
  consteval Sql(const char (&text)[N]) : text_(text) {}  // NOLINT(google-explicit-constructor)
  const char* text() const { return text_; }

 private:
  const char* text_;
};

struct CachedStatement {
  sqlite3_stmt* statement = nullptr;
  bool in_use = false;
};

// One use of a prepared statement; gives it back, reset, when it goes. Parameters and columns count
// from 1 and from 0, as in SQLite. Bound text and blobs are borrowed until the statement is given
// back; column views are valid until the next step().
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);
  // Integers of any width and optional values, so that callers need no casts.
  Statement& bind_unsigned(int index, std::uint64_t value) {
    return bind(index, static_cast<std::int64_t>(value));
  }
  Statement& bind_optional(int index, std::optional<std::int64_t> value) {
    return value ? bind(index, *value) : bind_null(index);
  }

  // True with a row, false at the end.
  Result<bool> step();
  // For statements that give no rows.
  Result<void> run();
  // Makes it ready for other parameters.
  void reset();

  std::int64_t column_int(int column) const;
  std::uint64_t column_unsigned(int column) const { return static_cast<std::uint64_t>(column_int(column)); }
  bool column_is_null(int column) const;
  std::optional<std::int64_t> column_optional(int column) const;
  std::string_view column_text(int column) const;
  std::string_view column_blob(int column) const;

 private:
  friend class Connection;
  Statement(sqlite3* database, CachedStatement* cached) : database_(database), cached_(cached) {}
  sqlite3* database_;
  CachedStatement* cached_;
};

enum class OpenFlags : std::uint8_t {
  kRead,       // an existing database
  kWrite,      // an existing database, for writing
  kCreate,     // created if it is not there
  kImmutable,  // an existing file as it lies there: no locks, no write-ahead log, not a byte written
};

// Confined to one thread.
class Connection {
 public:
  // Opens with untrusted-schema hardening on; kDamaged, kNotFound, kIo.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, OpenFlags flags);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Result<Statement> prepare(Sql sql);
  // One or several statements without parameters or rows.
  Result<void> execute(Sql sql);
  Result<void> execute_text(const std::string& sql);  // made from our own constants only
  // The one integer that a query gives; 0 without a row.
  Result<std::int64_t> query_int(Sql sql);

  std::int64_t last_insert_rowid() const;
  std::int64_t changes() const;
  sqlite3* handle() const { return database_; }
  const std::string& path() const { return path_; }

  // How long a statement may wait for another process; 0 gives up at once.
  void set_busy_wait_ms(int wait_ms) { busy_wait_ms_ = wait_ms; }

 private:
  Connection(sqlite3* database, std::string path);
  static int on_busy(void* connection, int tries);

  sqlite3* database_;
  std::string path_;
  int busy_wait_ms_;
  std::unordered_map<const char*, std::vector<std::unique_ptr<CachedStatement>>> statements_;
};

// The error of the last call on `database`, as ours.
Error sqlite_error(sqlite3* database, std::string_view doing);

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_SQLITE_H_
