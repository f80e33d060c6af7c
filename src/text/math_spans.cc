// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/math_spans.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/limits.h"

namespace broadsheet::text {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Whether the text between two dollar signs is a formula and not "5 and" of "$5 and $10".
bool looks_like_math(std::string_view body, char behind) {
  if (body.empty()) return false;
  if (body.find_first_of("\\^_{=<>+") != std::string_view::npos) return true;
  if (is_blank(body.front()) && is_blank(body.back())) {  // "$ X $", but not "$ 5 and $"
    constexpr std::size_t kLooseBytesMax = 8;
    return body.size() <= kLooseBytesMax && body.size() > 2 && !is_ascii_digit(body[1]);
  }
  return !is_blank(body.front()) && !is_blank(body.back()) && !is_ascii_digit(behind);
}

// Of \( and \[, whose closing partner is looked for as far as a formula may reach.
std::optional<MathSpan> bracket_span(std::string_view text, std::size_t at) {
  const std::string_view closing = text[at + 1] == '(' ? "\\)" : "\\]";
  const std::size_t begin = at + 2;
  const std::string_view within = text.substr(begin, kTexSpanBytesMax);
  const std::size_t close = within.find(closing);
  if (close == std::string_view::npos) return std::nullopt;
  return MathSpan{.begin = at,
                  .end = begin + close + closing.size(),
                  .tex = within.substr(0, close),
                  .display = text[at + 1] == '['};
}

}  // namespace

std::optional<MathSpan> dollar_span(std::string_view text, std::size_t at) {
  const std::size_t dollars = at + 1 < text.size() && text[at + 1] == '$' ? 2 : 1;
  const std::size_t begin = at + dollars;
  const std::size_t furthest = std::min(text.size(), begin + kTexSpanBytesMax);
  std::size_t close = begin;
  while (close < furthest && text[close] != '$') close += text[close] == '\\' ? 2u : 1u;
  if (close >= furthest) return std::nullopt;
  const std::string_view tex = text.substr(begin, close - begin);
  const char behind = close + 1 < text.size() ? text[close + 1] : '\0';
  if (!looks_like_math(tex, behind)) return std::nullopt;
  const std::size_t end = close + (dollars == 2 && behind == '$' ? 2 : 1);
  return MathSpan{.begin = at, .end = end, .tex = tex, .display = dollars == 2};
}

std::vector<MathSpan> find_math(std::string_view text) {
  std::vector<MathSpan> spans;
  for (std::size_t at = text.find_first_of("$\\"); at != std::string_view::npos;
       at = text.find_first_of("$\\", at)) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    std::optional<MathSpan> span;
    if (text[at] == '$') {
      span = dollar_span(text, at);
    } else if (next == '(' || next == '[') {
      span = bracket_span(text, at);
    }
    if (span) {
      spans.push_back(*span);
      at = span->end;
    } else {
      at += text[at] == '\\' ? 2 : 1;
    }
  }
  return spans;
}

}  // namespace broadsheet::text
