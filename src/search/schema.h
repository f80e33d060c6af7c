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

#include "index/schema.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// Inverted fields.
// Stems of title and abstract with their frequencies, those of the title counted kTitleTimes (ranking.h).
inline constexpr std::string_view kBodyField = "body";
inline constexpr std::string_view kTitleField = "title";  // stems of the title, for `title:`
// Folded forms of the title from position 0, and of the abstract from kAbstractStart.
inline constexpr std::string_view kExactField = "exact";
// Folded forms of the authors' names: name i begins at position i · kAuthorStride.
inline constexpr std::string_view kAuthorField = "author";
inline constexpr std::string_view kCategoryField = "category";  // each category, and its archive: cs.lg, cs
inline constexpr std::string_view kSourceField = "source";      // acl-anthology, and its words: acl
inline constexpr std::string_view kVenueField = "venue";        // the name, its words, and venue keys: emnlp
inline constexpr std::string_view kOrgField = "org";            // the handle, the name and its words
inline constexpr std::string_view kSubmitterField = "submitter";  // user name, full name and its words
inline constexpr std::string_view kHasField = "has";              // code, abstract, doi, ...
// Whose a paper is, exactly. Of each author the byline_key() of the name; with an ORCID iD also the iD, and
// both pairs, with a tab between: "mina okafor\t0000-…" and "0000-…\tMina Okafor".
inline constexpr std::string_view kBylineField = "byline";
inline constexpr char kBylinePairMark = '\t';  // which no name has

// Fixed places, so that a position tells title from abstract and one name from the next. A title's words
// from kTitleWordsMax on, and a name's from kNameWordsMax on, are not in these fields: the positions left
// free keep phrases and nearness from reaching out of one text into the next.
inline constexpr std::uint32_t kAbstractStart = 256;
inline constexpr std::uint32_t kTitleWordsMax = 200;
inline constexpr std::uint32_t kAuthorStride = 16;
inline constexpr std::uint32_t kNameWordsMax = 12;

// Columns, one number a paper.
inline constexpr std::string_view kPublishedColumn = "published";  // days since 1970-01-01
inline constexpr std::string_view kPrecisionColumn = "precision";  // base/date.h, DatePrecision
inline constexpr std::string_view kEditionColumn = "edition";      // days since 1970-01-01 of its edition
inline constexpr std::string_view kYearColumn = "year";            // of `published`
// Tells whether a vector is of the text that the paper has here (meaning.h, meaning_mark).
inline constexpr std::string_view kMeaningColumn = "meaning";

// Facet columns: any number of values a paper, each as it is shown to a person.
inline constexpr std::string_view kCategoryFacet = "category";
inline constexpr std::string_view kSourceFacet = "source";
inline constexpr std::string_view kVenueFacet = "venue";
inline constexpr std::string_view kOrgFacet = "org";

// `published` of a paper without a date; no date filter finds it and it is the last by date.
inline constexpr std::int32_t kNoDay = index::kNoNumber;

// All of the above as an index has it. FieldIds and ColumnIds are places in it.
const index::Schema& product_schema();

// The form of a keyword: lower case (of ASCII letters), blanks collapsed and trimmed. Punctuation and
// accents stay (`cs.lg`, `acl-anthology`); a name's words are found without its accents anyway.
std::string keyword(std::string_view text);

// The keywords of a name of several words: its folded words and the whole, without repeats.
std::vector<std::string> name_keywords(std::string_view name, text::Analyzer& analyzer);
// The keywords of a category: itself and, before its first dot, its archive.
std::vector<std::string> category_keywords(std::string_view category);
// The keywords of a source's name: itself and its parts between hyphens.
std::vector<std::string> source_keywords(std::string_view source);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SCHEMA_H_
