// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The words of a dictionary that are one or two edits away from a word.

#ifndef BROADSHEET_SEARCH_NEAR_WORDS_H_
#define BROADSHEET_SEARCH_NEAR_WORDS_H_

#include <cstdint>
#include <functional>
#include <string_view>

#include "index/inverted_field.h"

namespace broadsheet::search {

// Edits that turn one text into the other: a byte put in, taken out, replaced, or two neighbours swapped,
// and nothing edited twice ("optimal string alignment"). At most `most` + 1 is told.
std::uint32_t edits_between(std::string_view one, std::string_view other, std::uint32_t most);

struct NearWordOptions {
  std::uint32_t edits_max = 1;
  // Only words that begin with the same byte: what people get wrong least, and a twentieth of the work.
  bool same_first_byte = false;
};

// Calls `found` for each term of the field within the given edits of `word`, the word itself included if
// it is there, in byte order. Walks the sorted dictionary as if it were a trie: the table of edits is kept
// for each prefix (Wagner and Fischer 1974), and from a prefix of nothing near the walk jumps to the next one
// that has something.
void near_words(const index::InvertedField& field, std::string_view word, const NearWordOptions& options,
                const std::function<void(const index::TermIterator& term, std::uint32_t edits)>& found);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_NEAR_WORDS_H_
