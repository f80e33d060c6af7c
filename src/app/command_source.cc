// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet source: the sources that are harvested by themselves while the server runs.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "app/commands.h"
#include "app/harvesting.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/json_writer.h"
#include "ingest/sample_source.h"
#include "ingest/source_book.h"

namespace broadsheet::app {
namespace {

using ingest::Source;
using ingest::SourceState;

std::string state_name(const SourceState& state, Instant now) {
  if (state.source.paused) return "paused";
  if (!state.harvest.last_error.empty()) return "failing";
  return state.next <= now ? "due" : "waiting";
}

// "2026-07-01 22:45", of which the terminal shows no more.
std::string minute_of(const std::string& instant) {
  std::string text = instant.substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

void write_json(JsonWriter& json, const SourceState& state, Instant now) {
  json.begin_object().key("name").value(state.source.name);
  json.key("upstream").value(ingest::upstream_name(state.source.target.upstream));
  json.key("url").value(state.source.target.url).key("set").value(state.source.target.set);
  json.key("prefix").value(state.source.target.prefix).key("schedule").value(to_text(state.source.schedule));
  json.key("state").value(state_name(state, now)).key("next_run").value(format_instant(state.next));
  write_harvest_state(json, state.harvest);
  json.end_object();
}

void write_state(Terminal& out, const SourceState& state, Instant now) {
  write_fact(out, "name", state.source.name);
  write_fact(out, "address", state.source.target.url);
  write_fact(out, "kind", std::string(ingest::upstream_name(state.source.target.upstream)));
  write_fact(out, "set", state.source.target.set);
  write_fact(out, "format", state.source.target.prefix);
  write_fact(out, "schedule", to_text(state.source.schedule));
  write_fact(out, "state", state_name(state, now));
  write_fact(out, "next run",
             state.source.paused ? "" : minute_of(format_instant(std::max(state.next, now))) + " UTC");
  write_fact(out, "succeeded",
             state.harvest.last_success.empty() ? "never" : minute_of(state.harvest.last_success) + " UTC");
  write_fact(out, "failed", state.harvest.last_error);
  write_fact(
      out, "goes on",
      state.harvest.next.empty() ? "" : "within a list, behind page " + std::to_string(state.harvest.pages));
  write_fact(out, "asks from", state.harvest.from);
}

class SourceCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "source",
        .group = "Papers in",
        .summary = "names the sources that are harvested by themselves",
        .about =
            "A source is an address with a name and a schedule. While `serve` runs, each is harvested when "
            "it is "
            "due: at its time of day in its own time zone, or every so many hours. What was missed while the "
            "machine was off or asleep is caught up with at once; after a failure it is tried again, later "
            "each "
            "time. `add` finds a schedule that suits if none is given (arXiv: when it announces).\n\n"
            "`test` asks a source once and stores nothing. `pause` leaves a source as it is until `resume`; "
            "`remove` forgets it and where it stood; its papers stay.",
        .examples =
            {{"broadsheet source add arxiv", "all of arXiv, every evening that it announces"},
             {"broadsheet source add tides https://example.org/oai --set physics --schedule '07:00 UTC'",
              "a repository of your own"},
             {"broadsheet source list", "how each is doing"},
             {"broadsheet source pause tides", "until further notice"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "list (the default), add, show, test, pause, resume or remove", Need::kOptional,
                 &action_, [](const std::string& value) -> std::optional<std::string> {
                   constexpr std::array<std::string_view, 7> kActions{"list",  "add",    "show",  "test",
                                                                      "pause", "resume", "remove"};
                   if (std::ranges::find(kActions, value) != kActions.end()) return std::nullopt;
                   return "'" + value + "' is none of list, add, show, test, pause, resume, remove";
                 });
    options.word("NAME", "of the source", Need::kOptional, &name_);
    options.word("ADDRESS", "with add: where it is; not of arxiv and daily-papers", Need::kOptional,
                 &address_);
    options.text("--schedule", "WHEN",
                 "with add: \"every 6 hours\", \"07:00 UTC\", \"22:45 Sun-Thu America/New_York\"",
                 &schedule_);
    options.text("--set", "NAME", "with add: only this set of an OAI-PMH repository", &set_);
    options.text("--prefix", "NAME", "with add: the metadata format to ask for", &prefix_);
    options.choice("--as", {"oai-pmh", "daily-papers", "document"},
                   "with add: what is at the address, where it is not to be found out", &as_);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (action_.empty()) action_ = "list";
    if (action_ == "list" && !name_.empty()) {
      notice(context, "source: list takes no name: `broadsheet source show " + name_ + "`");
      return ExitStatus::kUsage;
    }
    if (action_ != "list" && name_.empty()) {
      notice(context, "source: NAME is missing");
      return ExitStatus::kUsage;
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    if (action_ == "list") return list(context, *record);
    if (action_ == "add") return add(context, *record);
    if (action_ == "remove") {
      TRY_VOID(ingest::remove_source(*record, name_));
      context.out.line("removed " + name_ + "; its papers stay");
      return ExitStatus::kDone;
    }
    if (action_ == "pause" || action_ == "resume")
      TRY_VOID(ingest::set_paused(*record, name_, action_ == "pause"));
    TRY(const SourceState state, ingest::find_source(*record, name_, context.clock.now()));
    if (action_ == "test") return test(context, state);
    tell(context, state);
    return ExitStatus::kDone;
  }

 private:
  Result<ExitStatus> add(Context& context, store::Record& record) const {
    TRY_VOID(ingest::check_source_name(name_));
    Source source;
    source.name = name_;
    TRY(source.target, find_target(context, address_.empty() ? name_ : address_, as_));
    if (!set_.empty()) source.target.set = set_;
    if (!prefix_.empty()) source.target.prefix = prefix_;
    source.schedule = ingest::usual_schedule(source.target);
    if (!schedule_.empty()) {
      TRY(source.schedule, ingest::parse_schedule(schedule_));
    }
    TRY_VOID(ingest::add_source(record, source));
    TRY(const SourceState state, ingest::find_source(record, name_, context.clock.now()));
    tell(context, state);
    if (!json_) notice(context, "it is harvested while `broadsheet serve` runs");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> list(Context& context, store::Record& record) const {
    const Instant now = context.clock.now();
    TRY(const std::vector<SourceState> sources, ingest::list_sources(record, now));
    if (json_) {
      JsonWriter json;
      json.begin_object().key("sources").begin_array();
      for (const SourceState& state : sources) write_json(json, state, now);
      context.out.line(json.end_array().end_object().take());
      return ExitStatus::kDone;
    }
    if (sources.empty()) context.out.line("no source yet: broadsheet source add arxiv");
    std::size_t names = 0;
    for (const SourceState& state : sources) names = std::max(names, state.source.name.size());
    for (const SourceState& state : sources) {
      const std::string when =
          state.source.paused ? ""
                              : ", next " + minute_of(format_instant(std::max(state.next, now))) + " UTC";
      context.out.line(pad_right(state.source.name, names) + "  " + pad_right(state_name(state, now), 7) +
                       "  " + context.out.styled(Style::kDim, to_text(state.source.schedule) + when));
      if (!state.harvest.last_error.empty())
        write_wrapped(context.out, {{state.harvest.last_error, Style::kError}}, names + 2,
                      context.out.width());
    }
    return ExitStatus::kDone;
  }

  void tell(Context& context, const SourceState& state) const {
    const Instant now = context.clock.now();
    if (!json_) return write_state(context.out, state, now);
    JsonWriter json;
    write_json(json, state, now);
    context.out.line(json.take());
  }

  Result<ExitStatus> test(Context& context, const SourceState& state) const {
    TRY(const ingest::Sample sample,
        ingest::sample_source(context.folder.path(), state.source.target, harvest_options(context)));
    if (json_) {
      JsonWriter json;
      json.begin_object().key("records").value(sample.records).key("rejected").value(sample.rejected);
      json.key("first").value(sample.first_title).key("format").value(sample.format).end_object();
      context.out.line(json.take());
    } else {
      write_wrapped(context.out,
                    {{"answers with " + std::to_string(sample.records) + " records as " + sample.format +
                      (sample.first_title.empty() ? "" : ", the first: " + sample.first_title)}},
                    0, context.out.width());
    }
    return ExitStatus::kDone;
  }

  std::string action_;
  std::string name_;
  std::string address_;
  std::string schedule_;
  std::string set_;
  std::string prefix_;
  std::string as_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_source_command() {
  return std::make_unique<SourceCommand>();
}

}  // namespace broadsheet::app
