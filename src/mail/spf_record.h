// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a domain's SPF record says (RFC 7208), as far as it can be told without asking for what it includes.

#ifndef BROADSHEET_MAIL_SPF_RECORD_H_
#define BROADSHEET_MAIL_SPF_RECORD_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mail/sender_check.h"

namespace broadsheet::mail {

// RFC 7208, 4.6.4: receivers that have to ask more than this give up.
inline constexpr std::size_t kSpfLookupsMax = 10;

struct SpfRecord {
  std::vector<std::string> terms;  // behind the version, without mechanisms that nobody looks at
  std::string fault;               // why receivers can't read it; empty if they can
  char rest = 0;                   // what is said of everybody else: '+', '-', '~', '?'; 0: nothing
  std::string redirect;            // the domain whose record says so instead; empty: none
  bool has_ptr = false;
  std::size_t lookups = 0;  // that the record itself needs; what it includes needs more
};

// The record without "v=spf1".
SpfRecord read_spf(std::string_view text);
bool is_spf(std::string_view text);

// Of all texts at `domain`.
SenderFinding judge_spf(std::string_view domain, std::string_view mail_server,
                        const std::vector<std::string>& texts);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_SPF_RECORD_H_
