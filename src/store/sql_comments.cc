// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <sqlite3.h>

#include "store/comments.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define COMMENT_COLUMNS                                                                              \
  "comment, id, identity, parent, account, by_token, written_at, edited_at, deleted_at, hidden_at, " \
  "hidden_by,"                                                                                       \
  " hidden_reason, edits, html_version, raw, html"

Result<Comment> comment_of(const Statement& row) {
  Comment comment{.number = id_in<CommentNumber>(row, 0),
                  .id = std::string(row.column_text(1)),
                  .identity = id_in<IdentityNumber>(row, 2),
                  .parent = id_in<CommentNumber>(row, 3),
                  .account = id_in<AccountNumber>(row, 4),
                  .by_token = row.column_int(5) != 0,
                  .written_at = instant_of(row.column_int(6)),
                  .edited_at = optional_instant(row, 7),
                  .deleted_at = optional_instant(row, 8),
                  .edits = static_cast<std::uint32_t>(row.column_unsigned(12)),
                  .html_version = static_cast<int>(row.column_int(13)),
                  .raw = std::string(row.column_text(14)),
                  .html = std::string(row.column_text(15))};
  if (const auto at = optional_instant(row, 9)) {
    comment.hidden =
        Hiding{id_in<AccountNumber>(row, 10), static_cast<HiddenReason>(row.column_int(11)), *at};
  }
  return comment;
}

Result<ReactionRow> reaction_of(const Statement& row) {
  return ReactionRow{id_in<CommentNumber>(row, 0), static_cast<Reaction>(row.column_int(1)),
                     id_in<AccountNumber>(row, 2), row.column_int(3) != 0, instant_of(row.column_int(4))};
}

}  // namespace

// ------------------------------------------------------------------------------------------- reads

Comments::Comments(Record& record) : state_(*record.state_) {}

Result<std::optional<Comment>> Comments::comment(CommentNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " COMMENT_COLUMNS " FROM comments WHERE comment = ?1"));
  return one_row<Comment>(select.bind_unsigned(1, number.value()), comment_of);
}

Result<std::optional<Comment>> Comments::comment_by_id(std::string_view id) {
  TRY(Statement select, state_.connection->prepare("SELECT " COMMENT_COLUMNS " FROM comments WHERE id = ?1"));
  return one_row<Comment>(select.bind(1, id), comment_of);
}

Result<std::vector<Comment>> Comments::comments_of(std::span<const IdentityNumber> identities) {
  std::vector<Comment> all;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT " COMMENT_COLUMNS " FROM comments WHERE identity = ?1"));
    TRY(std::vector<Comment> some, all_rows<Comment>(select.bind_unsigned(1, identity.value()), comment_of));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::ranges::sort(all, {}, &Comment::number);
  return all;
}

Result<std::vector<CommentOutline>> Comments::outlines_of(std::span<const IdentityNumber> identities) {
  std::vector<CommentOutline> all;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select, state_.connection->prepare(
                              "SELECT comment, id, parent, account, hidden_at IS NULL AND deleted_at IS NULL"
                              " FROM comments WHERE identity = ?1"));
    const auto read = [](const Statement& row) {
      return CommentOutline{id_in<CommentNumber>(row, 0), std::string(row.column_text(1)),
                            id_in<CommentNumber>(row, 2), id_in<AccountNumber>(row, 3),
                            row.column_int(4) != 0};
    };
    TRY(std::vector<CommentOutline> some,
        all_rows<CommentOutline>(select.bind_unsigned(1, identity.value()), read));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::ranges::sort(all, {}, &CommentOutline::number);
  return all;
}

Result<CommentCounts> Comments::counts(std::span<const IdentityNumber> identities) {
  CommentCounts counts;
  std::vector<std::int64_t> people;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT comments.account, comments.by_token = 0 AND accounts.counts = 1"
                                   " FROM comments JOIN accounts ON accounts.account = comments.account"
                                   " WHERE comments.identity = ?1 AND comments.hidden_at IS NULL"
                                   " AND comments.deleted_at IS NULL"));
    select.bind_unsigned(1, identity.value());
    for (;;) {
      TRY(const bool row, select.step());
      if (!row) break;
      ++counts.comments;
      if (select.column_int(1) != 0) people.push_back(select.column_int(0));
    }
  }
  std::sort(people.begin(), people.end());
  counts.people = static_cast<std::uint32_t>(std::unique(people.begin(), people.end()) - people.begin());
  return counts;
}

Result<std::vector<Comment>> Comments::comments_by(AccountNumber account, CommentNumber before,
                                                   std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT " COMMENT_COLUMNS
                                                   " FROM comments WHERE account = ?1 AND comment < ?2"
                                                   " ORDER BY comment DESC LIMIT ?3"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, before.value()).bind_unsigned(3, limit);
  return all_rows<Comment>(select, comment_of);
}

Result<std::vector<Comment>> Comments::newest(CommentNumber before, std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT " COMMENT_COLUMNS
                                                   " FROM comments WHERE comment < ?1 AND hidden_at IS NULL"
                                                   " AND deleted_at IS NULL ORDER BY comment DESC LIMIT ?2"));
  return all_rows<Comment>(select.bind_unsigned(1, before.value()).bind_unsigned(2, limit), comment_of);
}

Result<std::uint64_t> Comments::count_by(AccountNumber account, Instant since) {
  TRY(Statement select,
      state_.connection->prepare("SELECT COUNT(*) FROM comments WHERE account = ?1 AND written_at >= ?2"));
  return counted(select.bind_unsigned(1, account.value()).bind(2, instant_number(since)));
}

Result<std::vector<CommentEdit>> Comments::edits_of(CommentNumber comment) {
  TRY(Statement select, state_.connection->prepare("SELECT edit, written_at, raw FROM comment_edits"
                                                   " WHERE comment = ?1 ORDER BY edit"));
  select.bind_unsigned(1, comment.value());
  return all_rows<CommentEdit>(select, [](const Statement& row) -> Result<CommentEdit> {
    return CommentEdit{static_cast<std::uint32_t>(row.column_unsigned(0)), instant_of(row.column_int(1)),
                       std::string(row.column_text(2))};
  });
}

Result<std::vector<ReactionRow>> Comments::reactions_of(CommentNumber comment) {
  TRY(Statement select,
      state_.connection->prepare("SELECT comment, reaction, account, by_token, reacted_at FROM reactions"
                                 " WHERE comment = ?1 ORDER BY reaction, reacted_at, account"));
  return all_rows<ReactionRow>(select.bind_unsigned(1, comment.value()), reaction_of);
}

Result<std::vector<ReactionRow>> Comments::reactions_by(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT comment, reaction, account, by_token, reacted_at FROM reactions"
                                 " WHERE account = ?1 ORDER BY comment, reaction"));
  return all_rows<ReactionRow>(select.bind_unsigned(1, account.value()), reaction_of);
}

// ------------------------------------------------------------------------------------------ writes

CommentChanges::CommentChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<CommentNumber> CommentChanges::add(const Comment& comment) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO comments(id, identity, parent, account, by_token, written_at,"
                                 " html_version, raw, html) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  insert.bind(1, std::string_view(comment.id)).bind_unsigned(2, comment.identity.value());
  insert.bind_unsigned(3, comment.parent.value()).bind_unsigned(4, comment.account.value());
  insert.bind(5, std::int64_t{comment.by_token}).bind(6, instant_number(comment.written_at));
  insert.bind(7, std::int64_t{comment.html_version}).bind(8, std::string_view(comment.raw));
  insert.bind(9, std::string_view(comment.html));
  const Result<void> ran = insert.run();
  if (!ran.ok() && sqlite3_extended_errcode(state_.connection->handle()) == SQLITE_CONSTRAINT_UNIQUE)
    return Error(ErrorCode::kConflict, "the id of the comment is taken");
  TRY_VOID(ran);
  return CommentNumber(static_cast<std::uint32_t>(state_.connection->last_insert_rowid()));
}

Result<void> CommentChanges::edit(const Comment& present, std::string_view raw, std::string_view html,
                                  int html_version, Instant now) {
  TRY(Statement keep, state_.connection->prepare("INSERT INTO comment_edits(comment, edit, written_at, raw)"
                                                 " VALUES(?1, ?2, ?3, ?4)"));
  keep.bind_unsigned(1, present.number.value()).bind_unsigned(2, present.edits);
  keep.bind(3, instant_number(present.edited_at.value_or(present.written_at)));
  TRY_VOID(keep.bind(4, std::string_view(present.raw)).run());
  TRY(Statement update,
      state_.connection->prepare("UPDATE comments SET raw = ?2, html = ?3, html_version = ?4, edited_at = ?5,"
                                 " edits = edits + 1 WHERE comment = ?1"));
  update.bind_unsigned(1, present.number.value()).bind(2, raw).bind(3, html);
  return update.bind(4, std::int64_t{html_version}).bind(5, instant_number(now)).run();
}

Result<void> CommentChanges::set_hidden(CommentNumber comment, const std::optional<Hiding>& hidden) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE comments SET hidden_at = ?2, hidden_by = ?3, hidden_reason = ?4"
                                 " WHERE comment = ?1"));
  update.bind_unsigned(1, comment.value());
  update.bind_optional(2, hidden ? std::optional(instant_number(hidden->at)) : std::nullopt);
  update.bind_unsigned(3, hidden ? hidden->by.value() : 0);
  return update.bind(4, hidden ? static_cast<std::int64_t>(hidden->reason) : 0).run();
}

Result<void> CommentChanges::erase(CommentNumber comment, Instant now) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE comments SET raw = '', html = '', deleted_at = ?2, edits = 0,"
                                 " edited_at = NULL WHERE comment = ?1"));
  TRY_VOID(update.bind_unsigned(1, comment.value()).bind(2, instant_number(now)).run());
  TRY(Statement edits, state_.connection->prepare("DELETE FROM comment_edits WHERE comment = ?1"));
  TRY_VOID(edits.bind_unsigned(1, comment.value()).run());
  TRY(Statement reactions, state_.connection->prepare("DELETE FROM reactions WHERE comment = ?1"));
  return reactions.bind_unsigned(1, comment.value()).run();
}

Result<bool> CommentChanges::react(const ReactionRow& reaction) {
  // A reader's own reaction takes the place of its program's.
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO reactions(comment, reaction, account, by_token, reacted_at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET by_token = 0"
                                 " WHERE by_token > excluded.by_token"));
  insert.bind_unsigned(1, reaction.comment.value()).bind(2, static_cast<std::int64_t>(reaction.reaction));
  insert.bind_unsigned(3, reaction.account.value()).bind(4, std::int64_t{reaction.by_token});
  TRY_VOID(insert.bind(5, instant_number(reaction.reacted_at)).run());
  return state_.connection->changes() > 0;
}

Result<bool> CommentChanges::take_reaction_back(CommentNumber comment, Reaction reaction,
                                                AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare(
                            "DELETE FROM reactions WHERE comment = ?1 AND reaction = ?2 AND account = ?3"));
  remove.bind_unsigned(1, comment.value()).bind(2, static_cast<std::int64_t>(reaction));
  TRY_VOID(remove.bind_unsigned(3, account.value()).run());
  return state_.connection->changes() > 0;
}

Result<void> CommentChanges::remove_reactions_by(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM reactions WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
