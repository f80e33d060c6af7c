// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Ingest: files into the record. One thread unpacks, reads and prepares; the calling thread writes.
// One bad record is rejected and the rest goes in; stopping in the middle loses nothing done.

#ifndef BROADSHEET_INGEST_INGEST_H_
#define BROADSHEET_INGEST_INGEST_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "formats/reader.h"

namespace broadsheet::ingest {

// read = new_papers + updated + unchanged + deleted + rejected.
struct Tally {
  std::uint64_t read = 0;
  std::uint64_t new_papers = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t deleted = 0;
  std::uint64_t rejected = 0;
  void add(const Tally& other);
};

// The format of a folder that holds a snapshot, which has a report of its own.
inline constexpr std::string_view kSnapshotFolder = "snapshot";

struct FileReport {
  std::string file;
  std::string format;  // formats::format_name, kSnapshotFolder or "unknown"
  Tally tally;
  std::string note;  // empty if there is nothing to say
};

struct RejectReport {
  std::string file;
  formats::Location where;
  std::string id;  // may be empty
  std::string reason;
};

struct Report {
  std::vector<FileReport> files;
  Tally total;
  std::vector<RejectReport> rejects;  // the first kRejectsReportedMax
  Revision revision;                  // the record's head afterwards
  std::int64_t took_ms = 0;
  bool interrupted = false;  // stopped by Options::stop
  // Parts of snapshots that were left alone, for they had been read to their end before.
  std::uint64_t parts_before = 0;
};

struct Progress {
  std::uint64_t bytes_done = 0;   // of the files as they lie on disk
  std::uint64_t bytes_total = 0;  // 0 when unknown (standard input)
  std::uint64_t records = 0;
  double seconds = 0;
  std::string file;  // the one being read
};

struct Options {
  std::optional<formats::Format> format;  // else recognised by content
  std::optional<Day> as_of;
  bool again = false;                       // parts of snapshots too that were read before
  bool follows_lists = false;               // the caller reads the list's next page itself
  const std::atomic<bool>* stop = nullptr;  // set by a signal handler
  // Called on the writing thread a few times a second.
  std::function<void(const Progress&)> on_progress;
};

// Reads what an upstream sent, which reports call `name`, as ingest_files reads a file. `mark` is kept in the
// record's progress under its name, committed after all that the page brought.
struct PageMark {
  std::string name;
  std::string value;
};
Result<Report> ingest_page(const std::string& data_folder, const std::string& name, std::string_view bytes,
                           const Options& options, const PageMark& mark);

// Reads files and folders (those of all depths, by name; hidden files left out; "-" is standard input)
// into the record of `data_folder`; of a snapshot what belongs to it, once (ingest/snapshot_folder.h).
// Errors are those of the record alone: a file that can't be opened or read is one rejected record of
// the report.
Result<Report> ingest_files(const std::string& data_folder, const std::vector<std::string>& paths,
                            const Options& options);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_INGEST_H_
