// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What an export of a library says of each paper beside what it is.

#ifndef BROADSHEET_PAPERS_LIBRARY_EXPORT_H_
#define BROADSHEET_PAPERS_LIBRARY_EXPORT_H_

#include <map>
#include <string>

#include "base/result.h"
#include "formats/source_record.h"
#include "papers/library.h"
#include "store/record.h"

namespace broadsheet::papers {

// A value: it knows the titles of the account's folders, and asks the record for the rest.
class LibraryWords {
 public:
  static Result<LibraryWords> open(store::Record& record, store::AccountNumber account);

  // None of a paper that the account does not keep.
  Result<formats::OwnWords> of(store::Record& record, PaperNumber paper) const;

 private:
  explicit LibraryWords(store::AccountNumber account) : account_(account) {}

  store::AccountNumber account_;
  std::map<store::FolderNumber, std::string> titles_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIBRARY_EXPORT_H_
