// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/data_folder.h"

#include <cstdlib>
#include <sys/stat.h>

#include "base/file.h"

namespace broadsheet::app {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread
  return value == nullptr ? std::string() : value;
}

std::string without_trailing_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

bool DataFolder::has_record() const {
  struct stat status {};
  return stat(record_path().c_str(), &status) == 0;
}

Result<void> DataFolder::create() const {
  return make_folder(path_);
}

Result<DataFolder> find_data_folder(const std::string& asked) {
  if (!asked.empty()) return DataFolder(without_trailing_slashes(asked));
  if (std::string path = environment("BROADSHEET_DATA"); !path.empty()) {
    return DataFolder(without_trailing_slashes(std::move(path)));
  }
  // The XDG specification asks for relative paths here to be ignored.
  if (const std::string base = environment("XDG_DATA_HOME"); base.starts_with('/')) {
    return DataFolder(without_trailing_slashes(base) + "/broadsheet");
  }
  if (const std::string home = environment("HOME"); !home.empty()) {
    return DataFolder(without_trailing_slashes(home) + "/.local/share/broadsheet");
  }
  return Error(ErrorCode::kInvalid, "data folder: HOME is not set: name a folder with --data DIR");
}

}  // namespace broadsheet::app
