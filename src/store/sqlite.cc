// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/sqlite.h"

#include <filesystem>
#include <sqlite3.h>
#include <unistd.h>
#include <utility>

#include "store/limits.h"

namespace broadsheet::store {
namespace {

ErrorCode code_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kLocked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kDamaged;
    case SQLITE_TOOBIG:
      return ErrorCode::kTooLarge;
    case SQLITE_INTERRUPT:
      return ErrorCode::kInterrupted;
    default:
      return ErrorCode::kIo;
  }
}

// SQLITE_OPEN_NOFOLLOW refuses a link anywhere in a path, and a home or a data folder may well be reached
// through one: only the file itself must be none.
std::string with_real_folder(const std::string& path) {
  const std::filesystem::path whole(path);
  std::error_code error;
  const auto folder = std::filesystem::canonical(whole.has_parent_path() ? whole.parent_path() : ".", error);
  return error ? path : (folder / whole.filename()).string();
}

// A path as the file: URI that SQLite takes, where '?', '#' and '%' would end or change it.
std::string file_uri(const std::string& path, std::string_view query) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '?' || c == '#' || c == '%' || byte < 0x21) {
      uri += '%';
      uri += kHex[byte >> 4];
      uri += kHex[byte & 15];
    } else {
      uri += c;
    }
  }
  return uri.append(query);
}

// SQLite's own advice for files of uncertain origin: a schema may not call functions or write to
// itself, and a damaged cell is found before it is used. What is deleted is overwritten, so that a reader who
// goes is gone.
constexpr const char* kHardening =
    "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=ON;";

void harden(sqlite3* database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
}

}  // namespace

Error sqlite_error(sqlite3* database, std::string_view doing) {
  const int code = database != nullptr ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
  std::string message(doing);
  message += ": ";
  message += database != nullptr ? sqlite3_errmsg(database) : "out of memory";
  message += " (SQLite " + std::to_string(code) + ")";
  return Error(code_of(code), std::move(message));
}

// ------------------------------------------------------------------------------------- Statement

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), cached_(std::exchange(other.cached_, nullptr)) {}

Statement::~Statement() {
  if (cached_ == nullptr) return;
  reset();
  cached_->in_use = false;
}

void Statement::reset() {
  sqlite3_reset(cached_->statement);
  // Borrowed text must not stay bound: the next user may bind fewer parameters.
  sqlite3_clear_bindings(cached_->statement);
}

Statement& Statement::bind(int index, std::int64_t value) {
  CHECK(sqlite3_bind_int64(cached_->statement, index, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  // An empty view may have a null pointer, which SQLite would take for NULL.
  const char* data = text.data() != nullptr ? text.data() : "";
  CHECK(sqlite3_bind_text64(cached_->statement, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) ==
        SQLITE_OK);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  const char* data = bytes.data() != nullptr ? bytes.data() : "";
  CHECK(sqlite3_bind_blob64(cached_->statement, index, data, bytes.size(), SQLITE_STATIC) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_null(int index) {
  CHECK(sqlite3_bind_null(cached_->statement, index) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(cached_->statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return sqlite_error(database_, "record");
}

Result<void> Statement::run() {
  TRY(const bool row, step());
  CHECK(!row);
  reset();
  return {};
}

std::int64_t Statement::column_int(int column) const {
  return sqlite3_column_int64(cached_->statement, column);
}

bool Statement::column_is_null(int column) const {
  return sqlite3_column_type(cached_->statement, column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::column_optional(int column) const {
  if (column_is_null(column)) return std::nullopt;
  return column_int(column);
}

std::string_view Statement::column_text(int column) const {
  const unsigned char* text = sqlite3_column_text(cached_->statement, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(cached_->statement, column))};
}

std::string_view Statement::column_blob(int column) const {
  const void* bytes = sqlite3_column_blob(cached_->statement, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(cached_->statement, column))};
}

// ------------------------------------------------------------------------------------ Connection

Connection::Connection(sqlite3* database, std::string path)
    : database_(database), path_(std::move(path)), busy_wait_ms_(kWriteWaitMaxMs) {
  sqlite3_busy_handler(database_, &Connection::on_busy, this);
}

Connection::~Connection() {
  for (auto& [text, uses] : statements_) {
    for (auto& cached : uses) sqlite3_finalize(cached->statement);
  }
  sqlite3_close(database_);
}

// SQLite's own handler sleeps up to 100 ms between tries and so misses the gaps that a bulk writer
// leaves. Looking often costs little: it is one lock call.
int Connection::on_busy(void* connection, int tries) {
  const auto* self = static_cast<const Connection*>(connection);
  const std::int64_t waited_us = std::int64_t{tries} * kWritePollUs;
  if (waited_us > std::int64_t{self->busy_wait_ms_} * 1000) return 0;
  ::usleep(kWritePollUs);
  return 1;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, OpenFlags flags) {
  int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
  switch (flags) {
    case OpenFlags::kRead:
    case OpenFlags::kWrite:
      // A reader too has to write to the shared memory of the write-ahead log.
      mode |= SQLITE_OPEN_READWRITE;
      break;
    case OpenFlags::kCreate:
      mode |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
    case OpenFlags::kImmutable:
      mode |= SQLITE_OPEN_READONLY;
      break;
  }
  const std::string uri =
      file_uri(with_real_folder(path), flags == OpenFlags::kImmutable ? "?immutable=1" : "");
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &database, mode, nullptr);
  if (code != SQLITE_OK) {
    Error error = sqlite_error(database, path);
    sqlite3_close(database);
    return error;
  }
  std::unique_ptr<Connection> connection(new Connection(database, path));
  harden(database);
  if (sqlite3_exec(database, kHardening, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_error(database, path);
  }
  if (flags == OpenFlags::kRead) TRY_VOID(connection->execute("PRAGMA query_only=ON"));
  return connection;
}

Result<Statement> Connection::prepare(Sql sql) {
  auto& uses = statements_[sql.text()];
  for (auto& cached : uses) {
    if (cached->in_use) continue;
    cached->in_use = true;
    return Statement(database_, cached.get());
  }
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
      SQLITE_OK) {
    return sqlite_error(database_, path_);
  }
  uses.push_back(std::make_unique<CachedStatement>(CachedStatement{statement, true}));
  return Statement(database_, uses.back().get());
}

Result<void> Connection::execute(Sql sql) {
  if (sqlite3_exec(database_, sql.text(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_error(database_, path_);
  }
  return {};
}

Result<void> Connection::execute_text(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_error(database_, path_);
  }
  return {};
}

Result<std::int64_t> Connection::query_int(Sql sql) {
  TRY(Statement statement, prepare(sql));
  TRY(const bool row, statement.step());
  return row ? statement.column_int(0) : 0;
}

std::int64_t Connection::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(database_);
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(database_);
}

}  // namespace broadsheet::store
