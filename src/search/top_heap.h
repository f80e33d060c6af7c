// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The k best hits so far, worst on top.

#ifndef BROADSHEET_SEARCH_TOP_HEAP_H_
#define BROADSHEET_SEARCH_TOP_HEAP_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "search/topk.h"

namespace broadsheet::search {

inline bool better(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.key < b.key;
}

// Confined to one thread. Keeps its memory from query to query.
class TopHeap {
 public:
  // `floor` is a score that at least k documents are known to reach.
  void reset(std::size_t k, double floor) {
    hits_.clear();
    k_ = k;
    floor_ = floor;
  }

  // k documents were found to reach `floor`, though not scored yet.
  void raise_floor(double floor) { floor_ = std::max(floor_, floor); }
  std::size_t k() const { return k_; }

  // A document that scores less cannot be among the k best.
  double threshold() const { return hits_.size() < k_ ? floor_ : std::max(floor_, hits_.front().score); }

  // True if the threshold may have risen.
  bool push(const Hit& hit) {
    if (hits_.size() < k_) {
      hits_.push_back(hit);
      std::push_heap(hits_.begin(), hits_.end(), better);
      return hits_.size() == k_;
    }
    if (k_ == 0 || !better(hit, hits_.front())) return false;
    std::pop_heap(hits_.begin(), hits_.end(), better);
    hits_.back() = hit;
    std::push_heap(hits_.begin(), hits_.end(), better);
    return true;
  }

  std::size_t size() const { return hits_.size(); }
  const std::vector<Hit>& sorted() {
    std::sort(hits_.begin(), hits_.end(), better);
    return hits_;
  }

 private:
  std::vector<Hit> hits_;
  std::size_t k_ = 0;
  double floor_ = 0;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_TOP_HEAP_H_
