// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Phrases, in two phases: documents that hold all words and whose impacts all let them compete (an occurrence
// of the phrase is one of each word, so its bound is the least of theirs), and of those the occurrences in
// their places.

#ifndef BROADSHEET_SEARCH_PHRASE_H_
#define BROADSHEET_SEARCH_PHRASE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "search/scored_list.h"

namespace broadsheet::search {

// Where a phrase's words stand, and which occurrences count (Clause).
struct PhraseShape {
  std::vector<std::uint32_t> offsets;  // one a word
  std::uint32_t position_min = 0;
  std::uint32_t position_max = 0xFFFFFFFF;
};

// One word of a phrase in one segment, and its postings of the candidates at hand.
struct PhraseList {
  ListCursor cursor;
  std::uint32_t offset = 0;
  // The block whose frequencies and positions are loaded.
  std::uint32_t loaded = kAbsent;
  std::uint32_t sums[index::kBlockDocs];
  index::PositionBlock positions;
  // Of each candidate: block and posting.
  std::uint32_t blocks[index::kBlockDocs];
  std::uint32_t postings[index::kBlockDocs];
  // Of the document at hand: positions [at, end) of the block that are still to be looked at.
  std::uint32_t at = 0, end = 0;
};

// One phrase in one segment. Its lists keep their memory when it is opened again.
struct PhraseQuery {
  std::vector<std::unique_ptr<PhraseList>> pool;
  std::vector<PhraseList*> lists;  // by df
  PhraseShape shape;
  const index::InvertedField* field = nullptr;
  const std::uint16_t* lengths = nullptr;
  double weight = 0;  // times the sum of idfs
  double unit_bound = 0;
  index::LengthNorm norm;
  // The candidates of one block of the rarest list.
  std::uint32_t docs[index::kBlockDocs];
  std::uint8_t least_impacts[index::kBlockDocs];

  std::uint32_t length(std::uint32_t doc) const {
    return lengths[doc] != index::InvertedField::kLongLength ? lengths[doc] : field->length(doc);
  }
};

// Takes what the walk finds. A function pointer, as the walk is compiled for several processors.
struct PhraseVisitor {
  void* context = nullptr;
  // Returns the impact that a document must have from now on.
  std::uint32_t (*visit)(void* context, std::uint32_t doc, std::uint32_t frequency) = nullptr;
  const std::uint64_t* allowed = nullptr;  // null: every document
  std::uint32_t least_impact = 0;
};

// Opens a phrase whose words have these lists; false if one of them is empty.
bool open_phrase(PhraseQuery& phrase, std::span<const index::PostingList> words);

// Visits, in order, every allowed document that holds the phrase and each word with the least impact.
void walk_phrase(PhraseQuery& phrase, PhraseVisitor& visitor);

// Scores every document that holds the phrase; lists that are optional beside it add to it in query order.
void score_phrase(SegmentQuery& query, PhraseQuery& phrase, std::span<ScoredList* const> before,
                  std::span<ScoredList* const> after);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_PHRASE_H_
