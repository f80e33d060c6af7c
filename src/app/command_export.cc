// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet export: papers for other programs.

#include <algorithm>
#include <optional>
#include <span>

#include "app/commands.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "app/signals.h"
#include "papers/exporter.h"
#include "papers/paper_search.h"
#include "text/ids.h"

namespace broadsheet::app {
namespace {

// Papers read at once: enough to be fast, little enough to hold.
constexpr std::size_t kBatch = 256;

class ExportCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "export",
        .group = "Reading",
        .summary = "writes papers for other programs",
        .about =
            "Writes the papers of the given ids, in their order, or every paper that a query matches, in no "
            "particular order. jsonl is JSON Lines, one object a line, the shape that ingest reads, with all "
            "that is known; ingest reads bibtex, ris and csl-json too. csv is for tables, markdown for "
            "people.",
        .examples = {{"broadsheet export 2607.01234 acl:2024.acl-long.12 > two.jsonl", "two papers"},
                     {"broadsheet export 'category:cs.CL date:2026-06' | zstd > june.jsonl.zst",
                      "a month of one category"},
                     {"broadsheet export graph networks --format bibtex > library.bib",
                      "everything that holds one of the words, to cite"}},
    };
  }

  void declare(Options& options) override {
    options.words("QUERY|ID", "ids, or a query as for search", Need::kRequired, &words_);
    std::vector<std::string> names;
    for (const papers::ExportForm& form : papers::export_forms()) names.emplace_back(form.name);
    options.choice("--format", names, "what to write, jsonl if not said", &format_);
    options.let_words_begin_with_dash();
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    const bool ids = std::all_of(words_.begin(), words_.end(), [](const std::string& word) {
      return text::parse_paper_id(word).has_value();
    });
    papers::Exporter exporter(*papers::parse_export_format(format_));
    context.out.write(exporter.begin());
    TRY(const ExitStatus status,
        ids ? export_ids(context, *record, exporter) : export_matches(context, *record, exporter));
    context.out.write(exporter.end());
    return status;
  }

 private:
  Result<ExitStatus> export_ids(Context& context, store::Record& record, papers::Exporter& exporter) const {
    ExitStatus status = ExitStatus::kDone;
    for (const std::string& word : words_) {
      const Result<store::PaperView> paper = find_paper(record, word);
      if (paper.ok()) {
        context.out.write(exporter.add(*paper));
      } else if (paper.error().code() == ErrorCode::kNotFound) {
        notice(context, paper.error().message());
        status = ExitStatus::kFailed;
      } else {
        return paper.error();
      }
    }
    return status;
  }

  Result<ExitStatus> export_matches(Context& context, store::Record& record,
                                    papers::Exporter& exporter) const {
    std::string query;
    for (const std::string& word : words_) query += (query.empty() ? "" : " ") + word;
    std::vector<PaperNumber> numbers;
    TRY_VOID(ask_index(context, record, false,
                       [&](const search::Searcher* searcher, const search::QueryEncoder&) -> Result<void> {
                         TRY(numbers, papers::matching_papers(record, searcher, query));
                         return {};
                       }));
    ExitStatus status = ExitStatus::kDone;
    std::span<const PaperNumber> rest = numbers;
    while (!rest.empty()) {
      if (stop_requested()) return Error(ErrorCode::kInterrupted, "export");
      const std::size_t count = std::min(rest.size(), kBatch);
      TRY(const store::PapersRead papers, record.papers(rest.first(count)));
      for (const store::PaperView& paper : papers.views) {
        context.out.write(exporter.add(paper));
      }
      for (const store::UnreadablePaper& paper : papers.unreadable) {
        notice(context, "left out: " + unreadable_text(paper));
        status = ExitStatus::kFailed;
      }
      TRY_VOID(context.out.flush());
      rest = rest.subspan(count);
    }
    return status;
  }

  std::vector<std::string> words_;
  std::string format_ = "jsonl";
};

}  // namespace

std::unique_ptr<Command> make_export_command() {
  return std::make_unique<ExportCommand>();
}

}  // namespace broadsheet::app
