// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet status: what is there, and how fresh.

#include "app/commands.h"
#include "app/follower_state.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "ingest/source_book.h"
#include "store/deliveries.h"
#include "store/lock.h"
#include "store/subscribers.h"

namespace broadsheet::app {
namespace {

struct MailState {
  std::uint64_t subscribers = 0;
  std::uint64_t waiting = 0;
  std::uint64_t failed = 0;
  bool held = false;  // since a restore
};

Result<MailState> read_mail_state(store::Record& record) {
  MailState mail;
  TRY(const store::Subscribers::Count count, store::Subscribers(record).count());
  mail.subscribers = count.active;
  store::Deliveries deliveries(record);
  TRY(mail.waiting, deliveries.count_in(store::DeliveryState::kWaiting));
  TRY(mail.failed, deliveries.count_in(store::DeliveryState::kFailed));
  TRY(const std::string held, record.progress(store::kMailHeld));
  mail.held = !held.empty();
  return mail;
}

struct State {
  store::Counts counts;
  Revision head;
  std::vector<FollowerState> followers;
  std::optional<pid_t> followed_by;
  std::vector<ingest::SourceState> harvested;  // those that are not paused
  MailState mail;
};

std::string json_of(const Context& context, const State& state) {
  JsonWriter json;
  json.begin_object().key("data").value(context.folder.path()).key("revision").value(state.head.value());
  json.key("papers").value(state.counts.papers).key("merged_papers").value(state.counts.merged_papers);
  json.key("identities").value(state.counts.identities).key("records").value(state.counts.source_records);
  json.key("vote_observations").value(state.counts.vote_observations);
  json.key("record_bytes").value(state.counts.bytes);
  json.key("followers").begin_array();
  for (const FollowerState& follower : state.followers) {
    json.begin_object().key("name").value(follower.name).key("revision").value(follower.revision.value());
    json.key("lag")
        .value(follower.lag)
        .key("papers")
        .value(follower.papers)
        .key("bytes")
        .value(follower.bytes);
    json.key("state").value(follower.state).end_object();
  }
  json.end_array().key("followed_by");
  if (state.followed_by) {
    json.value(*state.followed_by);
  } else {
    json.null();
  }
  json.key("sources").begin_array();
  for (const store::SourceCount& source : state.counts.sources) {
    json.begin_object().key("source").value(source.source).key("records").value(source.records).end_object();
  }
  json.end_array().key("next_runs").begin_array();
  for (const ingest::SourceState& source : state.harvested) {
    json.begin_object().key("source").value(source.source.name).key("at").value(format_instant(source.next));
    json.end_object();
  }
  json.end_array().key("mail").begin_object().key("subscribers").value(state.mail.subscribers);
  json.key("waiting").value(state.mail.waiting).key("failed").value(state.mail.failed);
  json.key("held").value(state.mail.held).end_object().end_object();
  return json.take();
}

void write(const Context& context, const State& state) {
  Terminal& out = context.out;
  constexpr std::size_t kLabelColumns = 12;
  const auto line = [&out](std::string_view label, const std::string& text) {
    out.line(out.styled(Style::kDim, pad_right(label, kLabelColumns)) + text);
  };
  line("data folder", context.folder.path());
  line("papers", with_thousands(state.counts.papers) + " from " +
                     counted(state.counts.source_records, "record") + "; " +
                     with_thousands(state.counts.merged_papers) + " known to several sources");
  line("votes", counted(state.counts.vote_observations, "count") + " observed");
  line("record", "revision " + with_thousands(state.head.value()) + ", " + human_bytes(state.counts.bytes));
  for (const FollowerState& follower : state.followers) {
    std::string text = follower.state;
    if (follower.lag > 0) text += ", " + counted(follower.lag, "revision") + " behind";
    text += ", revision " + with_thousands(follower.revision.value()) + ", " + human_bytes(follower.bytes);
    line(follower.name, text);
  }
  line("followed by", state.followed_by ? "process " + std::to_string(*state.followed_by) : "nobody now");
  if (state.mail.subscribers > 0 || state.mail.waiting > 0 || state.mail.held) {
    std::string text = counted(state.mail.subscribers, "subscriber") + ", " +
                       with_thousands(state.mail.waiting) + " waiting, " + with_thousands(state.mail.failed) +
                       " failed";
    if (state.mail.held) text += "; no letter goes out since a restore: broadsheet digest release";
    line("mail", text);
  }
  std::string_view label = "sources";
  for (const store::SourceCount& source : state.counts.sources) {
    line(label, pad_right(source.source, 18) + pad_left(with_thousands(source.records), 10));
    label = "";
  }
}

class StatusCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "status",
        .group = "Looking after it",
        .summary = "tells what is there and how fresh it is",
        .about =
            "How many papers there are and from where, how far the index has followed, how much room it "
            "takes, "
            "and which process follows now.",
        .examples = {{"broadsheet status", "at a glance"},
                     {"broadsheet status --json | jq .followers", "for monitoring"}},
    };
  }

  void declare(Options& options) override { options.flag("--json", "prints it as JSON", &json_); }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    State state;
    TRY(state.counts, record->counts());
    TRY(state.head, record->head());
    state.followers.push_back(lexical_state(context, *record, state.head));
    if (auto vectors = vectors_state(context, state.head)) state.followers.push_back(*std::move(vectors));
    TRY(state.followed_by, store::FollowerLock::holder(context.folder.path()));
    TRY(state.mail, read_mail_state(*record));
    TRY(state.harvested, ingest::list_sources(*record, context.clock.now()));
    std::erase_if(state.harvested, [](const ingest::SourceState& source) { return source.source.paused; });
    if (json_) {
      context.out.line(json_of(context, state));
    } else {
      write(context, state);
    }
    return ExitStatus::kDone;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_status_command() {
  return std::make_unique<StatusCommand>();
}

}  // namespace broadsheet::app
