// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Finds documents in one posting list, forwards only, a block at a time: dense blocks are asked as bit
// sets, others are decoded once and searched.

#ifndef BROADSHEET_SEARCH_LIST_CURSOR_H_
#define BROADSHEET_SEARCH_LIST_CURSOR_H_

#include <bit>
#include <cstdint>

#include "index/postings.h"

namespace broadsheet::search {

inline constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

// Inlined by force into scorers that are compiled for wider instruction sets, so that counting bits is one
// instruction there.
#define BROADSHEET_HOT [[gnu::always_inline]] inline

// Confined to one thread. After damage the list is at its end.
class ListCursor {
 public:
  void open(const index::PostingList& list) {
    list_ = list;
    block_ = 0;
    loaded_ = asked_ = kAbsent;
    impacts_block_ = kAbsent;
  }

  const index::PostingList& list() const { return list_; }
  std::uint32_t block() const { return block_; }
  bool at_end() const { return block_ >= list_.block_count(); }

  // Moves to the block that would hold doc; false if the list ends before. Never moves back.
  BROADSHEET_HOT bool move_to(std::uint32_t doc) {
    if (at_end()) return false;
    if (list_.last_doc(block_) >= doc) return true;
    block_ = list_.find_block(doc, block_ + 1);
    return !at_end();
  }
  // Moves to any block, also back.
  void set_block(std::uint32_t block) { block_ = block; }
  // The bits of block(), if it is a bit set that is not decoded yet; null otherwise.
  const index::BitSetBlock* bits() {
    if (asked_ != block_ && !ask()) return nullptr;
    return is_bits_ ? &bits_ : nullptr;
  }

  // The posting of doc in block(), after move_to(doc); kAbsent if there is none.
  BROADSHEET_HOT std::uint32_t find_here(std::uint32_t doc) {
    if (asked_ != block_ && !ask()) return kAbsent;
    if (is_bits_) {
      const std::uint32_t place = doc - bits_.base;
      if (place >= bits_.word_count * 64) return kAbsent;
      const std::uint64_t word = bits_.words[place / 64];
      const std::uint64_t bit = std::uint64_t{1} << (place % 64);
      if ((word & bit) == 0) return kAbsent;
      const auto before = static_cast<std::uint32_t>(std::popcount(word & (bit - 1)));
      return (bits_.ranks[place / 64] + before) & 0xFF;
    }
    const std::uint32_t at = lower_bound(doc);
    return at < index::kBlockDocs && docs_[at] == doc ? at : kAbsent;
  }
  BROADSHEET_HOT std::uint32_t find(std::uint32_t doc) { return move_to(doc) ? find_here(doc) : kAbsent; }

  // The documents of block(), decoded; null after damage.
  const std::uint32_t* docs() {
    if (loaded_ != block_) {
      if (!list_.decode_docs(block_, docs_)) return fail();
      loaded_ = block_;
    }
    return docs_;
  }
  // The first posting of the decoded block whose document is >= doc.
  BROADSHEET_HOT std::uint32_t lower_bound(std::uint32_t doc) const {
    std::uint32_t at = 0;
    for (std::uint32_t step = index::kBlockDocs / 2; step > 0; step /= 2) {
      at += docs_[at + step - 1] < doc ? step : 0;
    }
    return at + (docs_[at] < doc ? 1 : 0);
  }
  // The impacts of block(), for reading at posting numbers; null after damage.
  BROADSHEET_HOT const std::uint8_t* impacts() {
    if (impacts_block_ != block_) {
      impacts_ = list_.impacts(block_);
      impacts_block_ = block_;
      if (impacts_ == nullptr) block_ = list_.block_count();
    }
    return impacts_;
  }

 private:
  // Makes block() ready for find_here.
  bool ask() {
    is_bits_ = loaded_ != block_ && list_.bit_set(block_, bits_);
    if (!is_bits_ && docs() == nullptr) return false;
    asked_ = block_;
    return true;
  }
  const std::uint32_t* fail() {
    block_ = list_.block_count();
    return nullptr;
  }

  index::PostingList list_;
  std::uint32_t block_ = 0;
  std::uint32_t loaded_ = kAbsent;  // the block in docs_
  std::uint32_t asked_ = kAbsent;   // the block that find_here is ready for
  std::uint32_t impacts_block_ = kAbsent;
  bool is_bits_ = false;
  index::BitSetBlock bits_;
  const std::uint8_t* impacts_ = nullptr;
  alignas(32) std::uint32_t docs_[index::kBlockDocs];
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_LIST_CURSOR_H_
