// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/notices.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

Result<Notice> notice_of(const Statement& row) {
  return Notice{.number = id_in<NoticeNumber>(row, 0),
                .account = id_in<AccountNumber>(row, 1),
                .kind = static_cast<NoticeKind>(row.column_int(2)),
                .actor = id_in<AccountNumber>(row, 3),
                .comment = id_in<CommentNumber>(row, 4),
                .identity = id_in<IdentityNumber>(row, 5),
                .made_at = instant_of(row.column_int(6)),
                .read_at = optional_instant(row, 7)};
}

// Of account ?1.
#define ON_PAGE " AND kind NOT IN (SELECT kind FROM notice_switches WHERE account = ?1 AND page = 0)"

}  // namespace

Notices::Notices(Record& record) : state_(*record.state_) {}

Result<std::vector<Notice>> Notices::notices_of(AccountNumber account, NoticeNumber before,
                                                std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT notice, account, kind, actor, comment, identity, made_at, read_at"
                                 " FROM notices WHERE account = ?1 AND notice < ?2"
                                 " ORDER BY notice DESC LIMIT ?3"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, before.value()).bind_unsigned(3, limit);
  return all_rows<Notice>(select, notice_of);
}

Result<std::vector<Notice>> Notices::notices_on_page(AccountNumber account, NoticeNumber before,
                                                     std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT notice, account, kind, actor, comment, identity, made_at, read_at"
                                 " FROM notices WHERE account = ?1 AND notice < ?2" ON_PAGE
                                 " ORDER BY notice DESC LIMIT ?3"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, before.value()).bind_unsigned(3, limit);
  return all_rows<Notice>(select, notice_of);
}

Result<std::vector<Notice>> Notices::notices_after(AccountNumber account, NoticeNumber after,
                                                   std::size_t limit) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT notice, account, kind, actor, comment, identity, made_at, read_at"
                            " FROM notices WHERE account = ?1 AND notice > ?2 ORDER BY notice LIMIT ?3"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, after.value()).bind_unsigned(3, limit);
  return all_rows<Notice>(select, notice_of);
}

Result<NoticeNumber> Notices::newest_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT COALESCE(MAX(notice), 0) FROM notices WHERE account = ?1"));
  TRY(const std::uint64_t newest, counted(select.bind_unsigned(1, account.value())));
  return NoticeNumber(static_cast<NoticeNumber::Integer>(newest));
}

Result<std::optional<Notice>> Notices::notice(NoticeNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT notice, account, kind, actor, comment, identity, made_at, read_at"
                                 " FROM notices WHERE notice = ?1"));
  return one_row<Notice>(select.bind_unsigned(1, number.value()), notice_of);
}

Result<std::vector<NoticeSwitch>> Notices::switches_of(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT kind, page, mail FROM notice_switches"
                                                   " WHERE account = ?1 ORDER BY kind"));
  select.bind_unsigned(1, account.value());
  return all_rows<NoticeSwitch>(select, [](const Statement& row) -> Result<NoticeSwitch> {
    return NoticeSwitch{static_cast<NoticeKind>(row.column_int(0)), row.column_int(1) != 0,
                        static_cast<NoticeMail>(row.column_int(2))};
  });
}

Result<std::uint64_t> Notices::count_unread(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT COUNT(*) FROM notices WHERE account = ?1 AND read_at IS NULL" ON_PAGE));
  return counted(select.bind_unsigned(1, account.value()));
}

NoticeChanges::NoticeChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<NoticeNumber> NoticeChanges::add(const Notice& notice, std::size_t kept) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO notices(account, kind, actor, comment, identity, made_at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind_unsigned(1, notice.account.value()).bind(2, static_cast<std::int64_t>(notice.kind));
  insert.bind_unsigned(3, notice.actor.value()).bind_unsigned(4, notice.comment.value());
  insert.bind_unsigned(5, notice.identity.value()).bind(6, instant_number(notice.made_at));
  TRY_VOID(insert.run());
  const auto number = static_cast<NoticeNumber::Integer>(state_.connection->last_insert_rowid());
  TRY(Statement forget,
      state_.connection->prepare("DELETE FROM notices WHERE account = ?1 AND notice <= (SELECT notice"
                                 " FROM notices WHERE account = ?1 ORDER BY notice DESC LIMIT 1 OFFSET ?2)"));
  TRY_VOID(forget.bind_unsigned(1, notice.account.value()).bind_unsigned(2, kept).run());
  return NoticeNumber(number);
}

Result<void> NoticeChanges::mark_read(AccountNumber account, NoticeNumber last, Instant now) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE notices SET read_at = ?3 WHERE account = ?1 AND notice <= ?2"
                                 " AND read_at IS NULL" ON_PAGE));
  update.bind_unsigned(1, account.value()).bind_unsigned(2, last.value());
  return update.bind(3, instant_number(now)).run();
}

Result<void> NoticeChanges::set_read(AccountNumber account, NoticeNumber number,
                                     std::optional<Instant> read_at) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE notices SET read_at = ?3 WHERE account = ?1 AND notice = ?2"));
  update.bind_unsigned(1, account.value()).bind_unsigned(2, number.value());
  return update.bind_optional(3, number_of(read_at)).run();
}

Result<void> NoticeChanges::remove(AccountNumber account, NoticeNumber number) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM notices WHERE account = ?1 AND notice = ?2"));
  return remove.bind_unsigned(1, account.value()).bind_unsigned(2, number.value()).run();
}

Result<void> NoticeChanges::remove_all(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM notices WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> NoticeChanges::remove_of(CommentNumber comment) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM notices WHERE comment = ?1"));
  return remove.bind_unsigned(1, comment.value()).run();
}

Result<void> NoticeChanges::set_switch(AccountNumber account, const NoticeSwitch& one) {
  TRY(Statement insert, state_.connection->prepare("INSERT OR REPLACE INTO notice_switches(account, kind,"
                                                   " page, mail) VALUES(?1, ?2, ?3, ?4)"));
  insert.bind_unsigned(1, account.value()).bind(2, static_cast<std::int64_t>(one.kind));
  return insert.bind(3, std::int64_t{one.on_page}).bind(4, static_cast<std::int64_t>(one.mail)).run();
}

Result<void> NoticeChanges::remove_switches_of(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM notice_switches WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
