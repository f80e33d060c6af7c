// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/discussion.h"

#include <utility>

#include "base/date.h"
#include "papers/comment_names.h"
#include "papers/own_counts.h"
#include "papers/paper_body.h"
#include "text/comment_html.h"

namespace broadsheet::papers {
namespace {

using store::Comment;

// What the API calls somebody who has no name any more; nobody else can be called so (papers/accounts.cc).
constexpr std::string_view kNobody = "deleted";

// `mirrored`: the drawing under a second name too.
void write_person_as(JsonWriter& json, const Person& person, bool mirrored) {
  const std::string name = person.has_left() ? std::string(kNobody) : person.name;
  json.begin_object().key("_id").value(object_id("user", name)).key("avatarUrl").value(avatar_path(name));
  if (mirrored) json.key("avatar").value(avatar_path(name));
  json.key("fullname").value(person.fullname).key("isPro").value(false).key("isHf").value(false);
  json.key("isHfAdmin").value(person.role == store::Role::kAdmin);
  json.key("isMod").value(person.role != store::Role::kReader);
  json.key("user").value(name).key("name").value(name).key("type").value("user").end_object();
}

}  // namespace

Person person_of(const store::Account& account) {
  if (account.deleted_at || account.name.empty()) return {"", "Somebody who left", store::Role::kReader};
  return {account.name, account.fullname.empty() ? account.name : account.fullname, account.role};
}

Result<std::vector<ShownComment>> Discussion::of_paper(PaperNumber paper) {
  TRY(const std::vector<store::IdentityNumber> identities, identity_numbers_of(record_, paper));
  TRY(std::vector<Comment> comments, store::Comments(record_).comments_of(identities));
  return all_shown(std::move(comments));
}

Result<std::vector<ShownComment>> Discussion::all_shown(std::vector<Comment> comments) {
  for (const Comment& comment : comments) ids_.emplace(comment.number, comment.id);
  std::vector<ShownComment> all;
  all.reserve(comments.size());
  for (Comment& comment : comments) {
    TRY(ShownComment one, shown(std::move(comment)));
    all.push_back(std::move(one));
  }
  return all;
}

Result<ShownComment> Discussion::shown(Comment comment) {
  ShownComment shown;
  TRY(shown.writer, person(comment.account));
  TRY(shown.parent_id, id_of(comment.parent));
  if (comment.hidden) {
    TRY(Person by, person(comment.hidden->by));
    shown.hidden_by = std::move(by);
  }
  if (comment.is_shown()) {
    TRY(shown.reactions, reactions_of(comment.number));
  }
  if (!comment.is_shown() && !hidden_too_) {
    comment.raw.clear();
    comment.html.clear();
  } else if (comment.html_version != text::kCommentHtmlVersion && !comment.raw.empty()) {
    TRY(const text::CommentHtml html, text::comment_html(comment.raw, typesetter_));
    comment.html = html.html.markup();
  }
  shown.comment = std::move(comment);
  return shown;
}

Result<Person> Discussion::person(store::AccountNumber account) {
  if (account.value() == 0) return Person{"", "The operator", store::Role::kAdmin};
  const auto known = people_.find(account);
  if (known != people_.end()) return known->second;
  TRY(const std::optional<store::Account> found, store::Accounts(record_).account(account));
  return people_.emplace(account, person_of(found.value_or(store::Account{}))).first->second;
}

Result<std::string> Discussion::id_of(store::CommentNumber number) {
  if (number.value() == 0) return std::string();
  const auto known = ids_.find(number);
  if (known != ids_.end()) return known->second;
  TRY(const std::optional<Comment> comment, store::Comments(record_).comment(number));
  return ids_.emplace(number, comment ? comment->id : std::string()).first->second;
}

Result<std::vector<ShownReaction>> Discussion::reactions_of(store::CommentNumber comment) {
  TRY(const std::vector<store::ReactionRow> rows, store::Comments(record_).reactions_of(comment));
  std::vector<ShownReaction> reactions;
  for (const store::ReactionRow& row : rows) {
    if (reactions.empty() || reactions.back().reaction != row.reaction)
      reactions.push_back({.reaction = row.reaction, .people = {}});
    TRY(Person who, person(row.account));
    reactions.back().people.push_back(std::move(who));
  }
  return reactions;
}

void write_person(JsonWriter& json, const Person& person) {
  write_person_as(json, person, false);
}

void write_participant(JsonWriter& json, const Person& person) {
  write_person_as(json, person, true);
}

void write_comment(JsonWriter& json, const ShownComment& shown) {
  const Comment& comment = shown.comment;
  const std::string writer = shown.writer.has_left() ? std::string(kNobody) : shown.writer.name;
  json.begin_object().key("id").value(comment.id).key("createdAt").value(format_instant(comment.written_at));
  json.key("type").value("comment").key("author");
  write_person(json, shown.writer);
  json.key("data").begin_object().key("edited").value(comment.edits > 0);
  json.key("hidden").value(!comment.is_shown());
  if (comment.hidden) {
    json.key("hiddenBy")
        .value(shown.hidden_by->has_left() ? shown.hidden_by->fullname : shown.hidden_by->name);
    json.key("hiddenReason").value(hidden_reason_name(comment.hidden->reason));
  }
  if (comment.deleted_at) json.key("deleted").value(true);
  if (comment.by_token) json.key("byProgram").value(true);
  json.key("numEdits").value(comment.edits).key("editors").begin_array().value(writer).end_array();
  json.key("editorAvatarUrls").begin_array().value(avatar_path(writer)).end_array();
  json.key("reactions").begin_array();
  for (const ShownReaction& reaction : shown.reactions) {
    json.begin_object().key("reaction").value(reaction_name(reaction.reaction)).key("users").begin_array();
    for (const Person& person : reaction.people) json.value(person.has_left() ? kNobody : person.name);
    json.end_array().key("count").value(reaction.people.size()).end_object();
  }
  json.end_array().key("latest").begin_object().key("raw").value(comment.raw).key("html").value(comment.html);
  json.key("updatedAt").value(format_instant(comment.edited_at.value_or(comment.written_at))).end_object();
  if (!shown.parent_id.empty()) json.key("parentCommentId").value(shown.parent_id);
  json.end_object().end_object();
}

}  // namespace broadsheet::papers
