// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/tex.h"

#include <array>

#include "base/ascii.h"
#include "text/limits.h"
#include "text/math_spans.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Bytes that begin something other than themselves. A blank does not: the text has no two in a row.
constexpr std::array<bool, 256> special_bytes() {
  std::array<bool, 256> special{};
  for (std::size_t c = 0; c < 0x20; ++c) special[c] = true;
  for (const char c : {'\\', '$', '{', '}', '_', '^', '~', '`', '\'', '<', '&', 'x', '\x7F'}) {
    special[static_cast<unsigned char>(c)] = true;
  }
  return special;
}
constexpr std::array<bool, 256> kSpecial = special_bytes();

}  // namespace

void TexReader::read() {
  read_items(false);
  while (!out_.empty() && out_.back() == ' ') out_.pop_back();
}

void TexReader::skip_blanks() {
  while (!at_end() && is_blank(in_[at_])) ++at_;
}

void TexReader::put_blank() {
  if (!out_.empty() && out_.back() != ' ') out_.push_back(' ');
}

// A word that must not run into letters or digits beside it: "n log n".
void TexReader::put_apart(std::string_view word) {
  if (!out_.empty() && is_ascii_alphanumeric(out_.back())) put_blank();
  out_.append(word);
  if (is_ascii_alphanumeric(peek()) || peek() == '\\') put_blank();
}

void TexReader::read_items(bool in_group) {
  while (!at_end()) {
    std::size_t run = at_;
    while (run < limit_ && !kSpecial[static_cast<unsigned char>(in_[run])]) ++run;
    if (run > at_ && in_[at_] == ' ') {
      put_blank();
      ++at_;
    }
    out_.append(in_, at_, run - at_);
    at_ = run;
    if (at_end()) return;
    if (in_group && in_[at_] == '}') {
      ++at_;
      return;
    }
    read_item();
  }
}

void TexReader::read_item() {
  const char c = in_[at_];
  switch (c) {
    case '\\':
      return read_command();
    case '{':
      return read_group();
    case '}':
      ++at_;
      return;
    case '$':
      return read_math();
    case '_':
    case '^':
      return read_script();
    case '~':
      return read_tie();
    case '`':
    case '\'':
      return read_quote();
    case 'x':
      return read_x();
    case '<':
      if (read_tag()) return;
      break;
    case '&':
      if (math_) {
        ++at_;
        return put_blank();
      }
      break;
    default:
      break;
  }
  ++at_;
  if (is_blank(c)) return put_blank();
  if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F') out_.push_back(c);
}

void TexReader::read_group() {
  ++at_;
  if (depth_ >= kTexDepthMax) return;
  ++depth_;
  read_items(true);
  --depth_;
}

// One argument of a command or script: a group, a command, or a single character.
void TexReader::read_argument() {
  skip_blanks();
  if (at_end()) return;
  if (depth_ >= kTexDepthMax) {
    decode_utf8(in_, at_);
    return;
  }
  forget_tags();
  ++depth_;
  const char c = in_[at_];
  if (c == '{') {
    read_group();
  } else if (c == '\\') {
    read_command();
  } else if (c != '}') {
    const std::size_t begin = at_;
    decode_utf8(in_, at_);
    if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F') out_.append(in_, begin, at_ - begin);
  }
  --depth_;
  forget_tags();
}

void TexReader::read_math() {
  if (math_) {  // a dollar sign inside \( \)
    ++at_;
    return;
  }
  const std::optional<MathSpan> span = dollar_span(in_.substr(0, limit_), at_);
  if (!span) {
    out_.push_back('$');
    ++at_;
    return;
  }
  if (span->display) put_blank();
  forget_tags();
  const std::size_t outer_limit = limit_;
  at_ = static_cast<std::size_t>(span->tex.data() - in_.data());
  limit_ = at_ + span->tex.size();
  math_ = true;
  read_items(false);
  forget_tags();
  math_ = false;
  limit_ = outer_limit;
  at_ = span->end;
  if (span->display) put_blank();
}

// "Fig.~1" holds a tie, "~10 GeV" and "/~user" a tilde.
void TexReader::read_tie() {
  const char before = at_ > 0 ? in_[at_ - 1] : ' ';
  const char behind = peek(1);
  ++at_;
  const bool tilde =
      !math_ && (is_blank(before) || before == '/' || before == '(' || behind == '\0' || is_blank(behind));
  if (tilde) {
    out_.push_back('~');
  } else {
    put_blank();
  }
}

void TexReader::read_quote() {
  const char c = in_[at_];
  const bool twice = peek(1) == c;
  at_ += twice ? 2 : 1;
  if (math_ && c == '\'') {
    out_.append(twice ? "″" : "′");
  } else if (twice) {
    out_.append(c == '`' ? "“" : "”");
  } else if (c == '`') {
    out_.append("‘");
  } else {
    out_.push_back(c);
  }
}

// Some pages lose the backslash or ampersand of an escaped punctuation mark: "templatex2014reward". Only
// marks between letters, or alone between blanks, are taken for that; "matrix2019" is a name.
void TexReader::read_x() {
  static constexpr std::array<std::string_view, 8> kMarks = {"2013", "2014", "2018", "2019",
                                                             "201c", "201d", "2022", "2026"};
  static constexpr std::array<std::string_view, 8> kTexts = {"–", "—", "‘", "’", "“", "”", "•", "…"};
  const std::string_view mark = in_.substr(at_ + 1, std::min<std::size_t>(4, limit_ - at_ - 1));
  const char before = at_ > 0 ? in_[at_ - 1] : ' ';
  const char behind = peek(5);
  const bool between =
      (is_ascii_letter(before) && is_ascii_letter(behind)) || (is_blank(before) && is_blank(behind));
  for (std::size_t i = 0; between && i < kMarks.size(); ++i) {
    if (mark != kMarks[i]) continue;
    out_.append(kTexts[i]);
    at_ += 5;
    return;
  }
  out_.push_back('x');
  ++at_;
}

bool TexReader::out_ends_with_word(std::string_view word) const {
  if (!std::string_view(out_).ends_with(word)) return false;
  return out_.size() == word.size() || !is_ascii_alphanumeric(out_[out_.size() - word.size() - 1]);
}

// Whether the word that is being written is a URL or file name, whose underscores are its own.
bool TexReader::out_is_inside_path() const {
  constexpr std::size_t kLookBack = 80;
  for (std::size_t i = 0; i < std::min(out_.size(), kLookBack); ++i) {
    const char c = out_[out_.size() - 1 - i];
    if (c == '/') return true;
    if (c == ' ') return false;
  }
  return false;
}

}  // namespace broadsheet::text
