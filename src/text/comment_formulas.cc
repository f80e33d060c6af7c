// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/comment_formulas.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "text/limits.h"
#include "text/math_spans.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// The first of the characters, in Supplementary Private Use Area-A; in UTF-8 all of them begin alike.
constexpr char32_t kFirstMark = 0xF0000;
constexpr std::string_view kMarkBegins = "\xF3\xB0\x80";
constexpr std::size_t kMarkBytes = 4;
static_assert(kCommentFormulasMax <= 64, "marks differ in their last byte");

// Prices and parts of addresses have something before their dollar sign.
bool may_open(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  constexpr std::string_view kOfAddresses = "/=&?_%";
  return !is_ascii_letter(before) && !is_ascii_digit(before) &&
         kOfAddresses.find(before) == std::string_view::npos;
}

std::optional<MathSpan> formula_at(std::string_view text, std::size_t at) {
  if (!may_open(text, at)) return std::nullopt;
  std::optional<MathSpan> span = dollar_span(text, at);
  if (!span || span->tex.find('`') != std::string_view::npos) return std::nullopt;
  const bool leaves_its_place = span->display ? span->tex.find("\n\n") != std::string_view::npos ||
                                                    span->tex.find("\n>") != std::string_view::npos
                                              : span->tex.find('\n') != std::string_view::npos;
  if (leaves_its_place || span->tex.size() > kMathBytesMax) return std::nullopt;
  return span;
}

}  // namespace

CommentFormulas::CommentFormulas(std::string_view comment) {
  std::size_t copied = 0;
  std::size_t tex_bytes = 0;
  const auto put = [&](std::size_t from, std::string_view instead, std::size_t go_on) {
    masked_.append(comment, copied, from - copied).append(instead);
    copied = go_on;
  };
  constexpr std::string_view kLookedAt = "$\\\xF3";
  for (std::size_t at = comment.find_first_of(kLookedAt); at != std::string_view::npos;
       at = comment.find_first_of(kLookedAt, at)) {
    if (comment[at] == '\\') {
      at += 2;
      continue;
    }
    if (comment.substr(at).starts_with(kMarkBegins)) put(at, "\uFFFD", at + kMarkBytes);
    const bool room = comment[at] == '$' && formulas_.size() < kCommentFormulasMax;
    const std::optional<MathSpan> span = room ? formula_at(comment, at) : std::nullopt;
    if (!span || tex_bytes + span->tex.size() > kCommentMathBytesMax) {
      ++at;
      continue;
    }
    std::string mark;
    append_utf8(kFirstMark + static_cast<char32_t>(formulas_.size()), mark);
    put(at, mark, span->end);
    tex_bytes += span->tex.size();
    formulas_.push_back({.source = std::string(comment.substr(at, span->end - at)),
                         .tex = std::string(span->tex),
                         .display = span->display});
    at = span->end;
  }
  put(comment.size(), {}, comment.size());
}

void CommentFormulas::take_apart(std::string_view read, const std::function<void(std::string_view)>& words,
                                 const std::function<void(const CommentFormula&)>& formula) const {
  while (!read.empty()) {
    const std::size_t mark = std::min(read.find(kMarkBegins), read.size());
    if (mark > 0) words(read.substr(0, mark));
    read.remove_prefix(mark);
    if (read.size() < kMarkBytes) continue;
    const auto number = static_cast<std::size_t>(static_cast<unsigned char>(read[kMarkBytes - 1]) & 0x3Fu);
    if (number < formulas_.size()) {
      formula(formulas_[number]);
    } else {
      words("\uFFFD");
    }
    read.remove_prefix(kMarkBytes);
  }
}

std::string CommentFormulas::unmasked(std::string_view read) const {
  std::string out;
  take_apart(
      read, [&out](std::string_view words) { out += words; },
      [&out](const CommentFormula& formula) { out += formula.source; });
  return out;
}

}  // namespace broadsheet::text
