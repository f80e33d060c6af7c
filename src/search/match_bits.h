// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_SEARCH_MATCH_BITS_H_
#define BROADSHEET_SEARCH_MATCH_BITS_H_

#include <cstdint>
#include <span>

#include "index/collection.h"
#include "search/phrase.h"
#include "search/topk.h"

namespace broadsheet::search {

// The clause's phrase with its offsets spelled out.
PhraseShape phrase_shape(const Clause& clause);

// The documents of a segment that a clause (whatever its Occur) or a query matches, deleted ones too. `bits`
// has (doc_count + 63) / 64 words; those past the last document mean nothing.
void clause_bits(const index::SegmentView& segment, const Clause& clause, std::span<std::uint64_t> bits);
void query_bits(const index::SegmentView& segment, const BooleanQuery& query, std::span<std::uint64_t> bits);

// Leaves only live and allowed documents, and returns how many. `bits` is not empty.
std::uint64_t restrict_bits(const index::SegmentView& segment, const std::uint64_t* allowed,
                            std::span<std::uint64_t> bits);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_MATCH_BITS_H_
