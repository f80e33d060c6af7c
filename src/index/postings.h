// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One term's documents, read in place (docs/formats/postings.md has the bytes).
//
// PostingList is the block-wise view that the scorers use: skip data, impacts, documents,
// frequencies and positions of one block can each be read alone. PostingCursor walks a list posting
// by posting; it is plain rather than fast and serves merges, deletes, nearness and tests.
//
// Both are safe on any bytes: what does not check out ends the list early, and the SectionFile then
// says damaged() if a checksum was wrong.

#ifndef BROADSHEET_INDEX_POSTINGS_H_
#define BROADSHEET_INDEX_POSTINGS_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "index/section_file.h"

namespace broadsheet::index {

inline constexpr std::uint32_t kBlockDocs = 256;
inline constexpr std::uint32_t kSuperBlocks = 32;  // blocks under one entry of the second skip level
inline constexpr std::uint32_t kNoDoc = 0xFFFFFFFF;

// What the dictionary knows of a term. A plain value; valid for the field that gave it.
struct TermInfo {
  std::uint32_t ordinal = 0;  // place in sorted order
  std::uint32_t df = 0;
  std::uint32_t total_tf = 0;  // 0 in a field without frequencies
  std::uint8_t max_impact = 0;
  // The 10th, 100th and 1000th largest impact of the list; 0 where df is smaller than that.
  std::array<std::uint8_t, 3> kth_impact{};
  std::uint8_t position_width = 0;  // of a list of one document
  std::uint64_t postings_at = 0;
  std::uint64_t positions_at = 0;
};

// The sections and bounds that all lists of one field share. Owned by InvertedField.
struct PostingSections {
  Section small;      // lists of at most kBlockDocs documents
  Section skips;      // skip data of longer ones
  Section impacts;    // one byte a posting
  Section docs;       // document blocks
  Section freqs;      // frequency blocks
  Section positions;  // position blocks
  std::uint32_t doc_count = 0;
  bool has_freqs = false;
  bool has_positions = false;
};

// A document block stored as a bit set: document base + i is in it if bit i is set, and is then posting
// rank(i) of the block.
struct BitSetBlock {
  const std::uint64_t* words = nullptr;
  const std::uint8_t* ranks = nullptr;  // bits set in the words before, modulo 256
  std::uint32_t base = 0;
  std::uint32_t word_count = 0;
};

// All positions of a block, posting by posting: flat_value(bytes, i * width, width) is number i.
struct PositionBlock {
  const std::uint8_t* bytes = nullptr;
  unsigned width = 0;
};

// Confined to one thread; borrows from the InvertedField that made it. Cheap to copy.
class PostingList {
 public:
  PostingList() = default;
  // An empty list if the header or the skip data are not sound.
  PostingList(const PostingSections& sections, const TermInfo& info);

  std::uint32_t df() const { return df_; }
  std::uint32_t block_count() const { return blocks_; }
  std::uint32_t block_size(std::uint32_t block) const {
    return block + 1 < blocks_ ? kBlockDocs : df_ - block * kBlockDocs;
  }
  std::uint8_t max_impact() const { return max_impact_; }
  // The largest document of a block, and an upper bound of the impacts in it.
  std::uint32_t last_doc(std::uint32_t block) const {
    return last_docs_ != nullptr ? last_docs_[block] : small_last_;
  }
  std::uint8_t block_impact(std::uint32_t block) const {
    return block_impacts_ != nullptr ? block_impacts_[block] : max_impact_;
  }
  // The first block at or after `from` whose last document is >= doc; block_count() if there is none.
  std::uint32_t find_block(std::uint32_t doc, std::uint32_t from) const;

  // Skip data as arrays, or null in a list of one block: block_count() last documents and largest
  // impacts, and the same for groups of kSuperBlocks blocks.
  const std::uint32_t* last_docs() const { return last_docs_; }
  const std::uint8_t* block_impacts() const { return block_impacts_; }
  const std::uint32_t* group_last_docs() const { return group_last_docs_; }
  const std::uint8_t* group_impacts() const { return group_impacts_; }
  std::uint32_t group_count() const { return (blocks_ + kSuperBlocks - 1) / kSuperBlocks; }

  // The upper-bound impacts of `blocks` blocks from `block` on, one byte a posting; null if damaged. In a
  // list of several blocks, kBlockDocs bytes a block are readable even where the last one is shorter.
  const std::uint8_t* impacts(std::uint32_t block, std::uint32_t blocks = 1) const;
  // Writes kBlockDocs ascending documents (those past block_size are kNoDoc). False, and nothing but
  // kNoDoc written, if the block is not sound.
  bool decode_docs(std::uint32_t block, std::uint32_t* docs) const;
  // True if the block is stored as a (sound) bit set; sets `out`.
  bool bit_set(std::uint32_t block, BitSetBlock& out) const;
  // Writes kBlockDocs frequencies (all 1 in a field without); those past block_size mean nothing.
  bool decode_freqs(std::uint32_t block, std::uint32_t* freqs) const;
  // The frequency of one posting of a block, without decoding the others. 0 if damaged.
  std::uint32_t freq(std::uint32_t block, std::uint32_t index) const;
  // Writes kBlockDocs sums: of the frequencies of postings 0..i, modulo 2^32; those past block_size mean
  // nothing.
  bool decode_freq_sums(std::uint32_t block, std::uint32_t* sums) const;
  // The positions of a whole block of which the frequencies add up to `total`; false if they are not sound.
  bool position_block(std::uint32_t block, std::uint32_t total, PositionBlock& out) const;
  // The `count` positions of a posting, ascending, given the sum of the frequencies before it in its
  // block. False if they are not sound.
  bool decode_positions(std::uint32_t block, std::uint64_t before, std::uint32_t count,
                        std::uint32_t* positions) const;

 private:
  enum class Kind : std::uint8_t { kEmpty, kSingle, kSmall, kLong };
  // Packed values of a block in a section: the bytes behind a width.
  struct PackedBlock {
    const std::uint8_t* bytes = nullptr;  // null: not sound
    unsigned width = 0;
  };

  bool open_single(const TermInfo& info);
  bool open_small(const TermInfo& info);
  bool open_long(const TermInfo& info);
  const std::uint8_t* doc_block(std::uint32_t block) const;
  PackedBlock freq_block(std::uint32_t block) const;
  bool decode_bit_set(const BitSetBlock& bits, std::uint32_t count, std::uint32_t* docs) const;

  const PostingSections* sections_ = nullptr;
  std::uint32_t df_ = 0;
  std::uint32_t blocks_ = 0;
  Kind kind_ = Kind::kEmpty;
  std::uint8_t max_impact_ = 0;
  std::uint8_t doc_width_ = 0, freq_width_ = 0, position_width_ = 0;  // of a list of one block
  std::uint32_t small_first_ = 0, small_last_ = 0;                    // likewise
  std::uint32_t single_tf_ = 0;
  const std::uint8_t* small_ = nullptr;  // the impacts of a small list
  const std::uint32_t* last_docs_ = nullptr;
  const std::uint32_t* doc_offsets_ = nullptr;
  const std::uint32_t* freq_offsets_ = nullptr;
  const std::uint32_t* position_offsets_ = nullptr;
  const std::uint32_t* group_last_docs_ = nullptr;
  const std::uint8_t* block_impacts_ = nullptr;
  const std::uint8_t* group_impacts_ = nullptr;
  std::uint64_t impacts_at_ = 0, docs_at_ = 0, freqs_at_ = 0, positions_at_ = 0;
};

// Walks one list in document order. Starts before the first document.
class PostingCursor {
 public:
  explicit PostingCursor(const PostingList& list) : list_(list) {}

  // The document at the cursor; kNoDoc after the last (and for good), and before the first next().
  std::uint32_t doc() const { return doc_; }
  std::uint32_t next();
  // Moves to the first document >= target; stays if already there. Returns doc().
  std::uint32_t seek(std::uint32_t target);
  // Of the current document, which must be one.
  std::uint32_t tf();
  std::uint8_t impact() const;
  // Ascending positions of the current document; empty in a field without positions.
  void positions(std::vector<std::uint32_t>& out);

 private:
  bool load(std::uint32_t block);
  std::uint32_t end();

  PostingList list_;
  std::uint32_t block_ = 0;
  std::uint32_t index_ = 0;
  std::uint32_t doc_ = kNoDoc;
  bool freqs_loaded_ = false;
  bool started_ = false;
  std::array<std::uint32_t, kBlockDocs> docs_;
  std::array<std::uint32_t, kBlockDocs> freqs_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_POSTINGS_H_
