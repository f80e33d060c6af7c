// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_INGEST_FILE_LIST_H_
#define BROADSHEET_INGEST_FILE_LIST_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "formats/reader.h"
#include "ingest/ingest.h"

namespace broadsheet::ingest {

// A file that is read once, and then known: a part of a snapshot.
struct Part {
  std::string mark;                            // its name in the record's progress
  std::string state;                           // what is kept there when it has been read to its end
  std::optional<std::uint64_t> records = {};   // as its manifest says
  std::optional<formats::Format> format = {};  // where its content does not tell
  std::optional<Day> stated = {};              // the day on which its publisher says all this
};

// What is to be told of a folder that holds a snapshot.
struct FolderNews {
  std::string note;
  std::vector<RejectReport> rejects;  // the first kRejectsReportedMax
  std::uint64_t rejected = 0;
};

struct InputFile {
  std::string path;         // "-" is standard input
  std::uint64_t bytes = 0;  // on disk; 0 if unknown
  // What is in it, where it is not on disk.
  std::optional<std::string_view> content = std::nullopt;
  std::unique_ptr<const Part> part = nullptr;
  std::unique_ptr<const FolderNews> news = nullptr;  // of a folder; then it is no file, and nothing is read
};

// The paths with each folder replaced by the files below it, in the order of their names. Hidden
// files and folders, links to folders and what is no regular file are left out below a folder; a
// path that was named is always listed, so that what is wrong with it is told when it is opened.
Result<std::vector<InputFile>> list_input_files(const std::vector<std::string>& paths);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_FILE_LIST_H_
