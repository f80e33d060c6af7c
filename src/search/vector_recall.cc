// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/vector_recall.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/digest.h"
#include "index/half.h"

namespace broadsheet::search {
namespace {

// Vectors of live rows at equal distances. Damaged ones are passed over.
std::vector<std::vector<float>> sample_queries(std::span<const VectorSegmentView> segments,
                                               const index::VectorStore& store, std::size_t wanted) {
  std::uint64_t rows = 0;
  for (const VectorSegmentView& view : segments) rows += view.segment->row_count();
  const std::uint64_t step = std::max<std::uint64_t>(1, rows / std::max<std::size_t>(1, wanted));
  std::vector<std::vector<float>> queries;
  std::uint64_t next = step / 2;
  std::uint64_t base = 0;
  for (const VectorSegmentView& view : segments) {
    for (; next < base + view.segment->row_count() && queries.size() < wanted; next += step) {
      const auto row = static_cast<std::uint32_t>(next - base);
      if (!view.is_live(row) || !view.segment->verify_rows(row, 1)) continue;
      const std::span<const std::uint16_t> halves = store.vector(view.segment->entry(row).ordinal);
      if (halves.empty()) continue;
      queries.emplace_back(halves.size());
      index::floats_from_halves(halves, queries.back());
    }
    base += view.segment->row_count();
  }
  return queries;
}

}  // namespace

std::vector<std::uint64_t> sample_papers(std::uint32_t paper_max, std::uint32_t percent) {
  std::vector<std::uint64_t> words(std::size_t{paper_max} / 64 + 1);
  for (std::uint64_t paper = 0; paper <= paper_max; ++paper) {
    if (hash64(&paper, sizeof paper) % 100 < percent) words[paper / 64] |= std::uint64_t{1} << (paper % 64);
  }
  return words;
}

double recall_of(const std::vector<VectorHit>& found, const std::vector<VectorHit>& expected) {
  if (expected.empty()) return 1;
  std::unordered_set<std::uint32_t> papers;
  for (const VectorHit& hit : found) papers.insert(hit.paper.value());
  const auto there = std::count_if(expected.begin(), expected.end(),
                                   [&](const VectorHit& hit) { return papers.contains(hit.paper.value()); });
  return static_cast<double>(there) / static_cast<double>(expected.size());
}

Result<std::vector<VectorRecall>> measure_vector_recall(std::span<const VectorSegmentView> segments,
                                                        const index::VectorStore& store, std::size_t queries,
                                                        std::size_t k) {
  const std::vector<std::vector<float>> asked = sample_queries(segments, store, queries);
  std::uint32_t paper_max = 0;
  for (const VectorSegmentView& view : segments)
    paper_max = std::max(paper_max, view.segment->papers().back());
  std::vector<VectorRecall> all;
  for (const std::uint32_t percent : {100U, 50U, 10U, 1U}) {
    const std::vector<std::uint64_t> allowed = sample_papers(paper_max, percent);
    VectorSearchOptions options;
    options.k = k;
    if (percent < 100) options.allowed = allowed;
    VectorRecall measured;
    measured.percent = percent;
    double sum = 0;
    for (const std::vector<float>& query : asked) {
      options.scan = VectorScan::kFlat;
      TRY(const VectorHits expected, top_vectors(segments, store, query, options));
      options.scan = VectorScan::kAuto;
      TRY(const VectorHits found, top_vectors(segments, store, query, options));
      const double recall = recall_of(found.hits, expected.hits);
      sum += recall;
      measured.least = std::min(measured.least, recall);
      measured.exact = measured.exact && found.exact;
    }
    measured.queries = asked.size();
    if (!asked.empty()) measured.mean = sum / static_cast<double>(asked.size());
    all.push_back(measured);
  }
  return all;
}

}  // namespace broadsheet::search
