// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet check: every byte of the data folder, verified.

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "app/commands.h"
#include "app/follower_state.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "app/top_ten_check.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "follow/lexical.h"
#include "follow/vectors.h"

namespace broadsheet::app {
namespace {

using follow::FollowerProblem;

struct Findings {
  Revision revision;
  std::vector<FollowerState> followers;
  std::vector<FollowerProblem> problems;
  std::vector<follow::VectorFindings::Recall> recall;
};

constexpr std::string_view kRecordFile = "record.db";

std::string json_of(const Findings& findings) {
  JsonWriter json;
  json.begin_object().key("ok").value(findings.problems.empty());
  json.key("revision").value(findings.revision.value()).key("followers").begin_array();
  for (const FollowerState& follower : findings.followers) {
    json.begin_object().key("name").value(follower.name).key("revision").value(follower.revision.value());
    json.key("lag").value(follower.lag).end_object();
  }
  json.end_array().key("problems").begin_array();
  for (const FollowerProblem& problem : findings.problems) {
    json.begin_object().key("file").value(problem.file);
    if (problem.offset) json.key("offset").value(*problem.offset);
    json.key("what").value(problem.what).key("do").value(problem.advice).end_object();
  }
  json.end_array();
  if (!findings.recall.empty()) {
    json.key("recall").begin_array();
    for (const auto& [percent, mean] : findings.recall)
      json.begin_object().key("percent").value(percent).key("at100").value(mean).end_object();
    json.end_array();
  }
  json.end_object();
  return json.take();
}

void write(Terminal& out, const Findings& findings) {
  for (const FollowerProblem& problem : findings.problems) {
    std::string where = problem.file;
    if (problem.offset) where += ", byte " + with_thousands(*problem.offset);
    write_wrapped(out, {{where, Style::kError}, {": " + problem.what}}, 0, out.width());
    write_wrapped(out, {{"do: " + problem.advice, Style::kDim}}, 2, out.width() - 2);
  }
  if (!findings.problems.empty()) {
    out.line(counted(findings.problems.size(), "problem"));
    return;
  }
  std::string followers;
  for (const FollowerState& follower : findings.followers)
    followers += "; " + follower.name + " " + follower.state;
  for (const auto& [percent, mean] : findings.recall) {
    out.line(fmt::format("by meaning, {:.2f} % of the nearest hundred are found among {} % of the papers",
                         100 * mean, percent));
  }
  write_wrapped(out,
                {{"all is well", Style::kBold},
                 {": revision " + with_thousands(findings.revision.value()) + followers}},
                0, out.width());
}

class CheckCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "check",
        .group = "Looking after it",
        .summary = "verifies every byte of the data folder",
        .about =
            "Reads the record and the index from end to end and compares every checksum, and says for each "
            "problem what to do. The exit status is 3 if there is any. --deep also decodes every posting of "
            "the index, compares it with the papers, recomputes the ten best for some hundred titles, and "
            "measures "
            "what the search by meaning misses.",
        .examples = {{"broadsheet check", "is all well?"},
                     {"broadsheet check --deep --json", "everything, for a nightly job"}},
    };
  }

  void declare(Options& options) override {
    options.flag("--deep", "compares the index with the papers, too", &deep_);
    options.flag("--json", "prints the findings as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const Findings findings, look(context));
    if (json_) {
      context.out.line(json_of(findings));
    } else {
      write(context.out, findings);
    }
    return findings.problems.empty() ? ExitStatus::kDone : ExitStatus::kDataFolder;
  }

 private:
  Result<Findings> look(Context& context) const {
    Findings findings;
    const auto add_record_problem = [&findings](std::string what, std::string advice) {
      FollowerProblem problem;
      problem.file = kRecordFile;
      problem.what = std::move(what);
      problem.advice = std::move(advice);
      findings.problems.push_back(std::move(problem));
    };
    const std::string restore = "restore a backup: broadsheet restore FILE";
    Result<std::unique_ptr<store::Record>> record = open_record_for_reading(context);
    if (!record.ok()) {
      if (record.error().code() != ErrorCode::kDamaged) return std::move(record).error();
      add_record_problem(record.error().message(), restore);
      return findings;
    }
    // A damaged database may fail any read; what can still be said is said.
    if (const Result<Revision> head = (*record)->head(); head.ok()) {
      findings.revision = *head;
      findings.followers.push_back(lexical_state(context, **record, *head));
      if (auto vectors = vectors_state(context, *head)) findings.followers.push_back(*std::move(vectors));
    }
    Result<std::vector<store::Problem>> found = (*record)->check(true);
    if (!found.ok()) {
      if (found.error().code() != ErrorCode::kDamaged) return std::move(found).error();
      add_record_problem(found.error().message(), restore);
      return findings;
    }
    for (store::Problem& problem : *found)
      add_record_problem(std::move(problem.what), std::move(problem.advice));
    for (FollowerProblem& problem : follow::check_lexical(context.folder.path(), **record, deep_)) {
      findings.problems.push_back(std::move(problem));
    }
    follow::VectorFindings vectors = follow::check_vectors(context.folder.path(), deep_);
    std::ranges::move(vectors.problems, std::back_inserter(findings.problems));
    findings.recall = std::move(vectors.recall);
    if (deep_) {
      TRY(const std::vector<FollowerProblem> differing, check_top_tens(context, **record));
      findings.problems.insert(findings.problems.end(), differing.begin(), differing.end());
    }
    return findings;
  }

  bool deep_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_check_command() {
  return std::make_unique<CheckCommand>();
}

}  // namespace broadsheet::app
