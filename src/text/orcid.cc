// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/orcid.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fmt/format.h>

#include "base/ascii.h"

namespace broadsheet::text {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::array<std::size_t, 3> kHyphens = {4, 9, 14};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// What stands around the number.
std::string_view number_within(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '/')) text.remove_suffix(1);
  if (!take_prefix(text, "https://")) take_prefix(text, "http://");
  take_prefix(text, "www.");
  if (!take_prefix(text, "orcid.org/")) take_prefix(text, "orcid:");
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

// The last of 16 characters, of which the others are digits.
bool is_right(std::string_view digits) {
  int total = 0;
  for (const char c : digits.substr(0, kDigits - 1)) total = (total + (c - '0')) * 2;
  const int check = (12 - total % 11) % 11;
  return digits.back() == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

bool is_grouped(std::string_view number) {
  return number.size() == kDigits + kHyphens.size() &&
         std::all_of(kHyphens.begin(), kHyphens.end(),
                     [&](std::size_t place) { return number[place] == '-'; });
}

}  // namespace

std::optional<std::string> parse_orcid(std::string_view text) {
  const std::string_view number = number_within(text);
  // Most texts that are asked about are names.
  if (number.size() != kDigits && !is_grouped(number)) return std::nullopt;
  std::string digits(number);
  std::erase(digits, '-');
  if (digits.size() != kDigits) return std::nullopt;
  if (digits.back() == 'x') digits.back() = 'X';
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(digits.begin(), digits.end() - 1, is_digit) || !is_right(digits)) return std::nullopt;
  const std::string_view all = digits;
  return fmt::format("{}-{}-{}-{}", all.substr(0, 4), all.substr(4, 4), all.substr(8, 4), all.substr(12));
}

}  // namespace broadsheet::text
