// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/meaning.h"

#include "base/digest.h"
#include "index/schema.h"

namespace broadsheet::search {

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
