// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/spf_term.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/ascii.h"

namespace broadsheet::mail {
namespace {

constexpr unsigned kIp4Bits = 32;
constexpr unsigned kIp6Bits = 128;
// What a macro may stand for (7.2); c, r and t only make sense in an explanation.
constexpr std::string_view kDomainLetters = "slodipvh";
constexpr std::string_view kAnyLetters = "slodipvhcrt";

enum class Value : std::uint8_t { kNone, kDomain, kMaybeDomain, kMaybeDomainAndLengths, kIp4, kIp6 };

struct Mechanism {
  std::string_view name;
  bool asks;
  Value value;
};
constexpr std::array<Mechanism, 8> kMechanisms{{
    {"all", false, Value::kNone},
    {"include", true, Value::kDomain},
    {"a", true, Value::kMaybeDomainAndLengths},
    {"mx", true, Value::kMaybeDomainAndLengths},
    {"ptr", true, Value::kMaybeDomain},
    {"ip4", false, Value::kIp4},
    {"ip6", false, Value::kIp6},
    {"exists", true, Value::kDomain},
}};

bool is_qualifier(char c) {
  return c == '+' || c == '-' || c == '~' || c == '?';
}

// The length of "%{d2r.}", "%%", "%_" or "%-" at the front; nothing for another thing that begins with '%'.
std::optional<std::size_t> macro_length(std::string_view text, std::string_view letters) {
  if (text.size() < 2) return std::nullopt;
  if (text[1] == '%' || text[1] == '_' || text[1] == '-') return 2;
  const std::size_t end = text.find('}');
  if (text[1] != '{' || end == std::string_view::npos || end < 3) return std::nullopt;
  const std::string inside = ascii_lower(text.substr(2, end - 2));
  if (letters.find(inside.front()) == std::string_view::npos) return std::nullopt;
  std::string_view rest = std::string_view(inside).substr(1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits > 0 && rest.substr(0, digits).find_first_not_of('0') == std::string_view::npos)
    return std::nullopt;
  rest.remove_prefix(digits);
  if (rest.starts_with('r')) rest.remove_prefix(1);
  if (rest.find_first_not_of(".-+,/_=") != std::string_view::npos) return std::nullopt;
  return end + 1;
}

// Where the last macro ends, 0 without one; nothing if one can't be read.
std::optional<std::size_t> end_of_macros(std::string_view text, std::string_view letters) {
  std::size_t end = 0;
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', end)) {
    const std::optional<std::size_t> length = macro_length(text.substr(at), letters);
    if (!length) return std::nullopt;
    end = at + *length;
  }
  return end;
}

bool is_top_label(std::string_view label) {
  const auto is_allowed = [](char c) { return is_ascii_alphanumeric(c) || c == '-'; };
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, is_allowed) && !std::ranges::all_of(label, is_ascii_digit);
}

bool is_length(std::string_view text, unsigned bits) {
  unsigned length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number && length <= bits && (text.size() == 1 || text.front() != '0');
}

// Takes "//64", then "/24" off the end. One that is too long stays, and then spoils the name.
std::string_view without_lengths(std::string_view text) {
  const std::size_t six = text.rfind("//");
  if (six != std::string_view::npos && is_length(text.substr(six + 2), kIp6Bits)) text = text.substr(0, six);
  const std::size_t four = text.rfind('/');
  if (four != std::string_view::npos && is_length(text.substr(four + 1), kIp4Bits))
    text = text.substr(0, four);
  return text;
}

bool is_network(std::string_view text, int family, unsigned bits) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && !is_length(text.substr(slash + 1), bits)) return false;
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return inet_pton(family, std::string(text.substr(0, slash)).c_str(), address.data()) == 1;
}

// `rest` is what stands behind the name of the mechanism.
bool fits(Value value, std::string_view rest) {
  if (value == Value::kNone) return rest.empty();
  if (value == Value::kMaybeDomainAndLengths) rest = without_lengths(rest);
  if (rest.empty()) return value == Value::kMaybeDomain || value == Value::kMaybeDomainAndLengths;
  if (!take_prefix(rest, ":")) return false;
  if (value == Value::kIp4) return is_network(rest, AF_INET, kIp4Bits);
  if (value == Value::kIp6) return is_network(rest, AF_INET6, kIp6Bits);
  return is_spf_domain(rest);
}

// Letters, digits, '-', '_' and '.' before an equals sign.
std::optional<std::size_t> end_of_modifier_name(std::string_view term) {
  const auto* const end = std::ranges::find_if_not(
      term, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
  if (end == term.end() || *end != '=' || !is_ascii_letter(term.front())) return std::nullopt;
  return static_cast<std::size_t>(end - term.begin());
}

}  // namespace

bool is_spf_domain(std::string_view text) {
  const std::optional<std::size_t> macros = end_of_macros(text, kDomainLetters);
  if (!macros || text.empty()) return false;
  std::string_view tail = text.substr(*macros);
  if (tail.empty()) return true;
  if (tail.ends_with('.')) tail.remove_suffix(1);
  const std::size_t dot = tail.rfind('.');
  return dot != std::string_view::npos && is_top_label(tail.substr(dot + 1));
}

SpfTerm read_spf_term(std::string_view term) {
  SpfTerm read;
  if (const std::optional<std::size_t> equals = end_of_modifier_name(term)) {
    read.is_modifier = true;
    read.name = ascii_lower(term.substr(0, *equals));
    read.value = term.substr(*equals + 1);
    read.asks = read.name == "redirect";
    const bool is_known = read.name == "redirect" || read.name == "exp";
    if (is_known ? !is_spf_domain(read.value) : !end_of_macros(read.value, kAnyLetters))
      read.complaint = "has a value that can't be read";
    return read;
  }
  if (is_qualifier(term.front())) {
    read.qualifier = term.front();
    term.remove_prefix(1);
  }
  const std::size_t end = std::min(term.find_first_of(":/"), term.size());
  read.name = ascii_lower(term.substr(0, end));
  const auto* const known = std::ranges::find(kMechanisms, read.name, &Mechanism::name);
  if (known == kMechanisms.end()) {
    read.complaint = "is no word of SPF";
    return read;
  }
  read.asks = known->asks;
  const std::string_view rest = term.substr(end);
  if (!fits(known->value, rest))
    read.complaint = rest.empty() || rest == ":" ? "lacks a value" : "has a value that can't be read";
  return read;
}

}  // namespace broadsheet::mail
