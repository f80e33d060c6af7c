// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/hybrid.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/check.h"
#include "index/half.h"
#include "search/normalised.h"
#include "search/ranking.h"
#include "search/telling_words.h"
#include "search/thread_analyzer.h"
#include "search/vector_search.h"
#include "text/analyzer.h"

namespace broadsheet::search {
namespace {

// A bit a paper number: what the search of vectors takes for a filter.
std::vector<std::uint64_t> paper_bits(const index::Snapshot& snapshot, const DocSet& allowed) {
  std::vector<std::uint64_t> bits;
  allowed.for_each([&](std::size_t segment, std::uint32_t doc) {
    const std::uint32_t key = snapshot.segments()[segment].key(doc);
    if (bits.size() <= key / 64) bits.resize(std::max<std::size_t>(key / 64 + 1, bits.size() * 2));
    bits[key / 64] |= std::uint64_t{1} << (key % 64);
  });
  return bits;
}

struct Candidate {
  Hit hit;
  double words = 0;
  std::optional<double> cosine;
  double first = 0;  // the score before feedback
  HybridScore parts;
};

class HybridRanking {
 public:
  HybridRanking(const HybridQuestion& question, const HybridParameters& parameters)
      : question_(question), parameters_(parameters) {}

  Result<HybridAnswer> rank(std::span<const Hit> lexical_hits) {
    TRY_VOID(gather(lexical_hits));
    if (pool_.empty()) return std::move(answer_);
    score_first();
    TRY_VOID(give_feedback());
    for (Candidate& candidate : pool_) {
      candidate.hit.score = candidate.parts.sum();
      answer_.hits.push_back(
          {candidate.hit, candidate.parts, candidate.cosine.has_value(), candidate.cosine.value_or(0)});
    }
    std::ranges::sort(answer_.hits, [](const HybridHit& one, const HybridHit& other) {
      if (one.hit.score != other.hit.score) return one.hit.score > other.hit.score;
      return one.hit.key < other.hit.key;
    });
    return std::move(answer_);
  }

 private:
  // The best of both arms, each with both scores.
  Result<void> gather(std::span<const Hit> lexical_hits) {
    std::unordered_map<std::uint32_t, std::size_t> places;
    for (const Hit& hit : lexical_hits) {
      places.emplace(hit.key, pool_.size());
      pool_.push_back({.hit = hit, .words = hit.score, .cosine = {}, .first = 0, .parts = {}});
    }
    TRY(const NearestAnswer near, nearest(question_.snapshot, question_.meaning, question_.query_vector,
                                          question_.allowed, question_.pool, parameters_.sure));
    answer_.exact = near.exact;
    for (const Hit& hit : near.hits) {
      const auto [place, is_new] = places.try_emplace(hit.key, pool_.size());
      if (is_new) pool_.push_back({.hit = hit, .words = 0, .cosine = {}, .first = 0, .parts = {}});
      pool_[place->second].cosine = hit.score;
    }
    TRY_VOID(fill_cosines());
    return fill_words(lexical_hits.size());
  }

  Result<void> fill_cosines() {
    std::vector<PaperNumber> papers;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < pool_.size(); ++i) {
      if (pool_[i].cosine) continue;
      papers.emplace_back(pool_[i].hit.key);
      places.push_back(i);
    }
    TRY(const auto found,
        cosines(question_.meaning.segments(), question_.meaning.store(), question_.query_vector, papers));
    for (std::size_t i = 0; i < places.size(); ++i) pool_[places[i]].cosine = found[i];
    return {};
  }

  Result<void> fill_words(std::size_t from) {
    TRY(const std::vector<double> scores, scores_of(question_.lexical, from, pool_.size()));
    for (std::size_t i = from; i < pool_.size(); ++i) pool_[i].words = scores[i - from];
    return {};
  }

  // The scores that a query of words gives to the candidates [first, last).
  Result<std::vector<double>> scores_of(const BooleanQuery& query, std::size_t first,
                                        std::size_t last) const {
    std::vector<Hit> hits;
    for (std::size_t i = first; i < last; ++i) hits.push_back(pool_[i].hit);
    return score_hits(question_.snapshot.segments(), question_.snapshot, query, hits);
  }

  std::vector<double> words_of(std::size_t count) const {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(pool_[i].words);
    return values;
  }

  // A paper without a vector counts as middling in meaning.
  std::vector<double> cosines_of(std::size_t count) const {
    std::vector<std::optional<double>> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(pool_[i].cosine);
    return with_middling(values);
  }

  // Half words, half meaning; and the pool in that order.
  void score_first() {
    const std::vector<double> words = normalised(words_of(pool_.size()));
    const std::vector<double> meaning = normalised(cosines_of(pool_.size()));
    for (std::size_t i = 0; i < pool_.size(); ++i) {
      pool_[i].first = 0.5 * words[i] + 0.5 * meaning[i];
      pool_[i].parts = {
          .words = 0.5 * words[i], .shared_words = 0, .meaning = 0.5 * meaning[i], .shared_meaning = 0};
    }
    std::ranges::sort(pool_, [](const Candidate& one, const Candidate& other) {
      if (one.first != other.first) return one.first > other.first;
      return one.hit.key < other.hit.key;
    });
  }

  Result<void> give_feedback() {
    if (parameters_.rescored == 0) return {};
    const std::size_t rescored = std::min(parameters_.rescored, pool_.size());
    const std::size_t givers = std::min(parameters_.feedback_papers, pool_.size());
    std::vector<double> shares(givers);
    double sum = 0;
    for (std::size_t i = 0; i < givers; ++i) {
      shares[i] = std::exp((pool_[i].first - pool_[0].first) / parameters_.feedback_temperature);
      sum += shares[i];
    }
    for (double& share : shares) share /= sum;

    TRY(const std::vector<double> shared_words, score_shared_words(shares, rescored));
    const std::vector<double> shared_meaning = score_shared_meaning(shares, rescored);
    const std::vector<double> words = normalised(words_of(rescored));
    const std::vector<double> meaning = normalised(cosines_of(rescored));
    double least = 0;
    for (std::size_t i = 0; i < rescored; ++i) {
      HybridScore& parts = pool_[i].parts;
      parts.words = parameters_.words * words[i];
      parts.shared_words = parameters_.shared_words * shared_words[i];
      parts.meaning = parameters_.meaning * meaning[i];
      parts.shared_meaning = parameters_.shared_meaning * shared_meaning[i];
      least = i == 0 ? parts.sum() : std::min(least, parts.sum());
    }
    // The rest keeps its order behind them.
    for (std::size_t i = rescored; i < pool_.size(); ++i) {
      HybridScore& parts = pool_[i].parts;
      parts.meaning += least - 1e-6 - pool_[rescored].first;
    }
    return {};
  }

  Result<std::vector<double>> score_shared_words(std::span<const double> shares, std::size_t rescored) {
    TRY(BooleanQuery expansion, shared_words(shares));
    if (expansion.clauses.empty()) return std::vector<double>(rescored);
    TRY(const std::vector<double> scores, scores_of(expansion, 0, rescored));
    return normalised(scores);
  }

  // The stems that tell most of what the first papers share, as a query.
  Result<BooleanQuery> shared_words(std::span<const double> shares) {
    if (!question_.text_of) return BooleanQuery{};
    std::vector<PaperNumber> papers;
    for (std::size_t i = 0; i < shares.size(); ++i) papers.emplace_back(pool_[i].hit.key);
    TRY(const std::vector<PaperText> texts, question_.text_of(papers));
    TellingWords telling(question_.snapshot, question_.places, question_.ranking, analyzer_);
    for (std::size_t i = 0; i < texts.size() && i < shares.size(); ++i) telling.add(texts[i], shares[i]);
    const std::vector<TellingWord> best = telling.best(parameters_.feedback_words, 2);
    double sum = 0;
    for (const TellingWord& word : best) sum += word.weight;
    BooleanQuery query;
    if (sum <= 0) return query;
    Clause any;
    for (const TellingWord& word : best) {
      any.terms.push_back({question_.places.body, word.stem, word.weight / sum});
      answer_.shared_words.push_back(word.shown);
    }
    query.clauses.push_back(std::move(any));
    return query;
  }

  // Products with the mean vector of the first papers.
  std::vector<double> score_shared_meaning(std::span<const double> shares, std::size_t rescored) const {
    const std::size_t dimensions = question_.meaning.store().dimensions();
    std::vector<float> mean(dimensions);
    std::vector<float> vector(dimensions);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (!read_vector(i, vector)) continue;
      for (std::size_t j = 0; j < dimensions; ++j) mean[j] += static_cast<float>(shares[i]) * vector[j];
    }
    std::vector<std::optional<double>> products(rescored);
    for (std::size_t i = 0; i < rescored; ++i) {
      if (!read_vector(i, vector)) continue;
      double product = 0;
      for (std::size_t j = 0; j < dimensions; ++j) product += static_cast<double>(mean[j] * vector[j]);
      products[i] = product;
    }
    return normalised(with_middling(products));
  }

  bool read_vector(std::size_t place, std::span<float> vector) const {
    if (!pool_[place].cosine) return false;
    const auto row = question_.meaning.find(PaperNumber(pool_[place].hit.key));
    if (!row) return false;
    const std::span<const std::uint16_t> halves = question_.meaning.store().vector(row->ordinal);
    if (halves.size() != vector.size()) return false;
    index::floats_from_halves(halves, vector);
    return true;
  }

  const HybridQuestion& question_;
  const HybridParameters& parameters_;
  text::Analyzer& analyzer_ = thread_analyzer();
  std::vector<Candidate> pool_;
  HybridAnswer answer_;
};

}  // namespace

Result<NearestAnswer> nearest(const index::Snapshot& snapshot, const Meaning& meaning,
                              std::span<const float> query_vector, const DocSet* allowed, std::size_t limit,
                              std::size_t sure) {
  std::vector<std::uint64_t> bits;
  VectorSearchOptions options;
  options.k = limit;
  options.sure = sure;
  if (allowed != nullptr) {
    bits = paper_bits(snapshot, *allowed);
    options.allowed = bits;
  }
  TRY(const VectorHits found, top_vectors(meaning.segments(), meaning.store(), query_vector, options));
  NearestAnswer answer;
  answer.exact = found.exact;
  answer.total = found.total;
  for (const VectorHit& hit : found.hits) {
    const std::optional<index::DocumentAddress> address = snapshot.find(hit.paper);
    if (!address) continue;  // `meaning` may know of papers that the words do not
    answer.hits.push_back({hit.cosine, hit.paper.value(), address->segment, address->doc});
  }
  return answer;
}

void append_by_words(std::span<const Hit> others, std::vector<HybridHit>& hits) {
  constexpr double kStep = 1e-6;
  std::unordered_set<std::uint32_t> known;
  for (const HybridHit& hit : hits) known.insert(hit.hit.key);
  for (const Hit& other : others) {
    if (known.contains(other.key)) continue;
    HybridHit hit{.hit = other, .parts = {}, .pooled = false};
    hit.parts.words = (hits.empty() ? 0 : hits.back().hit.score) - kStep;
    hit.hit.score = hit.parts.sum();
    hits.push_back(hit);
  }
}

Result<HybridAnswer> rank_hybrid(const HybridQuestion& question, std::span<const Hit> lexical_hits,
                                 const HybridParameters& parameters) {
  return HybridRanking(question, parameters).rank(lexical_hits);
}

}  // namespace broadsheet::search
