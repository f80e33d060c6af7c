// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/vector_search.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <memory>
#include <random>

#include "index/half.h"
#include "index/testing.h"
#include "index/vector_testing.h"
#include "search/vector_recall.h"

namespace broadsheet::search {
namespace {

using index::build_vector_segment;
using index::example_hash;
using index::TemporaryFolder;
using index::VectorRow;
using index::VectorSegment;

// Some segments over one store, some rows dead, some vectors twice.
class Collection {
 public:
  Collection(std::size_t dimensions, std::uint32_t papers, const std::vector<std::uint32_t>& lists,
             std::uint32_t seed)
      : random_(seed), vectors_(dimensions, 30, seed) {
    auto writer = index::VectorStoreWriter::open(folder_.path(), "m", dimensions).value();
    std::vector<std::uint16_t> halves;
    for (std::uint32_t i = 0; i < papers; ++i) {
      if (i == 0 || random_() % 8 != 0) halves = vectors_.next_halves();
      CHECK(writer->add(example_hash(i), halves).ok());
    }
    CHECK(writer->commit().ok());
    store_ = writer->store();
    // Papers go round the segments in runs; ordinals run the other way.
    std::vector<std::vector<VectorRow>> rows(lists.size());
    for (std::uint32_t i = 0; i < papers; ++i) {
      const std::uint32_t ordinal = papers - 1 - i;
      rows[i / 100 % lists.size()].push_back({PaperNumber(3 + i), example_hash(ordinal).first, ordinal});
    }
    for (std::size_t s = 0; s < lists.size(); ++s) {
      index::VectorSegmentOptions options;
      options.lists = lists[s];
      const std::string path = folder_.file("segment" + std::to_string(s));
      CHECK(build_vector_segment(path, *store_, rows[s], options).ok());
      segments_.push_back(VectorSegment::open(path).value());
      live_.emplace_back((segments_[s]->row_count() + 63) / 64);
      for (std::uint32_t row = 0; row < segments_[s]->row_count(); ++row) {
        if (random_() % 10 != 0) live_[s][row / 64] |= std::uint64_t{1} << (row % 64);
      }
      views_.push_back({segments_[s].get(), s % 2 == 0 ? live_[s].data() : nullptr});
    }
  }

  // The slow twin: every live row's exact cosine, sorted.
  VectorHits compare_all(std::span<const float> query, const VectorSearchOptions& options) const {
    const index::ExactQuery exact(query);
    VectorHits answer;
    for (std::size_t s = 0; s < views_.size(); ++s) {
      for (std::uint32_t row = 0; row < segments_[s]->row_count(); ++row) {
        const std::uint32_t paper = segments_[s]->papers()[row];
        if (views_[s].live != nullptr && (live_[s][row / 64] >> (row % 64) & 1) == 0) continue;
        if (options.allowed && (paper / 64 >= options.allowed->size() ||
                                ((*options.allowed)[paper / 64] >> (paper % 64) & 1) == 0)) {
          continue;
        }
        ++answer.total;
        const index::VectorRowEntry& entry = segments_[s]->entry(row);
        answer.hits.push_back(
            {exact.cosine(store_->vector(entry.ordinal).data()), PaperNumber(paper), entry.text_hash});
      }
    }
    std::sort(answer.hits.begin(), answer.hits.end(), [](const VectorHit& a, const VectorHit& b) {
      return a.cosine != b.cosine ? a.cosine > b.cosine : a.paper < b.paper;
    });
    if (answer.hits.size() > options.k) answer.hits.resize(options.k);
    return answer;
  }

  std::vector<std::uint64_t> random_filter(std::uint32_t percent) {
    std::vector<std::uint64_t> words((store_->size() + 70) / 64);
    for (std::uint32_t bit = 0; bit < words.size() * 64; ++bit) {
      if (random_() % 100 < percent) words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    return words;
  }

  std::span<const VectorSegmentView> views() const { return views_; }
  const index::VectorStore& store() const { return *store_; }
  std::vector<float> query() { return vectors_.next(); }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::mt19937 random_;
  index::ExampleVectors vectors_;
  std::shared_ptr<const index::VectorStore> store_;
  std::vector<std::shared_ptr<const VectorSegment>> segments_;
  std::vector<std::vector<std::uint64_t>> live_;
  std::vector<VectorSegmentView> views_;
};

std::vector<VectorHit> flat(Collection& collection, std::span<const float> query,
                            VectorSearchOptions options) {
  options.scan = VectorScan::kFlat;
  const auto found = top_vectors(collection.views(), collection.store(), query, options);
  CHECK(found.ok() && found->exact);
  return found->hits;
}

TEST(VectorSearch, AFlatSearchIsExactUnderAnyFilter) {
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    Collection collection(seed % 2 == 0 ? 96 : 40, 1500, {0, 16, 0}, seed);
    for (const std::uint32_t percent : {0U, 1U, 10U, 50U, 99U, 100U}) {
      const std::vector<std::uint64_t> filter = collection.random_filter(percent);
      for (const std::size_t k : {0U, 1U, 10U, 100U, 3000U}) {
        const std::vector<float> query = collection.query();
        VectorSearchOptions options;
        options.k = k;
        if (percent < 100) options.allowed = filter;
        const VectorHits expected = collection.compare_all(query, options);
        options.scan = VectorScan::kFlat;
        const auto found = top_vectors(collection.views(), collection.store(), query, options);
        ASSERT_TRUE(found.ok()) << found.error().message();
        ASSERT_EQ(found->hits, expected.hits) << seed << " " << percent << " % " << k;
        EXPECT_EQ(found->total, expected.total);
        EXPECT_TRUE(found->exact);
      }
    }
  }
}

TEST(VectorSearch, AllListsAreExactIfEverythingIsRescored) {
  Collection collection(64, 3000, {32, 0, 16}, 8);
  const std::vector<std::uint64_t> filter = collection.random_filter(30);
  for (int times = 0; times < 20; ++times) {
    VectorSearchOptions options;
    options.scan = VectorScan::kLists;
    options.probed = 1;
    options.rescored = 6000;
    options.k = 50;
    if (times % 2 == 0) options.allowed = filter;
    const std::vector<float> query = collection.query();
    const auto found = top_vectors(collection.views(), collection.store(), query, options);
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->hits, collection.compare_all(query, options).hits);
    EXPECT_TRUE(found->exact);
    options.rescored = 100;
    EXPECT_FALSE(top_vectors(collection.views(), collection.store(), query, options).value().exact);
  }
}

TEST(VectorSearch, RecallIsOneWhereTheSearchIsFlat) {
  Collection collection(64, 500, {0, 16}, 6);
  const auto measured = measure_vector_recall(collection.views(), collection.store(), 10, 20);
  ASSERT_TRUE(measured.ok());
  ASSERT_EQ(measured->size(), 4U);
  for (const VectorRecall& recall : *measured) {
    EXPECT_GE(recall.queries, 5U);
    EXPECT_EQ(recall.mean, 1);
    EXPECT_TRUE(recall.exact);
  }
}

TEST(VectorSearch, ListsGiveAllowedPapersWithTheirExactCosinesAndMostOfTheBest) {
  Collection collection(64, 6000, {64, 0}, 9);
  const std::vector<std::uint64_t> filter = collection.random_filter(50);
  std::size_t wanted = 0;
  std::size_t found_of_them = 0;
  for (int times = 0; times < 20; ++times) {
    VectorSearchOptions options;
    options.scan = VectorScan::kLists;
    options.k = 20;
    options.probed = 0.3;
    if (times % 2 == 0) options.allowed = filter;
    const std::vector<float> query = collection.query();
    const auto found = top_vectors(collection.views(), collection.store(), query, options);
    ASSERT_TRUE(found.ok());
    EXPECT_FALSE(found->exact);
    options.k = 10000;
    const std::vector<VectorHit> all = collection.compare_all(query, options).hits;
    for (const VectorHit& hit : found->hits) ASSERT_NE(std::find(all.begin(), all.end(), hit), all.end());
    for (std::size_t i = 0; i < 20; ++i) {
      ++wanted;
      if (std::find(found->hits.begin(), found->hits.end(), all[i]) != found->hits.end()) ++found_of_them;
    }
  }
  EXPECT_GT(found_of_them, wanted * 8 / 10);
}

TEST(VectorSearch, AnyQueryWithADirectionIsAnswered) {
  Collection collection(64, 400, {0, 16}, 3);
  std::vector<std::vector<float>> queries(4, std::vector<float>(64));
  queries[0][3] = 1e-20F;
  queries[1][3] = 1e18F;
  queries[2].assign(64, 1.0F);
  queries[3][0] = -7;
  for (const std::vector<float>& query : queries) {
    VectorSearchOptions options;
    options.k = 30;
    EXPECT_EQ(flat(collection, query, options), collection.compare_all(query, options).hits);
  }
  std::vector<float> none(64);
  EXPECT_EQ(top_vectors(collection.views(), collection.store(), none, {}).error().code(),
            ErrorCode::kInvalid);
  none[0] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(top_vectors(collection.views(), collection.store(), none, {}).error().code(),
            ErrorCode::kInvalid);
  none.assign(63, 1.0F);
  EXPECT_EQ(top_vectors(collection.views(), collection.store(), none, {}).error().code(),
            ErrorCode::kInvalid);
}

TEST(VectorSearch, CosinesAreThoseOfASearchAndMissingOnesAreMarked) {
  Collection collection(64, 900, {0, 16, 0}, 4);
  const std::vector<float> query = collection.query();
  VectorSearchOptions options;
  options.k = 10000;
  std::vector<PaperNumber> papers;
  for (std::uint32_t paper = 0; paper < 1000; ++paper) papers.emplace_back(paper);
  const auto found = cosines(collection.views(), collection.store(), query, papers);
  ASSERT_TRUE(found.ok());
  std::vector<std::optional<double>> expected(1000);
  for (const VectorHit& hit : collection.compare_all(query, options).hits)
    expected[hit.paper.value()] = hit.cosine;
  EXPECT_EQ(*found, expected);
}

TEST(VectorSearch, DamageIsAnErrorAndNeverAnAnswer) {
  const TemporaryFolder other;
  Collection collection(64, 300, {0}, 5);
  const auto writer = index::VectorStoreWriter::open(other.path(), "m", 64).value();
  EXPECT_EQ(top_vectors(collection.views(), *writer->store(), collection.query(), {}).error().code(),
            ErrorCode::kDamaged)
      << "the segments are of another store";
  const std::vector<float> query = collection.query();
  VectorSearchOptions options;
  options.k = 300;
  const auto sound = flat(collection, query, options);
  const std::string path = collection.folder().file("segment0");
  const std::string good = read_file(path, 1 << 24).value();
  int noticed = 0;
  for (std::size_t at = 0; at < good.size(); at += 211) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    ASSERT_TRUE(write_file_atomically(path, bad).ok());
    const auto segment = VectorSegment::open(path);
    if (!segment.ok()) {
      ++noticed;
      continue;
    }
    const VectorSegmentView view{segment->get(), collection.views()[0].live};
    const auto found = top_vectors({&view, 1}, collection.store(), query, options);
    if (!found.ok()) {
      ++noticed;
    } else {
      ASSERT_EQ(found->hits, sound) << at;
    }
  }
  EXPECT_GT(noticed, 0);
}

}  // namespace
}  // namespace broadsheet::search
