// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/enhanced_status.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace broadsheet {

std::string_view enhanced_status_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kDetailDigitsMax = 3;
  const auto is_number = [&](std::size_t i) { return is_ascii_digit(text[i]) || text[i] == '.'; };
  if (at > 0 && is_number(at - 1)) return {};
  // Subjects are 0 to 7, so that most versions of programs are no codes.
  const std::string_view head = text.substr(at, 4);
  const bool begins = head.size() == 4 && std::string_view("245").find(head[0]) != std::string_view::npos &&
                      head[1] == '.' && head[2] >= '0' && head[2] <= '7' && head[3] == '.';
  if (!begins) return {};
  std::size_t end = at + head.size();
  while (end < text.size() && is_ascii_digit(text[end])) ++end;
  const std::size_t digits = end - at - head.size();
  if (digits == 0 || digits > kDetailDigitsMax) return {};
  // A full stop may end a sentence; more digits make an address of it.
  if (end + 1 < text.size() && text[end] == '.' && is_ascii_digit(text[end + 1])) return {};
  return text.substr(at, end - at);
}

std::string_view enhanced_status_in(std::string_view text, std::string_view classes) {
  for (std::size_t at = text.find_first_of(classes); at != std::string_view::npos;
       at = text.find_first_of(classes, at + 1)) {
    if (const std::string_view status = enhanced_status_at(text, at); !status.empty()) return status;
  }
  return {};
}

bool is_address_gone(std::string_view enhanced_status) {
  // Bad mailbox, bad system, bad syntax, moved, a domain that takes no mail, a mailbox that is disabled; what
  // Exchange says of mailboxes that it does not have, and Postfix of domains.
  constexpr std::array<std::string_view, 8> kGone{"5.1.1",  "5.1.2", "5.1.3", "5.1.6",
                                                  "5.1.10", "5.2.1", "5.4.1", "5.4.4"};
  return std::ranges::find(kGone, enhanced_status) != kGone.end();
}

}  // namespace broadsheet
