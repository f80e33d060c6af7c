// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A set of documents of a whole snapshot: one bit set per segment.

#ifndef BROADSHEET_SEARCH_DOC_SET_H_
#define BROADSHEET_SEARCH_DOC_SET_H_

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "index/collection.h"
#include "search/topk.h"

namespace broadsheet::search {

// A plain value. All sets of one snapshot have the same shape; bits past the last document are 0.
class DocSet {
 public:
  // The empty set.
  explicit DocSet(std::span<const index::SegmentView> segments) {
    words_.reserve(segments.size());
    for (const index::SegmentView& segment : segments) words_.emplace_back((segment.doc_count + 63) / 64);
  }

  // All live documents.
  static DocSet live(std::span<const index::SegmentView> segments);

  std::span<std::uint64_t> segment(std::size_t index) { return words_[index]; }
  std::span<const std::uint64_t> segment(std::size_t index) const { return words_[index]; }
  std::size_t segments() const { return words_.size(); }

  void add(std::size_t segment, std::uint32_t doc) {
    words_[segment][doc / 64] |= std::uint64_t{1} << (doc % 64);
  }
  void remove(std::size_t segment, std::uint32_t doc) {
    words_[segment][doc / 64] &= ~(std::uint64_t{1} << (doc % 64));
  }
  bool contains(std::size_t segment, std::uint32_t doc) const {
    return (words_[segment][doc / 64] >> (doc % 64) & 1) != 0;
  }

  void keep(const DocSet& other);    // intersection
  void unite(const DocSet& other);   // union
  void remove(const DocSet& other);  // difference
  std::uint64_t count() const;

  // Calls fn(segment, document) in order of both.
  template <class Fn>
  void for_each(Fn&& fn) const {
    for (std::size_t s = 0; s < words_.size(); ++s) {
      for_each_in(s, [&](std::uint32_t doc) { fn(s, doc); });
    }
  }

  // Calls fn(document) for the documents of one segment, in order.
  template <class Fn>
  void for_each_in(std::size_t segment, Fn&& fn) const {
    const std::vector<std::uint64_t>& words = words_[segment];
    for (std::size_t w = 0; w < words.size(); ++w) {
      for (std::uint64_t bits = words[w]; bits != 0; bits &= bits - 1) {
        fn(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
    }
  }

  // As the engine takes it; borrows from this set.
  DocFilter filter() const;

 private:
  std::vector<std::vector<std::uint64_t>> words_;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_DOC_SET_H_
