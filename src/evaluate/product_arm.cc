// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The product's own search: documents become papers with a title and an abstract, and queries are
// typed as a person would type them.

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "evaluate/arm.h"
#include "evaluate/collection_index.h"
#include "evaluate/collection_meaning.h"
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
  ProductArm(const Numbering& numbering, const Task& task, CollectionIndex index,
             std::optional<CollectionMeaning> meaning, const EvaluationOptions& options)
      : numbering_(numbering),
        task_(task),
        index_(std::move(index)),
        meaning_(std::move(meaning)),
        encoder_(options.model && meaning_ ? options.model->make_encoder() : nullptr),
        searcher_(index_.snapshot(), meaning_ ? meaning_->meaning() : nullptr),
        options_(options) {}

  Result<std::vector<ScoredDocument>> rank(std::size_t query, std::size_t depth) override {
    std::string typed;
    if (!task_.pools.empty()) typed = fmt::format("org:{} ", pool_name(query));
    typed += as_sentence(text::readable(task_.queries[query]->text));
    TRY(const search::Query question,
        search::Query::parse(text::truncate_utf8(typed, search::kQueryBytesMax)));
    const std::size_t limit = std::min(depth, search::kPoolMax);
    if (options_.baseline == Baseline::kRrf) return rank_by_ranks(question, limit);
    return ask(question, options_.baseline == Baseline::kZ ? search::SearchMode::kHybrid : options_.mode,
               limit);
  }

 private:
  Result<std::vector<ScoredDocument>> ask(const search::Query& question, search::SearchMode mode,
                                          std::size_t limit) {
    search::SearchOptions options;
    options.mode = mode;
    options.limit = limit;
    options.total = false;
    options.feedback = options_.baseline == Baseline::kNone;
    options.aspects = options_.baseline == Baseline::kNone && !options_.whole;
    options.names = options.aspects;
    options.correct_spelling = !options_.verbatim;
    options.text_of = [this](std::span<const PaperNumber> papers) { return texts_of(papers); };
    if (encoder_ != nullptr) options.encode_query = [this](std::string_view text) { return encode(text); };
    TRY(const search::SearchAnswer answer, searcher_.search(question, options));
    std::vector<ScoredDocument> hits;
    for (const search::SearchHit& hit : answer.hits) hits.push_back({hit.paper.value(), hit.score});
    return hits;
  }

  Result<std::vector<ScoredDocument>> rank_by_ranks(const search::Query& question, std::size_t limit) {
    constexpr double kConstant = 60;
    std::map<std::uint32_t, double> scores;
    for (const search::SearchMode mode : {search::SearchMode::kLexical, search::SearchMode::kSemantic}) {
      TRY(const std::vector<ScoredDocument> hits, ask(question, mode, search::kPoolMax));
      for (std::size_t i = 0; i < hits.size(); ++i)
        scores[hits[i].number] += 1 / (kConstant + static_cast<double>(i + 1));
    }
    std::vector<ScoredDocument> all;
    for (const auto& [number, score] : scores) all.push_back({number, score});
    std::ranges::stable_sort(all, std::ranges::greater(), &ScoredDocument::score);
    all.resize(std::min(all.size(), limit));
    return all;
  }

  Result<std::vector<search::PaperText>> texts_of(std::span<const PaperNumber> papers) const {
    std::vector<search::PaperText> texts;
    for (const PaperNumber paper : papers) {
      const formats::CollectionEntry& entry = numbering_.document(paper.value());
      texts.push_back({text::readable(entry.title), text::readable(entry.text)});
    }
    return texts;
  }

  Result<std::vector<float>> encode(std::string_view text) {
    std::vector<float> vector(encoder_->dimension());
    TRY_VOID(encoder_->encode(text, encode::TextKind::kQuery, vector));
    return vector;
  }

  const Numbering& numbering_;
  const Task& task_;
  CollectionIndex index_;
  std::optional<CollectionMeaning> meaning_;
  std::unique_ptr<encode::Encoder> encoder_;
  search::Searcher searcher_;
  EvaluationOptions options_;
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
  std::optional<CollectionMeaning> meaning;
  const bool by_meaning = options.mode != search::SearchMode::kLexical || options.baseline != Baseline::kNone;
  if (options.model != nullptr && by_meaning) {
    TRY(meaning, CollectionMeaning::build(numbering, *options.model, options));
  }
  return std::unique_ptr<Arm>(
      std::make_unique<ProductArm>(numbering, task, std::move(index), std::move(meaning), options));
}

}  // namespace broadsheet::evaluate
