// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "text/math_spans.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// text::readable() turns everything into what a person would read. What is to stay is taken out of its way:
// each such piece is replaced by one character of a private plane, by which it is put back afterwards.
class KeptPieces {
 public:
  bool full() const { return pieces_.size() == kPiecesMax; }

  void take_out(std::string_view piece, std::string& out) {
    text::append_utf8(kFirst + static_cast<char32_t>(pieces_.size()), out);
    pieces_.push_back(piece);
  }

  // Characters of that plane in the source itself mean nothing to anybody else.
  static bool is_mark(std::string_view text, std::size_t at) {
    return at + 4 <= text.size() && static_cast<unsigned char>(text[at]) == 0xF3 &&
           static_cast<unsigned char>(text[at + 1]) >= 0xB0;
  }

  std::string put_back(std::string_view text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      if (!is_mark(text, at)) {
        out += text[at++];
        continue;
      }
      const std::size_t index = text::decode_utf8(text, at) - kFirst;
      if (index < pieces_.size()) out += pieces_[index];
    }
    return out;
  }

 private:
  static constexpr char32_t kFirst = 0xF0000;
  static constexpr std::size_t kPiecesMax = 0xFF00;

  std::vector<std::string_view> pieces_;
};

// Bytes of the tag or entity that begins at `at`; 0 if there is none.
std::size_t markup_bytes(std::string_view text, std::size_t at) {
  constexpr std::size_t kTagBytesMax = 256;
  constexpr std::size_t kEntityBytesMax = 32;
  const bool is_tag = text[at] == '<';
  const std::string_view rest = text.substr(at, is_tag ? kTagBytesMax : kEntityBytesMax);
  const std::size_t end = rest.find(is_tag ? '>' : ';', 1);
  if (end == kNone || end < 2) return 0;
  const std::string_view inside = rest.substr(1, end - 1);
  if (is_tag) {
    const char first = inside.front() == '/' ? inside.substr(1, 1).empty() ? ' ' : inside[1] : inside.front();
    return is_ascii_letter(first) && inside.find('<') == kNone ? end + 1 : 0;
  }
  const bool is_name = std::all_of(inside.begin(), inside.end(), [](char c) {
    return is_ascii_letter(c) || c == '#' || (c >= '0' && c <= '9');
  });
  return is_name ? end + 1 : 0;
}

// The value with everything that stays taken out, and dashes set.
std::string take_out_pieces(std::string_view value, KeptPieces& pieces) {
  std::string out;
  out.reserve(value.size());
  const std::vector<text::MathSpan> formulas = text::find_math(value);
  auto formula = formulas.begin();
  for (std::size_t at = 0; at < value.size();) {
    const char c = value[at];
    std::size_t kept = 0;
    while (formula != formulas.end() && formula->begin < at) ++formula;
    if (formula != formulas.end() && formula->begin == at) {
      kept = formula->end - at;
    } else if (c == '\\' && at + 1 < value.size()) {
      out.append(value, at, 2);
      at += 2;
      continue;
    } else if (c == '<' || c == '&') {
      kept = markup_bytes(value, at);
    } else if (c == '_' || c == '^') {
      kept = 1;  // outside of a formula these are no scripts, but themselves
    } else if (value.substr(at, 2) == "--") {
      const bool is_long = value.substr(at, 3) == "---";
      out += is_long ? "\u2014" : "\u2013";
      at += is_long ? 3 : 2;
      continue;
    }
    if (kept > 0 && !pieces.full()) {
      pieces.take_out(value.substr(at, kept), out);
      at += kept;
    } else if (KeptPieces::is_mark(value, at)) {
      at += 4;
    } else {
      out += c;
      ++at;
    }
  }
  return out;
}

// One character of prose as TeX has it. Hyphens and quotation marks in a row would become other marks.
void append_escaped(char c, std::string& out) {
  switch (c) {
    case '&':
    case '%':
    case '$':
    case '#':
    case '_':
      out += '\\';
      out += c;
      return;
    case '{':
      out += "\\textbraceleft{}";
      return;
    case '}':
      out += "\\textbraceright{}";
      return;
    case '\\':
      out += "\\textbackslash{}";
      return;
    case '~':
      out += "\\textasciitilde{}";
      return;
    case '-':
    case '\'':
      if (!out.empty() && out.back() == c) out += "{}";
      out += c;
      return;
    default:
      out += c;
  }
}

// ------------------------------------------------------------------------------------- names

// The parts of a list outside of braces; `separator_at` answers how many bytes separate at a place.
template <typename SeparatorAt>
std::vector<std::string_view> split_outside_braces(std::string_view text, std::size_t parts_max,
                                                   SeparatorAt&& separator_at) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  std::int64_t depth = 0;
  for (std::size_t at = 0; at < text.size() && parts.size() < parts_max;) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}') --depth;
    const std::size_t size = depth <= 0 ? separator_at(at) : 0;
    if (size == 0) {
      ++at;
      continue;
    }
    parts.push_back(trim(text.substr(begin, at - begin)));
    at = begin = at + size;
  }
  if (parts.size() < parts_max) parts.push_back(trim(text.substr(begin)));
  return parts;
}

// "given=Lars, family=Willighagen, prefix=van" of BibLaTeX; empty if it is not of this kind.
std::string labelled_name(const std::vector<std::string_view>& parts) {
  std::string given;
  std::string prefix;
  std::string family;
  std::string suffix;
  for (const std::string_view part : parts) {
    const std::size_t equals = part.find('=');
    if (equals == kNone) return {};
    const std::string label = ascii_lower(trim(part.substr(0, equals)));
    std::string value = bibtex_text(part.substr(equals + 1));
    if (label == "given") {
      given = std::move(value);
    } else if (label == "prefix") {
      prefix = std::move(value);
    } else if (label == "family") {
      family = std::move(value);
    } else if (label == "suffix") {
      suffix = std::move(value);
    } else if (!label.ends_with("-i") && label != "useprefix") {
      return {};
    }
  }
  return name_of_parts(given, name_of_parts(prefix, family, {}), suffix);
}

std::string name_of(std::string_view text) {
  constexpr std::size_t kPartsMax = 8;
  std::vector<std::string_view> parts = split_outside_braces(
      text, kPartsMax, [&](std::size_t at) -> std::size_t { return text[at] == ',' ? 1 : 0; });
  if (std::string labelled = labelled_name(parts); !labelled.empty()) return labelled;
  std::erase(parts, std::string_view());
  if (parts.size() == 2) return name_of_parts(bibtex_text(parts[1]), bibtex_text(parts[0]), {});
  if (parts.size() == 3)
    return name_of_parts(bibtex_text(parts[2]), bibtex_text(parts[0]), bibtex_text(parts[1]));
  return bibtex_text(parts.size() == 1 ? parts[0] : text);
}

}  // namespace

std::string bibtex_text(std::string_view value) {
  if (value.find_first_of("\\{}~`'$-\xF3") == kNone) return clean(value);
  KeptPieces pieces;
  const std::string readable = text::readable(take_out_pieces(value, pieces));
  return clean(pieces.put_back(readable));
}

std::string bibtex_escape(std::string_view text) {
  std::string out;
  const std::vector<text::MathSpan> formulas = text::find_math(text);
  auto formula = formulas.begin();
  for (std::size_t at = 0; at < text.size();) {
    while (formula != formulas.end() && formula->begin < at) ++formula;
    std::size_t kept = 0;
    if (formula != formulas.end() && formula->begin == at) {
      kept = formula->end - at;
    } else if (text[at] == '<' || text[at] == '&') {
      kept = markup_bytes(text, at);
    }
    if (kept == 0) {
      append_escaped(text[at], out);
      kept = 1;
    } else {
      out += text.substr(at, kept);
    }
    at += kept;
  }
  return out;
}

std::string bibtex_verbatim(std::string_view value) {
  constexpr std::string_view kUrl = "\\url";
  std::string out;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '{' || value[at] == '}') continue;
    if (value[at] == '\\') {
      if (value.substr(at, kUrl.size()) == kUrl) at += kUrl.size() - 1;
      continue;
    }
    out += value[at];
  }
  return clean(out);
}

std::vector<std::string> bibtex_names(std::string_view value) {
  constexpr std::size_t kAndBytes = 3;
  const auto and_at = [&](std::size_t at) -> std::size_t {
    if (!is_blank(value[at]) || at + kAndBytes + 1 >= value.size() || !is_blank(value[at + kAndBytes + 1]))
      return 0;
    // The blank behind is left: it may stand before another "and".
    return ascii_lower(value.substr(at + 1, kAndBytes)) == "and" ? kAndBytes + 1 : 0;
  };
  std::vector<std::string> names;
  // Some write "Okafor, M.; Roh, J. T."; a semicolon can't be part of a name, except in an entity of HTML.
  const bool has_semicolons = value.find(';') != kNone && value.find('&') == kNone;
  const auto separator_at = [&](std::size_t at) -> std::size_t {
    return has_semicolons && value[at] == ';' ? 1 : and_at(at);
  };
  for (const std::string_view part : split_outside_braces(value, kAuthorsMax + 1, separator_at)) {
    names.push_back(part == "others" ? std::string() : name_of(part));
  }
  return names;
}

}  // namespace broadsheet::formats
