// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A repository that is linked to a paper, kept as the JSON object by which the Daily Papers API shows it:
// the keys that the API promises, in one order, and no others. Nothing here asks what is in them, so that
// text goes through the record as it is.

#ifndef BROADSHEET_FORMATS_LINKED_REPOSITORY_H_
#define BROADSHEET_FORMATS_LINKED_REPOSITORY_H_

#include <string>
#include <vector>

#include "formats/json_values.h"

namespace broadsheet::formats {

enum class RepositoryKind : std::uint8_t { kModel, kDataset, kSpace };

// Reads a list of repositories; what is no object with an id of the form NAME or OWNER/NAME is left out.
// False, and `out` as it was, if it is no list. Reading stops behind kLinkedMax of them.
bool read_repositories(JsonValue value, RepositoryKind kind, std::vector<std::string>& out);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LINKED_REPOSITORY_H_
