// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Small collections with vectors, for tests of this room that go by meaning. Included by tests only.

#ifndef BROADSHEET_SEARCH_MEANING_TESTING_H_
#define BROADSHEET_SEARCH_MEANING_TESTING_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "index/half.h"
#include "index/vector_index_writer.h"
#include "index/vector_store.h"
#include "search/meaning.h"
#include "search/testing.h"

namespace broadsheet::search::testing {

inline constexpr std::size_t kDimensions = 16;

// Words point in directions of their own; a text points where its words do.
inline std::vector<float> vector_of(std::string_view text) {
  std::vector<float> vector(kDimensions, 0.01F);
  text::Analyzer analyzer;
  for (const text::Token& token : analyzer.tokens(text)) {
    std::uint64_t state = hash64(token.stem);
    for (float& value : vector) {
      state = hash64(&state, sizeof state);
      value += static_cast<float>(state >> 40) / static_cast<float>(1 << 24) - 0.5F;
    }
  }
  double squares = 0;
  for (const float value : vector) squares += static_cast<double>(value) * value;
  for (float& value : vector) value = static_cast<float>(value / std::sqrt(squares));
  return vector;
}

inline std::vector<float> as_stored(const std::vector<float>& vector) {
  std::vector<std::uint16_t> halves(vector.size());
  std::vector<float> stored(vector.size());
  index::halves_from_floats(vector, halves);
  index::floats_from_halves(halves, stored);
  return stored;
}

// Papers with words and vectors; those in `bare` have no vector, those in `stale` that of a text which they
// no longer have.
class World {
 public:
  World(const std::vector<TestPaper>& papers, const std::set<std::uint32_t>& bare = {},
        const std::set<std::uint32_t>& stale = {})
      : papers_(papers) {
    words_.add(papers);
    const auto store = index::VectorStoreWriter::open(folder_.file("vectors"), "fake", kDimensions).value();
    std::vector<index::VectorRow> rows;
    for (const TestPaper& paper : papers) {
      if (bare.contains(paper.number)) continue;
      std::string text = meaning_text(paper.title, paper.abstract);
      std::vector<std::uint16_t> halves(kDimensions);
      if (stale.contains(paper.number)) {
        text += " network graph";
      } else {
        vectors_[paper.number] = as_stored(vector_of(text));
      }
      index::halves_from_floats(vector_of(text), halves);
      CHECK(store->add(meaning_hash(text), halves).ok());
      CHECK(store->commit().ok());
      rows.push_back({PaperNumber(paper.number), meaning_hash(text).first, *store->find(meaning_hash(text))});
    }
    const auto writer = index::VectorIndexWriter::open(folder_.file("index"), *store->store()).value();
    for (const index::VectorRow& row : rows) writer->put(row);
    CHECK(
        writer->publish({.record_uuid = "test", .revision = Revision(1), .stamp = 1}, *store->store()).ok());
    meaning_ = std::make_shared<const Meaning>(index::VectorSnapshot::open(folder_.file("index")).value(),
                                               store->store());
  }

  Searcher searcher() const { return Searcher(index::Snapshot::open(words_.folder()).value(), meaning_); }
  SearchOptions options(SearchMode mode) const {
    SearchOptions options;
    options.mode = mode;
    options.limit = kPoolMax;
    options.encode_query = [](std::string_view text) -> Result<std::vector<float>> {
      return vector_of(text);
    };
    options.text_of = [this](std::span<const PaperNumber> numbers) -> Result<std::vector<PaperText>> {
      std::vector<PaperText> texts;
      for (const PaperNumber number : numbers) {
        const auto paper = std::ranges::find(papers_, number.value(), &TestPaper::number);
        texts.push_back({paper->title, paper->abstract});
      }
      return texts;
    };
    return options;
  }
  std::string words_folder() const { return words_.folder(); }
  const std::shared_ptr<const Meaning>& meaning() const { return meaning_; }
  const std::vector<TestPaper>& papers() const { return papers_; }
  const std::map<std::uint32_t, std::vector<float>>& vectors() const { return vectors_; }

 private:
  index::TemporaryFolder folder_;
  TestIndex words_;
  std::vector<TestPaper> papers_;
  std::map<std::uint32_t, std::vector<float>> vectors_;
  std::shared_ptr<const Meaning> meaning_;
};

inline double product(const std::vector<float>& one, const std::vector<float>& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += static_cast<double>(one[i]) * other[i];
  return sum;
}

using ByPaper = std::map<std::uint32_t, double>;

// Normalised, as the slow twins do it.
inline ByPaper z(const ByPaper& values) {
  double mean = 0;
  for (const auto& [paper, value] : values) mean += value / static_cast<double>(values.size());
  double variance = 0;
  for (const auto& [paper, value] : values)
    variance += (value - mean) * (value - mean) / static_cast<double>(values.size());
  ByPaper all;
  for (const auto& [paper, value] : values)
    all[paper] = std::sqrt(variance) > 1e-9 * (1 + std::abs(mean)) ? (value - mean) / std::sqrt(variance) : 0;
  return all;
}

}  // namespace broadsheet::search::testing

#endif  // BROADSHEET_SEARCH_MEANING_TESTING_H_
