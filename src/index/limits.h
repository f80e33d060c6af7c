// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of the index room and what each defends against.

#ifndef BROADSHEET_INDEX_LIMITS_H_
#define BROADSHEET_INDEX_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::index {

// A section table read from a damaged file must not make us allocate without end.
inline constexpr std::uint32_t kSectionsMax = 256;
// Its length is stored in one byte.
inline constexpr std::size_t kSectionNameBytesMax = 64;

// Bounds of what a manifest may name: one read from a damaged file must not make us allocate without
// end. A FieldId and a ColumnId are one byte; the others are far above what the merge policy leaves.
inline constexpr std::uint64_t kFieldsMax = 64;
inline constexpr std::uint64_t kColumnsMax = 64;
inline constexpr std::uint64_t kSegmentsMax = 4096;
// Documents of one segment: their numbers and twice their numbers stay within 32 bits.
inline constexpr std::uint32_t kSegmentDocsMax = 1U << 30;

// A reader that finds a named file missing begins anew with a newer manifest at most so often, so that a
// writer that publishes without a pause cannot hold it for ever.
inline constexpr int kSnapshotAttemptsMax = 20;

// Problems that a check lists of one folder: a file of zeros must not fill the terminal.
inline constexpr std::size_t kCheckProblemsMax = 1000;

// Segments that an index may have after its merges, and the share of deleted documents above which one
// is written anew: each costs every query a little.
inline constexpr std::size_t kSegmentsWanted = 8;
inline constexpr double kDeletedShareMax = 0.25;

// Vectors: a header read from a damaged file must not make us allocate without end; sums of bytes times
// 16-bit numbers over so many dimensions stay within 32 bits.
inline constexpr std::uint32_t kVectorDimensionsMax = 4096;
// A fingerprint is part of a file's name.
inline constexpr std::size_t kFingerprintBytesMax = 64;
// Vectors of one store; an ordinal and twice its value stay within 32 bits.
inline constexpr std::uint32_t kStoredVectorsMax = 1U << 30;
// Vectors that a writer gathers before it commits by itself: it bounds memory, and what a kill costs.
inline constexpr std::size_t kVectorBatchMax = 4096;

// A vector segment of fewer rows is scanned as a whole: lists would save less than they lose. A list is named
// by 16 bits, and the centres of more would cost a search more than they save at the sizes that we are made
// for.
inline constexpr std::uint64_t kListedRowsMin = 8192;
inline constexpr std::uint32_t kListsMax = 8192;
// Rows that lists are trained on, for each list and in all: bounds the memory of a merge (300 MB at 384
// dimensions).
inline constexpr std::size_t kTrainingRowsPerList = 64;
inline constexpr std::size_t kTrainingRowsMax = 196608;

// A merge walks its inputs once, as maps of files that may be as large as the whole index. Their pages leave
// the process's memory whenever so many numbers of postings were read: about 64 MiB of pages.
inline constexpr std::size_t kMergeNumbersHeld = std::size_t{32} << 20;

// A builder asks for its memory once in so many documents, and is written on a thread of its own from
// so many on.
inline constexpr std::uint32_t kBuilderBytesInterval = 256;
inline constexpr std::uint32_t kParallelFlushDocs = 1024;

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_LIMITS_H_
