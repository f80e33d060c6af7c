// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The product's own search: documents become papers with a title and an abstract, and queries are
// typed as a person would type them.

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>

#include "evaluate/arm.h"
#include "evaluate/collection_index.h"
#include "search/limits.h"
#include "search/paper_document.h"
#include "search/query.h"
#include "search/schema.h"
#include "text/analyzer.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::evaluate {
namespace {

// A pool is a filter on an organisation that nobody has: it works in every mode and changes no score.
std::string pool_name(std::size_t query) {
  return fmt::format("pool{}", query);
}

// In a query '-', quotes, prefixes and OR are operators. A collection's queries are sentences, some of
// them in capitals, where the same are punctuation and words.
std::string as_sentence(std::string_view text) {
  constexpr std::string_view kOperators = "+-\"():";
  std::string sentence(text);
  for (char& c : sentence) {
    if (kOperators.find(c) != std::string_view::npos) c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return sentence;
}

class ProductArm final : public Arm {
 public:
  ProductArm(const Task& task, CollectionIndex index, search::SearchMode mode)
      : task_(task), index_(std::move(index)), searcher_(index_.snapshot()), mode_(mode) {}

  Result<std::vector<ScoredDocument>> rank(std::size_t query, std::size_t depth) override {
    std::string typed;
    if (!task_.pools.empty()) typed = fmt::format("org:{} ", pool_name(query));
    typed += as_sentence(text::readable(task_.queries[query]->text));
    TRY(const search::Query question,
        search::Query::parse(text::truncate_utf8(typed, search::kQueryBytesMax)));
    search::SearchOptions options;
    options.mode = mode_;
    options.limit = std::min(depth, search::kPoolMax);
    options.total = false;
    TRY(const search::SearchAnswer answer, searcher_.search(question, options));
    std::vector<ScoredDocument> hits;
    for (const search::SearchHit& hit : answer.hits) hits.push_back({hit.paper.value(), hit.score});
    return hits;
  }

 private:
  const Task& task_;
  CollectionIndex index_;
  search::Searcher searcher_;
  search::SearchMode mode_;
};

}  // namespace

Result<std::unique_ptr<Arm>> make_product_arm(const Numbering& numbering, const Task& task,
                                              const EvaluationOptions& options) {
  std::vector<std::vector<std::string>> pools_of(task.pools.empty() ? 0 : numbering.size() + 1);
  std::string recipe = "product";
  for (std::size_t query = 0; query < task.pools.size(); ++query) {
    recipe += fmt::format(" {}:", query);
    for (const std::uint32_t number : task.pools[query]) {
      pools_of[number].push_back(pool_name(query));
      recipe += fmt::format("{},", number);
    }
  }
  text::Analyzer analyzer;
  const auto fill = [&](std::uint32_t number, index::Document& document) {
    const formats::CollectionEntry& entry = numbering.document(number);
    const std::string title = text::readable(entry.title);
    const std::string abstract = text::readable(entry.text);
    search::PaperContent paper;
    paper.number = PaperNumber(number);
    paper.title = title;
    paper.abstract = abstract;
    if (!pools_of.empty()) paper.orgs = pools_of[number];
    search::fill_document(paper, analyzer, document);
  };
  TRY(auto index, CollectionIndex::build(numbering, search::product_schema(), std::string(analyzer.name()),
                                         recipe, fill, options));
  return std::unique_ptr<Arm>(std::make_unique<ProductArm>(task, std::move(index), options.mode));
}

}  // namespace broadsheet::evaluate
