// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/similar.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "search/columns.h"
#include "search/normalised.h"
#include "search/topk.h"
#include "search/vector_search.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

bool better(const SimilarRankedHit& one, const SimilarRankedHit& other) {
  if (one.hit.score != other.hit.score) return one.hit.score > other.hit.score;
  return one.hit.key < other.hit.key;
}

class SimilarRanker {
 public:
  SimilarRanker(const SimilarQuestion& question, const SimilarParameters& parameters)
      : question_(question), parameters_(parameters), left_out_(question.papers.size()) {}

  Result<SimilarRanking> rank() {
    find_words();
    find_vectors();
    const std::vector<float> direction = middle();
    const DocFilter filter = question_.allowed != nullptr ? question_.allowed->filter() : DocFilter{};
    // The inputs themselves would come first: so many more are asked for as are then left out.
    TRY(TopDocs top,
        top_k(question_.snapshot.segments(), question_.snapshot, query_,
              {.k = question_.pool + left_out_, .filter = question_.allowed != nullptr ? &filter : nullptr}));
    if (direction.empty()) {
      for (const Hit& hit : top.hits) add({hit, hit.score, 0});
    } else {
      TRY_VOID(join(top.hits, direction));
    }
    std::ranges::sort(ranking_.hits, better);
    return std::move(ranking_);
  }

 private:
  void find_words() {
    TellingWords telling(question_.snapshot, question_.places, question_.ranking, question_.analyzer);
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, question_.texts.size()));
    for (const PaperText& text : question_.texts) telling.add(text, share);
    // A word that the input alone has finds nothing; one of a text finds a paper.
    const bool papers_alone = question_.texts.size() == question_.papers.size();
    ranking_.words = telling.best(parameters_.words_used, papers_alone ? 2 : 1);
    Clause any;
    for (const TellingWord& word : ranking_.words)
      any.terms.push_back({question_.places.body, word.stem, word.weight});
    if (!any.terms.empty()) query_.clauses.push_back(std::move(any));
  }

  void find_vectors() {
    if (question_.meaning == nullptr) return;
    for (std::size_t i = 0; i < question_.texts.size(); ++i) {
      std::vector<float> vector = vector_of(i);
      if (has_direction(vector)) ranking_.vectors.push_back(std::move(vector));
    }
  }

  bool has_direction(std::span<const float> vector) const {
    return vector.size() == question_.meaning->store().dimensions() &&
           std::ranges::any_of(vector, [](float value) { return value != 0; }) &&
           std::ranges::all_of(vector, [](float value) { return std::isfinite(value); });
  }

  // The sum of the inputs' directions; empty where they cancel out.
  std::vector<float> middle() const {
    std::vector<float> sum(ranking_.vectors.empty() ? 0 : ranking_.vectors.front().size());
    for (const std::vector<float>& vector : ranking_.vectors) {
      double squares = 0;
      for (const float value : vector) squares += static_cast<double>(value) * value;
      for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += static_cast<float>(vector[i] / std::sqrt(squares));
    }
    const bool some = std::ranges::any_of(sum, [](float value) { return std::abs(value) > 1e-6F; });
    return some ? sum : std::vector<float>{};
  }

  // The stored one of the paper as it is now; else the encoder is asked.
  std::vector<float> vector_of(std::size_t input) const {
    if (input < question_.papers.size()) {
      // A damaged vector is one that is not known, and is not made anew here.
      if (question_.meaning->find(question_.papers[input]))
        return question_.meaning->vector_of(question_.papers[input]);
    }
    if (!question_.encode) return {};
    const PaperText& text = question_.texts[input];
    const std::string whole = meaning_text(text.title, text.abstract);
    if (whole.empty()) return {};
    auto vector = question_.encode(text::truncate_utf8(whole, kEncodedBytesMax));
    return vector.ok() ? std::move(vector).value() : std::vector<float>{};
  }

  Result<void> join(std::span<const Hit> by_words, std::span<const float> middle) {
    const TextOf no_feedback;
    const HybridQuestion question{.snapshot = question_.snapshot,
                                  .meaning = *question_.meaning,
                                  .places = question_.places,
                                  .ranking = question_.ranking,
                                  .lexical = query_,
                                  .query_vector = middle,
                                  .allowed = question_.allowed,
                                  .text_of = no_feedback,
                                  .pool = question_.pool + left_out_};
    HybridParameters halves;
    halves.rescored = 0;
    TRY(const HybridAnswer joined, rank_hybrid(question, by_words, halves));
    ranking_.exact = joined.exact;
    std::vector<PaperNumber> papers;
    for (const HybridHit& hit : joined.hits) papers.emplace_back(hit.hit.key);
    TRY(const std::vector<std::optional<double>> near,
        nearness(*question_.meaning, ranking_.vectors, papers, parameters_.nearest_inputs));
    const std::vector<double> meaning = normalised(with_middling(near));
    for (std::size_t i = 0; i < joined.hits.size(); ++i) {
      const HybridHit& hit = joined.hits[i];
      // Its share of the words is half of what is normalised.
      add({hit.hit, parameters_.words * 2 * hit.parts.words, parameters_.meaning * meaning[i]});
    }
    return {};
  }

  void add(SimilarRankedHit ranked) {
    if (std::ranges::find(question_.papers, PaperNumber(ranked.hit.key)) != question_.papers.end()) return;
    ranked.hit.score = ranked.words + ranked.meaning;
    ranking_.hits.push_back(ranked);
  }

  const SimilarQuestion& question_;
  const SimilarParameters& parameters_;
  const std::size_t left_out_;
  BooleanQuery query_;
  SimilarRanking ranking_;
};

// Of the most similar: the newest or those with the most votes first, then the most similar.
Result<void> order_by_column(const index::Snapshot& snapshot, SearchSort sort,
                             std::vector<SimilarRankedHit>& hits) {
  hits.resize(std::min(hits.size(), kSimilarSortedMax));
  std::vector<std::pair<std::int64_t, std::size_t>> keys;  // (less the value, place)
  for (std::size_t i = 0; i < hits.size(); ++i) {
    TRY(const auto value, column_values(snapshot, hits[i].hit.segment, std::span(&hits[i].hit.doc, 1), sort));
    keys.emplace_back(-value.front(), i);
  }
  std::ranges::sort(keys);
  std::vector<SimilarRankedHit> ordered;
  for (const auto& [key, place] : keys) ordered.push_back(hits[place]);
  hits = std::move(ordered);
  return {};
}

}  // namespace

Result<SimilarAnswer> answer_similar(const SimilarQuestion& question, const SimilarOptions& options) {
  const SimilarParameters parameters;
  TRY(SimilarRanking ranking, rank_similar(question, parameters));
  ranking.hits.resize(std::min(ranking.hits.size(), kPoolMax));
  if (options.sort != SearchSort::kRelevance) {
    TRY_VOID(order_by_column(question.snapshot, options.sort, ranking.hits));
  }
  SimilarAnswer answer;
  answer.total = ranking.hits.size();
  answer.by_meaning = !ranking.vectors.empty();
  const std::size_t skipped = std::min(options.offset, ranking.hits.size());
  const std::size_t count = std::min(options.limit, ranking.hits.size() - skipped);
  std::vector<Hit> wanted;
  std::vector<PaperNumber> papers;
  for (std::size_t i = skipped; i < skipped + count; ++i) {
    wanted.push_back(ranking.hits[i].hit);
    papers.emplace_back(wanted.back().key);
  }
  TRY(const auto common,
      words_in_common(question.snapshot, question.places, ranking.words, wanted, kWordsInCommonMax));
  std::vector<std::optional<double>> near(count);
  if (answer.by_meaning) {
    TRY(near, nearness(*question.meaning, ranking.vectors, papers, parameters.nearest_inputs));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const SimilarRankedHit& ranked = ranking.hits[skipped + i];
    SimilarHit hit{papers[i], ranked.hit.score, ranked.words, ranked.meaning, near[i], {}};
    for (const std::size_t word : common[i]) hit.said.push_back(ranking.words[word].shown);
    answer.hits.push_back(std::move(hit));
  }
  for (const TellingWord& word : ranking.words) answer.stems.push_back(word.stem);
  return answer;
}

Result<SimilarRanking> rank_similar(const SimilarQuestion& question, const SimilarParameters& parameters) {
  return SimilarRanker(question, parameters).rank();
}

Result<std::vector<std::optional<double>>> nearness(const Meaning& meaning,
                                                    std::span<const std::vector<float>> vectors,
                                                    std::span<const PaperNumber> papers,
                                                    std::size_t nearest_inputs) {
  std::vector<std::vector<double>> found(papers.size());
  for (const std::vector<float>& vector : vectors) {
    TRY(const auto near, cosines(meaning.segments(), meaning.store(), vector, papers));
    for (std::size_t i = 0; i < near.size(); ++i) {
      if (near[i]) found[i].push_back(*near[i]);
    }
  }
  std::vector<std::optional<double>> means(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (found[i].empty()) continue;
    std::ranges::sort(found[i], std::ranges::greater());
    found[i].resize(std::min(found[i].size(), std::max<std::size_t>(1, nearest_inputs)));
    means[i] = std::accumulate(found[i].begin(), found[i].end(), 0.0) / static_cast<double>(found[i].size());
  }
  return means;
}

Result<std::vector<std::vector<std::size_t>>> words_in_common(const index::Snapshot& snapshot,
                                                              const FieldPlaces& places,
                                                              std::span<const TellingWord> words,
                                                              std::span<const Hit> hits,
                                                              std::size_t count_max) {
  std::vector<std::vector<std::pair<double, std::size_t>>> parts(hits.size());
  for (std::size_t word = 0; word < words.size(); ++word) {
    BooleanQuery alone;
    alone.clauses.push_back({.terms = {{places.body, words[word].stem, words[word].weight}}, .offsets = {}});
    TRY(const std::vector<double> values, score_hits(snapshot.segments(), snapshot, alone, hits));
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (values[i] > 0) parts[i].emplace_back(-values[i], word);
    }
  }
  std::vector<std::vector<std::size_t>> common(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    std::ranges::sort(parts[i]);
    for (std::size_t j = 0; j < parts[i].size() && j < count_max; ++j)
      common[i].push_back(parts[i][j].second);
  }
  return common;
}

}  // namespace broadsheet::search
