// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Where everything of one instance lies (docs/operate/data-folder.md): the record, the index, the
// settings, the lock. Folder 0700, files 0600.

#ifndef BROADSHEET_APP_DATA_FOLDER_H_
#define BROADSHEET_APP_DATA_FOLDER_H_

#include <string>

#include "base/result.h"

namespace broadsheet::app {

// Immutable.
class DataFolder {
 public:
  explicit DataFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string record_path() const { return path_ + "/record.db"; }
  std::string index_path() const { return path_ + "/index"; }
  std::string models_path() const { return path_ + "/models"; }
  std::string lock_path() const { return path_ + "/lock"; }
  std::string settings_path() const { return path_ + "/broadsheet.toml"; }

  // Whether a record has ever been written here.
  bool has_record() const;
  // Makes the folder, and its parents, if it is not there.
  Result<void> create() const;

 private:
  std::string path_;
};

// `asked` (the option --data) if it is not empty, else $BROADSHEET_DATA, else
// $XDG_DATA_HOME/broadsheet, else ~/.local/share/broadsheet. kInvalid where none of them is set.
Result<DataFolder> find_data_folder(const std::string& asked);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_DATA_FOLDER_H_
