// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The parts of TexReader that know commands, scripts and tags.

#include <algorithm>
#include <array>
#include <unicode/unorm2.h>

#include "base/ascii.h"
#include "text/limits.h"
#include "text/tex.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_ascii_byte(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// Letters, digits and symbols outside ASCII: what can stand together without parentheses.
bool is_simple(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_alphanumeric(c) || !is_ascii_byte(c) || c == '.'; });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

// "2", "-1", "3+": what has a superscript form in Unicode.
bool is_signed_number(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    text.remove_prefix(1);
  } else if (!text.empty() && (text.back() == '+' || text.back() == '-')) {
    text.remove_suffix(1);
  }
  return is_number(text);
}

std::string_view superscript_of(char c) {
  static constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴",
                                                               "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (is_ascii_digit(c)) return kDigits[static_cast<std::size_t>(c - '0')];
  return c == '+' ? "⁺" : "⁻";
}

// ı and ȷ lose their missing dot under an accent: \'{\i} is í.
char32_t dotted(char32_t c) {
  return c == 0x131 ? U'i' : c == 0x237 ? U'j' : c;
}

char32_t compose(char32_t base, char32_t mark) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return base;
  const UChar32 composed = unorm2_composePair(nfc, static_cast<UChar32>(base), static_cast<UChar32>(mark));
  return composed < 0 ? base : static_cast<char32_t>(composed);
}

enum class Tag { kNone, kInline, kBlock, kSuperscript, kSubscript };

Tag tag_of(std::string_view name) {
  static constexpr std::array<std::string_view, 27> kInline = {"a",
                                                               "b",
                                                               "bold",
                                                               "code",
                                                               "em",
                                                               "fixed-case",
                                                               "font",
                                                               "i",
                                                               "inline-formula",
                                                               "it",
                                                               "italic",
                                                               "monospace",
                                                               "sc",
                                                               "small",
                                                               "span",
                                                               "strong",
                                                               "styled-content",
                                                               "tex-math",
                                                               "tt",
                                                               "u",
                                                               "underline",
                                                               "math",
                                                               "emph",
                                                               "scp",
                                                               "ext-link",
                                                               "xref",
                                                               "named-content"};
  static constexpr std::array<std::string_view, 10> kBlock = {"br", "p",  "sec", "title", "div",
                                                              "li", "ul", "ol",  "list",  "disp-formula"};
  if (name == "sup") return Tag::kSuperscript;
  if (name == "sub") return Tag::kSubscript;
  if (std::find(kInline.begin(), kInline.end(), name) != kInline.end()) return Tag::kInline;
  if (std::find(kBlock.begin(), kBlock.end(), name) != kBlock.end()) return Tag::kBlock;
  return Tag::kNone;
}

}  // namespace

// Reads a tag of the known names, and any after "jats:" or "mml:". Anything else that
// begins with '<' is text: "a < b", "<think>".
bool TexReader::read_tag() {
  std::size_t end = at_ + 1;
  const bool closes = end < limit_ && in_[end] == '/';
  if (closes) ++end;
  const std::size_t name_begin = end;
  while (end < limit_ && end - at_ < kTagBytesMax &&
         (is_ascii_alphanumeric(in_[end]) || in_[end] == '-' || in_[end] == ':'))
    ++end;
  std::string_view name = in_.substr(name_begin, end - name_begin);
  const bool is_mathml = name.starts_with("mml:");
  const bool is_jats = name.starts_with("jats:");
  if (const std::size_t colon = name.find(':'); is_mathml || is_jats) name.remove_prefix(colon + 1);
  Tag tag = tag_of(name);
  if (tag == Tag::kNone && is_mathml && !name.empty()) tag = Tag::kInline;
  if (tag == Tag::kNone && is_jats && !name.empty()) tag = Tag::kBlock;
  if (tag == Tag::kNone) return false;
  const std::size_t attributes = end;
  while (end < limit_ && end - at_ < kTagBytesMax && in_[end] != '>' && in_[end] != '<') ++end;
  if (end >= limit_ || in_[end] != '>') return false;
  const std::string_view rest = in_.substr(attributes, end - attributes);
  const bool has_attributes = rest.find_first_not_of(" /") != std::string_view::npos;
  if (has_attributes && (rest.front() != ' ' || rest.find('=') == std::string_view::npos)) return false;
  at_ = end + 1;
  if (tag == Tag::kBlock) {
    put_blank();
  } else if (tag == Tag::kSuperscript || tag == Tag::kSubscript) {
    const std::size_t mark = tag == Tag::kSuperscript ? superscript_mark_ : subscript_mark_;
    if (closes) {
      if (mark <= out_.size()) finish_script(tag == Tag::kSuperscript ? '^' : '_', mark);
      forget_tags();
    } else {
      (tag == Tag::kSuperscript ? superscript_mark_ : subscript_mark_) = out_.size();
    }
  }
  return true;
}

void TexReader::read_command() {
  ++at_;
  if (at_end()) return;
  std::size_t end = at_;
  while (end < limit_ && is_ascii_letter(in_[end])) ++end;
  if (end == at_) return read_control_symbol();
  const std::string_view name = in_.substr(at_, end - at_);
  at_ = end;
  read_control_word(name);
}

void TexReader::read_control_symbol() {
  const std::size_t begin = at_;
  const char c = in_[at_++];
  switch (c) {
    case '\'':
      return read_accent(0x301);
    case '`':
      return read_accent(0x300);
    case '^':
      return read_accent(0x302);
    case '"':
      return read_accent(0x308);
    case '~':
      return read_accent(0x303);
    case '=':
      return read_accent(0x304);
    case '.':
      return read_accent(0x307);
    case '\\':
    case ',':
    case ';':
    case ':':
    case '>':
    case ' ':
    case '\t':
    case '\n':
      return put_blank();
    case '!':
    case '-':
    case '/':
    case '@':
    case '*':
      return;
    case '|':
      out_.append("‖");
      return;
    case '(':
    case '[':
      math_ = true;
      return;
    case ')':
    case ']':
      math_ = false;
      return;
    default:
      break;
  }
  at_ = begin;
  decode_utf8(in_, at_);
  if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F') out_.append(in_, begin, at_ - begin);
}

void TexReader::read_control_word(std::string_view name) {
  const TexCommand command = tex_command(name);
  switch (command.kind) {
    case TexKind::kSymbol:
      out_.append(command.text);
      return;
    case TexKind::kLetter:
      out_.append(command.text);
      return skip_blanks();
    case TexKind::kOperator:
      return put_apart(command.text);
    case TexKind::kStyle:
      if (peek() == '*' && peek(1) == '{') ++at_;
      if (name == "left" || name == "right") {  // "\left." draws nothing
        if (peek() == '.') ++at_;
      }
      return skip_blanks();
    case TexKind::kAccent: {
      std::size_t at = 0;
      return read_accent(decode_utf8(command.text, at));
    }
    case TexKind::kDoubleStruck:
      return read_double_struck();
    case TexKind::kSkipArgument:
      return skip_argument();
    case TexKind::kFraction:
      return read_fraction("/");
    case TexKind::kBinomial:
      return read_fraction(" choose ");
    case TexKind::kQuotation:
      return read_quotation();
    case TexKind::kRoot:
      return read_root();
    case TexKind::kBlank:
      return put_blank();
    case TexKind::kCodePoint:
      return read_code_point();
    case TexKind::kUnknown:
      return put_apart(name);
  }
}

void TexReader::read_accent(char32_t mark) {
  const char written = in_[at_ - 1];
  const bool has_letter = is_ascii_letter(peek()) || peek() == '{' || peek() == '\\' ||
                          !is_ascii_byte(peek()) || (peek() == ' ' && is_ascii_letter(peek(1)));
  if (!has_letter) {
    if (!is_ascii_letter(written)) out_.push_back(written);
    return;
  }
  const std::size_t begin = out_.size();
  read_argument();
  if (out_.size() == begin) {  // "\~{}" is a tilde in a URL
    if (written == '}') return;
    if (!is_ascii_letter(written)) out_.push_back('~');
    return;
  }
  std::size_t end = begin;
  const char32_t composed = compose(dotted(decode_utf8(out_, end)), mark);
  std::string letter;
  append_utf8(composed, letter);
  out_.replace(begin, end - begin, letter);
}

void TexReader::read_double_struck() {
  const std::size_t begin = out_.size();
  read_argument();
  const std::string plain = out_.substr(begin);
  out_.resize(begin);
  for (const char c : plain) {
    switch (c) {
      case 'C':
        out_.append("ℂ");
        break;
      case 'H':
        out_.append("ℍ");
        break;
      case 'N':
        out_.append("ℕ");
        break;
      case 'P':
        out_.append("ℙ");
        break;
      case 'Q':
        out_.append("ℚ");
        break;
      case 'R':
        out_.append("ℝ");
        break;
      case 'Z':
        out_.append("ℤ");
        break;
      default:
        out_.push_back(c);
    }
  }
}

void TexReader::read_fraction(std::string_view between) {
  if (!out_.empty() && is_ascii_alphanumeric(out_.back())) put_blank();
  const bool is_binomial = between.size() > 1;
  if (is_binomial) out_.push_back('(');
  std::size_t begin = out_.size();
  read_argument();
  if (!is_binomial) parenthesize_if_compound(begin);
  out_.append(between);
  begin = out_.size();
  read_argument();
  if (!is_binomial) parenthesize_if_compound(begin);
  if (is_binomial) out_.push_back(')');
}

void TexReader::read_quotation() {
  if (peek() == '*') ++at_;  // "\enquote*{...}" has the inner marks
  out_.append("“");
  read_argument();
  out_.append("”");
}

void TexReader::read_root() {
  if (peek() == '[') {
    std::size_t close = at_;
    while (close < limit_ && close - at_ < kEntityBytesMax && in_[close] != ']') ++close;
    if (close < limit_ && in_[close] == ']') {
      for (std::size_t i = at_ + 1; i < close; ++i) {
        if (is_ascii_digit(in_[i])) out_.append(superscript_of(in_[i]));
      }
      at_ = close + 1;
    }
  }
  out_.append("√");
  const std::size_t begin = out_.size();
  read_argument();
  parenthesize_if_compound(begin);
}

void TexReader::read_code_point() {
  std::size_t end = at_;
  if (end >= limit_ || in_[end] != '{') return;
  ++end;
  if (end < limit_ && in_[end] == 'x') ++end;
  char32_t value = 0;
  while (end < limit_ && value < 0x110000) {
    const char c = in_[end];
    if (is_ascii_digit(c)) {
      value = value * 16 + static_cast<char32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      value = value * 16 + static_cast<char32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
    ++end;
  }
  if (end >= limit_ || in_[end] != '}') return;
  at_ = end + 1;
  if (value >= 0xA0) append_utf8(value, out_);
}

// "\cite{x}" says nothing to a reader. An argument that holds markup is left to be read.
void TexReader::skip_argument() {
  std::size_t end = at_;
  if (end < limit_ && in_[end] == '*') ++end;
  if (end < limit_ && in_[end] == '[') {
    while (end < limit_ && end - at_ < kTagBytesMax && in_[end] != ']' && in_[end] != '\\') ++end;
    if (end >= limit_ || in_[end] != ']') return;
    ++end;
  }
  if (end >= limit_ || in_[end] != '{') return;
  ++end;
  while (end < limit_ && end - at_ < kTagBytesMax && in_[end] != '}' && in_[end] != '{' && in_[end] != '\\')
    ++end;
  if (end < limit_ && in_[end] == '}') at_ = end + 1;
}

bool TexReader::script_starts_here() const {
  const char kind = in_[at_];
  const char behind = peek(1);
  if (math_) return true;
  if (behind == '{' || behind == '\\') return !out_is_inside_path();
  if (out_.empty() ||
      !(is_ascii_alphanumeric(out_.back()) || out_.back() == ')' || !is_ascii_byte(out_.back())))
    return false;
  if (kind == '^')
    return is_ascii_digit(behind) || behind == '*' || (behind == '-' && is_ascii_digit(peek(2)));
  if (!is_ascii_digit(behind))
    return out_ends_with_word("ell") && is_ascii_letter(behind) && !is_ascii_letter(peek(2));
  std::size_t base = 0;
  while (base < out_.size() && base <= 4 && is_ascii_alphanumeric(out_[out_.size() - 1 - base])) ++base;
  const std::size_t digits = is_ascii_digit(peek(2)) ? 2 : 1;
  const char next = peek(1 + digits);
  return base <= 4 && !is_ascii_alphanumeric(next) && next != '_' && !out_is_inside_path();
}

void TexReader::read_script() {
  const char kind = in_[at_];
  if (kind == '_' && !math_ && read_escaped_code_point()) return;
  if (!script_starts_here()) {
    out_.push_back(kind);
    ++at_;
    return;
  }
  if (!math_ && kind == '_' && out_ends_with_word("ell")) {
    out_.resize(out_.size() - 3);
    out_.append("ℓ");
  }
  ++at_;
  const std::size_t mark = out_.size();
  if (!math_ && (is_ascii_digit(peek()) || peek() == '-')) {
    do out_.push_back(in_[at_++]);
    while (!at_end() && is_ascii_digit(in_[at_]));
  } else {
    read_argument();
  }
  finish_script(kind, mark);
}

// "_x0002_", as spreadsheets write a character that they cannot hold; there it was a soft hyphen.
bool TexReader::read_escaped_code_point() {
  if (peek(1) != 'x' || peek(6) != '_') return false;
  char32_t value = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const char c = peek(i);
    if (is_ascii_digit(c)) {
      value = value * 16 + static_cast<char32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      value = value * 16 + static_cast<char32_t>((c | 0x20) - 'a' + 10);
    } else {
      return false;
    }
  }
  at_ += 7;
  if (value == ' ' || value == '\n' || value == '\t') {
    put_blank();
  } else if ((value > ' ' && value < 0x7F) || value >= 0xA0) {
    append_utf8(value, out_);
  }
  return true;
}

void TexReader::finish_script(char kind, std::size_t mark) {
  while (out_.size() > mark && out_.back() == ' ') out_.pop_back();
  if (out_.size() == mark) return;
  if (kind == '^') return finish_superscript(mark);
  const std::string_view written = std::string_view(out_).substr(mark);
  if (is_number(written) || (is_simple(written) && count_code_points(written) <= 3)) return;
  if (count_code_points(written) == 1) return;
  parenthesize_if_compound(mark);
  out_.insert(mark, 1, '_');
}

void TexReader::finish_superscript(std::size_t mark) {
  const std::string written = out_.substr(mark);
  if (is_signed_number(written)) {
    out_.resize(mark);
    for (const char c : written) out_.append(superscript_of(c));
    return;
  }
  if (written == "∘" || written == "◦") {
    out_.replace(mark, written.size(), "°");
    return;
  }
  const bool is_ordinal = written == "th" || written == "st" || written == "nd" || written == "rd";
  const bool is_mark = written == "*" || written == "+" || written == "-" || written == "†" ||
                       written == "‡" || written == "′" || written == "″";
  if (is_ordinal || is_mark) return;
  const bool has_base = mark > 0 && out_[mark - 1] != ' ';
  if (!has_base && is_simple(written)) return;  // "^{229m}Th" is an isotope
  parenthesize_if_compound(mark);
  out_.insert(mark, 1, '^');
}

void TexReader::parenthesize_if_compound(std::size_t mark) {
  const std::string_view written = std::string_view(out_).substr(mark);
  if (is_simple(written)) return;
  // "f^{(0)}" has them already; ")" before the end would mean that they are of two groups.
  if (written.front() == '(' && written.find(')') == written.size() - 1) return;
  out_.insert(mark, 1, '(');
  out_.push_back(')');
}

}  // namespace broadsheet::text
