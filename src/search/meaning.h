// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What searching by meaning needs beside the index of words.

#ifndef BROADSHEET_SEARCH_MEANING_H_
#define BROADSHEET_SEARCH_MEANING_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "index/vector_snapshot.h"
#include "index/vector_store.h"

namespace broadsheet::search {

// One published state of the vectors and the store that it points into. Immutable; shared by the searches
// that pinned it.
class Meaning {
 public:
  Meaning(std::shared_ptr<const index::VectorSnapshot> snapshot,
          std::shared_ptr<const index::VectorStore> store)
      : snapshot_(std::move(snapshot)), store_(std::move(store)) {}

  const index::VectorSnapshot& snapshot() const { return *snapshot_; }
  const index::VectorStore& store() const { return *store_; }
  // To open the next state by.
  const std::shared_ptr<const index::VectorSnapshot>& snapshot_handle() const { return snapshot_; }
  const std::shared_ptr<const index::VectorStore>& store_handle() const { return store_; }

 private:
  std::shared_ptr<const index::VectorSnapshot> snapshot_;
  std::shared_ptr<const index::VectorStore> store_;
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
