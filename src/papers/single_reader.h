// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The account of the one reader of a machine, who logs in nowhere: it has no password.

#ifndef BROADSHEET_PAPERS_SINGLE_READER_H_
#define BROADSHEET_PAPERS_SINGLE_READER_H_

#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

// Nobody else can be called so.
inline constexpr std::string_view kSingleReaderName = "you";

// Makes the account if there is none yet. False, and nothing is made, where there are accounts of others, or
// it was given a password.
Result<bool> make_single_reader(store::Record& record, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SINGLE_READER_H_
