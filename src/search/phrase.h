// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Phrases: documents that hold all words, and of those the occurrences of the words in their places.

#ifndef BROADSHEET_SEARCH_PHRASE_H_
#define BROADSHEET_SEARCH_PHRASE_H_

#include <cstdint>
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

// One word of a phrase in one segment.
struct PhraseList {
  ListCursor cursor;
  std::uint32_t offset = 0;
  std::uint32_t index = 0;  // of the document at hand, in the cursor's block
  std::vector<std::uint32_t> positions;
};

// One phrase in one segment; lists are ordered by df.
struct PhraseQuery {
  std::vector<PhraseList> lists;
  PhraseShape shape;
  const index::InvertedField* field = nullptr;
  const std::uint16_t* lengths = nullptr;
  double weight = 0;  // times the sum of idfs
  double unit_bound = 0;
  index::LengthNorm norm;

  std::uint32_t length(std::uint32_t doc) const {
    return lengths[doc] != index::InvertedField::kLongLength ? lengths[doc] : field->length(doc);
  }
};

// Number of occurrences in the document that every list's cursor and index stand at.
std::uint32_t phrase_frequency(PhraseQuery& phrase);

// Opens a phrase whose words have these lists; false if one of them is empty.
bool open_phrase(PhraseQuery& phrase, std::span<const index::PostingList> words);

// Calls visit(doc, frequency) for every document of the segment that holds the phrase, leaving out documents
// in which some word's impact is below least_impact() or that allows(doc) refuses.
template <typename LeastImpact, typename Allows, typename Visit>
void for_each_phrase(PhraseQuery& phrase, LeastImpact&& least_impact, Allows&& allows, Visit&& visit) {
  PhraseList& lead = phrase.lists.front();
  const index::PostingList& list = lead.cursor.list();
  const std::size_t count = phrase.lists.size();
  for (std::uint32_t block = 0; block < list.block_count(); ++block) {
    std::uint32_t least = least_impact();
    if (list.block_impact(block) < least) continue;
    lead.cursor.set_block(block);
    const std::uint8_t* impacts = lead.cursor.impacts();
    const std::uint32_t* docs = impacts != nullptr ? lead.cursor.docs() : nullptr;
    if (docs == nullptr) return;
    const std::uint32_t size = list.block_size(block);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (impacts[i] < least || !allows(docs[i])) continue;
      bool all = true;
      for (std::size_t j = 1; j < count && all; ++j) {
        PhraseList& other = phrase.lists[j];
        if (!other.cursor.move_to(docs[i])) return;
        all = other.cursor.list().block_impact(other.cursor.block()) >= least;
        if (!all) break;
        other.index = other.cursor.find_here(docs[i]);
        all = other.index != kAbsent;
        if (!all) break;
        const std::uint8_t* other_impacts = other.cursor.impacts();
        all = other_impacts != nullptr && other_impacts[other.index] >= least;
      }
      if (!all) continue;
      lead.index = i;
      const std::uint32_t frequency = phrase_frequency(phrase);
      if (frequency == 0) continue;
      visit(docs[i], frequency);
      least = least_impact();
    }
  }
}

// Scores every document that holds the phrase; `optional` lists (in query order around the phrase) add to it.
void score_phrase(SegmentQuery& query, PhraseQuery& phrase, std::span<ScoredList*> before,
                  std::span<ScoredList*> after);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_PHRASE_H_
