// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The form of one term of an SPF record (RFC 7208, 12). Receivers refuse the whole record for a term that has
// none of these forms, wherever it stands.

#ifndef BROADSHEET_MAIL_SPF_TERM_H_
#define BROADSHEET_MAIL_SPF_TERM_H_

#include <string>
#include <string_view>

namespace broadsheet::mail {

struct SpfTerm {
  std::string name;  // lower case: "mx", "redirect"
  bool is_modifier = false;
  bool asks = false;      // the DNS, when it is looked at
  char qualifier = '+';   // of a mechanism: '+', '-', '~', '?'
  std::string value;      // of a modifier, as written
  std::string complaint;  // what is wrong with it, to be said behind it; empty if nothing is
};

// `term` is printable ASCII without blanks, and not empty.
SpfTerm read_spf_term(std::string_view term);

// A name with a dot, or one that ends in a macro.
bool is_spf_domain(std::string_view text);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_SPF_TERM_H_
