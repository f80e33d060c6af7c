// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// ORCID iDs: the numbers by which researchers tell themselves from their namesakes.

#ifndef BROADSHEET_TEXT_ORCID_H_
#define BROADSHEET_TEXT_ORCID_H_

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::text {

// "0000-0002-1825-0097", for an iD as sources write it: bare, without hyphens, after "orcid:", or as an
// address of orcid.org. Nothing for what is none: 16 digits whose last one, a check digit by ISO 7064
// MOD 11-2 (X is 10), is not right for the others.
std::optional<std::string> parse_orcid(std::string_view text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_ORCID_H_
