// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet job: papers to be fetched because somebody asked for them, from the terminal.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "formats/fields.h"
#include "papers/contributing.h"
#include "store/jobs.h"
#include "text/ids.h"

namespace broadsheet::app {
namespace {

using store::Job;
using store::JobNumber;

constexpr std::array<std::string_view, 3> kActions{"list", "fetch", "cancel"};
constexpr std::size_t kShown = 100;

class JobCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "job",
        .group = "Serving",
        .summary = "papers that are to be fetched by their ids",
        .about =
            "Readers ask for papers that are not here, on /papers/submit and by the API; `fetch` does so "
            "from the terminal. The server does these jobs one after another; what may help is tried "
            "again, longer and longer. `list` tells what came of them, `cancel` takes one back that "
            "waits.",
        .examples = {{"broadsheet job fetch 2608.01234", "by its arXiv id, or by a DOI"},
                     {"broadsheet job", "the newest jobs, and what came of them"},
                     {"broadsheet job cancel 7", "by its number"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "list (the default), fetch or cancel", Need::kOptional, &action_,
                 [](const std::string& value) -> std::optional<std::string> {
                   if (std::ranges::find(kActions, value) != kActions.end()) return std::nullopt;
                   return "'" + value + "' is none of list, fetch, cancel";
                 });
    options.word("WHICH", "of a paper the id, of a job the number", Need::kOptional, &which_);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (action_.empty()) action_ = "list";
    if ((action_ == "list") != which_.empty()) {
      notice(context, "job: type `broadsheet job --help` for what " + action_ + " takes");
      return ExitStatus::kUsage;
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    if (action_ == "list") return list(context, *record);
    TRY(store::Transaction transaction, record->begin(store::Durability::kInteractive));
    TRY(const Job job,
        action_ == "fetch" ? fetch(context, *record, transaction) : cancel(context, *record, transaction));
    TRY_VOID(transaction.commit());
    show(context, {job});
    return ExitStatus::kDone;
  }

 private:
  Result<Job> fetch(Context& context, store::Record& record, store::Transaction& transaction) const {
    const std::optional<std::string> id = formats::canonical_id(which_);
    if (!id) return Error(ErrorCode::kInvalid, "'" + which_ + "' is no id: write one like 2608.01234");
    return papers::ask_for_paper(record, transaction, *id, {}, false, context.clock.now());
  }

  Result<Job> cancel(Context& context, store::Record& record, store::Transaction& transaction) const {
    const bool is_number =
        which_.size() < 10 && std::ranges::all_of(which_, [](char c) { return c >= '0' && c <= '9'; });
    std::optional<Job> job;
    if (is_number) {
      TRY(job, store::Jobs(record).job(JobNumber(static_cast<JobNumber::Integer>(std::stoul(which_)))));
    }
    if (!job) return Error(ErrorCode::kNotFound, "no job has the number " + which_);
    TRY_VOID(papers::cancel_job(transaction, *job, context.clock.now()));
    job->state = store::JobState::kCancelled;
    return *job;
  }

  Result<ExitStatus> list(Context& context, store::Record& record) const {
    TRY(const std::vector<Job> jobs, store::Jobs(record).newest(JobNumber::highest(), kShown));
    if (jobs.empty() && !json_) {
      context.out.line("nobody has asked for anything");
      return ExitStatus::kDone;
    }
    show(context, jobs);
    return ExitStatus::kDone;
  }

  void show(Context& context, const std::vector<Job>& jobs) const {
    JsonWriter json;
    json.begin_array();
    for (const Job& job : jobs) {
      const std::string state(papers::job_state_name(job.state));
      if (!json_) {
        context.out.line(std::to_string(job.number.value()) + "  " +
                         std::string(text::printed_id(job.subject)) + "  " + state +
                         (job.outcome.empty() ? "" : ": " + job.outcome));
        continue;
      }
      json.begin_object().key("number").value(job.number.value()).key("id");
      json.value(text::printed_id(job.subject)).key("state").value(state).key("submits").value(job.submits);
      json.key("tries").value(job.tries).key("made_at").value(format_instant(job.made_at));
      json.key("outcome").value(job.outcome).end_object();
    }
    json.end_array();
    if (json_) context.out.line(json.take());
  }

  std::string action_;
  std::string which_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_job_command() {
  return std::make_unique<JobCommand>();
}

}  // namespace broadsheet::app
