// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which documents match, as a bit set a segment: whole lists are turned into bits, and bits combined a word
// at a time. For filters, exclusions, counts and facets.

#include "search/match_bits.h"

#include <algorithm>
#include <bit>

#include "search/phrase.h"

namespace broadsheet::search {

namespace {

using Words = std::span<std::uint64_t>;

index::PostingList list_of(const index::SegmentView& segment, const Term& term) {
  if (term.field >= segment.fields.size() || segment.fields[term.field] == nullptr) return {};
  const index::InvertedField& field = *segment.fields[term.field];
  if (field.doc_count() > segment.doc_count) return {};  // a damaged segment: no list may pass the bits
  const auto info = field.find(term.bytes);
  return info.has_value() ? field.postings(*info) : index::PostingList();
}

void set_bit(Words bits, std::uint32_t doc) {
  bits[doc / 64] |= std::uint64_t{1} << (doc % 64);
}

// Ors `words` in from document `base` on; a bit set block need not begin at a multiple of 64.
void or_words(Words bits, const index::BitSetBlock& block) {
  const std::size_t at = block.base / 64;
  const unsigned shift = block.base % 64;
  for (std::size_t w = 0; w < block.word_count && at + w < bits.size(); ++w) {
    bits[at + w] |= block.words[w] << shift;
    if (shift != 0 && at + w + 1 < bits.size()) bits[at + w + 1] |= block.words[w] >> (64 - shift);
  }
}

void or_list(Words bits, const index::PostingList& list) {
  std::uint32_t docs[index::kBlockDocs];
  for (std::uint32_t block = 0; block < list.block_count(); ++block) {
    index::BitSetBlock words;
    if (list.bit_set(block, words)) {
      or_words(bits, words);
      continue;
    }
    if (!list.decode_docs(block, docs)) return;
    const std::uint32_t size = list.block_size(block);
    for (std::uint32_t i = 0; i < size; ++i) set_bit(bits, docs[i]);
  }
}

void phrase_bits(const index::SegmentView& segment, const Clause& clause, Words bits) {
  PhraseQuery phrase;
  phrase.shape = phrase_shape(clause);
  std::vector<index::PostingList> lists;
  for (const Term& term : clause.terms) lists.push_back(list_of(segment, term));
  if (lists.empty() || !open_phrase(phrase, lists)) return;
  PhraseVisitor visitor;
  visitor.context = &bits;
  visitor.visit = [](void* context, std::uint32_t doc, std::uint32_t) {
    set_bit(*static_cast<Words*>(context), doc);
    return 0u;
  };
  walk_phrase(phrase, visitor);
}

}  // namespace

PhraseShape phrase_shape(const Clause& clause) {
  PhraseShape shape;
  shape.offsets = clause.offsets;
  for (std::size_t i = shape.offsets.size(); i < clause.terms.size(); ++i) {
    shape.offsets.push_back(static_cast<std::uint32_t>(i));
  }
  shape.position_min = clause.position_min;
  shape.position_max = clause.position_max;
  return shape;
}

void clause_bits(const index::SegmentView& segment, const Clause& clause, Words bits) {
  std::fill(bits.begin(), bits.end(), 0);
  if (clause.match == Match::kPhrase) return phrase_bits(segment, clause, bits);
  if (clause.match == Match::kAny || clause.terms.empty()) {
    for (const Term& term : clause.terms) or_list(bits, list_of(segment, term));
    return;
  }
  or_list(bits, list_of(segment, clause.terms.front()));
  std::vector<std::uint64_t> other(bits.size());
  for (std::size_t i = 1; i < clause.terms.size(); ++i) {
    std::fill(other.begin(), other.end(), 0);
    or_list(other, list_of(segment, clause.terms[i]));
    for (std::size_t w = 0; w < bits.size(); ++w) bits[w] &= other[w];
  }
}

void query_bits(const index::SegmentView& segment, const BooleanQuery& query, Words bits) {
  std::vector<std::uint64_t> scratch(bits.size());
  const auto has = [&](Occur occur) {
    return std::any_of(query.clauses.begin(), query.clauses.end(),
                       [occur](const Clause& clause) { return clause.occur == occur; });
  };
  const bool needs_should = !query.match_all && !has(Occur::kMust) && !has(Occur::kFilter);
  std::fill(bits.begin(), bits.end(), needs_should ? 0 : ~std::uint64_t{0});
  if (needs_should) {
    for (const Clause& clause : query.clauses) {
      if (clause.occur != Occur::kShould) continue;
      clause_bits(segment, clause, scratch);
      for (std::size_t w = 0; w < bits.size(); ++w) bits[w] |= scratch[w];
    }
  }
  for (const Clause& clause : query.clauses) {
    if (clause.occur == Occur::kShould) continue;
    clause_bits(segment, clause, scratch);
    const std::uint64_t flip = clause.occur == Occur::kMustNot ? ~std::uint64_t{0} : 0;
    for (std::size_t w = 0; w < bits.size(); ++w) bits[w] &= scratch[w] ^ flip;
  }
}

std::uint64_t restrict_bits(const index::SegmentView& segment, const std::uint64_t* allowed, Words bits) {
  if (segment.doc_count % 64 != 0) bits.back() &= (std::uint64_t{1} << (segment.doc_count % 64)) - 1;
  std::uint64_t count = 0;
  for (std::size_t w = 0; w < bits.size(); ++w) {
    if (segment.live != nullptr) bits[w] &= segment.live[w];
    if (allowed != nullptr) bits[w] &= allowed[w];
    count += static_cast<std::uint64_t>(std::popcount(bits[w]));
  }
  return count;
}

Result<std::uint64_t> match_bits(const index::SegmentView& segment, const BooleanQuery& query,
                                 const std::uint64_t* allowed, Words bits) {
  CHECK(bits.size() == (std::size_t{segment.doc_count} + 63) / 64);
  if (bits.empty()) return std::uint64_t{0};
  query_bits(segment, query, bits);
  const std::uint64_t count = restrict_bits(segment, allowed, bits);
  if (segment.file != nullptr && segment.file->damaged()) {
    return Error(ErrorCode::kDamaged, segment.file->path() + ": a page is damaged");
  }
  return count;
}

}  // namespace broadsheet::search
