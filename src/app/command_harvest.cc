// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet harvest: what an upstream has published, into the record, and from there into the index.

#include <chrono>
#include <optional>
#include <utility>

#include "app/commands.h"
#include "app/harvesting.h"
#include "app/ingest_report.h"
#include "app/layout.h"
#include "app/progress.h"
#include "app/record_access.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "ingest/harvest.h"

namespace broadsheet::app {
namespace {

using ingest::HarvestOptions;
using ingest::HarvestPlan;
using ingest::HarvestReport;
using ingest::HarvestState;
using ingest::HarvestTarget;

// "1.5 s", "3 s".
std::string in_seconds(std::chrono::milliseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " s";
}

std::string where_it_stands(const HarvestState& state) {
  if (!state.next.empty())
    return "goes on behind page " + with_thousands(state.pages) + " of the list that it was reading";
  if (!state.from.empty()) return "asks for what changed since " + state.from;
  return "asks for everything: nothing was harvested from there yet";
}

class HarvestCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "harvest",
        .group = "Papers in",
        .summary = "fetches papers from a source",
        .about =
            "Asks a source for what it has published since the last time: arXiv and other repositories over "
            "OAI-PMH, the Daily Papers day by day, any feed or page whose format `ingest` reads. Sources "
            "with "
            "a name: arxiv, daily-papers; any other is given by its address.\n\n"
            "It is polite: one connection to a host, at most a request a second (arXiv: one in three "
            "seconds), "
            "whatever else of Broadsheet is asking there; it waits as long as a busy server says. Ctrl-C "
            "loses nothing, and the same command goes on at the place where it was.",
        .examples = {{"broadsheet harvest arxiv --set cs --from 2026-11-01", "a month of computer science"},
                     {"broadsheet harvest arxiv --dry-run", "what it would ask, and from where it goes on"},
                     {"broadsheet harvest https://example.org/oai", "a repository's OAI-PMH"},
                     {"broadsheet harvest https://example.org/feed.xml", "a feed, if it has changed"}},
    };
  }

  void declare(Options& options) override {
    options.word("SOURCE", "arxiv, daily-papers, or an address", Need::kRequired, &source_);
    options.text("--from", "DATE", "what changed since that day, instead of since the last time", &from_,
                 complain_about_day);
    options.text("--until", "DATE", "... and up to that day", &until_, complain_about_day);
    options.text("--set", "NAME", "only this set of an OAI-PMH repository: cs, math:math:NA", &set_);
    options.text("--prefix", "NAME", "the metadata format to ask an OAI-PMH repository for", &prefix_);
    options.choice("--as", {"oai-pmh", "daily-papers", "document"},
                   "what is at the address, where it is not to be found out", &as_);
    options.flag("--dry-run", "says what it would ask, and asks nothing", &dry_run_);
    options.flag("--json", "prints the report as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    stand_back();
    TRY_VOID(context.folder.create());
    const HarvestOptions options = harvest_options(context);
    TRY(const HarvestTarget target, target_of(context));
    if (dry_run_) return tell_plan(context, target, options);
    TRY(const HarvestReport report, harvest(context, target, options));
    Indexed indexed;
    indexed.interrupted = report.failure && report.failure->code() == ErrorCode::kInterrupted;
    if (!indexed.interrupted) {
      TRY(indexed, index_what_came(context));
    }
    write(context, report, indexed.done);
    if (indexed.interrupted) {
      notice(context, "interrupted: what came is kept; the same command goes on from here");
      return ExitStatus::kInterrupted;
    }
    if (report.failure) notice(context, report.failure->message());
    const bool failed = report.failure || report.total.rejected > 0 || indexed.unreadable;
    return failed ? ExitStatus::kFailed : ExitStatus::kDone;
  }

 private:
  Result<HarvestTarget> target_of(const Context& context) const {
    if (dry_run_ && as_.empty() && source_.find("://") != std::string::npos)
      return Error(ErrorCode::kInvalid,
                   "--dry-run asks nothing, so it can't find out what is there: say it with --as");
    TRY(HarvestTarget target, find_target(context, source_, as_));
    if (!set_.empty()) target.set = set_;
    if (!prefix_.empty()) target.prefix = prefix_;
    if (!from_.empty()) {
      TRY(target.from, parse_day(from_));
    }
    if (!until_.empty()) {
      TRY(target.until, parse_day(until_));
    }
    if (target.from && target.until && *target.until < *target.from)
      return Error(ErrorCode::kInvalid, "--until " + until_ + " lies before --from " + from_);
    return target;
  }

  Result<ExitStatus> tell_plan(Context& context, const HarvestTarget& target,
                               const HarvestOptions& options) const {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    TRY(const HarvestPlan plan, ingest::plan_harvest(*record, target, options));
    Terminal& out = context.out;
    if (json_) {
      JsonWriter json;
      json.begin_object().key("url").value(plan.url).key("host").value(plan.host);
      json.key("interval_ms").value(static_cast<std::int64_t>(plan.interval.count()));
      json.key("state").begin_object();
      write_harvest_state(json, plan.state);
      json.end_object();
      out.line(json.end_object().take());
      return ExitStatus::kDone;
    }
    out.line("would ask   " + plan.url);
    out.line("politeness  " + plan.host + ": a request in " + in_seconds(plan.interval) + ", one connection");
    out.line("state       " + (target.from ? "asks for what changed since " + format_day(*target.from)
                                           : where_it_stands(plan.state)));
    if (!plan.state.last_success.empty()) out.line("last done   " + plan.state.last_success);
    if (!plan.state.last_error.empty())
      out.line("last error  " + plan.state.last_error + " (" + plan.state.last_error_at + ")");
    return ExitStatus::kDone;
  }

  static Result<HarvestReport> harvest(Context& context, const HarvestTarget& target,
                                       HarvestOptions options) {
    ProgressBar bar(context.err, "harvesting");
    options.on_progress = [&](const ingest::HarvestProgress& progress) {
      if (progress.waiting.empty()) {
        bar.rename("harvesting, page " + with_thousands(progress.pages + 1));
        bar.show(progress.records, progress.records_of.value_or(0), progress.records, "record");
        return;
      }
      bar.wipe();
      notice(context, progress.waiting + ": asked again in " + in_seconds(progress.wait));
    };
    return ingest::harvest(context.folder.path(), target, options);
  }

  void write(Context& context, const HarvestReport& report, bool searchable) const {
    Terminal& out = context.out;
    if (json_) {
      JsonWriter json;
      json.begin_object().key("pages").value(report.pages).key("requests").value(report.requests);
      write_tally(json, report.total);
      write_rejects(json, report.rejects);
      json.key("notes").begin_array();
      for (const std::string& note : report.notes) json.value(note);
      json.end_array().key("revision").value(report.revision.value());
      if (report.failure) json.key("error").value(report.failure->message());
      json.key("state").begin_object();
      write_harvest_state(json, report.state);
      json.end_object();
      out.line(json.end_object().take());
      return;
    }
    for (const std::string& note : report.notes) write_wrapped(out, {{note, Style::kDim}}, 0, out.width());
    write_rejects(out, report.rejects, report.total.rejected);
    if (report.unchanged) {
      out.line("nothing has changed there");
      return;
    }
    StyledText total = {
        {counted(report.pages, "page") + ", " + with_thousands(report.total.read) + " read", Style::kBold},
        {": " + parts_of(report.total)}};
    if (searchable && report.total.read > 0) total.push_back({"; all of it can be searched"});
    write_wrapped(out, total, 0, out.width());
  }

  std::string source_;
  std::string from_;
  std::string until_;
  std::string set_;
  std::string prefix_;
  std::string as_;
  bool dry_run_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_harvest_command() {
  return std::make_unique<HarvestCommand>();
}

}  // namespace broadsheet::app
