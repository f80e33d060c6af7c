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
inline constexpr std::size_t kSameKeyMax = 256;
// Identities of one component that are clustered together: defends against a chain of records made
// to connect everything. What lies beyond is left as it is.
inline constexpr std::size_t kComponentMax = 1024;

// A title with fewer words says too little to merge papers by it.
inline constexpr std::size_t kTitleWordsMin = 4;
inline constexpr int kYearsApartMax = 2;

// Ids tried for a record without one, should two hashes meet.
inline constexpr std::uint32_t kOwnIdTriesMax = 8;

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIMITS_H_
