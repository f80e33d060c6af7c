// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/migrations.h"

#include <array>
#include <cstring>
#include <iterator>
#include <random>
#include <sqlite3.h>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace broadsheet::store {
namespace {

constexpr const char* kSteps[] = {
    // 1: papers and what they are made from. docs/formats/record.md says what each column means.
    R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE feed(
  revision INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  key INTEGER NOT NULL,
  public INTEGER NOT NULL,
  deleted INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX feed_by_key ON feed(kind, key);
CREATE TABLE commits(revision INTEGER PRIMARY KEY, stamp INTEGER NOT NULL) STRICT;

CREATE TABLE dictionaries(
  dictionary INTEGER PRIMARY KEY, source TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE progress(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sources(
  source INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, records INTEGER NOT NULL) STRICT;
CREATE TABLE identities(identity INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, paper INTEGER NOT NULL) STRICT;
CREATE INDEX identities_merged ON identities(paper) WHERE paper <> identity AND paper <> 0;
CREATE TABLE source_records(
  record INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  identity INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  format TEXT NOT NULL,
  evidence BLOB NOT NULL,
  dictionary INTEGER NOT NULL,
  payload BLOB NOT NULL,
  UNIQUE(source, key)) STRICT;
CREATE INDEX source_records_by_identity ON source_records(identity);
CREATE TABLE matching_keys(
  key INTEGER NOT NULL,
  record INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  PRIMARY KEY(key, record)) STRICT, WITHOUT ROWID;
CREATE TABLE versions(
  identity INTEGER NOT NULL, day INTEGER NOT NULL, PRIMARY KEY(identity, day)) STRICT, WITHOUT ROWID;
CREATE TABLE vote_observations(
  identity INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  feed TEXT NOT NULL,
  upvotes INTEGER NOT NULL,
  PRIMARY KEY(identity, observed_at, source, feed)) STRICT, WITHOUT ROWID;
CREATE TABLE merge_decisions(
  decision INTEGER PRIMARY KEY,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  together INTEGER NOT NULL,
  decided_at INTEGER NOT NULL) STRICT;
CREATE INDEX merge_decisions_by_one ON merge_decisions(one);
CREATE INDEX merge_decisions_by_other ON merge_decisions(other);

CREATE TABLE papers(
  paper INTEGER PRIMARY KEY,
  withdrawn INTEGER NOT NULL,
  edition_day INTEGER,
  edition_precision INTEGER,
  featured INTEGER NOT NULL,
  feed_place INTEGER,
  upvotes INTEGER NOT NULL,
  id TEXT NOT NULL,
  dictionary INTEGER NOT NULL,
  body BLOB NOT NULL) STRICT;
CREATE INDEX papers_by_edition ON papers(edition_precision, edition_day) WHERE withdrawn = 0;
)sql",
    // 2: when sources withdrew what, so that the order in which that is heard does not matter.
    R"sql(
CREATE TABLE withdrawals(
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY(source, key)) STRICT, WITHOUT ROWID;
)sql",
    // 3: what sources said before, and why they withdrew what they did.
    R"sql(
CREATE TABLE earlier_records(
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  said INTEGER NOT NULL,
  day INTEGER NOT NULL,
  dictionary INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY(source, key, said)) STRICT;
CREATE TABLE withdrawal_reasons(
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  day INTEGER,
  reason TEXT NOT NULL,
  PRIMARY KEY(source, key)) STRICT, WITHOUT ROWID;
)sql",
    // 4: when commits were made, for those who harvest by time. What is there counts as changed now: nobody
    // was told before.
    R"sql(
ALTER TABLE commits ADD COLUMN committed_at INTEGER NOT NULL DEFAULT 0;
UPDATE commits SET committed_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
CREATE INDEX commits_by_time ON commits(committed_at);
CREATE INDEX papers_withdrawn ON papers(paper) WHERE withdrawn = 1;
)sql",
    // 5: readers. A number of an account is never given twice: what somebody did outlives the account.
    R"sql(
CREATE TABLE accounts(
  account INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE COLLATE NOCASE,
  fullname TEXT NOT NULL,
  address TEXT UNIQUE,
  claimed_address TEXT NOT NULL,
  password TEXT NOT NULL,
  role INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  banned_at INTEGER,
  deleted_at INTEGER,
  counts INTEGER NOT NULL) STRICT;
CREATE INDEX accounts_that_may_count ON accounts(created_at)
  WHERE counts = 0 AND confirmed_at IS NOT NULL AND banned_at IS NULL AND deleted_at IS NULL;
CREATE TABLE sessions(
  hash BLOB PRIMARY KEY,
  account INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  device TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions(account);
CREATE INDEX sessions_by_time ON sessions(seen_at);
CREATE TABLE api_tokens(
  token INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  scope INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER) STRICT;
CREATE INDEX api_tokens_by_account ON api_tokens(account);
CREATE TABLE one_time_codes(
  hash BLOB PRIMARY KEY,
  purpose INTEGER NOT NULL,
  account INTEGER NOT NULL,
  expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_codes_by_account ON one_time_codes(account);
CREATE INDEX one_time_codes_by_time ON one_time_codes(expires_at);
CREATE TABLE votes(
  account INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  voted_at INTEGER NOT NULL,
  PRIMARY KEY(account, identity)) STRICT, WITHOUT ROWID;
CREATE INDEX votes_by_identity ON votes(identity);
)sql",
    // 6: what readers say to each other, and what moderators do about it.
    R"sql(
CREATE TABLE comments(
  comment INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  identity INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  account INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  hidden_at INTEGER,
  hidden_by INTEGER NOT NULL DEFAULT 0,
  hidden_reason INTEGER NOT NULL DEFAULT 0,
  edits INTEGER NOT NULL DEFAULT 0,
  html_version INTEGER NOT NULL,
  raw TEXT NOT NULL,
  html TEXT NOT NULL) STRICT;
CREATE INDEX comments_by_identity ON comments(identity);
CREATE INDEX comments_by_account ON comments(account, written_at);
CREATE TABLE comment_edits(
  comment INTEGER NOT NULL,
  edit INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY(comment, edit)) STRICT, WITHOUT ROWID;
CREATE TABLE reactions(
  comment INTEGER NOT NULL,
  reaction INTEGER NOT NULL,
  account INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  reacted_at INTEGER NOT NULL,
  PRIMARY KEY(comment, reaction, account)) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_by_account ON reactions(account);
CREATE TABLE reports(
  report INTEGER PRIMARY KEY AUTOINCREMENT,
  comment INTEGER NOT NULL,
  account INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  words TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by INTEGER NOT NULL DEFAULT 0,
  UNIQUE(comment, account)) STRICT;
CREATE INDEX reports_open ON reports(comment) WHERE settled_at IS NULL;
CREATE INDEX reports_by_account ON reports(account);
CREATE TABLE moderation_log(
  entry INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  act INTEGER NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  done_at INTEGER NOT NULL) STRICT;
CREATE INDEX moderation_log_by_account ON moderation_log(account);
CREATE TABLE notices(
  notice INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  comment INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  read_at INTEGER) STRICT;
CREATE INDEX notices_by_account ON notices(account, notice);
CREATE INDEX notices_unread ON notices(account) WHERE read_at IS NULL;
CREATE INDEX notices_by_comment ON notices(comment);
CREATE TABLE claims(
  claim INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  author TEXT NOT NULL,
  state INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER NOT NULL DEFAULT 0,
  UNIQUE(account, identity)) STRICT;
CREATE INDEX claims_by_identity ON claims(identity);
CREATE INDEX claims_pending ON claims(claim) WHERE state = 0;
)sql",
    // 7: a second factor.
    R"sql(
CREATE TABLE second_factors(
  account INTEGER PRIMARY KEY,
  secret BLOB NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL) STRICT;
)sql",
    // 8: what readers keep. A number of a folder is never given twice.
    R"sql(
CREATE TABLE library_entries(
  account INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY(account, identity)) STRICT, WITHOUT ROWID;
CREATE INDEX library_entries_by_identity ON library_entries(identity);
CREATE TABLE library_tags(
  account INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY(account, identity, tag)) STRICT, WITHOUT ROWID;
CREATE INDEX library_tags_by_tag ON library_tags(account, tag);
CREATE TABLE folders(
  folder INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  visibility INTEGER NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL) STRICT;
CREATE INDEX folders_by_account ON folders(account);
CREATE INDEX folders_public ON folders(changed_at, folder) WHERE visibility = 2;
CREATE TABLE folder_items(
  folder INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  position INTEGER NOT NULL,
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY(folder, identity)) STRICT, WITHOUT ROWID;
CREATE INDEX folder_items_by_place ON folder_items(folder, position);
CREATE INDEX folder_items_by_identity ON folder_items(identity);
CREATE TABLE follows(
  follow INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  target TEXT NOT NULL,
  identity INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE(account, kind, target, identity)) STRICT;
CREATE INDEX follows_of_papers ON follows(identity) WHERE identity > 0;
CREATE TABLE private_feeds(
  account INTEGER NOT NULL,
  list INTEGER NOT NULL,
  follow INTEGER NOT NULL,
  secret BLOB NOT NULL UNIQUE,
  made_at INTEGER NOT NULL,
  PRIMARY KEY(account, list, follow)) STRICT, WITHOUT ROWID;
)sql",
    // Work that readers ask for, and what they put on daily pages.
    R"sql(
CREATE TABLE jobs(
  job INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,
  subject TEXT NOT NULL,
  account INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  submits INTEGER NOT NULL,
  state INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL) STRICT;
CREATE INDEX jobs_waiting ON jobs(next_at, job) WHERE state = 0;
CREATE INDEX jobs_by_account ON jobs(account, job);
CREATE TABLE submissions(
  identity INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  by_token INTEGER NOT NULL,
  submitted_at INTEGER NOT NULL) STRICT;
CREATE INDEX submissions_by_account ON submissions(account, submitted_at);
)sql",
    // Papers that moderators took off the daily pages on which readers had put them, with the day.
    R"sql(
CREATE TABLE taken_off(
  identity INTEGER PRIMARY KEY,
  day INTEGER NOT NULL) STRICT;
)sql",
    // Mail: who gets it, what was chosen for them, what waits to be delivered, and who is never written to.
    R"sql(
CREATE TABLE subscribers(
  subscriber INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  address TEXT NOT NULL,
  settings BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  left_at INTEGER,
  next_at INTEGER NOT NULL,
  covered INTEGER,
  last_paper INTEGER NOT NULL,
  last_notice INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX subscribers_with_account ON subscribers(account) WHERE account > 0;
CREATE UNIQUE INDEX subscribers_by_address ON subscribers(address) WHERE account = 0;
CREATE INDEX subscribers_due ON subscribers(next_at, subscriber) WHERE left_at IS NULL;
CREATE TABLE subscription_requests(
  address TEXT PRIMARY KEY,
  code BLOB NOT NULL UNIQUE,
  settings BLOB NOT NULL,
  asked_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_requests_by_time ON subscription_requests(asked_at);
CREATE TABLE mail_stops(
  address BLOB PRIMARY KEY,
  reason INTEGER NOT NULL,
  stopped_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE mailed_papers(
  subscriber INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  PRIMARY KEY(subscriber, identity)) STRICT, WITHOUT ROWID;
CREATE TABLE digests(
  digest INTEGER PRIMARY KEY AUTOINCREMENT,
  subscriber INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  chosen_at INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  content BLOB NOT NULL,
  UNIQUE(subscriber, edition)) STRICT;
CREATE TABLE deliveries(
  delivery INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  account INTEGER NOT NULL,
  subscriber INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  address TEXT NOT NULL,
  content TEXT NOT NULL,
  message_id TEXT NOT NULL,
  state INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL) STRICT;
CREATE INDEX deliveries_waiting ON deliveries(next_at, delivery) WHERE state = 0;
CREATE INDEX deliveries_by_state ON deliveries(state, delivery);
CREATE INDEX deliveries_by_account ON deliveries(account, delivery) WHERE account > 0;
CREATE INDEX deliveries_by_subscriber ON deliveries(subscriber) WHERE state = 0;
CREATE INDEX deliveries_by_message ON deliveries(message_id);
CREATE INDEX deliveries_ended ON deliveries(ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE mail_keys(
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  secret BLOB NOT NULL,
  made_at INTEGER NOT NULL) STRICT;
CREATE TABLE not_for_me(
  account INTEGER NOT NULL,
  identity INTEGER NOT NULL,
  said_at INTEGER NOT NULL,
  PRIMARY KEY(account, identity)) STRICT, WITHOUT ROWID;
CREATE TABLE notice_switches(
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  page INTEGER NOT NULL,
  mail INTEGER NOT NULL,
  PRIMARY KEY(account, kind)) STRICT, WITHOUT ROWID;
)sql",
};

std::string new_uuid() {
  std::random_device random;
  std::uint32_t words[4];
  for (std::uint32_t& word : words) word = random();
  return hex(words, sizeof words);
}

// One step, under the write lock, unless another process took it meanwhile.
Result<void> take_step(Connection& connection, std::int64_t version) {
  TRY_VOID(connection.execute("BEGIN IMMEDIATE"));
  const auto steps = [&]() -> Result<void> {
    TRY(const std::int64_t present, connection.query_int("PRAGMA user_version"));
    if (present >= version) return {};
    TRY_VOID(connection.execute_text(kSteps[version - 1]));
    if (version == 1) {
      TRY_VOID(connection.execute_text("INSERT INTO meta(name, value) VALUES('uuid', '" + new_uuid() + "')"));
      TRY_VOID(connection.execute_text("PRAGMA application_id=" + std::to_string(kApplicationId)));
    }
    return connection.execute_text("PRAGMA user_version=" + std::to_string(version));
  }();
  if (!steps.ok()) {
    (void)connection.execute("ROLLBACK");
    return steps.error();
  }
  return connection.execute("COMMIT");
}

// The database header, as SQLite's file format describes it: numbers are big-endian.
constexpr int kHeaderBytes = 100;
constexpr std::string_view kHeaderMagic("SQLite format 3\0", 16);
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;

std::int64_t big_endian(const std::array<unsigned char, kHeaderBytes>& header, std::size_t at) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | header[at + i];
  return value;
}

}  // namespace

std::int64_t newest_schema_version() {
  return static_cast<std::int64_t>(std::size(kSteps));
}

Result<SchemaStamp> read_schema_stamp(const std::string& path) {
  // The header's bytes and no query: a process that died in a checkpoint leaves a file that makes sense
  // only together with its log, and a query would call it malformed. SQLite's own handle reads them,
  // because opening and closing the file beside it would drop this process's locks.
  TRY(const auto connection, Connection::open(path, OpenFlags::kImmutable));
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr) return sqlite_error(connection->handle(), path);
  std::array<unsigned char, kHeaderBytes> header{};
  const int code = file->pMethods->xRead(file, header.data(), kHeaderBytes, 0);
  if (code == SQLITE_IOERR_SHORT_READ) return SchemaStamp{};
  if (code != SQLITE_OK) return Error(ErrorCode::kIo, path + ": its header can't be read");
  if (std::memcmp(header.data(), kHeaderMagic.data(), kHeaderMagic.size()) != 0) {
    return Error(ErrorCode::kDamaged, path + ": this file is not a record of Broadsheet");
  }
  return SchemaStamp{.application_id = big_endian(header, kApplicationIdAt),
                     .version = big_endian(header, kUserVersionAt)};
}

Result<void> check_schema_stamp(const SchemaStamp& stamp, const std::string& path) {
  if (stamp.application_id == 0 && stamp.version == 0) return {};
  if (stamp.application_id != kApplicationId) {
    return Error(ErrorCode::kDamaged, path + ": this SQLite file is not a record of Broadsheet");
  }
  if (stamp.version > newest_schema_version()) {
    return Error(ErrorCode::kUnsupported, path + ": written by a newer Broadsheet (schema " +
                                              std::to_string(stamp.version) + ", this program knows " +
                                              std::to_string(newest_schema_version()) +
                                              "); nothing was changed, install that version");
  }
  return {};
}

Result<void> migrate(Connection& connection) {
  TRY(std::int64_t version, connection.query_int("PRAGMA user_version"));
  if (version >= newest_schema_version()) return {};
  while (version < newest_schema_version()) {
    ++version;
    TRY_VOID(
        take_step(connection, version).context("bringing the record to schema " + std::to_string(version)));
  }
  // Into the database file itself, so that an older program sees the version in its header.
  return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace broadsheet::store
