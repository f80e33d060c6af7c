// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Rows that may be among the best, between two stages of a vector search.

#ifndef BROADSHEET_SEARCH_VECTOR_CANDIDATES_H_
#define BROADSHEET_SEARCH_VECTOR_CANDIDATES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace broadsheet::search {

// A row whose cosine is at most `upper` and at least `lower`.
struct BoundedRow {
  double upper = 0;
  double lower = 0;
  std::uint32_t segment = 0;
  std::uint32_t row = 0;
};

// Keeps every row that the bounds do not exclude from the best k: of all offered, one is dropped only if at
// least k others have a lower bound above its upper bound. Confined to one thread.
class BoundedPool {
 public:
  explicit BoundedPool(std::size_t k) : k_(k), size_max_(std::max<std::size_t>(4 * k, 1024)) {}

  // Rows whose upper bound is less need not be offered.
  double threshold() const { return threshold_; }
  void offer(const BoundedRow& row) {
    if (row.upper < threshold_) return;
    rows_.push_back(row);
    if (rows_.size() >= size_max_) shrink();
  }
  // What is left, largest upper bound first.
  const std::vector<BoundedRow>& finish() {
    shrink();
    std::sort(rows_.begin(), rows_.end(),
              [](const BoundedRow& a, const BoundedRow& b) { return a.upper > b.upper; });
    return rows_;
  }

 private:
  void shrink() {
    if (k_ == 0 || rows_.size() <= k_) return;
    const auto kth = rows_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
    std::nth_element(rows_.begin(), kth, rows_.end(),
                     [](const BoundedRow& a, const BoundedRow& b) { return a.lower > b.lower; });
    threshold_ = std::max(threshold_, kth->lower);
    std::erase_if(rows_, [&](const BoundedRow& row) { return row.upper < threshold_; });
    // Where nearly all are alike, the work of each shrinking must still be paid for by as many offers.
    size_max_ = std::max(size_max_, 2 * rows_.size());
  }

  std::size_t k_;
  std::size_t size_max_;
  double threshold_ = -std::numeric_limits<double>::infinity();
  std::vector<BoundedRow> rows_;
};

struct EstimatedRow {
  float estimate = 0;
  std::uint32_t segment = 0;
  std::uint32_t row = 0;
};

// The `size` largest estimates. Confined to one thread.
class EstimatePool {
 public:
  explicit EstimatePool(std::size_t size) : size_(size) {}

  std::size_t size() const { return size_; }
  // Whether finish() left out anything that was offered.
  bool dropped() const { return dropped_; }
  // Only larger estimates are of use.
  float threshold() const { return threshold_; }
  void offer(const EstimatedRow& row) {
    rows_.push_back(row);
    if (rows_.size() >= 4 * size_) shrink();
  }
  // In the order of the rows, each once: a row stands in two lists.
  const std::vector<EstimatedRow>& finish() {
    shrink();
    const auto place = [](const EstimatedRow& row) { return std::uint64_t{row.segment} << 32 | row.row; };
    std::sort(rows_.begin(), rows_.end(),
              [&](const EstimatedRow& a, const EstimatedRow& b) { return place(a) < place(b); });
    const auto end =
        std::unique(rows_.begin(), rows_.end(),
                    [&](const EstimatedRow& a, const EstimatedRow& b) { return place(a) == place(b); });
    rows_.erase(end, rows_.end());
    return rows_;
  }

 private:
  void shrink() {
    if (rows_.size() <= size_) return;
    const auto last = rows_.begin() + static_cast<std::ptrdiff_t>(size_ - 1);
    // Equal estimates go by row, so that what is kept does not depend on the order of the lists.
    std::nth_element(rows_.begin(), last, rows_.end(), [](const EstimatedRow& a, const EstimatedRow& b) {
      if (a.estimate != b.estimate) return a.estimate > b.estimate;
      return a.segment != b.segment ? a.segment < b.segment : a.row < b.row;
    });
    threshold_ = std::max(threshold_, last->estimate);
    rows_.resize(size_);
    dropped_ = true;
  }

  std::size_t size_;
  bool dropped_ = false;
  float threshold_ = -std::numeric_limits<float>::infinity();
  std::vector<EstimatedRow> rows_;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_VECTOR_CANDIDATES_H_
