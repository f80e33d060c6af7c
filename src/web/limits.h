// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the doors of the web let in.

#ifndef BROADSHEET_WEB_LIMITS_H_
#define BROADSHEET_WEB_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace broadsheet::web {

// Of a target: defends handlers against long walks over what is no address of ours.
inline constexpr std::size_t kSegmentsMax = 64;
inline constexpr std::size_t kParametersMax = 64;

// As the public API has them.
inline constexpr std::uint64_t kDailyLimit = 50;
inline constexpr std::uint64_t kDailyLimitMax = 100;
inline constexpr std::uint64_t kSearchLimitMax = 120;
inline constexpr std::size_t kQueryBytesMax = std::size_t{8} << 10;  // as search/limits.h has it
// A hundred ids, as many as papers can be similar to.
inline constexpr std::size_t kIdsBytesMax = std::size_t{8} << 10;
inline constexpr std::size_t kNameBytesMax = 256;  // of a user, an organisation, a filter
inline constexpr std::size_t kCursorBytesMax = 64;
// Entries of a feed: more than a busy category gets in a day, so that whoever polls daily misses none.
inline constexpr std::size_t kFeedSize = 300;
// Of what a search finds, so many papers are offered as a file.
inline constexpr std::uint64_t kSearchFileSize = 200;
// Of a file: papers that are read at once, and what its name may be of its list's title.
inline constexpr std::size_t kExportBatch = 100;
inline constexpr std::size_t kFileNameBytesMax = 60;
inline constexpr std::uint64_t kSuggestionsMax = 20;
inline constexpr std::uint64_t kSuggestions = 8;
// Numbers of papers whose addresses one sitemap has; the protocol allows 50,000 addresses.
inline constexpr std::uint32_t kSitemapPapers = 20'000;
inline constexpr std::uint32_t kSitemapsMax = 200'000;  // of all numbers that there may be
// Of our own pages.
inline constexpr std::uint64_t kPageSize = 50;
inline constexpr std::uint64_t kSearchPageSize = 20;
inline constexpr std::uint64_t kSimilarPageSize = 20;
inline constexpr std::size_t kFacetValuesShown = 8;
// Pages and offsets beyond hold nothing: `p` times `limit` must not overflow.
inline constexpr std::uint64_t kPageMax = 1'000'000;

// Of lists by date: what lies so deep costs a search for each thousand papers before it.
inline constexpr std::uint64_t kListPageMax = 199;

// Threads on the page of a paper, comments on other pages and in the API's lists, entries of the log.
inline constexpr std::size_t kThreadsOnPage = 50;
inline constexpr std::size_t kCommentsOnPage = 30;
inline constexpr std::size_t kLogEntriesOnPage = 100;
inline constexpr std::uint64_t kEntryNumberMax = 0xffff'ffff;
inline constexpr std::size_t kNoticesOnPage = 50;
inline constexpr std::size_t kReportsOnPage = 50;
// Of what is for a reader: from so many of the newest days.
inline constexpr std::size_t kForYouOnPage = 30;
inline constexpr int kForYouPageDays = 7;
inline constexpr std::size_t kForYouLimitMax = 100;
inline constexpr std::size_t kForYouDaysMax = 31;
// Readers on a page for admins.
inline constexpr std::size_t kReadersOfPage = 50;

// Of OAI-PMH. Records on a page, and headers; fewer where a page would have so many bytes.
inline constexpr std::size_t kOaiRecordsMax = 500;
inline constexpr std::size_t kOaiIdentifiersMax = 1000;
inline constexpr std::size_t kOaiPageBytesMax = std::size_t{8} << 20;
// Papers that are read for one page of a set while there is no index to say which ones it has.
inline constexpr std::size_t kOaiPapersReadMax = 20'000;
inline constexpr std::size_t kOaiSetMax = 700;  // bytes: a category that is escaped throughout
inline constexpr std::size_t kOaiTokenMax = 1024;
inline constexpr std::size_t kOaiIdentifierMax = 2048;
// A commit that was given its time becomes visible within this: whoever harvests from the time of an answer
// has been told all that is older.
inline constexpr std::chrono::seconds kOaiCommitMax{60};

inline constexpr std::size_t kJobsShown = 50;
inline constexpr std::size_t kNamedChars = 60;  // of what somebody typed, in the answer to it

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LIMITS_H_
