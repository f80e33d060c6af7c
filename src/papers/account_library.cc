// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_library.h"

#include <optional>
#include <string>

#include "base/date.h"
#include "papers/contributing.h"
#include "papers/folders.h"
#include "papers/following.h"
#include "papers/library.h"
#include "store/follows.h"
#include "store/jobs.h"
#include "store/library.h"

namespace broadsheet::papers {
namespace {

// By the id under which it was saved.
Result<void> write_paper(store::Record& record, store::IdentityNumber number, JsonWriter& json) {
  TRY(const std::optional<store::Identity> identity, record.identity(number));
  json.key("paper").value(identity ? identity->id : std::string());
  return {};
}

Result<void> write_folder(store::Record& record, const store::Folder& folder, const store::LibraryRows& rows,
                          JsonWriter& json) {
  json.begin_object().key("title").value(folder.title).key("description").value(folder.description);
  json.key("visibility").value(visibility_name(folder.visibility));
  json.key("made_at").value(format_instant(folder.made_at)).key("papers").begin_array();
  for (const store::FolderItem& item : rows.items) {
    if (item.folder != folder.number) continue;
    json.begin_object();
    TRY_VOID(write_paper(record, item.identity, json));
    json.key("note").value(item.note).key("added_at").value(format_instant(item.added_at)).end_object();
  }
  json.end_array().end_object();
  return {};
}

}  // namespace

Result<void> write_library(store::Record& record, const store::Account& account, JsonWriter& json) {
  store::Libraries libraries(record);
  TRY(const store::LibraryRows rows, libraries.all_of(account.number));
  json.begin_object().key("papers").begin_array();
  for (const store::LibraryEntry& entry : rows.entries) {
    json.begin_object();
    TRY_VOID(write_paper(record, entry.identity, json));
    json.key("state").value(state_name(entry.state)).key("note").value(entry.note);
    json.key("by_token").value(entry.by_token).key("saved_at").value(format_instant(entry.saved_at));
    json.key("tags").begin_array();
    for (const std::string& tag : entry.tags) json.value(tag);
    json.end_array().end_object();
  }
  json.end_array().key("folders").begin_array();
  for (const store::Folder& folder : rows.folders) TRY_VOID(write_folder(record, folder, rows, json));
  json.end_array();
  json.end_object();
  return {};
}

Result<void> forget_library(store::Record& /*record*/, store::Transaction& transaction,
                            const store::Account& account, Instant /*now*/) {
  return store::LibraryChanges(transaction).remove_all_of(account.number);
}

Result<void> write_following(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Follow> follows, store::Follows(record).follows_of(account.number));
  json.begin_array();
  for (const store::Follow& follow : follows) {
    json.begin_object().key("kind").value(follow_kind(follow.kind).name);
    if (follow.kind == store::FollowKind::kPaper) {
      TRY_VOID(write_paper(record, follow.identity, json));
    } else {
      json.key("target").value(follow.target);
    }
    json.key("by_token").value(follow.by_token).key("made_at").value(format_instant(follow.made_at));
    json.end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_following(store::Record& /*record*/, store::Transaction& transaction,
                              const store::Account& account, Instant /*now*/) {
  return store::FollowChanges(transaction).remove_follows_of(account.number);
}

Result<void> write_feeds(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::PrivateFeed> feeds, store::Follows(record).feeds_of(account.number));
  json.begin_array();
  for (const store::PrivateFeed& feed : feeds) {
    json.begin_object().key("list").value(private_list_name(feed.list));
    json.key("made_at").value(format_instant(feed.made_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_feeds(store::Record& /*record*/, store::Transaction& transaction,
                          const store::Account& account, Instant /*now*/) {
  return store::FollowChanges(transaction).remove_feeds_of(account.number);
}

Result<void> write_submissions(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Submission> submissions, store::Jobs(record).submissions_of(account.number));
  json.begin_array();
  for (const store::Submission& submission : submissions) {
    json.begin_object();
    TRY_VOID(write_paper(record, submission.identity, json));
    json.key("by_token").value(submission.by_token);
    json.key("submitted_at").value(format_instant(submission.submitted_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_submissions(store::Record& record, store::Transaction& transaction,
                                const store::Account& account, Instant /*now*/) {
  return forget_contributions(record, transaction, account);
}

Result<void> write_jobs(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Job> jobs,
      store::Jobs(record).newest(store::JobNumber::highest(), kEndedJobsKept, account.number));
  json.begin_array();
  for (const store::Job& job : jobs) {
    json.begin_object().key("job").value(job_kind_name(job.kind)).key("paper").value(job.subject);
    json.key("state").value(job_state_name(job.state)).key("by_token").value(job.by_token);
    json.key("made_at").value(format_instant(job.made_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_jobs(store::Record& /*record*/, store::Transaction& transaction,
                         const store::Account& account, Instant /*now*/) {
  return store::JobChanges(transaction).forget_account(account.number);
}

}  // namespace broadsheet::papers
