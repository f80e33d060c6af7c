// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_INGEST_FILE_LIST_H_
#define BROADSHEET_INGEST_FILE_LIST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::ingest {

struct InputFile {
  std::string path;         // "-" is standard input
  std::uint64_t bytes = 0;  // on disk; 0 if unknown
  // What is in it, where it is not on disk.
  std::optional<std::string_view> content = std::nullopt;
};

// The paths with each folder replaced by the files below it, in the order of their names. Hidden
// files and folders, links to folders and what is no regular file are left out below a folder; a
// path that was named is always listed, so that what is wrong with it is told when it is opened.
Result<std::vector<InputFile>> list_input_files(const std::vector<std::string>& paths);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_FILE_LIST_H_
