// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/record_access.h"

#include <optional>
#include <utility>

#include "app/limits.h"
#include "app/progress.h"
#include "app/signals.h"
#include "follow/lexical.h"
#include "store/lock.h"
#include "text/ids.h"

namespace broadsheet::app {

Result<std::unique_ptr<store::Record>> open_record_for_reading(const Context& context) {
  if (!context.folder.has_record()) {
    return Error(ErrorCode::kNotFound,
                 "no papers yet: " + context.folder.path() + ": read some with: broadsheet ingest FILE");
  }
  return store::Record::open(context.folder.path(), store::Record::Mode::kRead);
}

Result<std::unique_ptr<store::Record>> open_record_for_writing(const Context& context) {
  return store::Record::open(context.folder.path(), store::Record::Mode::kWrite);
}

Result<std::string> prefixed_id(const std::string& id) {
  const std::optional<text::PaperIdText> parsed = text::parse_paper_id(id);
  if (!parsed) {
    return Error(ErrorCode::kInvalid,
                 "not the id of a paper: " + id +
                     ": write one like 2608.01234, acl:2024.acl-long.12 or doi:10.1000/x");
  }
  return parsed->prefixed;
}

Result<store::PaperView> find_paper(store::Record& record, const std::string& id) {
  TRY(const std::string prefixed, prefixed_id(id));
  TRY(std::optional<store::PaperView> paper, record.paper_by_id(prefixed));
  if (!paper) return Error(ErrorCode::kNotFound, "no paper has this id: " + id);
  return std::move(*paper);
}

std::string unreadable_text(const store::UnreadablePaper& paper) {
  return paper.why + ": ingest its source again, or restore a backup; broadsheet check lists all";
}

follow::FollowCallbacks follow_callbacks(Context& context, std::string what, std::uint64_t& unreadable) {
  follow::FollowCallbacks callbacks;
  callbacks.stop = stop_requested;
  callbacks.unreadable = [&context, &unreadable](const store::UnreadablePaper& paper) {
    if (++unreadable <= kUnreadableShownMax) notice(context, "not indexed: " + unreadable_text(paper));
  };
  if (context.err.interactive()) {
    auto bar = std::make_shared<ProgressBar>(context.err, std::move(what));  // shared: std::function copies
    callbacks.progress = [bar](std::uint64_t done, std::uint64_t of) { bar->show(done, of, done, "paper"); };
  }
  return callbacks;
}

namespace {

// Without a revision where another process follows.
Result<std::optional<Revision>> follow_once(Context& context, store::Record& record,
                                            std::uint64_t& unreadable) {
  Result<store::FollowerLock> lock =
      store::FollowerLock::acquire(context.folder.path(), store::Hold::kInPassing);
  if (!lock.ok() && lock.error().code() == ErrorCode::kLocked) {
    const Result<std::optional<pid_t>> holder = store::FollowerLock::holder(context.folder.path());
    const bool known = holder.ok() && holder.value().has_value();
    notice(context,
           "the index is followed by " +
               (known ? "process " + std::to_string(*holder.value()) : std::string("another process")) +
               ", which will bring it up to date");
    return std::optional<Revision>();
  }
  if (!lock.ok()) return std::move(lock).error();
  TRY(const std::unique_ptr<follow::Follower> lexical, follow::open_lexical(context.folder.path(), record));
  TRY(const Revision revision,
      follow::catch_up_and_tidy(*lexical, follow_callbacks(context, "indexing", unreadable)));
  return std::optional(revision);
}

}  // namespace

Result<Following> catch_up_unless_followed(Context& context, store::Record& record) {
  Following following;
  while (true) {
    TRY(const std::optional<Revision> published, follow_once(context, record, following.unreadable));
    if (!published) return following;
    following.done = true;
    following.revision = *published;
    // Whoever found the lock taken wrote before it was given back, so this look sees it.
    TRY(const Revision head, record.head());
    if (head <= *published || stop_requested()) return following;
  }
}

}  // namespace broadsheet::app
