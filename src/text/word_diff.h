// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What changed between two texts, word by word: a shortest script of removed and added words (E. Myers, "An
// O(ND) difference algorithm and its variations", Algorithmica 1, 1986).

#ifndef BROADSHEET_TEXT_WORD_DIFF_H_
#define BROADSHEET_TEXT_WORD_DIFF_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

enum class DiffKind : std::uint8_t { kSame, kRemoved, kAdded };

// A run of words. The same and removed ones together are the old text, the same and added ones the new one.
struct DiffPiece {
  DiffKind kind = DiffKind::kSame;
  std::string text;  // words with one space between them; never empty
  friend bool operator==(const DiffPiece&, const DiffPiece&) = default;
};

// Beyond this many changed words the differing middle is one removed and one added piece: it is another text,
// and the time and memory for a shortest script grow with the square of it.
inline constexpr std::size_t kDiffWordsMax = 1000;

// Words stand between blanks. In a replaced run the removed words come before the added ones.
std::vector<DiffPiece> diff_words(std::string_view before, std::string_view after);

// The same for lists, whose elements are joined by ", ".
std::vector<DiffPiece> diff_lists(const std::vector<std::string>& before,
                                  const std::vector<std::string>& after);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_WORD_DIFF_H_
