// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet follow and rebuild: bringing the followers up to date, or making them anew.

#include <algorithm>
#include <array>
#include <thread>

#include "app/commands.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "follow/lexical.h"
#include "follow/watch.h"
#include "store/lock.h"

namespace broadsheet::app {
namespace {

// A follower lives beside its record and under the lock, in this order.
struct OpenFollowers {
  store::FollowerLock lock;
  std::unique_ptr<store::Record> record;
  std::unique_ptr<follow::Follower> lexical;
};

Result<OpenFollowers> open_followers(const Context& context) {
  TRY_VOID(context.folder.create());
  TRY(store::FollowerLock lock, store::FollowerLock::acquire(context.folder.path()));
  TRY(std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(std::unique_ptr<follow::Follower> lexical, follow::open_lexical(context.folder.path(), *record));
  return OpenFollowers{std::move(lock), std::move(record), std::move(lexical)};
}

Result<void> know_names(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name != follow::kLexicalName) {
      return Error(ErrorCode::kNotFound,
                   "no follower is called '" + name + "': there is " + std::string(follow::kLexicalName));
    }
  }
  return {};
}

void write_result(Context& context, std::string_view follower, Revision revision, bool json) {
  if (json) {
    JsonWriter writer;
    writer.begin_object().key("followers").begin_array().begin_object();
    writer.key("name").value(follower).key("revision").value(revision.value());
    writer.end_object().end_array().end_object();
    context.out.line(writer.text());
  } else {
    context.out.line(std::string(follower) + " is at revision " + with_thousands(revision.value()));
  }
}

// Does `work` under the lock, then what others, who found the lock taken, wrote meanwhile.
template <typename Work>
Result<ExitStatus> follow_and_end(Context& context, const char* what, bool json, Work work) {
  std::uint64_t unreadable = 0;
  std::unique_ptr<store::Record> record;
  Revision revision;
  {
    TRY(OpenFollowers followers, open_followers(context));
    TRY(revision, work(*followers.lexical, follow_callbacks(context, what, unreadable)));
    record = std::move(followers.record);
  }
  TRY(const Revision head, record->head());
  if (head > revision) {
    TRY(const Following following, catch_up_unless_followed(context, *record));
    if (following.done) revision = following.revision;
    unreadable += following.unreadable;
  }
  write_result(context, follow::kLexicalName, revision, json);
  return unreadable > 0 ? ExitStatus::kFailed : ExitStatus::kDone;
}

// Sleeps in short steps: a signal handler may set a flag and nothing more.
void wait_for(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kStep{20};
  const auto end = std::chrono::steady_clock::now() + time;
  while (!stop_requested() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::min(kStep, time));
}

class FollowCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "follow",
        .group = "Looking after it",
        .summary = "brings the index up to date with the papers",
        .about =
            "Everything that makes searching fast follows the record of papers. This brings it up to date "
            "and "
            "ends; with --watch it stays, and what is ingested can be searched within a second. One process "
            "follows at a time; searching and ingesting go on beside it.",
        .examples = {{"broadsheet follow", "catch up"},
                     {"broadsheet follow --watch", "stay and keep up, until Ctrl-C"}},
    };
  }

  void declare(Options& options) override {
    options.words("NAME", "the followers, all if none is named: lexical", Need::kOptional, &names_);
    options.flag("--watch", "stays and follows until it is stopped", &watch_);
    options.flag("--json", "prints the revisions as JSON, with --watch one line for each publication",
                 &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY_VOID(know_names(names_));
    if (!watch_) return follow_and_end(context, "indexing", json_, follow::catch_up_and_tidy);
    TRY(const OpenFollowers followers, open_followers(context));
    std::uint64_t unreadable = 0;
    follow::WatchCallbacks callbacks;
    callbacks.follow = follow_callbacks(context, "indexing", unreadable);
    callbacks.follow.progress = {};
    callbacks.wait = wait_for;
    callbacks.published = [&](const follow::Follower& follower, Revision revision) {
      write_result(context, follower.name(), revision, json_);
      (void)context.out.flush().ok();  // nobody reading is no reason to stop following
    };
    notice(context, "following " + context.folder.path() + "; stop with Ctrl-C");
    const std::array<follow::Follower*, 1> all = {followers.lexical.get()};
    const Result<void> ended = follow::watch(all, *followers.record, callbacks);
    if (!ended.ok() && ended.error().code() != ErrorCode::kInterrupted) return ended.error();
    return ExitStatus::kInterrupted;
  }

 private:
  std::vector<std::string> names_;
  bool watch_ = false;
  bool json_ = false;
};

class RebuildCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "rebuild",
        .group = "Looking after it",
        .summary = "makes the index anew from the papers",
        .about =
            "The index holds nothing that is not in the record, so it can be thrown away and made again at "
            "any "
            "time. It is what to do when check finds damage in it.",
        .examples = {{"broadsheet rebuild", "everything"}, {"broadsheet rebuild lexical", "the words alone"}},
    };
  }

  void declare(Options& options) override {
    options.words("NAME", "the followers, all if none is named: lexical", Need::kOptional, &names_);
    options.flag("--json", "prints the revisions as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY_VOID(know_names(names_));
    return follow_and_end(context, "rebuilding", json_,
                          [](follow::Follower& lexical, const follow::FollowCallbacks& callbacks) {
                            return lexical.rebuild(callbacks);
                          });
  }

 private:
  std::vector<std::string> names_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_follow_command() {
  return std::make_unique<FollowCommand>();
}

std::unique_ptr<Command> make_rebuild_command() {
  return std::make_unique<RebuildCommand>();
}

}  // namespace broadsheet::app
