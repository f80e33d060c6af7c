// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds the work of identity.

#ifndef BROADSHEET_PAPERS_LIMITS_H_
#define BROADSHEET_PAPERS_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::papers {

// Surnames and title words that identity looks at: a collaboration of 5,000 would cost 20 KB a record.
inline constexpr std::size_t kEvidenceSurnamesMax = 256;
inline constexpr std::size_t kEvidenceWordsMax = 256;

// Identities that share a key (a title, a DOI) before the key is held for none: "Author index" is no
// reason to compare everything with everything. The largest group of our corpora has 59.
inline constexpr std::size_t kSameKeyMax = 128;
// Identities of one component that are clustered together, and their records: clustering compares all
// pairs, so this defends against a chain of records made to connect everything. What lies beyond is left as
// it is. The largest component of our corpora has 59 identities.
inline constexpr std::size_t kComponentMax = 128;
inline constexpr std::size_t kComponentRecordsMax = 512;
// Identities and records that are read to find a component.
inline constexpr std::size_t kComponentLooksMax = 2048;
// Records that describe one identity. Sources that we know give six at most; each one more makes every
// change of the paper dearer.
inline constexpr std::size_t kIdentityRecordsMax = 64;
// Ids that only lead to a paper, the oldest of them: a source that names others every day must not make every
// change of the paper dearer for ever.
inline constexpr std::size_t kLeadingIdsMax = 64;
// Ids under which one record was known before.
inline constexpr std::size_t kFormerIdsMax = 16;

// A title with fewer words says too little to merge papers by it.
inline constexpr std::size_t kTitleWordsMin = 4;
inline constexpr int kYearsApartMax = 2;

// Ids tried for a record without one, should two hashes meet.
inline constexpr std::uint32_t kOwnIdTriesMax = 8;

// What is typed and may be completed: one character says too little, and no title is so long.
inline constexpr std::size_t kTypedBytesMin = 2;
inline constexpr std::size_t kTypedBytesMax = 200;

// Categories of other sources than arXiv that are listed; every source may bring any number.
inline constexpr std::size_t kOtherCategoriesMax = 200;
// Of an expression of more categories the title is the expression.
inline constexpr std::size_t kCategoriesNamedMax = 4;

// What is read of an abstract for its summary and keywords, in bytes and sentences: choosing compares each
// sentence with those that are chosen. The longest abstract of our corpora has 6 KB.
inline constexpr std::size_t kSummarizedBytesMax = std::size_t{16} << 10;
inline constexpr std::size_t kSummarizedSentencesMax = 64;
// Of a summary: sentences, and code points as it is read.
inline constexpr std::size_t kSummarySentencesMax = 2;
inline constexpr std::size_t kSummaryCharsMax = 320;
// Summaries that one thread keeps, some 3 MB of them: more papers than the lists of a month's reading show.
inline constexpr std::size_t kSummariesKept = 8192;
// Keywords of a paper to which its sources give none.
inline constexpr std::size_t kKeywordsShown = 5;

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIMITS_H_
