// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Passwords that whoever guesses tries first.

#ifndef BROADSHEET_PAPERS_COMMON_PASSWORDS_H_
#define BROADSHEET_PAPERS_COMMON_PASSWORDS_H_

#include <string_view>

namespace broadsheet::papers {

// Whether it is one of the 3,000 most used that are long enough to be allowed. Compared by hashes of 32 bits:
// of a million others one is refused as well.
bool is_common_password(std::string_view lower);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_COMMON_PASSWORDS_H_
