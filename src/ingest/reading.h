// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The reading half of ingest: files to items that the writing half applies in order.

#ifndef BROADSHEET_INGEST_READING_H_
#define BROADSHEET_INGEST_READING_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/bounded_queue.h"
#include "formats/reader.h"
#include "ingest/file_list.h"
#include "ingest/ingest.h"
#include "papers/record_keeper.h"
#include "store/record.h"

namespace broadsheet::ingest {

// The record has it already, byte for byte.
struct UnchangedRecord {};

struct FileNote {
  std::string text;
};

struct FileFormat {
  formats::Format format = formats::Format::kUnknown;
};

// A dictionary to be kept in the record; its number comes back, 0 if it could not be kept.
struct TrainedDictionary {
  std::string source;
  std::string bytes;
  std::promise<std::uint32_t> number;
};

// A part of a snapshot was read to its end.
struct PartEnd {
  const Part* part = nullptr;  // of the list of files, which outlives it
};

struct Item {
  std::size_t file = 0;  // index in the list of files
  std::variant<papers::PreparedRecord, formats::VoteObservation, UnchangedRecord, formats::Reject, FileNote,
               FileFormat, TrainedDictionary, PartEnd>
      what;
};

using Batch = std::vector<Item>;

// What both threads know. Each member is safe from either.
struct Shared {
  BoundedQueue<Batch> queue;
  std::atomic<std::uint64_t> bytes_done = 0;
  std::atomic<std::size_t> file_now = 0;
  Shared();
};

// Reads all files into the queue and closes it. Runs on a thread of its own, with a Record of its own
// to know what is unchanged; null if there is none to ask.
void read_files(const std::vector<InputFile>& files, const Options& options, store::Record* record,
                Shared& shared);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_READING_H_
