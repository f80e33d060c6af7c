// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "index/inverted_field.h"
#include "index/inverted_writer.h"
#include "index/limits.h"

namespace broadsheet::index {

namespace {

struct Source {
  const MergeInput* input = nullptr;
  TermIterator terms;
  bool live = false;
};

// One term's postings from all inputs, in the order of the new documents.
class Gathered {
 public:
  void clear() {
    docs_.clear();
    tfs_.clear();
    positions_.clear();
    ascending_ = true;
  }

  // kDamaged if the list holds other documents than its df says.
  Result<void> add(const MergeInput& input, const TermInfo& info, std::string_view term) {
    PostingCursor cursor(input.field->postings(info));
    std::uint32_t seen = 0;
    while (cursor.next() != kNoDoc) {
      ++seen;
      const std::uint32_t doc = input.doc_map[cursor.doc()];
      if (doc == kNoDoc) continue;
      ascending_ = ascending_ && (docs_.empty() || docs_.back() < doc);
      docs_.push_back(doc);
      tfs_.push_back(cursor.tf());
      if (!input.field->options().positions) continue;
      cursor.positions(scratch_);
      if (scratch_.size() != tfs_.back()) return damaged(term);
      positions_.insert(positions_.end(), scratch_.begin(), scratch_.end());
    }
    if (seen != info.df) return damaged(term);
    return {};
  }

  bool empty() const { return docs_.empty(); }
  std::size_t numbers() const { return docs_.size() + positions_.size(); }

  TermPostings postings() {
    if (!ascending_) sort();
    return {docs_, tfs_, positions_};
  }

 private:
  static Error damaged(std::string_view term) {
    return Error(ErrorCode::kDamaged, "postings of \"" + std::string(term) + "\" are damaged");
  }

  // Only where inputs interleave: a merge that keeps segments one behind another never comes here.
  void sort() {
    std::vector<std::size_t> begins(docs_.size());
    std::exclusive_scan(tfs_.begin(), tfs_.end(), begins.begin(), std::size_t{0});
    std::vector<std::uint32_t> order(docs_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [this](std::uint32_t a, std::uint32_t b) { return docs_[a] < docs_[b]; });
    std::vector<std::uint32_t> docs, tfs, positions;
    positions.reserve(positions_.size());
    for (const std::uint32_t i : order) {
      docs.push_back(docs_[i]);
      tfs.push_back(tfs_[i]);
      if (positions_.empty()) continue;
      const auto begin = positions_.begin() + static_cast<std::ptrdiff_t>(begins[i]);
      positions.insert(positions.end(), begin, begin + tfs_[i]);
    }
    docs_ = std::move(docs);
    tfs_ = std::move(tfs);
    positions_ = std::move(positions);
    ascending_ = true;
  }

  std::vector<std::uint32_t> docs_, tfs_, positions_, scratch_;
  bool ascending_ = true;
};

// Keeps the maps of the inputs from filling the memory as they are read.
class PageReleaser {
 public:
  explicit PageReleaser(std::span<const MergeInput> inputs) : inputs_(inputs) {}
  ~PageReleaser() { release(); }
  PageReleaser(const PageReleaser&) = delete;
  PageReleaser& operator=(const PageReleaser&) = delete;

  void count(std::size_t numbers) {
    read_ += numbers;
    if (read_ >= kMergeNumbersHeld) release();
  }

 private:
  void release() {
    for (const MergeInput& input : inputs_) {
      if (input.file != nullptr) input.file->release_pages();
    }
    read_ = 0;
  }

  std::span<const MergeInput> inputs_;
  std::size_t read_ = 0;  // since the last release
};

// The smallest current term of all sources, or nothing when all are at their end.
const Source* smallest(const std::vector<Source>& sources) {
  const Source* least = nullptr;
  for (const Source& source : sources) {
    if (source.live && (least == nullptr || source.terms.term() < least->terms.term())) least = &source;
  }
  return least;
}

std::vector<std::uint32_t> merged_lengths(std::span<const MergeInput> inputs, std::uint32_t doc_count) {
  std::vector<std::uint32_t> lengths(doc_count);
  for (const MergeInput& input : inputs) {
    CHECK(input.doc_map.size() == input.field->doc_count());
    for (std::uint32_t doc = 0; doc < input.doc_map.size(); ++doc) {
      const std::uint32_t to = input.doc_map[doc];
      if (to == kNoDoc) continue;
      CHECK(to < doc_count);
      lengths[to] = input.field->length(doc);
    }
  }
  return lengths;
}

}  // namespace

Result<void> merge_inverted_fields(std::span<const MergeInput> inputs, const InvertedFieldOptions& options,
                                   std::uint32_t doc_count, SectionFileWriter& writer,
                                   std::string_view prefix) {
  for (const MergeInput& input : inputs) {
    if (input.field->lengths() == nullptr) return Error(ErrorCode::kDamaged, "document lengths are damaged");
  }
  const std::vector<std::uint32_t> lengths = merged_lengths(inputs, doc_count);
  InvertedFieldWriter field(options, lengths, writer, prefix);
  std::vector<Source> sources;
  for (const MergeInput& input : inputs) {
    CHECK(input.field->options().positions == options.positions);
    sources.push_back({&input, input.field->terms(), false});
    sources.back().live = sources.back().terms.next();
  }
  Gathered gathered;
  PageReleaser pages(inputs);
  std::string term;
  while (const Source* least = smallest(sources)) {
    if (least->terms.term() <= term) return Error(ErrorCode::kDamaged, "a term dictionary is out of order");
    term = least->terms.term();
    gathered.clear();
    for (Source& source : sources) {
      if (!source.live || source.terms.term() != term) continue;
      TRY_VOID(gathered.add(*source.input, source.terms.info(), term));
      source.live = source.terms.next();
    }
    if (!gathered.empty()) field.add_term(term, gathered.postings());
    pages.count(gathered.numbers());
  }
  for (const Source& source : sources) {
    if (!source.terms.at_end()) return Error(ErrorCode::kDamaged, "a term dictionary is damaged");
  }
  field.finish();
  return {};
}

}  // namespace broadsheet::index
