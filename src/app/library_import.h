// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// `library import`: references into a library, and those of papers that are not here yet into the record
// first.

#ifndef BROADSHEET_APP_LIBRARY_IMPORT_H_
#define BROADSHEET_APP_LIBRARY_IMPORT_H_

#include <string>
#include <vector>

#include "app/context.h"
#include "app/exit_status.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::app {

struct LibraryImport {
  store::AccountNumber account;
  std::vector<std::string> files;  // "-" is standard input
  std::string folder;              // the title of one for all of them; may be empty
  bool only_known = false;
  bool json = false;
};

// kFailed after all the rest was done where a reference could not be read, or is of no paper.
Result<ExitStatus> import_library(Context& context, store::Record& record, const LibraryImport& import);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_LIBRARY_IMPORT_H_
