// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/commenting.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/secrets.h"
#include "papers/own_counts.h"
#include "papers/paper_body.h"
#include "papers/telling.h"
#include "store/follows.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::Comment;
using store::CommentOutline;
using store::IdentityNumber;
using store::NoticeKind;

Error too_many(std::string message) {
  return {ErrorCode::kTooLarge, std::move(message)};
}

Result<void> check_room(store::Record& record, std::size_t on_paper, AccountNumber account, Instant now) {
  if (on_paper >= kCommentsOfPaperMax)
    return too_many("this paper has " + std::to_string(on_paper) + " comments; it takes no more");
  TRY(const std::uint64_t in_hour, store::Comments(record).count_by(account, now - std::chrono::hours(1)));
  if (in_hour >= kCommentsInHourMax)
    return too_many("you have written " + std::to_string(in_hour) +
                    " comments within an hour; go on in a while");
  return {};
}

// Tells everybody whom a comment concerns, each once and for the best reason.
class Telling {
 public:
  Telling(store::Record& record, store::Transaction& transaction, const Comment& comment, Instant now)
      : record_(record), transaction_(transaction), comment_(comment), now_(now), told_{comment.account} {}

  Result<void> tell(AccountNumber account, NoticeKind kind) {
    if (account.value() == 0 || std::ranges::find(told_, account) != told_.end()) return {};
    TRY(const std::optional<store::Account> who, store::Accounts(record_).account(account));
    if (!who || who->deleted_at || who->banned_at) return {};
    told_.push_back(account);
    return papers::tell(record_, transaction_,
                        {.number = {},
                         .account = account,
                         .kind = kind,
                         .actor = comment_.account,
                         .comment = comment_.number,
                         .identity = comment_.identity,
                         .made_at = now_});
  }

  Result<void> tell_mentioned(std::span<const std::string> names, std::span<const std::string> before) {
    for (const std::string& name : names) {
      if (std::ranges::find(before, name) != before.end()) continue;
      TRY(const std::optional<store::Account> who, store::Accounts(record_).account_by_name(name));
      if (who) TRY_VOID(tell(who->number, NoticeKind::kMention));
    }
    return {};
  }

 private:
  store::Record& record_;
  store::Transaction& transaction_;
  const Comment& comment_;
  Instant now_;
  std::vector<AccountNumber> told_;
};

Result<void> tell_all(store::Record& record, store::Transaction& transaction, const Comment& comment,
                      const CommentOutline* parent, std::span<const CommentOutline> before,
                      std::span<const std::string> mentions, Instant now,
                      std::span<const IdentityNumber> identities) {
  Telling telling(record, transaction, comment, now);
  if (parent != nullptr) TRY_VOID(telling.tell(parent->account, NoticeKind::kReply));
  TRY_VOID(telling.tell_mentioned(mentions, {}));
  // Who follows the paper asked for it.
  TRY(const std::vector<AccountNumber> followers, store::Follows(record).followers_of(identities));
  for (const AccountNumber follower : followers) TRY_VOID(telling.tell(follower, NoticeKind::kThread));
  std::size_t told = 0;
  for (auto other = before.rbegin(); other != before.rend() && told < kThreadNoticesMax; ++other, ++told)
    TRY_VOID(telling.tell(other->account, NoticeKind::kThread));
  return {};
}

}  // namespace

Result<CommentText> comment_text(std::string_view raw, text::Typesetter& typesetter) {
  TRY(text::CommentHtml shown, text::comment_html(raw, typesetter));
  if (shown.text.empty()) return Error(ErrorCode::kInvalid, "a comment needs words");
  return CommentText{std::string(raw), std::move(shown)};
}

Result<Comment> add_comment(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                            std::string_view parent_id, const CommentText& text, const Actor& actor,
                            Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  if (view->withdrawn)
    return Error(ErrorCode::kInvalid, "this paper was withdrawn; it takes no more comments");
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  TRY(const std::vector<CommentOutline> before, store::Comments(record).outlines_of(identities));
  TRY_VOID(check_room(record, before.size(), actor.account, now));
  const CommentOutline* parent = nullptr;
  if (!parent_id.empty()) {
    const auto found = std::ranges::find(before, parent_id, &CommentOutline::id);
    if (found == before.end()) return Error(ErrorCode::kNotFound, "this paper has no such comment");
    if (!found->is_shown) return Error(ErrorCode::kInvalid, "nobody can reply to a comment that is gone");
    parent = &*found;
  }
  TRY(const IdentityNumber place, shown_identity_of(record, *view));
  Comment comment{.number = {},
                  .id = object_id("comment", new_secret()),
                  .identity = place,
                  .parent = parent != nullptr ? parent->number : store::CommentNumber(),
                  .account = actor.account,
                  .by_token = actor.by_token,
                  .written_at = now,
                  .html_version = text::kCommentHtmlVersion,
                  .raw = text.raw,
                  .html = text.shown.html.markup()};
  TRY(comment.number, store::CommentChanges(transaction).add(comment));
  TRY_VOID(refresh_discussion(record, transaction, comment.identity));
  TRY_VOID(tell_all(record, transaction, comment, parent, before, text.shown.mentions, now, identities));
  return comment;
}

bool may_edit(const Comment& comment, const Actor& actor) {
  return comment.account == actor.account && comment.is_shown();
}

Result<void> edit_comment(store::Record& record, store::Transaction& transaction, const Comment& comment,
                          const CommentText& text, Instant now) {
  if (comment.raw == text.raw) return {};
  if (comment.edits >= kCommentEditsMax) return too_many("this comment was edited too often; write another");
  TRY_VOID(store::CommentChanges(transaction)
               .edit(comment, text.raw, text.shown.html.markup(), text::kCommentHtmlVersion, now));
  TRY_VOID(refresh_discussion(record, transaction, comment.identity));
  // Who was linked before has been told.
  std::vector<std::string> before;
  for (const std::string& name : text.shown.mentions) {
    if (ascii_lower(comment.html).find("\"/users/" + name + "\"") != std::string::npos)
      before.push_back(name);
  }
  return Telling(record, transaction, comment, now).tell_mentioned(text.shown.mentions, before);
}

Result<void> take_comment_back(store::Record& record, store::Transaction& transaction, const Comment& comment,
                               Instant now) {
  TRY_VOID(store::CommentChanges(transaction).erase(comment.number, now));
  TRY_VOID(store::NoticeChanges(transaction).remove_of(comment.number));
  return refresh_discussion(record, transaction, comment.identity);
}

Result<bool> react(store::Record& record, store::Transaction& transaction, const Comment& comment,
                   store::Reaction reaction, const Actor& actor, bool on, Instant now) {
  if (on && !comment.is_shown())
    return Error(ErrorCode::kInvalid, "nobody can react to a comment that is gone");
  store::CommentChanges changes(transaction);
  bool changed = false;
  if (on) {
    TRY(changed, changes.react({comment.number, reaction, actor.account, actor.by_token, now}));
  } else {
    TRY(changed, changes.take_reaction_back(comment.number, reaction, actor.account));
  }
  if (changed) TRY_VOID(refresh_discussion(record, transaction, comment.identity));
  return changed;
}

Result<Comment> comment_on(store::Record& record, PaperNumber paper, std::string_view id) {
  TRY(std::optional<Comment> comment, store::Comments(record).comment_by_id(id));
  if (comment) {
    TRY(const std::optional<store::Identity> identity, record.identity(comment->identity));
    if (identity && identity->paper == paper) return *std::move(comment);
  }
  return Error(ErrorCode::kNotFound, "this paper has no such comment");
}

}  // namespace broadsheet::papers
