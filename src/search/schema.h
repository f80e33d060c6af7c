// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the product's index holds of a paper: the names of its fields and columns and what goes into
// each. The follower fills them, the searcher reads them, nobody else knows them.
//
// Text goes through text::Analyzer after text::readable. Keywords are folded by keyword() and carry
// neither frequencies nor positions; where a name has several words, each word is a keyword and the
// whole name, words joined by one blank, is one more.

#ifndef BROADSHEET_SEARCH_SCHEMA_H_
#define BROADSHEET_SEARCH_SCHEMA_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::search {

// Inverted fields.
inline constexpr std::string_view kBodyField = "body";      // stems of title and abstract; frequencies
inline constexpr std::string_view kTitleField = "title";    // stems of the title; frequencies
inline constexpr std::string_view kExactField = "exact";    // folded forms of the title, from position 0,
                                                            // and of the abstract, kAbstractGap behind it
inline constexpr std::string_view kAuthorField = "author";  // folded forms of each author's name, the next
                                                            // name kAuthorGap behind it
inline constexpr std::string_view kCategoryField = "category";  // each category, and its archive: cs.lg, cs
inline constexpr std::string_view kSourceField = "source";      // acl-anthology, and its words: acl
inline constexpr std::string_view kVenueField = "venue";        // the name, its words, and venue keys: emnlp
inline constexpr std::string_view kOrgField = "org";            // the handle, the name and its words
inline constexpr std::string_view kHasField = "has";            // code, abstract, doi, ...

// Positions left free, so that no phrase and no nearness reaches from one text into the next.
inline constexpr std::uint32_t kAbstractGap = 100;
inline constexpr std::uint32_t kAuthorGap = 100;

// Columns, one number a paper.
inline constexpr std::string_view kPublishedColumn = "published";  // days since 1970-01-01
inline constexpr std::string_view kPrecisionColumn = "precision";  // base/date.h, DatePrecision
inline constexpr std::string_view kEditionColumn = "edition";      // days since 1970-01-01 of its edition
inline constexpr std::string_view kYearColumn = "year";            // of `published`
// Positions that the title takes in the field `exact`; the abstract begins kAbstractGap behind them.
inline constexpr std::string_view kTitleLengthColumn = "title_length";

// Facet columns: any number of values a paper, each as it is shown to a person.
inline constexpr std::string_view kCategoryFacet = "category";
inline constexpr std::string_view kSourceFacet = "source";
inline constexpr std::string_view kVenueFacet = "venue";

// `published` of a paper without a date; no date filter finds it and it is the last by date.
inline constexpr std::int32_t kNoDay = INT32_MIN;

// The folded form of a keyword: lower case, accents off, blanks collapsed and trimmed. Punctuation
// stays (`cs.lg`, `acl-anthology`).
std::string keyword(std::string_view text);

// The keywords of a name of several words: its folded words and the whole, without repeats.
std::vector<std::string> name_keywords(std::string_view name);
// The keywords of a category: itself and, before its first dot, its archive.
std::vector<std::string> category_keywords(std::string_view category);
// The keywords of a source's name: itself and its parts between hyphens.
std::vector<std::string> source_keywords(std::string_view source);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SCHEMA_H_
