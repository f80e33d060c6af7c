// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/file_list.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "ingest/limits.h"
#include "ingest/snapshot_folder.h"

namespace broadsheet::ingest {
namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? 0 : static_cast<std::uint64_t>(size);
}

Result<void> list_folder(const fs::path& folder, int depth, std::vector<InputFile>& files) {
  if (depth > kFolderDepthMax) {
    return Error(ErrorCode::kTooLarge, folder.string() + ": folders are nested too deeply");
  }
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().native().starts_with('.')) continue;
    entries.push_back(*at);
    if (entries.size() + files.size() > kFilesMax) {
      return Error(ErrorCode::kTooLarge, folder.string() + ": more than a million files");
    }
  }
  if (error) return Error(ErrorCode::kIo, folder.string() + ": " + error.message());
  std::sort(entries.begin(), entries.end());
  for (const fs::directory_entry& entry : entries) {
    std::error_code unreadable;
    if (entry.is_directory(unreadable) && !entry.is_symlink(unreadable)) {
      TRY_VOID(list_folder(entry.path(), depth + 1, files));
    } else if (entry.is_regular_file(unreadable)) {
      files.push_back({entry.path().string(), size_of(entry.path())});
    }
  }
  return {};
}

}  // namespace

Result<std::vector<InputFile>> list_input_files(const std::vector<std::string>& paths) {
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      std::vector<InputFile> below;
      TRY_VOID(list_folder(path, 0, below));
      if (files.size() + below.size() > kFilesMax) {
        return Error(ErrorCode::kTooLarge, path + ": more than a million files");
      }
      arrange_snapshots(path, below);
      std::move(below.begin(), below.end(), std::back_inserter(files));
    } else {
      files.push_back({path, path == "-" ? 0 : size_of(path)});
    }
  }
  return files;
}

}  // namespace broadsheet::ingest
