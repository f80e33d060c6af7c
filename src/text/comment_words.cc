// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/comment_words.h"

#include <algorithm>
#include <string>
#include <unicode/uchar.h>

#include "base/ascii.h"
#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Han and kana are written without blanks: they are words beside a name, not a part of it.
bool continues_word(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  return c == '_' || (u_isalnum(code_point) != 0 &&
                      u_getIntPropertyValue(code_point, UCHAR_LINE_BREAK) != U_LB_IDEOGRAPHIC);
}

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return text.empty() ? U' ' : decode_utf8(text, at);
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? decode_utf8(text, at) : U' ';
}

bool ends_sentence(char c) {
  constexpr std::string_view kPunctuation = "?!.,:;*_~'\"";
  return kPunctuation.find(c) != std::string_view::npos;
}

std::string_view without_punctuation(std::string_view address) {
  auto open = std::ranges::count(address, '(') - std::ranges::count(address, ')');
  while (!address.empty()) {
    const bool closes = address.ends_with(')') && open < 0;
    if (!closes && !ends_sentence(address.back()) && !address.ends_with(']')) return address;
    if (closes) ++open;
    address.remove_suffix(1);
  }
  return address;
}

bool looks_like_host(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() - dot < 3) return false;
  return std::ranges::all_of(host.substr(dot + 1), [](char c) { return is_ascii_letter(c) || c == '-'; });
}

}  // namespace

std::optional<BareAddress> bare_address(std::string_view words, std::size_t at) {
  if (at > 0 && is_ascii_alphanumeric(words[at - 1])) return std::nullopt;
  std::string_view rest = words.substr(at, kLinkBytesMax + 1);
  std::string_view behind = rest;
  if (!take_prefix(behind, "http://") && !take_prefix(behind, "https://")) return std::nullopt;
  rest = rest.substr(0, rest.find_first_of(" \t\n<>\""));
  const std::string_view written = without_punctuation(rest);
  std::optional<LinkAddress> address = link_address(written);
  if (!address) return std::nullopt;
  return BareAddress{.address = std::move(*address), .bytes = written.size()};
}

std::size_t mentioned_name(std::string_view before, std::string_view words, std::size_t at) {
  const char32_t previous = last_code_point(at > 0 ? words.substr(0, at) : before);
  constexpr std::u32string_view kOfAddresses = U".-/@+";
  if (continues_word(previous) || kOfAddresses.find(previous) != std::u32string_view::npos) return 0;
  const std::size_t begin = at + 1;
  std::size_t end = begin;
  while (end < words.size() && end - begin <= kCalledBytesMax &&
         (is_ascii_alphanumeric(words[end]) || (words[end] == '-' && end > begin))) {
    ++end;
  }
  const std::size_t bytes = end - begin;
  const char32_t next = code_point_at(words, end);
  if (bytes < kCalledBytesMin || bytes > kCalledBytesMax || continues_word(next) || next == '@') return 0;
  const bool goes_on = (next == '.' || next == '/') && continues_word(code_point_at(words, end + 1));
  return goes_on ? 0 : bytes;
}

bool misleads(std::string_view words, const LinkAddress& address) {
  const std::string_view said = trimmed(words);
  if (said.find_first_of(" \n") != std::string_view::npos) return false;
  std::string_view rest = said;
  const bool has_scheme = take_prefix(rest, "http://") || take_prefix(rest, "https://");
  const std::optional<LinkAddress> shown =
      link_address(has_scheme ? std::string(said) : "http://" + std::string(said));
  // An address that is none in our eyes may be one in a reader's.
  if (!shown) return has_scheme;
  if (!has_scheme && !looks_like_host(shown->host)) return false;
  const std::string_view written = rest.substr(0, rest.find_first_of("/?#"));
  return shown->host != address.host || !is_ascii(written);
}

}  // namespace broadsheet::text
