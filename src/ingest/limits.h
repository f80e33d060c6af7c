// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds memory and work while files are read.

#ifndef BROADSHEET_INGEST_LIMITS_H_
#define BROADSHEET_INGEST_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace broadsheet::ingest {

// Unpacked bytes of one file: all of arXiv is 8 GB as JSON Lines, a decompression bomb is endless.
inline constexpr std::uint64_t kFileBytesMax = std::uint64_t{256} << 30;
// ... of one that an upstream sent, which may be packed once more in itself.
inline constexpr std::uint64_t kPageUnpackedBytesMax = std::uint64_t{1} << 30;
// Bytes given to a reader at once.
inline constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

// Files below the given paths, and how deep folders are walked.
inline constexpr std::size_t kFilesMax = 1'000'000;
inline constexpr int kFolderDepthMax = 64;

// Rejected records that a report lists.
inline constexpr std::size_t kRejectsReportedMax = 1000;
// Bytes of the notes of one file.
inline constexpr std::size_t kNoteBytesMax = 1000;

// Items that travel together between the threads, and batches that wait.
inline constexpr std::size_t kBatchItems = 64;
inline constexpr std::size_t kBatchesWaitingMax = 24;
// A batch is sent on when its texts have so many bytes, though it has fewer items.
inline constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

// A dictionary of a source is trained from so many of its records, and once more when so many have
// come: the first thousand of a file are often of one year.
inline constexpr std::size_t kFirstTraining = 1000;
inline constexpr std::size_t kSecondTraining = 16'000;
inline constexpr std::size_t kSamplesMax = 2000;
inline constexpr std::size_t kSampleBytesMax = 4096;
inline constexpr std::size_t kDictionaryBytes = std::size_t{64} << 10;
// Bytes of records that wait for the first dictionary of their source.
inline constexpr std::size_t kHeldBytesMax = std::size_t{16} << 20;

// Keys whose change may still be on its way from the reader to the record: what waits in the queue
// (1,536 items), for a dictionary (a thousand each of a few sources) and in the open transaction.
inline constexpr std::size_t kRecentKeysMin = std::size_t{1} << 16;

// Between two calls of on_progress.
inline constexpr std::chrono::milliseconds kProgressEvery{200};

// Harvests. Between the beginnings of two requests to arXiv, by its terms of use.
inline constexpr std::chrono::milliseconds kArxivInterval{3000};
// The longest wait that is kept for a server that asks to be left alone.
inline constexpr std::chrono::milliseconds kWaitMax{60 * 60 * 1000};
// Waits double from the first on, up to this, where a server says nothing.
inline constexpr std::chrono::milliseconds kBackOffMax{10 * 60 * 1000};
inline constexpr int kTriesMax = 8;
// ... where the answers are complete, but not what was asked for: a page of a proxy may pass, a wrong address
// does not.
inline constexpr int kUnfitMax = 3;
inline constexpr int kRedirectsMax = 5;
// A page of a list, unpacked. The largest honest ones, of 2,500 records of arXiv, have 7 MB.
inline constexpr std::size_t kAnswerBytesMax = std::size_t{48} << 20;
// Pages of one list: three million papers by a hundred are 30,000.
inline constexpr std::uint64_t kPagesMax = 200'000;
// How often a list may show what it has shown already, and pages in a row may be empty.
inline constexpr int kRepeatsMax = 3;
inline constexpr int kEmptyPagesMax = 10;
// How often one run begins a list anew because its token was no longer good.
inline constexpr int kRestartsMax = 2;

// How often a schedule may name a time.
inline constexpr std::chrono::minutes kEveryMin{5};
inline constexpr std::chrono::minutes kEveryMax{60 * 24 * 31};
// After a failure a source is tried again, later after each, though its schedule names no time.
inline constexpr std::chrono::minutes kTryAgainMin{15};
inline constexpr std::chrono::minutes kTryAgainMax{6 * 60};
// Sources that have a name and a schedule, and bytes of such a name.
inline constexpr std::size_t kSourcesMax = 1000;
inline constexpr std::size_t kSourceNameBytesMax = 64;

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_LIMITS_H_
