// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_talk.h"

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "papers/account_export.h"
#include "papers/comment_names.h"
#include "papers/commenting.h"
#include "papers/own_counts.h"
#include "papers/telling.h"
#include "store/claims.h"
#include "store/moderation.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::Record;
using store::Transaction;

constexpr std::size_t kRead = 1000;

// All of them, the newest first.
template <class Act>
Result<void> for_each_comment(Record& record, store::AccountNumber account, const Act& act) {
  store::CommentNumber before = store::CommentNumber::highest();
  for (;;) {
    TRY(const std::vector<store::Comment> comments,
        store::Comments(record).comments_by(account, before, kRead));
    if (comments.empty()) return {};
    before = comments.back().number;
    for (const store::Comment& comment : comments) TRY_VOID(act(comment));
  }
}

Result<std::string> id_of(Record& record, store::CommentNumber number) {
  TRY(const std::optional<store::Comment> comment, store::Comments(record).comment(number));
  return comment ? comment->id : std::string();
}

JsonWriter& write_time(JsonWriter& json, std::string_view key, Instant instant) {
  return json.key(key).value(format_instant(instant));
}

}  // namespace

Result<void> write_comments(Record& record, const Account& account, JsonWriter& json) {
  json.begin_array();
  const auto write = [&](const store::Comment& comment) -> Result<void> {
    json.begin_object().key("id").value(comment.id);
    TRY_VOID(write_paper(record, comment.identity, json));
    json.key("comment").value(comment.raw).key("by_token").value(comment.by_token);
    write_time(json, "written_at", comment.written_at);
    if (comment.deleted_at) write_time(json, "taken_back_at", *comment.deleted_at);
    if (comment.hidden) json.key("hidden").value(hidden_reason_name(comment.hidden->reason));
    json.key("before").begin_array();
    TRY(const std::vector<store::CommentEdit> edits, store::Comments(record).edits_of(comment.number));
    for (const store::CommentEdit& edit : edits) {
      json.begin_object().key("comment").value(edit.raw);
      write_time(json, "written_at", edit.written_at).end_object();
    }
    json.end_array().end_object();
    return {};
  };
  TRY_VOID(for_each_comment(record, account.number, write));
  json.end_array();
  return {};
}

Result<void> forget_comments(Record& record, Transaction& transaction, const Account& account, Instant now) {
  return for_each_comment(record, account.number, [&](const store::Comment& comment) {
    return take_comment_back(record, transaction, comment, now);
  });
}

Result<void> write_reactions(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::ReactionRow> reactions, store::Comments(record).reactions_by(account.number));
  json.begin_array();
  for (const store::ReactionRow& one : reactions) {
    TRY(const std::string comment, id_of(record, one.comment));
    json.begin_object().key("comment").value(comment).key("reaction").value(reaction_name(one.reaction));
    json.key("by_token").value(one.by_token);
    write_time(json, "reacted_at", one.reacted_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_reactions(Record& record, Transaction& transaction, const Account& account,
                              Instant /*now*/) {
  TRY(const std::vector<store::ReactionRow> reactions, store::Comments(record).reactions_by(account.number));
  for (const store::ReactionRow& one : reactions) {
    TRY(const std::optional<store::Comment> comment, store::Comments(record).comment(one.comment));
    if (comment) TRY_VOID(refresh_discussion(record, transaction, comment->identity));
  }
  return store::CommentChanges(transaction).remove_reactions_by(account.number);
}

Result<void> write_reports(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Report> reports, store::Moderation(record).reports_by(account.number));
  json.begin_array();
  for (const store::Report& report : reports) {
    TRY(const std::string comment, id_of(record, report.comment));
    json.begin_object().key("comment").value(comment);
    json.key("reason").value(hidden_reason_name(report.reason)).key("words").value(report.words);
    write_time(json, "reported_at", report.reported_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_reports(Record& /*record*/, Transaction& transaction, const Account& account,
                            Instant /*now*/) {
  return store::ModerationChanges(transaction).remove_reports_by(account.number);
}

Result<void> write_moderation(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::LogEntry> entries, store::Moderation(record).log_by(account.number));
  json.begin_array();
  for (const store::LogEntry& entry : entries) {
    json.begin_object().key("act").value(moderation_act_name(entry.act));
    json.key("detail").value(entry.detail);
    write_time(json, "done_at", entry.done_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_moderation(Record& /*record*/, Transaction& transaction, const Account& account,
                               Instant /*now*/) {
  if (account.name.empty()) return {};
  return store::ModerationChanges(transaction).forget_subject(account.name);
}

Result<void> write_claims(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Claim> claims, store::Claims(record).claims_by(account.number));
  json.begin_array();
  for (const store::Claim& claim : claims) {
    json.begin_object();
    TRY_VOID(write_paper(record, claim.identity, json));
    json.key("author").value(claim.author);
    json.key("accepted").value(claim.state == store::ClaimState::kAccepted);
    write_time(json, "claimed_at", claim.claimed_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_claims(Record& record, Transaction& transaction, const Account& account,
                           Instant /*now*/) {
  TRY(const std::vector<store::Claim> claims, store::Claims(record).claims_by(account.number));
  for (const store::Claim& claim : claims) {
    TRY_VOID(store::ClaimChanges(transaction).remove(claim.number));
    TRY_VOID(refresh_discussion(record, transaction, claim.identity));
  }
  return {};
}

Result<void> write_notices(Record& record, const Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Notice> notices,
      store::Notices(record).notices_of(account.number, store::NoticeNumber::highest(), kNoticesKept));
  json.begin_array();
  for (const store::Notice& notice : notices) {
    json.begin_object().key("kind").value(notice_kind_name(notice.kind));
    TRY_VOID(write_paper(record, notice.identity, json));
    write_time(json, "made_at", notice.made_at).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_notices(Record& /*record*/, Transaction& transaction, const Account& account,
                            Instant /*now*/) {
  return store::NoticeChanges(transaction).remove_all(account.number);
}

}  // namespace broadsheet::papers
