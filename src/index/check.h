// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Reads every byte of an index and says what is wrong with it.

#ifndef BROADSHEET_INDEX_CHECK_H_
#define BROADSHEET_INDEX_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace broadsheet::index {

struct IndexProblem {
  std::string file;  // its name within the folder
  std::optional<std::uint64_t> offset;
  std::string what;  // a sentence
};

// Every problem of the folder's published state; none if it is sound or nothing was published yet. `deep`
// also decodes every posting and compares each impact with the bound that it stands for. At most
// kCheckProblemsMax are listed.
std::vector<IndexProblem> check_index(const std::string& folder, bool deep);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_CHECK_H_
