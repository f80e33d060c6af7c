// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/orcid.h"

#include <cstddef>

namespace broadsheet::text {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::size_t kGroup = 4;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Cuts a prefix in any case off the front, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (lower(text[i]) != prefix[i]) return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// What stands around the number.
std::string_view number_within(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '/')) text.remove_suffix(1);
  if (!take(text, "https://")) take(text, "http://");
  take(text, "www.");
  if (!take(text, "orcid.org/")) take(text, "orcid:");
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

bool is_check_digit(std::string_view digits) {
  int total = 0;
  for (const char c : digits.substr(0, kDigits - 1)) total = (total + (c - '0')) * 2;
  const int check = (12 - total % 11) % 11;
  return digits.back() == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

}  // namespace

std::optional<std::string> parse_orcid(std::string_view text) {
  const std::string_view number = number_within(text);
  const bool grouped = number.size() == kDigits + kDigits / kGroup - 1;
  std::string digits;
  std::string orcid;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (grouped && i % (kGroup + 1) == kGroup) {
      if (number[i] != '-') return std::nullopt;
      continue;
    }
    const char digit = lower(number[i]) == 'x' ? 'X' : number[i];
    if (digits.size() == kDigits) return std::nullopt;
    const bool last = digits.size() + 1 == kDigits;
    if ((digit < '0' || digit > '9') && !(last && digit == 'X')) return std::nullopt;
    if (!digits.empty() && digits.size() % kGroup == 0) orcid += '-';
    digits += digit;
    orcid += digit;
  }
  if (digits.size() != kDigits || !is_check_digit(digits)) return std::nullopt;
  return orcid;
}

}  // namespace broadsheet::text
