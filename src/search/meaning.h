// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What searching by meaning needs beside the index of words.

#ifndef BROADSHEET_SEARCH_MEANING_H_
#define BROADSHEET_SEARCH_MEANING_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "index/vector_snapshot.h"
#include "index/vector_store.h"

namespace broadsheet::search {

// One published state of the vectors and the store that it points into. Immutable; shared by the searches
// that pinned it.
class Meaning {
 public:
  // A bit a row for each segment of the snapshot: those of which a search shall know; none for all live ones.
  using RowBits = std::vector<std::vector<std::uint64_t>>;

  // All live rows.
  Meaning(std::shared_ptr<const index::VectorSnapshot> snapshot,
          std::shared_ptr<const index::VectorStore> store);
  // `rows` must be live.
  Meaning(std::shared_ptr<const index::VectorSnapshot> snapshot,
          std::shared_ptr<const index::VectorStore> store, RowBits rows);
  Meaning(const Meaning&) = delete;
  Meaning& operator=(const Meaning&) = delete;

  // The stored vector of a paper, in single precision; empty if it has none, or if it is damaged.
  std::vector<float> vector_of(PaperNumber paper) const;

  // What a search reads.
  std::span<const index::VectorSegmentView> segments() const { return views_; }
  const index::VectorStore& store() const { return *store_; }
  // The row of a paper; nullopt if it has none, or if it is damaged.
  std::optional<index::VectorRowEntry> find(PaperNumber paper) const;

  const index::VectorSnapshot& snapshot() const { return *snapshot_; }
  // To open the next state by.
  const std::shared_ptr<const index::VectorSnapshot>& snapshot_handle() const { return snapshot_; }
  const std::shared_ptr<const index::VectorStore>& store_handle() const { return store_; }

 private:
  std::shared_ptr<const index::VectorSnapshot> snapshot_;
  std::shared_ptr<const index::VectorStore> store_;
  RowBits rows_;
  std::vector<index::VectorSegmentView> views_;
};

// What of a paper is encoded: its readable title, then its readable abstract. The full stop between them
// keeps the two apart for the encoder.
std::string meaning_text(std::string_view title, std::string_view abstract);
// By which its vector is kept.
index::TextHash meaning_hash(std::string_view text);
// What the index of words keeps of the first word of that hash: 1 in 2^32 texts is taken for another.
std::int32_t meaning_mark(std::uint64_t text_hash);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_MEANING_H_
