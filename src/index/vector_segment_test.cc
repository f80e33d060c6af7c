// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_segment.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck/gtest.h>
#include <set>

#include "index/testing.h"
#include "index/vector_lists.h"
#include "index/vector_testing.h"

namespace broadsheet::index {
namespace {

// A store of example vectors in a folder of its own.
struct ExampleStore {
  ExampleStore(std::size_t dimensions, std::uint32_t count) {
    writer = VectorStoreWriter::open(folder.path(), "m", dimensions).value();
    ExampleVectors vectors(dimensions, 20, 5);
    for (std::uint32_t i = 0; i < count; ++i) CHECK(writer->add(example_hash(i), vectors.next_halves()).ok());
    CHECK(writer->commit().ok());
  }
  std::vector<VectorRow> rows() const {
    std::vector<VectorRow> all;
    for (std::uint32_t i = 0; i < writer->store()->size(); ++i)
      all.push_back({PaperNumber(2 * i + 1), example_hash(i).first, i});
    return all;
  }
  TemporaryFolder folder;
  std::unique_ptr<VectorStoreWriter> writer;
};

VectorSegmentOptions with_lists(std::uint32_t lists, std::size_t threads = 1) {
  VectorSegmentOptions options;
  options.lists = lists;
  options.threads = threads;
  return options;
}

std::vector<std::string> contents(const VectorSegment& segment) {
  std::vector<std::string> all;
  for (const std::string& name : segment.file().section_names()) {
    const Section section = segment.file().section(name).value();
    all.push_back(name + std::string(reinterpret_cast<const char*>(section.data()), section.size()));
  }
  return all;
}

TEST(VectorSegment, SaysOfEachRowWhatItWasBuiltFrom) {
  for (const std::uint32_t lists : {0U, 16U}) {
    const ExampleStore store(96, 700);
    const std::string path = store.folder.file("a");
    std::vector<VectorRow> rows = store.rows();
    std::reverse(rows.begin(), rows.end());
    const auto built = build_vector_segment(path, *store.writer->store(), rows, with_lists(lists));
    ASSERT_TRUE(built.ok()) << built.error().message();
    EXPECT_EQ(built->rows, 700U);
    EXPECT_TRUE(built->left_out.empty());
    const auto segment = VectorSegment::open(path).value();
    EXPECT_EQ(segment->file().identity(), built->file.identity);
    EXPECT_EQ(segment->file().size_bytes(), built->file.size_bytes);
    EXPECT_EQ(segment->dimensions(), 96U);
    EXPECT_EQ(segment->padded(), 128U);
    EXPECT_EQ(segment->has_lists(), lists > 0);
    EXPECT_EQ(segment->store_identity(), store.writer->store()->identity());
    EXPECT_EQ(segment->check(), std::vector<std::string>());
    std::reverse(rows.begin(), rows.end());
    for (std::uint32_t row = 0; row < 700; ++row) {
      EXPECT_EQ(segment->papers()[row], rows[row].paper.value());
      EXPECT_EQ(segment->paper_rows().find(rows[row].paper), row);
      EXPECT_EQ(segment->paper_rows().find(PaperNumber(2 * row)), std::nullopt);
      EXPECT_EQ(segment->entry(row).text_hash, rows[row].text_hash);
      EXPECT_EQ(segment->entry(row).ordinal, rows[row].ordinal);
    }
  }
}

TEST(VectorSegment, IsTheSameForEveryNumberOfThreads) {
  const ExampleStore store(64, 2000);
  for (const std::uint32_t lists : {0U, 32U}) {
    std::vector<std::vector<std::string>> all;
    for (const std::size_t threads : {1U, 2U, 3U}) {
      const std::string path = store.folder.file(std::to_string(lists) + "-" + std::to_string(threads));
      ASSERT_TRUE(
          build_vector_segment(path, *store.writer->store(), store.rows(), with_lists(lists, threads)).ok());
      all.push_back(contents(*VectorSegment::open(path).value()));
    }
    EXPECT_EQ(all[0], all[1]);
    EXPECT_EQ(all[0], all[2]);
  }
}

TEST(VectorSegment, TheErrorOfARowBoundsWhatItsBytesSay) {
  const ExampleStore store(96, 300);
  const std::string path = store.folder.file("a");
  ASSERT_TRUE(build_vector_segment(path, *store.writer->store(), store.rows(), with_lists(16)).ok());
  const auto segment = VectorSegment::open(path).value();
  std::vector<float> values(96);
  std::vector<float> x(128);
  for (std::uint32_t row = 0; row < 300; ++row) {
    floats_from_halves(store.writer->store()->vector(row), values);
    double norm2 = 0;
    for (const float value : values) norm2 += static_cast<double>(value) * static_cast<double>(value);
    for (float& value : values) value = static_cast<float>(static_cast<double>(value) / std::sqrt(norm2));
    segment->rotation().apply(values, x);
    const VectorRowEntry& entry = segment->entry(row);
    double off2 = 0;
    for (std::size_t i = 0; i < 128; ++i) {
      const double centre = static_cast<double>(segment->centre_step(entry.list)) *
                            segment->centres()[std::size_t{entry.list} * 128 + i];
      const double said = centre + static_cast<double>(entry.step) * segment->bytes(row)[i];
      off2 += std::pow(said - static_cast<double>(x[i]), 2);
    }
    EXPECT_LE(std::sqrt(off2), static_cast<double>(entry.error) + 1e-7);
    EXPECT_LT(entry.error, 0.01F);
  }
}

TEST(VectorSegment, LeavesOutWhatTheStoreHasDamaged) {
  const ExampleStore store(64, 40);
  const std::string values_path = store.folder.file("m.values");
  std::string values = read_file(values_path, 1 << 20).value();
  values[64 + 128 * 7 + 5] ^= 1;
  ASSERT_TRUE(write_file_atomically(values_path, values).ok());
  const auto damaged = VectorStore::open(store.folder.path(), "m").value();
  const auto built = build_vector_segment(store.folder.file("a"), *damaged, store.rows(), {});
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built->rows, 39U);
  EXPECT_EQ(built->left_out, std::vector<PaperNumber>{PaperNumber(15)});
  const std::vector<VectorRow> only = {store.rows()[7]};
  EXPECT_EQ(build_vector_segment(store.folder.file("b"), *damaged, only, {}).error().code(),
            ErrorCode::kDamaged);
}

TEST(VectorSegment, EveryCutAndAByteOfEveryPageIsNoticed) {
  const ExampleStore store(64, 200);
  const std::string path = store.folder.file("a");
  ASSERT_TRUE(build_vector_segment(path, *store.writer->store(), store.rows(), with_lists(16)).ok());
  const std::string good = read_file(path, 1 << 24).value();
  const auto noticed = [&](const std::string& bytes) {
    CHECK(write_file_atomically(path, bytes).ok());
    const auto segment = VectorSegment::open(path);
    return !segment.ok() || !(*segment)->check().empty();
  };
  EXPECT_FALSE(noticed(good));
  for (int part = 0; part < 20; ++part)
    EXPECT_TRUE(noticed(good.substr(0, good.size() * static_cast<std::size_t>(part) / 20)));
  for (std::size_t at = 0; at < good.size(); at += 1021) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    EXPECT_TRUE(noticed(bad)) << at;
  }
}

RC_GTEST_PROP(PaperRows, BitsOfPapersBecomeBitsOfRows, (std::uint32_t seed)) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  const std::uint32_t gap = 1 + below(3) * below(200);
  std::set<std::uint32_t> papers;
  const std::size_t count = 1 + below(300);
  for (std::uint32_t paper = below(1000); papers.size() < count; paper += 1 + below(gap))
    papers.insert(paper);
  const std::vector<std::uint32_t> sorted(papers.begin(), papers.end());
  const PaperRows rows(sorted);
  std::vector<std::uint64_t> allowed(below(sorted.back() / 64 + 3));
  for (std::uint64_t& word : allowed)
    word = (std::uint64_t{random()} << 32 | random()) | (random() % 2 == 0 ? ~std::uint64_t{0} : 0);
  std::vector<std::uint64_t> found((sorted.size() + 63) / 64);
  rows.rows_of(allowed, found);
  for (std::uint32_t row = 0; row < sorted.size(); ++row) {
    const std::uint32_t paper = sorted[row];
    const bool expected = paper / 64 < allowed.size() && (allowed[paper / 64] >> (paper % 64) & 1) != 0;
    RC_ASSERT(((found[row / 64] >> (row % 64) & 1) != 0) == expected);
    RC_ASSERT(rows.find(PaperNumber(paper)) == row);
    if (!papers.contains(paper + 1)) RC_ASSERT(!rows.find(PaperNumber(paper + 1)));
  }
  if (sorted.size() % 64 != 0) RC_ASSERT((found.back() >> (sorted.size() % 64)) == 0U);
}

TEST(VectorLists, FindsTheTwoNearestAndTrainsCentresThatAreTheirMembersMeans) {
  constexpr std::size_t kDimensions = 64;
  ExampleVectors vectors(kDimensions, 16, 9);
  std::vector<float> sample;
  for (int i = 0; i < 1000; ++i) {
    const std::vector<float> next = vectors.next();
    sample.insert(sample.end(), next.begin(), next.end());
  }
  const std::vector<float> centres =
      train_lists(sample, kDimensions, {.lists = 32, .iterations = 5, .threads = 2});
  EXPECT_EQ(centres, train_lists(sample, kDimensions, {.lists = 32, .iterations = 5, .threads = 1}));
  const ListDirections directions(centres, kDimensions);
  std::vector<NearestLists> nearest(1000);
  directions.nearest(sample, nearest);
  for (std::size_t v = 0; v < nearest.size(); ++v) {
    std::vector<std::pair<double, std::uint16_t>> all;
    for (std::uint16_t l = 0; l < 32; ++l) {
      double product = 0;
      double norm2 = 0;
      for (std::size_t i = 0; i < kDimensions; ++i) {
        const double c = static_cast<double>(centres[l * kDimensions + i]);
        product += c * static_cast<double>(sample[v * kDimensions + i]);
        norm2 += c * c;
      }
      all.emplace_back(product / std::sqrt(norm2), l);
    }
    std::sort(all.rbegin(), all.rend());
    EXPECT_NEAR(static_cast<double>(nearest[v].cosine), all[0].first, 1e-5);
    EXPECT_NE(nearest[v].first, nearest[v].second);
    const auto cosine_of = [&](std::uint16_t list) {
      return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.second == list; })->first;
    };
    EXPECT_NEAR(cosine_of(nearest[v].first), all[0].first, 1e-5);
    EXPECT_NEAR(cosine_of(nearest[v].second), all[1].first, 1e-5);
  }
}

TEST(VectorLists, SmallSegmentsHaveNoneAndLargeOnesWhole16s) {
  EXPECT_EQ(list_count(8191), 0U);
  for (const std::uint64_t rows : {8192U, 100000U, 350000U, 3000000U, 100000000U}) {
    EXPECT_EQ(list_count(rows) % kPanel, 0U);
    EXPECT_GE(list_count(rows), 352U);
    EXPECT_LE(list_count(rows), 8192U);
  }
}

}  // namespace
}  // namespace broadsheet::index
