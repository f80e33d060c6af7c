// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/meaning.h"

#include <utility>

#include "base/check.h"
#include "base/digest.h"
#include "index/half.h"
#include "index/schema.h"

namespace broadsheet::search {

Meaning::Meaning(std::shared_ptr<const index::VectorSnapshot> snapshot,
                 std::shared_ptr<const index::VectorStore> store)
    : snapshot_(std::move(snapshot)),
      store_(std::move(store)),
      views_(snapshot_->segments().begin(), snapshot_->segments().end()) {}

Meaning::Meaning(std::shared_ptr<const index::VectorSnapshot> snapshot,
                 std::shared_ptr<const index::VectorStore> store, RowBits rows)
    : Meaning(std::move(snapshot), std::move(store)) {
  rows_ = std::move(rows);
  CHECK(rows_.size() == views_.size());
  for (std::size_t s = 0; s < views_.size(); ++s) {
    if (!rows_[s].empty()) views_[s].live = rows_[s].data();
  }
}

std::optional<index::VectorRowEntry> Meaning::find(PaperNumber paper) const {
  return index::find_row(views_, paper);
}

std::vector<float> Meaning::vector_of(PaperNumber paper) const {
  const auto row = find(paper);
  if (!row) return {};
  const std::span<const std::uint16_t> halves = store_->vector(row->ordinal);
  std::vector<float> vector(halves.size());
  index::floats_from_halves(halves, vector);
  return vector;
}

std::string meaning_text(std::string_view title, std::string_view abstract) {
  std::string text(title);
  if (!title.empty() && !abstract.empty()) text += ". ";
  return text.append(abstract);
}

index::TextHash meaning_hash(std::string_view text) {
  // Stored: the seeds are never to change.
  constexpr std::uint64_t kSecondSeed = 0x9E3779B97F4A7C15;
  return {hash64(text), hash64(text, kSecondSeed)};
}

std::int32_t meaning_mark(std::uint64_t text_hash) {
  const auto mark = static_cast<std::int32_t>(static_cast<std::uint32_t>(text_hash));
  return mark == index::kNoNumber ? 0 : mark;
}

}  // namespace broadsheet::search
