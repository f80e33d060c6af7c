// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The textbook reference: one field of title and text, plain analysis, BM25.

#include <string>
#include <utility>

#include "evaluate/arm.h"
#include "evaluate/collection_index.h"
#include "search/topk.h"
#include "text/analyzer.h"
#include "text/readable.h"

namespace broadsheet::evaluate {
namespace {

constexpr index::FieldId kField = 0;

index::Schema plain_schema() {
  return {.fields = {{.name = "text", .k1 = 0.9, .b = 0.4}}, .columns = {}};
}

class PlainArm final : public Arm {
 public:
  PlainArm(const Task& task, CollectionIndex index) : task_(task), index_(std::move(index)) {}

  Result<std::vector<ScoredDocument>> rank(std::size_t query, std::size_t depth) override {
    const index::Snapshot& snapshot = *index_.snapshot();
    // A word that stands twice in the query counts twice, as a clause of its own.
    search::BooleanQuery question;
    for (const text::Token& token : analyzer_.tokens(text::readable(task_.queries[query]->text))) {
      search::Clause clause;
      clause.terms.push_back({.field = kField, .bytes = std::string(token.stem)});
      question.clauses.push_back(std::move(clause));
    }
    search::TopKOptions options{.k = depth};
    search::DocFilter filter;
    if (!task_.pools.empty()) {
      filter = allow_pool(query);
      options.filter = &filter;
    }
    TRY(const search::TopDocs top, search::top_k(snapshot.segments(), snapshot, question, options));
    std::vector<ScoredDocument> hits;
    for (const search::Hit& hit : top.hits) hits.push_back({hit.key, hit.score});
    return hits;
  }

 private:
  // Bits for the documents of the query's pool, kept until the next query.
  search::DocFilter allow_pool(std::size_t query) {
    const index::Snapshot& snapshot = *index_.snapshot();
    allowed_.clear();
    for (const index::SegmentView& segment : snapshot.segments()) {
      allowed_.emplace_back((segment.doc_count + 63) / 64, std::uint64_t{0});
    }
    for (const std::uint32_t number : task_.pools[query]) {
      if (const auto address = snapshot.find(PaperNumber(number))) {
        allowed_[address->segment][address->doc / 64] |= std::uint64_t{1} << (address->doc % 64);
      }
    }
    search::DocFilter filter;
    for (const auto& bits : allowed_) filter.allowed.push_back(bits.data());
    return filter;
  }

  const Task& task_;
  CollectionIndex index_;
  text::Analyzer analyzer_{text::AnalyzerKind::kPlain};
  std::vector<std::vector<std::uint64_t>> allowed_;
};

}  // namespace

Result<std::unique_ptr<Arm>> make_plain_arm(const Numbering& numbering, const Task& task,
                                            const EvaluationOptions& options) {
  text::Analyzer analyzer(text::AnalyzerKind::kPlain);
  const auto fill = [&](std::uint32_t number, index::Document& document) {
    const formats::CollectionEntry& entry = numbering.document(number);
    analyzer.analyze(text::readable(entry.title + " " + entry.text),
                     [&](const text::Token& token) { document.add(kField, token.stem, token.position); });
  };
  TRY(auto index, CollectionIndex::build(numbering, plain_schema(), std::string(analyzer.name()), "plain",
                                         fill, options));
  return std::unique_ptr<Arm>(std::make_unique<PlainArm>(task, std::move(index)));
}

}  // namespace broadsheet::evaluate
