// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet eval: how good the ranking is, on a test collection.

#include <array>
#include <cstdio>

#include "app/commands.h"
#include "app/layout.h"
#include "app/signals.h"
#include "base/english.h"
#include "encode/model_store.h"
#include "evaluate/evaluation.h"

namespace broadsheet::app {
namespace {

constexpr std::uint32_t kDepthMax = 10'000;

std::string number_text(double number, int decimals) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
  return text.data();
}

class EvalCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "eval",
        .group = "Looking after it",
        .summary = "measures the ranking on a test collection",
        .about =
            "A collection is a folder in the style of BEIR: corpus.jsonl, queries.jsonl and qrels.tsv, or "
            "one "
            "qrels.NAME.tsv for each split, which --split then names; every file may be compressed as .zst. "
            "Its "
            "documents are indexed apart from your papers, and each judged query is asked. Gains are linear, "
            "queries without a relevant document are left out, and ties go by descending id, as trec_eval "
            "does.",
        .examples = {{"broadsheet eval nfcorpus/ --split test", "the ranking that search uses"},
                     {"broadsheet eval cranfield/ --mode lexical --plain",
                      "the textbook reference, for comparison"},
                     {"broadsheet eval cisi/ --run ours.run --against theirs.run",
                      "writes the rankings, and compares them with another run"}},
    };
  }

  void declare(Options& options) override {
    options.word("DIR", "the folder of the collection", Need::kOptional, &folder_);
    options.text("--split", "NAME", "the judgements to use, where there are several files of them", &split_);
    options.text("--corpus", "FILE", "instead of DIR: the documents", &files_.corpus);
    options.text("--queries", "FILE", "... the queries", &files_.queries);
    options.text("--qrels", "FILE", "... and the judgements", &files_.qrels);
    options.choice("--mode", {"hybrid", "lexical", "semantic", "page", "z", "rrf"},
                   "how to rank; z and rrf are known ways to join words and meaning, for comparison", &mode_);
    options.text("--model", "NAME", "the sentence model, else the one in use", &model_);
    options.flag("--plain", "plain BM25 over plain words, the textbook reference", &options_.plain);
    options.choice("--pool", {"judged"}, "rank only the judged documents of each query", &pool_);
    options.text("--run", "FILE", "writes the rankings there, in the format of trec_eval",
                 &options_.run_path);
    options.text("--against", "RUN", "compares with the rankings of that file", &options_.against_path);
    options.text("--measure", "NAME", "by which measure they are compared, nDCG@10 if not said",
                 &options_.measure);
    options.flag("--verbatim", "takes every word as it was typed, also those that no document has",
                 &options_.verbatim);
    options.flag("--whole", "takes a long query as one need, whatever its aspects", &options_.whole);
    options.number("--depth", "N", "documents of a ranking, 1000 if not said", &depth_, 1, kDepthMax);
    options.text("--cache", "DIR", "keeps the collection's index there for the next time",
                 &options_.cache_folder);
    options.flag("--json", "prints the measures as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    const bool by_files = !files_.corpus.empty() && !files_.queries.empty() && !files_.qrels.empty();
    const bool any_file = !files_.corpus.empty() || !files_.queries.empty() || !files_.qrels.empty();
    if (folder_.empty() ? !by_files : any_file) {
      notice(context, "eval: name either a folder, or --corpus, --queries and --qrels");
      return ExitStatus::kUsage;
    }
    if (!folder_.empty()) {
      TRY(files_, evaluate::find_collection(folder_, split_));
    }
    TRY(const evaluate::Collection collection, evaluate::read_collection(files_));
    options_.mode = search::parse_search_mode(mode_).value_or(search::SearchMode::kHybrid);
    if (mode_ == "z") options_.baseline = evaluate::Baseline::kZ;
    if (mode_ == "rrf") options_.baseline = evaluate::Baseline::kRrf;
    if (options_.mode != search::SearchMode::kLexical && !options_.plain) {
      auto model = encode::ModelStore(context.folder.models_path()).load(model_);
      const bool missing = !model.ok() && model.error().code() == ErrorCode::kNotFound && model_.empty();
      if (!model.ok() && !missing) return std::move(model).error();
      if (model.ok()) options_.model = std::move(model).value();
    }
    options_.pool_judged = !pool_.empty();
    options_.depth = depth_;
    options_.stop = stop_requested;
    TRY(evaluate::EvaluationReport report, evaluate::evaluate(collection, options_));
    report.mode = mode_;
    if (json_) {
      context.out.line(evaluate::to_json(report));
    } else {
      write(context.out, report);
    }
    return ExitStatus::kDone;
  }

 private:
  static void write(Terminal& out, const evaluate::EvaluationReport& report) {
    constexpr std::size_t kLabelColumns = 12;
    const auto line = [&out](std::string_view label, const std::string& value) {
      out.line(out.styled(Style::kDim, pad_right(label, kLabelColumns)) + value);
    };
    line("mode", report.mode + (report.plain ? ", plain" : ""));
    line("queries", with_thousands(report.queries));
    for (const evaluate::NamedMeasure& measure : evaluate::shown_measures(report))
      line(measure.name, number_text(report.measures.*measure.value, 4));
    line("latency", "p50 " + number_text(report.latency_p50_ms, 3) + " ms, p99 " +
                        number_text(report.latency_p99_ms, 3) + " ms");
    if (report.against) {
      line("difference", number_text(report.against->delta, 4) + " in " + report.compared +
                             ", p = " + number_text(report.against->p, 4));
    }
  }

  std::string folder_;
  std::string split_;
  evaluate::CollectionFiles files_;
  std::string mode_ = "hybrid";
  std::string model_;
  std::string pool_;
  std::uint32_t depth_ = 1000;
  evaluate::EvaluationOptions options_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_eval_command() {
  return std::make_unique<EvalCommand>();
}

}  // namespace broadsheet::app
