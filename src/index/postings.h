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
  // The largest document of a block, and the largest impact in it.
  std::uint32_t last_doc(std::uint32_t block) const { return last_docs_[block]; }
  std::uint8_t block_impact(std::uint32_t block) const { return block_impacts_[block]; }
  // The first block at or after `from` whose last document is >= doc; block_count() if there is none.
  std::uint32_t find_block(std::uint32_t doc, std::uint32_t from) const;

  // block_size(block) upper-bound impacts; null if damaged.
  const std::uint8_t* impacts(std::uint32_t block) const;
  // Writes kBlockDocs ascending documents (those past block_size are kNoDoc). False, and nothing but
  // kNoDoc written, if the block is not sound.
  bool decode_docs(std::uint32_t block, std::uint32_t* docs) const;
  // Writes kBlockDocs frequencies (all 1 in a field without); those past block_size mean nothing.
  bool decode_freqs(std::uint32_t block, std::uint32_t* freqs) const;
  // The frequency of one posting of a block, without decoding the others. 0 if damaged.
  std::uint32_t freq(std::uint32_t block, std::uint32_t index) const;
  // The `count` positions of a posting, ascending, given the sum of the frequencies before it in its
  // block. False if they are not sound.
  bool decode_positions(std::uint32_t block, std::uint32_t before, std::uint32_t count,
                        std::uint32_t* positions) const;

 private:
  friend class DocBlock;
  bool open_small(const TermInfo& info);
  bool open_long(const TermInfo& info);

  const PostingSections* sections_ = nullptr;
  std::uint32_t df_ = 0;
  std::uint32_t blocks_ = 0;
  std::uint8_t max_impact_ = 0;
  // Arrays of blocks_ (and super blocks) in the mapped skip data; for a small list, of one inline entry.
  const std::uint32_t* last_docs_ = nullptr;
  const std::uint8_t* block_impacts_ = nullptr;
  const std::uint32_t* super_last_docs_ = nullptr;
  const std::uint8_t* super_impacts_ = nullptr;
};

// Walks one list in document order. Starts before the first document.
class PostingCursor {
 public:
  explicit PostingCursor(const PostingList& list);

  // The document at the cursor; kNoDoc after the last (and for good), and before the first next().
  std::uint32_t doc() const { return doc_; }
  std::uint32_t next();
  // Moves to the first document >= target; stays if already there. Returns doc().
  std::uint32_t seek(std::uint32_t target);
  std::uint32_t tf();
  std::uint8_t impact() const;
  // Ascending positions of the current document; empty in a field without positions.
  void positions(std::vector<std::uint32_t>& out);

 private:
  bool load(std::uint32_t block);
  bool load_freqs();

  PostingList list_;
  std::uint32_t block_ = 0;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t doc_ = kNoDoc;
  bool has_freqs_ = false;
  bool started_ = false;
  std::array<std::uint32_t, kBlockDocs> docs_;
  std::array<std::uint32_t, kBlockDocs> freqs_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_POSTINGS_H_
