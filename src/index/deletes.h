// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Deletes: which documents of one segment are no longer there, and by how much that changes its
// statistics. A small file beside the segment, written anew with every publication that deletes
// something in it, so that a segment's own file never changes.

#ifndef BROADSHEET_INDEX_DELETES_H_
#define BROADSHEET_INDEX_DELETES_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/segment.h"

namespace broadsheet::index {

inline constexpr std::string_view kDeletesKind = "deletes";
inline constexpr std::uint32_t kDeletesVersion = 1;

// One term of which deleted documents hold `count` postings, by its place in the field's dictionary.
struct DeletedTerm {
  std::uint32_t ordinal = 0;
  std::uint32_t count = 0;
  friend bool operator==(const DeletedTerm&, const DeletedTerm&) = default;
};

// A plain value; shared as const once read or computed.
struct Deletes {
  std::uint32_t doc_count = 0;
  std::uint32_t deleted_count = 0;
  std::vector<std::uint64_t> live;              // bit set = live; (doc_count + 63) / 64 words
  std::vector<std::uint64_t> deleted_tokens;    // by FieldId: sum of the deleted documents' lengths
  std::vector<std::vector<DeletedTerm>> terms;  // by FieldId, ascending ordinals

  bool is_live(std::uint32_t doc) const { return (live[doc / 64] >> (doc % 64) & 1) != 0; }
  // Deleted documents that hold the term.
  std::uint32_t deleted_df(FieldId field, std::uint32_t ordinal) const;
  friend bool operator==(const Deletes&, const Deletes&) = default;
};

// The state after also deleting `docs` (ascending, live in `former`), where null means nothing deleted
// yet. Walks the segment's dictionary once and skips by block in each posting list. kDamaged if the
// segment is.
Result<Deletes> delete_documents(const Segment& segment, const Deletes* former,
                                 std::span<const std::uint32_t> docs);

// Writes and syncs a new file.
struct WrittenFile {
  std::uint64_t size_bytes = 0;
  std::uint64_t identity = 0;
};
Result<WrittenFile> write_deletes(const std::string& path, const Deletes& deletes);
// Reads and verifies the whole file. kDamaged if it does not fit the segment.
Result<std::shared_ptr<const Deletes>> read_deletes(const std::string& path, std::uint64_t identity,
                                                    const Segment& segment);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_DELETES_H_
