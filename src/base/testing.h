// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the tests of several rooms share. Included by tests only.

#ifndef BROADSHEET_BASE_TESTING_H_
#define BROADSHEET_BASE_TESTING_H_

#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>

namespace broadsheet {

// Bytes of this process's memory in which maps of the file lie.
inline std::size_t resident_bytes_of(const std::string& path) {
  constexpr std::size_t kKib = 1024;
  std::ifstream maps("/proc/self/smaps");
  std::size_t kib = 0;
  bool of_file = false;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::string name;
    std::size_t count = 0;
    words >> name;
    if (!name.ends_with(':')) of_file = line.ends_with(path);
    if (of_file && name == "Rss:" && words >> count) kib += count;
  }
  return kib * kKib;
}

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_TESTING_H_
