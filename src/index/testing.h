// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the tests of this room share. Included by tests only.

#ifndef BROADSHEET_INDEX_TESTING_H_
#define BROADSHEET_INDEX_TESTING_H_

#include <string>

#include "base/check.h"
#include "base/file.h"

namespace broadsheet::index {

// An empty folder that goes when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(make_temporary_folder("broadsheet-index").value()) {}
  ~TemporaryFolder() { CHECK(remove_all(path_).ok()); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_TESTING_H_
