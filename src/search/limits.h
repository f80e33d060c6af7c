// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a question may cost at most.

#ifndef BROADSHEET_SEARCH_LIMITS_H_
#define BROADSHEET_SEARCH_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::search {

// A query longer than this is refused: it defends the parser and every page that repeats the query.
inline constexpr std::size_t kQueryBytesMax = 8 * 1024;
// Groups nested deeper read as if their parentheses were not there: it defends the call stack.
inline constexpr std::size_t kGroupDepthMax = 16;
// How far a parenthesis inside a word (`f(x)`) may be from its partner: it keeps lexing linear.
inline constexpr std::size_t kInnerParenthesesBytesMax = 128;
// Words, phrases and filters of one query; what follows is left out, and the answer says so. It
// defends against a pasted article made of thousands of different words.
inline constexpr std::size_t kQueryClausesMax = 1024;
// Names in one `category:` expression.
inline constexpr std::size_t kCategoryStepsMax = 64;
// Different terms that one query looks up in one field, after analysis.
inline constexpr std::size_t kQueryTermsMax = 1024;
// Unknown words of one query for which a correction is looked for: each costs a walk through the dictionary.
inline constexpr std::size_t kCorrectedWordsMax = 4;
// Longer words are not looked at as two that were written as one: each place to part them costs look-ups.
inline constexpr std::size_t kSplitBytesMax = 40;
// Needs that one query is taken apart into; each costs an encoding and a search.
inline constexpr std::size_t kAspectsMax = 8;
// Papers of each that are looked at to tell whether two are one need.
inline constexpr std::size_t kAspectPapersCompared = 50;
// Results that can be paged through. It bounds the memory of a question, not the count of matches.
inline constexpr std::size_t kPoolMax = 1000;
// Of these, the best of each arm that words and meaning rank together. On NFCorpus' development split and ADI
// 200 and 1,000 rank alike (nDCG@10 .3505 and .3508, .5602), and 300 cost half as much.
inline constexpr std::size_t kHybridPoolMax = 300;
// Words of a query that may name an author, and of the name: it bounds the runs of words that are looked up.
inline constexpr std::size_t kNamingWordsMax = 8;
inline constexpr std::size_t kNamedWordsMax = 4;
// Papers to which others are to be similar at once: each is read, analysed and taken apart.
inline constexpr std::size_t kSimilarPapersMax = 100;
// A text to which papers are to be similar; it bounds the analysis.
inline constexpr std::size_t kSimilarTextBytesMax = std::size_t{1} << 20;
// Of the text of an input without a stored vector, what an encoder is given: more than it reads.
inline constexpr std::size_t kEncodedBytesMax = std::size_t{8} << 10;
// Of the most similar papers those that another order (by date, by votes) shows.
inline constexpr std::size_t kSimilarSortedMax = 100;
// Words that are said to be in common with a similar paper.
inline constexpr std::size_t kWordsInCommonMax = 5;
// Names of one ORCID iD, or iDs of one name, that are looked at.
inline constexpr std::size_t kBylinePartnersMax = 100;
// Completing what is typed: it is asked at every key, so each step has a bound. Terms of a segment that begin
// with the last word are read, of which the most frequent are looked up; postings are looked at, in windows
// of documents from the newest on that grow eightfold, until there are matches enough to choose from.
inline constexpr std::size_t kCompletionTermsRead = 4096;
inline constexpr std::size_t kCompletionEndingsMax = 32;
inline constexpr std::size_t kCompletionPostingsMax = 300'000;
inline constexpr std::uint32_t kCompletionWindow = std::uint32_t{1} << 14;
inline constexpr std::size_t kCompletionMatchesMax = 500;
// What comes out: papers whose titles fit, papers among whose authors are the words, and names.
inline constexpr std::size_t kCompletedTitlesMax = 20;
inline constexpr std::size_t kCompletedBylinesMax = 40;
inline constexpr std::size_t kCompletedNamesMax = 10;
// Values listed in a facet; the most frequent come first.
inline constexpr std::size_t kFacetValuesMax = 50;
// Filters kept evaluated for each snapshot; one filter costs a bit a paper.
inline constexpr std::size_t kFilterCacheEntriesMax = 64;

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_LIMITS_H_
