// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The search by meaning alone: recall@K and time of flat searches and searches with lists, without and under
// filters, beside a plain comparison of all 32-bit vectors in the same run (docs/bench/vectors.md).
//
//   vector_bench FOLDER ROWS K QUERIES.npy VECTORS.npy...
//
// The files are NumPy arrays of <f4 or <f2, one vector a row. ROWS beyond the real vectors are made from them
// by noise: good for times and sizes; recall is only claimed for real ones, with ROWS 0. FOLDER is emptied.
// `-` for QUERIES takes every tenth vector away from the collection and asks with those (500 at most).

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "index/half.h"
#include "index/vector_index_writer.h"
#include "index/vector_lists.h"
#include "search/vector_recall.h"
#include "search/vector_search.h"

namespace broadsheet {
namespace {

using Clock = std::chrono::steady_clock;
using Vectors = std::vector<std::vector<float>>;

constexpr std::size_t kFileBytesMax = std::size_t{8} << 30;
constexpr std::size_t kQueriesMax = 500;
// Rows of a segment made at once; small enough to show the tail of small segments if it is not merged.
constexpr std::uint32_t kRowsMin = 64;

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(1);
}

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) fail(result.error().message());
  return std::move(result).value();
}

double milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

// Magic, version, a header that is a Python dictionary, rows.
void read_npy(const std::string& path, Vectors& vectors) {
  const std::string bytes = must(read_file(path, kFileBytesMax));
  if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY") != 0) fail(path + ": no NumPy array");
  const std::size_t header_bytes =
      static_cast<std::uint8_t>(bytes[8]) | std::size_t{static_cast<std::uint8_t>(bytes[9])} << 8;
  const std::string header = bytes.substr(10, header_bytes);
  const bool half = header.find("'<f2'") != std::string::npos;
  if (!half && header.find("'<f4'") == std::string::npos) fail(path + ": neither <f2 nor <f4");
  const std::size_t comma = header.find(',', header.find("'shape': ("));
  const std::size_t dimensions = std::strtoul(header.c_str() + comma + 1, nullptr, 10);
  if (dimensions == 0) fail(path + ": not two dimensions");
  const std::size_t row_bytes = dimensions * (half ? 2 : 4);
  for (std::size_t at = 10 + header_bytes; at + row_bytes <= bytes.size(); at += row_bytes) {
    std::vector<float> vector(dimensions);
    if (half) {
      std::vector<std::uint16_t> halves(dimensions);
      std::memcpy(halves.data(), bytes.data() + at, row_bytes);
      index::floats_from_halves(halves, vector);
    } else {
      std::memcpy(vector.data(), bytes.data() + at, row_bytes);
    }
    vectors.push_back(std::move(vector));
  }
}

void set_length_one(std::span<float> vector) {
  const double norm2 = std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0);
  for (float& value : vector) value = static_cast<float>(static_cast<double>(value) / std::sqrt(norm2));
}

// A real vector, moved by noise about as long as the distance between near neighbours.
std::vector<float> noised(const Vectors& real, std::mt19937_64& random) {
  std::normal_distribution<float> normal(0, 0.6F / std::sqrt(static_cast<float>(real[0].size())));
  std::vector<float> vector = real[random() % real.size()];
  for (float& value : vector) value += normal(random);
  set_length_one(vector);
  return vector;
}

struct Bench {
  std::string folder;
  std::size_t k = 100;
  Vectors queries;
  std::uint32_t papers = 0;
  std::vector<float> plain;  // all vectors of unit length, for the comparison
  std::unique_ptr<index::VectorStoreWriter> store;
  std::shared_ptr<const index::VectorSnapshot> snapshot;

  void make(const Vectors& real, std::size_t rows);
  void compare_all() const;
  void measure(std::uint32_t percent, search::VectorScan scan, double probed, std::size_t rescored) const;
};

void Bench::make(const Vectors& real, std::size_t rows) {
  const std::size_t dimensions = real[0].size();
  std::filesystem::remove_all(folder);
  store = must(index::VectorStoreWriter::open(folder + "/vectors", "bench", dimensions));
  auto writer = must(index::VectorIndexWriter::open(folder + "/index", *store->store()));
  std::mt19937_64 random(1);
  std::vector<std::uint16_t> halves(dimensions);
  const std::size_t total = std::max(rows, real.size());
  auto start = Clock::now();
  for (std::size_t i = 0; i < total; ++i) {
    index::halves_from_floats(i < real.size() ? real[i] : noised(real, random), halves);
    if (!store->add({i * 0x9E3779B97F4A7C15ULL, i}, halves).ok()) fail("a vector is refused");
  }
  if (!store->commit().ok()) fail("the store cannot be written");
  papers = store->store()->size();
  std::printf("store: %u vectors (%zu real), %.1f s\n", papers, real.size(), milliseconds(start) / 1000);
  for (std::uint32_t i = 0; i < papers; ++i)
    writer->put({PaperNumber(i + 1), must(Result<index::TextHash>(*store->store()->hash(i))).first, i});
  start = Clock::now();
  (void)must(writer->publish({"bench", Revision(1), 1}, *store->store()));
  std::printf("index: %.1f s on 2 threads\n", milliseconds(start) / 1000);
  snapshot = must(index::VectorSnapshot::open(folder + "/index"));
}

void print_sizes(const index::VectorSnapshot& snapshot, std::uint32_t papers) {
  std::uint64_t bytes = 0;
  for (const index::VectorSegmentFiles& files : snapshot.manifest().segments) bytes += files.file.size_bytes;
  const index::VectorSegment& segment = *snapshot.segments()[0].segment;
  const std::uint64_t hot = segment.block_count() * index::vector_block_bytes(segment.padded()) +
                            std::uint64_t{segment.list_count()} * segment.padded();
  std::printf(
      "\n| | bytes | a paper |\n|---|---:|---:|\n| index | %llu | %.1f |\n| of it read by lists | %llu | "
      "%.1f |\n",
      static_cast<unsigned long long>(bytes), static_cast<double>(bytes) / papers,
      static_cast<unsigned long long>(hot), static_cast<double>(hot) / papers);
  std::printf("\n%u lists, %u blocks\n", segment.list_count(), segment.block_count());
}

void print_times(std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  std::printf(" %.3f | %.3f |\n", times[times.size() / 2], times[times.size() * 99 / 100]);
}

// The naive way: 32-bit products with everything, the best kept by a partial sort.
void Bench::compare_all() const {
  std::vector<double> times;
  double recall = 0;
  const std::size_t count = std::min<std::size_t>(queries.size(), 50);
  const std::size_t dimensions = queries[0].size();
  std::vector<std::pair<float, std::uint32_t>> scores(papers);
  std::vector<float> row(dimensions);
  for (std::size_t q = 0; q < count; ++q) {
    const auto start = Clock::now();
    for (std::uint32_t i = 0; i < papers; ++i) {
      const float* vector = plain.data() + i * dimensions;
      float sums[8] = {};
      for (std::size_t d = 0; d < dimensions; d += 8) {
        for (std::size_t j = 0; j < 8; ++j) sums[j] += vector[d + j] * queries[q][d + j];
      }
      scores[i] = {-std::accumulate(sums, sums + 8, 0.0F), i + 1};
    }
    const std::size_t wanted = std::min<std::size_t>(k, papers);
    std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(wanted), scores.end());
    times.push_back(milliseconds(start));
    std::vector<search::VectorHit> expected;
    for (std::size_t i = 0; i < wanted; ++i) expected.push_back({0, PaperNumber(scores[i].second), 0});
    search::VectorSearchOptions options;
    options.k = k;
    options.scan = search::VectorScan::kFlat;
    recall += search::recall_of(
        must(top_vectors(snapshot->segments(), *store->store(), queries[q], options)).hits, expected);
  }
  std::printf("| 32-bit, all (flat search finds %.4f of it) | 100 %% | | |",
              recall / static_cast<double>(count));
  print_times(times);
}

void Bench::measure(std::uint32_t percent, search::VectorScan scan, double probed,
                    std::size_t rescored) const {
  const std::vector<std::uint64_t> allowed = search::sample_papers(papers, percent);
  search::VectorSearchOptions options;
  options.k = k;
  options.probed = probed;
  options.rescored = rescored;
  if (percent < 100) options.allowed = allowed;
  std::vector<double> times;
  double recall = 0;
  double least = 1;
  bool exact = true;
  const std::size_t count =
      scan == search::VectorScan::kFlat ? std::min<std::size_t>(queries.size(), 100) : queries.size();
  for (std::size_t q = 0; q < count; ++q) {
    options.scan = search::VectorScan::kFlat;
    const auto expected = must(top_vectors(snapshot->segments(), *store->store(), queries[q], options));
    options.scan = scan;
    (void)must(top_vectors(snapshot->segments(), *store->store(), queries[(q + 1) % count], options));
    const auto start = Clock::now();
    const auto found = must(top_vectors(snapshot->segments(), *store->store(), queries[q], options));
    times.push_back(milliseconds(start));
    const double one = search::recall_of(found.hits, expected.hits);
    recall += one;
    least = std::min(least, one);
    exact = exact && found.exact;
  }
  const char* name = scan == search::VectorScan::kFlat   ? "flat"
                     : scan == search::VectorScan::kAuto ? "auto"
                                                         : "lists";
  std::printf("| %s%s", name, exact ? ", exact" : "");
  if (probed > 0) std::printf(", %.0f %% probed, %zu rescored", probed * 100, rescored);
  std::printf(" | %u %% | %.4f | %.2f |", percent, recall / static_cast<double>(count), least);
  print_times(times);
  std::fflush(stdout);
}

int run(int argc, char** argv) {
  if (argc < 6) fail("usage: vector_bench FOLDER ROWS K QUERIES.npy|- VECTORS.npy...");
  Bench bench;
  bench.folder = argv[1];
  const std::size_t rows = std::strtoul(argv[2], nullptr, 10);
  bench.k = std::strtoul(argv[3], nullptr, 10);
  Vectors real;
  for (int i = 5; i < argc; ++i) read_npy(argv[i], real);
  if (std::string_view(argv[4]) != "-") {
    read_npy(argv[4], bench.queries);
  } else {
    Vectors kept;
    for (std::size_t i = 0; i < real.size(); ++i)
      (i % 10 == 5 && bench.queries.size() < kQueriesMax ? bench.queries : kept).push_back(real[i]);
    real = std::move(kept);
  }
  if (real.size() < kRowsMin || bench.queries.empty()) fail("too few vectors");
  bench.make(real, rows);
  print_sizes(*bench.snapshot, bench.papers);
  const std::size_t dimensions = real[0].size();
  bench.plain.resize(std::size_t{bench.papers} * dimensions);
  for (std::uint32_t i = 0; i < bench.papers; ++i) {
    const std::span<float> to = std::span(bench.plain).subspan(i * dimensions, dimensions);
    index::floats_from_halves(bench.store->store()->vector(i), to);
    set_length_one(to);
  }
  std::printf(
      "\n| %zu best of %u, %zu queries | allowed | recall | least | p50 ms | p99 ms "
      "|\n|---|---:|---:|---:|---:|---:|\n",
      bench.k, bench.papers, bench.queries.size());
  bench.compare_all();
  for (const std::uint32_t percent : {100U, 50U, 10U, 1U})
    bench.measure(percent, search::VectorScan::kFlat, 0, 0);
  for (const std::uint32_t percent : {100U, 50U, 10U, 1U})
    bench.measure(percent, search::VectorScan::kAuto, 0, 0);
  if (std::getenv("SWEEP") == nullptr) return 0;
  for (const std::uint32_t percent : {100U, 50U, 10U}) {
    for (const double probed : {0.03, 0.06, 0.1, 0.15, 0.25, 0.4}) {
      for (const std::size_t rescored : {600U, 1200U, 2400U})
        bench.measure(percent, search::VectorScan::kLists, probed, rescored);
    }
  }
  return 0;
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  return broadsheet::run(argc, argv);
}
