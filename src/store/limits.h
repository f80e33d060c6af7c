// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds waiting, transactions and what is unpacked.

#ifndef BROADSHEET_STORE_LIMITS_H_
#define BROADSHEET_STORE_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace broadsheet::store {

// A bulk transaction ends after either, so that people wait for machines 150 ms at most (99 of 100).
inline constexpr std::chrono::milliseconds kBulkTransactionMax{30};
inline constexpr std::uint32_t kBulkRecordsMax = 1000;

// How long a writer waits for its turn. Far above any turn of ours: it defends against a process
// that was stopped while it held the record.
inline constexpr int kWriteWaitMaxMs = 30'000;
// Between two looks whether it is our turn.
inline constexpr int kWritePollUs = 400;
// How long a bulk writer stands back for waiting people, before each of its transactions.
inline constexpr int kYieldMaxMs = 200;

// Write-ahead log pages after which a commit copies them into the database (4 KiB each). Bulk writers
// keep the log short; people's commits leave that work to others for as long as they can.
inline constexpr int kBulkCheckpointPages = 4000;
inline constexpr int kInteractiveCheckpointPages = 16'000;

// Pages of the cache of a connection, in KiB.
inline constexpr int kWriterCacheKib = 96 * 1024;
inline constexpr int kReaderCacheKib = 16 * 1024;

// Unpacked bytes of one paper's body or one source record: a damaged length must not exhaust memory.
inline constexpr std::size_t kUnpackedBytesMax = std::size_t{64} << 20;

// Earlier words of a source about one record that are read at once: what a page can show. Honest papers have
// a dozen versions; defends against a source that says something else every day.
inline constexpr int kEarlierRecordsRead = 200;

// Problems that check() lists before it stops looking.
inline constexpr std::size_t kProblemsMax = 100;
// Pages given back to the file system in one transaction of compact().
inline constexpr int kCompactSlicePages = 1024;

// The largest dictionary that we load.
inline constexpr std::size_t kDictionaryBytesMax = std::size_t{1} << 20;

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_LIMITS_H_
