// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A vector segment: the vectors of some papers as a search reads them. docs/formats/vector_segment.md has the
// bytes and what they mean.

#ifndef BROADSHEET_INDEX_VECTOR_SEGMENT_H_
#define BROADSHEET_INDEX_VECTOR_SEGMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/deletes.h"
#include "index/paper_rows.h"
#include "index/rotation.h"
#include "index/section_file.h"
#include "index/vector_kernels.h"
#include "index/vector_store.h"

namespace broadsheet::index {

inline constexpr std::string_view kVectorSegmentKind = "vector_segment";
inline constexpr std::uint32_t kVectorSegmentVersion = 1;
inline constexpr std::uint32_t kNoRow = 0xFFFFFFFF;

// What a segment says of a row beside its bytes; as it lies in the file.
struct VectorRowEntry {
  std::uint64_t text_hash = 0;  // TextHash::first
  std::uint32_t ordinal = 0;    // in the store
  std::uint16_t list = 0;
  std::uint16_t zero = 0;
  float step = 0;
  float error = 0;  // |x - (centre + step * bytes)| at most
};
static_assert(sizeof(VectorRowEntry) == 24);

// Immutable; safe from any thread. Reads are bounded by what open() checked; the contents of `rows`, `bytes`
// and blocks are whatever the file says, so that a reader compares row, list and ordinal with their bounds.
class VectorSegment {
 public:
  // kDamaged unless all sections are there, fit each other, and the small ones are sound.
  static Result<std::shared_ptr<const VectorSegment>> open(const std::string& path);

  const SectionFile& file() const { return *file_; }
  std::size_t dimensions() const { return rotation_->dimensions(); }
  std::size_t padded() const { return rotation_->padded(); }
  const Rotation& rotation() const { return *rotation_; }
  std::uint64_t store_identity() const { return store_identity_; }
  std::uint32_t row_count() const { return static_cast<std::uint32_t>(papers_.size()); }
  std::uint32_t list_count() const { return list_count_; }
  std::uint32_t block_count() const { return list_begins_.back(); }
  bool has_lists() const { return block_count() > 0; }

  std::span<const std::uint32_t> papers() const { return papers_; }
  const PaperRows& paper_rows() const { return paper_rows_; }

  // True if the rows [first, first + count) may be read: entry() and bytes(). False marks the file as
  // damaged.
  bool verify_rows(std::uint32_t first, std::uint32_t count) const {
    return verify_entries(first, count) &&
           bytes_.verify(std::uint64_t{first} * padded(), std::uint64_t{count} * padded());
  }
  // The same for entry() alone.
  bool verify_entries(std::uint32_t first, std::uint32_t count) const {
    return rows_.verify(std::uint64_t{first} * sizeof(VectorRowEntry),
                        std::uint64_t{count} * sizeof(VectorRowEntry));
  }
  const VectorRowEntry& entry(std::uint32_t row) const {
    return reinterpret_cast<const VectorRowEntry*>(rows_.data())[row];
  }
  const std::int8_t* bytes(std::uint32_t row) const {
    return reinterpret_cast<const std::int8_t*>(bytes_.data()) + std::size_t{row} * padded();
  }
  void prefetch(std::uint32_t row) const;

  // list_count() times padded().
  const std::int8_t* centres() const { return reinterpret_cast<const std::int8_t*>(centres_.data()); }
  float centre_step(std::uint32_t list) const { return centre_steps_[2 * list]; }
  float centre_inverse_length(std::uint32_t list) const { return centre_steps_[2 * list + 1]; }

  // The blocks of a list: list_begin(l) to list_begin(l + 1).
  std::uint32_t list_begin(std::uint32_t list) const { return list_begins_[list]; }
  bool verify_blocks(std::uint32_t first, std::uint32_t count) const {
    return blocks_.verify(first * block_bytes(), count * block_bytes());
  }
  const std::uint32_t* block_rows(std::uint32_t block) const {
    return reinterpret_cast<const std::uint32_t*>(blocks_.data() + block * block_bytes());
  }
  BitBlock block(std::uint32_t block) const;

  // Everything that verify_all does not see: numbers out of their bounds, rows that are not in two lists.
  std::vector<std::string> check() const;

 private:
  VectorSegment() = default;
  Result<void> read_header();
  Result<void> read_sections();
  std::uint64_t block_bytes() const { return block_bytes_; }
  Error damage(std::string_view what) const;

  std::unique_ptr<SectionFile> file_;
  std::optional<Rotation> rotation_;
  std::uint64_t store_identity_ = 0;
  std::uint32_t list_count_ = 0;
  std::uint64_t block_bytes_ = 0;
  std::span<const std::uint32_t> papers_;
  std::span<const float> centre_steps_;
  std::span<const std::uint32_t> list_begins_;
  Section rows_;
  Section bytes_;
  Section centres_;
  Section blocks_;
  PaperRows paper_rows_;
};

// A segment of a snapshot, as a search reads it. Borrowed. A paper has at most one live row in all segments
// of a search.
struct VectorSegmentView {
  const VectorSegment* segment = nullptr;
  // Bit r % 64 of word r / 64 is set if row r is live; (rows + 63) / 64 words. Null: all are.
  const std::uint64_t* live = nullptr;

  bool is_live(std::uint32_t row) const { return live == nullptr || (live[row / 64] >> (row % 64) & 1) != 0; }
};

// As it lies in the file.
struct VectorSegmentHeader {
  std::uint32_t rows = 0;
  std::uint32_t dimensions = 0;
  std::uint32_t padded = 0;
  std::uint32_t lists = 0;
  std::uint32_t blocks = 0;
  std::uint32_t zero = 0;
  std::uint64_t seed = 0;
  std::uint64_t store_identity = 0;
};
static_assert(sizeof(VectorSegmentHeader) == 40);

constexpr std::size_t vector_block_bytes(std::size_t padded) {
  return kBlockEntries * (sizeof(std::uint32_t) + 2 * sizeof(std::uint16_t) + padded / 8);
}

// A row to build a segment from.
struct VectorRow {
  PaperNumber paper;
  std::uint64_t text_hash = 0;
  std::uint32_t ordinal = 0;
  friend bool operator==(const VectorRow&, const VectorRow&) = default;
};

struct VectorSegmentOptions {
  std::optional<std::uint32_t> lists;  // else as many as list_count() says; a multiple of kPanel or 0
  std::size_t threads = 2;
  std::uint64_t seed = 20261125;
};

struct BuiltVectorSegment {
  WrittenFile file;
  std::uint32_t rows = 0;
  std::vector<PaperNumber> left_out;  // papers whose vector in the store is damaged
};

// Writes and syncs a new segment of `rows`, whose papers are distinct, at least one of them with a sound
// vector (else kDamaged). Reads the store three times; holds 24 bytes a row, and with lists 112 more and the
// training sample. The same bytes, but for the file's identity, for every number of threads.
Result<BuiltVectorSegment> build_vector_segment(const std::string& path, const VectorStore& store,
                                                std::vector<VectorRow> rows,
                                                const VectorSegmentOptions& options);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_SEGMENT_H_
