// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How well `similar` finds the rest of a list of papers from a few of them: mean average precision over the
// queries of a collection, the inputs of each of which inputs.tsv names. bench/similar.py makes such
// collections and asks for each.
//
//   similar_bench COLLECTION MODELS CACHE    prints {"BM25 of titles": map, "words": map, ...}

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "encode/model_store.h"
#include "evaluate/arm.h"
#include "evaluate/collection_index.h"
#include "evaluate/collection_meaning.h"
#include "evaluate/lines.h"
#include "evaluate/measures.h"
#include "search/paper_document.h"
#include "search/schema.h"
#include "search/similar.h"
#include "text/readable.h"

namespace broadsheet {
namespace {

using evaluate::Collection;
using evaluate::CollectionIndex;
using evaluate::CollectionMeaning;
using evaluate::Numbering;

[[noreturn]] void fail(const Error& error) {
  std::fprintf(stderr, "similar_bench: %s\n", error.message().c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result.ok()) fail(result.error());
  return std::move(result).value();
}

using Inputs = std::map<std::string, std::vector<std::string>>;  // ids, by query

Inputs read_inputs(const std::string& path) {
  Inputs inputs;
  const auto read = evaluate::for_each_line(path, [&](std::string_view line) -> Result<void> {
    const auto columns = evaluate::split_columns(line, '\t');
    if (columns.size() != 2) return Error(ErrorCode::kInvalid, "a line is query, tab, id");
    inputs[std::string(columns[0])].emplace_back(columns[1]);
    return {};
  });
  if (!read.ok()) fail(read.error());
  return inputs;
}

search::PaperText text_of(const formats::CollectionEntry& entry) {
  return {text::readable(entry.title), text::readable(entry.text)};
}

CollectionIndex index_of(const Numbering& numbering, const evaluate::EvaluationOptions& options) {
  text::Analyzer analyzer;
  const auto fill = [&](std::uint32_t number, index::Document& document) {
    const search::PaperText text = text_of(numbering.document(number));
    search::PaperContent paper;
    paper.number = PaperNumber(number);
    paper.title = text.title;
    paper.abstract = text.abstract;
    search::fill_document(paper, analyzer, document);
  };
  CollectionIndex index = must(CollectionIndex::build(
      numbering, search::product_schema(), std::string(analyzer.name()), "similar", fill, options));
  // A cache knows its texts, but not what else the program of that day put into an index.
  if (index.snapshot()->schema() != search::product_schema())
    fail({ErrorCode::kInvalid, "the cache has an index of another version: remove its collection-* folders"});
  return index;
}

class Bench {
 public:
  Bench(const Collection& collection, const Numbering& numbering, const CollectionIndex& index,
        const CollectionMeaning& meaning)
      : collection_(collection), numbering_(numbering), snapshot_(*index.snapshot()), meaning_(meaning) {
    const index::Schema& schema = snapshot_.schema();
    places_.body = *schema.field(search::kBodyField);
    for (std::uint32_t number = 1; number <= numbering.size(); ++number)
      numbers_[numbering.document(number).id] = number;
  }

  void ask(const std::string& query, const std::vector<std::string>& ids) {
    const evaluate::Grades& grades = collection_.judgements.at(query);
    std::vector<PaperNumber> papers;
    std::vector<search::PaperText> texts;
    for (const std::string& id : ids) {
      papers.emplace_back(numbers_.at(id));
      texts.push_back(text_of(numbering_.document(papers.back().value())));
    }
    note("BM25 of titles", by_titles(papers, texts), grades);
    note("words", by_similarity(papers, texts, {.words = 1, .meaning = 0}), grades);
    note("meaning", by_similarity(papers, texts, {.words = 0, .meaning = 1}), grades);
    note("similar", by_similarity(papers, texts, {}), grades);
  }

  std::string report() const {
    JsonWriter json;
    json.begin_object();
    for (const auto& [way, measures] : found_) json.key(way).value(evaluate::mean_of(measures).map);
    json.end_object();
    return json.text();
  }

 private:
  // Plain BM25 of all words of the titles over title and abstract, by the product's index.
  std::vector<std::string> by_titles(std::span<const PaperNumber> papers,
                                     std::span<const search::PaperText> texts) {
    std::map<std::string, double> times;
    for (const search::PaperText& text : texts) {
      for (const text::Token& token : analyzer_.tokens(text.title)) ++times[std::string(token.stem)];
    }
    search::Clause any;
    for (const auto& [stem, count] : times) any.terms.push_back({places_.body, stem, count});
    search::BooleanQuery query;
    query.clauses.push_back(std::move(any));
    const auto top = must(
        search::top_k(snapshot_.segments(), snapshot_, query, {.k = numbering_.size(), .filter = nullptr}));
    std::vector<std::string> ranking;
    for (const search::Hit& hit : top.hits) add(papers, PaperNumber(hit.key), ranking);
    return ranking;
  }

  std::vector<std::string> by_similarity(std::span<const PaperNumber> papers,
                                         std::span<const search::PaperText> texts,
                                         const search::SimilarParameters& parameters) {
    const search::RankingParameters ranking_parameters;
    const search::QueryEncoder no_encoder;
    const search::SimilarQuestion question{.snapshot = snapshot_,
                                           .meaning = meaning_.meaning().get(),
                                           .places = places_,
                                           .ranking = ranking_parameters,
                                           .analyzer = analyzer_,
                                           .papers = papers,
                                           .texts = texts,
                                           .encode = no_encoder};
    const search::SimilarRanking found = must(search::rank_similar(question, parameters));
    std::vector<std::string> ranking;
    for (const search::SimilarRankedHit& hit : found.hits) add(papers, PaperNumber(hit.hit.key), ranking);
    return ranking;
  }

  void add(std::span<const PaperNumber> inputs, PaperNumber paper, std::vector<std::string>& ranking) const {
    if (std::ranges::find(inputs, paper) == inputs.end())
      ranking.push_back(numbering_.document(paper.value()).id);
  }

  // What was not ranked counts as not found.
  void note(const std::string& way, const std::vector<std::string>& ranking, const evaluate::Grades& grades) {
    auto at = std::ranges::find(found_, way, &Found::first);
    if (at == found_.end()) at = found_.insert(at, {way, {}});
    at->second.push_back(evaluate::measure(ranking, grades));
  }

  using Found = std::pair<std::string, std::vector<evaluate::Measures>>;

  const Collection& collection_;
  const Numbering& numbering_;
  const index::Snapshot& snapshot_;
  const CollectionMeaning& meaning_;
  search::FieldPlaces places_;
  text::Analyzer analyzer_;
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<Found> found_;
};

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  using namespace broadsheet;
  if (argc != 4) {
    std::fprintf(stderr, "similar_bench COLLECTION MODELS CACHE\n");
    return 2;
  }
  const std::string folder = argv[1];
  const auto collection = must(evaluate::read_collection(must(evaluate::find_collection(folder, ""))));
  const evaluate::Numbering numbering(collection);
  evaluate::EvaluationOptions options;
  options.model = must(encode::ModelStore(argv[2]).load());
  options.cache_folder = argv[3];
  const auto index = index_of(numbering, options);
  const auto meaning = must(evaluate::CollectionMeaning::build(numbering, *options.model, options));
  Bench bench(collection, numbering, index, meaning);
  for (const auto& [query, ids] : read_inputs(folder + "/inputs.tsv")) bench.ask(query, ids);
  std::printf("%s\n", bench.report().c_str());
}
