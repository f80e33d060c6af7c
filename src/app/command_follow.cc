// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet follow and rebuild: bringing the followers up to date, or making them anew.

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <thread>

#include "app/commands.h"
#include "app/layout.h"
#include "app/progress.h"
#include "app/record_access.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "encode/model_store.h"
#include "follow/lexical.h"
#include "follow/vectors.h"
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

// The followers that are to work, all if none is named.
struct Chosen {
  bool lexical = true;
  bool vectors = true;
  bool named_vectors = false;
};

Result<Chosen> choose(const std::vector<std::string>& names) {
  Chosen chosen;
  for (const std::string& name : names) {
    if (name == follow::kLexicalName || name == follow::kVectorsName) continue;
    return Error(ErrorCode::kNotFound, "no follower is called '" + name + "': there are " +
                                           std::string(follow::kLexicalName) + " and " +
                                           std::string(follow::kVectorsName));
  }
  if (names.empty()) return chosen;
  chosen.lexical = std::ranges::find(names, follow::kLexicalName) != names.end();
  chosen.named_vectors = chosen.vectors = std::ranges::find(names, follow::kVectorsName) != names.end();
  return chosen;
}

struct Published {
  std::string_view follower;
  Revision revision;
};

void write_results(Context& context, const std::vector<Published>& all, bool json) {
  JsonWriter writer;
  writer.begin_object().key("followers").begin_array();
  for (const Published& one : all) {
    writer.begin_object()
        .key("name")
        .value(one.follower)
        .key("revision")
        .value(one.revision.value())
        .end_object();
    if (!json) {
      context.out.line(std::string(one.follower) + " is at revision " + with_thousands(one.revision.value()));
    }
  }
  writer.end_array().end_object();
  if (json) context.out.line(writer.text());
}

using Work = std::function<Result<Revision>(follow::Follower&, const follow::FollowCallbacks&)>;

// Does `work` under the lock, then what others, who found the lock taken, wrote meanwhile.
Result<Revision> work_on_lexical(Context& context, const char* what, const Work& work,
                                 std::uint64_t& unreadable) {
  std::unique_ptr<store::Record> record;
  Revision revision;
  {
    TRY(OpenFollowers followers, open_followers(context));
    TRY(revision, work(*followers.lexical, follow_callbacks(context, what, unreadable)));
    record = std::move(followers.record);
  }
  TRY(const Revision head, record->head());
  if (head <= revision) return revision;
  TRY(const Following following, catch_up_unless_followed(context, *record));
  unreadable += following.unreadable;
  return following.done ? following.revision : revision;
}

// None where no model is installed, unless the follower was named.
Result<std::optional<Revision>> work_on_vectors(Context& context, const char* what, bool named,
                                                const Work& work, std::uint64_t& unreadable) {
  auto model = encode::ModelStore(context.folder.models_path()).load();
  if (!model.ok() && !named && model.error().code() == ErrorCode::kNotFound) return std::optional<Revision>();
  if (!model.ok()) return std::move(model).error();
  TRY_VOID(context.folder.create());
  TRY(const store::FollowerLock lock, store::FollowerLock::acquire(context.folder.path()));
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  follow::VectorOptions options;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  if (context.err.interactive()) {
    auto bar = std::make_shared<ProgressBar>(context.err, "encoding");  // shared: std::function copies
    options.progress = [bar](std::uint64_t done, std::uint64_t of) { bar->show(done, of, done, "paper"); };
  }
  TRY(const std::unique_ptr<follow::VectorFollower> vectors,
      follow::open_vectors(context.folder.path(), *record, std::move(model).value(), options));
  TRY(const Revision revision, work(*vectors, follow_callbacks(context, what, unreadable)));
  return std::optional(revision);
}

// Works on the chosen followers, the words first: they are soon done.
Result<ExitStatus> work_on(Context& context, const Chosen& chosen, const char* what, bool json,
                           const Work& work) {
  std::uint64_t unreadable = 0;
  std::vector<Published> all;
  if (chosen.lexical) {
    TRY(const Revision revision, work_on_lexical(context, what, work, unreadable));
    all.push_back({follow::kLexicalName, revision});
  }
  if (chosen.vectors && !stop_requested()) {
    TRY(const std::optional<Revision> revision,
        work_on_vectors(context, what, chosen.named_vectors, work, unreadable));
    if (revision) all.push_back({follow::kVectorsName, *revision});
  }
  write_results(context, all, json);
  if (stop_requested()) return ExitStatus::kInterrupted;
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
            "Everything that makes searching fast follows the record of papers: their words (lexical), and "
            "their meaning (vectors) once a sentence model is installed. This brings it up to date and "
            "ends; encoding goes on where it was stopped. With --watch it stays, and what is ingested can be "
            "searched within a second. One process "
            "follows at a time; searching and ingesting go on beside it.",
        .examples = {{"broadsheet follow", "catch up"},
                     {"broadsheet follow vectors", "encode what is new: minutes for thousands of papers"},
                     {"broadsheet follow --watch", "stay and keep up, until Ctrl-C"}},
    };
  }

  void declare(Options& options) override {
    options.words("NAME", "the followers, all if none is named: lexical, vectors", Need::kOptional, &names_);
    options.flag("--watch", "stays and follows until it is stopped", &watch_);
    options.flag("--json", "prints the revisions as JSON, with --watch one line for each publication",
                 &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const Chosen chosen, choose(names_));
    if (!watch_) return work_on(context, chosen, "indexing", json_, follow::catch_up_and_tidy);
    if (chosen.named_vectors)
      return Error(ErrorCode::kUnsupported,
                   "--watch follows with words; broadsheet serve encodes what comes");
    TRY(const OpenFollowers followers, open_followers(context));
    std::uint64_t unreadable = 0;
    follow::WatchCallbacks callbacks;
    callbacks.follow = follow_callbacks(context, "indexing", unreadable);
    callbacks.follow.progress = {};
    callbacks.wait = wait_for;
    callbacks.published = [&](const follow::Follower& follower, Revision revision) {
      write_results(context, {{follower.name(), revision}}, json_);
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
    options.words("NAME", "the followers, all if none is named: lexical, vectors", Need::kOptional, &names_);
    options.flag("--json", "prints the revisions as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const Chosen chosen, choose(names_));
    return work_on(
        context, chosen, "rebuilding", json_,
        [](follow::Follower& follower, const follow::FollowCallbacks& callbacks) -> Result<Revision> {
          TRY_VOID(follower.rebuild(callbacks));
          return follow::catch_up_and_tidy(follower, callbacks);
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
