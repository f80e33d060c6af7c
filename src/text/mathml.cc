// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/mathml.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

constexpr auto kElements = std::to_array<std::string_view>(
    {"math",   "mrow",  "mi",         "mn",   "mo",      "mtext",    "mspace",   "mfrac",
     "msqrt",  "mroot", "msub",       "msup", "msubsup", "mover",    "munder",   "munderover",
     "mtable", "mtr",   "mlabeledtr", "mtd",  "mpadded", "mphantom", "menclose", "mstyle"});
// Their tags are left out, what they hold stays.
constexpr auto kTransparent = std::to_array<std::string_view>({"span", "semantics"});
constexpr std::string_view kAnnotation = "annotation";

constexpr auto kAttributes = std::to_array<std::string_view>(
    {"xmlns",     "display",       "stretchy",      "fence",        "separator",     "form",
     "lspace",    "rspace",        "accent",        "accentunder",  "minsize",       "maxsize",
     "symmetric", "largeop",       "movablelimits", "width",        "height",        "depth",
     "voffset",   "linethickness", "columnalign",   "rowspacing",   "columnspacing", "columnlines",
     "rowlines",  "rowalign",      "scriptlevel",   "displaystyle", "notation"});
constexpr std::string_view kVariant = "mathvariant";
constexpr std::string_view kNamespace = "http://www.w3.org/1998/Math/MathML";

constexpr auto kEntities =
    std::to_array<std::string_view>({"&lt;", "&gt;", "&amp;", "&quot;", "&#x27;", "&#39;", "&nbsp;"});

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':';
}

// A number, a length, a word or several: nothing that could be markup or an address.
bool is_plain_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '+' || c == '-' || c == '%' || c == ' ';
  });
}

// Where the letters of a style begin; 0: there are none.
struct Style {
  std::string_view name;
  char32_t upper;
  char32_t lower;
  char32_t digit;
  char32_t greek_upper;
  char32_t greek_lower;
};
constexpr auto kStyles = std::to_array<Style>({
    {"bold", 0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    {"italic", 0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    {"bold-italic", 0x1D468, 0x1D482, 0, 0x1D71C, 0x1D736},
    {"script", 0x1D49C, 0x1D4B6, 0, 0, 0},
    {"bold-script", 0x1D4D0, 0x1D4EA, 0, 0, 0},
    {"fraktur", 0x1D504, 0x1D51E, 0, 0, 0},
    {"bold-fraktur", 0x1D56C, 0x1D586, 0, 0, 0},
    {"double-struck", 0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    {"sans-serif", 0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0},
    {"bold-sans-serif", 0x1D5D4, 0x1D5EE, 0x1D7EC, 0x1D756, 0x1D770},
    {"sans-serif-italic", 0x1D608, 0x1D622, 0, 0, 0},
    {"sans-serif-bold-italic", 0x1D63C, 0x1D656, 0, 0x1D790, 0x1D7AA},
    {"monospace", 0x1D670, 0x1D68A, 0x1D7F6, 0, 0},
});

// Letters that Unicode had before the block had a place for them.
struct Exception {
  char32_t in_block;
  char32_t letter;
};
constexpr auto kExceptions = std::to_array<Exception>({
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},
    {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F},
    {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111},
    {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
    {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
});

// Reads the markup once, from left to right, and writes what is allowed.
class Rewriter {
 public:
  explicit Rewriter(std::string_view markup) : rest_(markup) {}

  std::optional<SafeHtml> run() {
    while (!rest_.empty()) {
      const bool well = rest_.front() == '<' ? read_tag() : read_text();
      if (!well) return std::nullopt;
    }
    if (!open_.empty() || !seen_math_) return std::nullopt;
    return SafeHtml(std::move(out_));
  }

 private:
  struct Open {
    std::string_view name;
    std::string_view variant;
  };

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::string_view take_name() {
    const auto end = std::ranges::find_if_not(rest_, is_name);
    const std::string_view name = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(name.size());
    return name;
  }

  bool read_tag() {
    rest_.remove_prefix(1);
    return take("/") ? read_end() : read_start();
  }

  bool read_end() {
    const std::string_view name = take_name();
    if (!take(">") || open_.empty() || open_.back().name != name) return false;
    open_.pop_back();
    if (name == "math") in_math_ = false;
    if (holds(kElements, name)) out_.append("</").append(name).append(">");
    return true;
  }

  bool read_start() {
    const std::string_view name = take_name();
    if (name == kAnnotation) return skip_annotation();
    const bool kept = holds(kElements, name);
    if (!kept && !holds(kTransparent, name)) return false;
    if (open_.size() >= kMathDepthMax) return false;
    if (name == "math") {
      if (seen_math_) return false;
      seen_math_ = true;
      in_math_ = true;
    } else if (kept && !in_math_) {
      return false;
    }
    open_.push_back({.name = name, .variant = {}});
    if (kept) out_.append("<").append(name);
    while (take(" ")) {
      if (!read_attribute(kept)) return false;
    }
    const bool closed = take("/");
    if (!take(">")) return false;
    if (kept) out_ += '>';
    if (!closed) return true;
    open_.pop_back();
    if (name == "math") in_math_ = false;
    if (kept) out_.append("</").append(name).append(">");
    return true;
  }

  bool read_attribute(bool kept) {
    const std::string_view name = take_name();
    if (name.empty() || !take("=\"")) return false;
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return false;
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    if (!kept) return true;
    if (name == kVariant) {
      open_.back().variant = value;
      if (value == "normal") out_ += " mathvariant=\"normal\"";
    } else if (holds(kAttributes, name) && (is_plain_value(value) || value == kNamespace)) {
      out_.append(" ").append(name).append("=\"").append(value).append("\"");
    }
    return true;
  }

  bool skip_annotation() {
    constexpr std::string_view kEnd = "</annotation>";
    const std::size_t end = rest_.find(kEnd);
    if (end == std::string_view::npos) return false;
    rest_.remove_prefix(end + kEnd.size());
    return true;
  }

  bool read_text() {
    const std::string_view text = rest_.substr(0, rest_.find('<'));
    rest_.remove_prefix(text.size());
    if (!in_math_) return false;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == '&') {
        const auto entity = std::ranges::find_if(
            kEntities, [&](std::string_view known) { return text.substr(at).starts_with(known); });
        if (entity == kEntities.end()) return false;
        out_ += *entity;
        at += entity->size();
        continue;
      }
      if (text[at] == '>' || text[at] == '"' || static_cast<unsigned char>(text[at]) < 0x20) return false;
      append_utf8(math_letter(decode_utf8(text, at), open_.back().variant), out_);
    }
    return true;
  }

  std::string_view rest_;
  std::string out_;
  std::vector<Open> open_;
  bool seen_math_ = false;
  bool in_math_ = false;
};

}  // namespace

char32_t math_letter(char32_t c, std::string_view variant) {
  const auto style = std::ranges::find(kStyles, variant, &Style::name);
  if (style == kStyles.end()) return c;
  const auto shifted = [&](char32_t first, char32_t last, char32_t to) -> char32_t {
    return to != 0 && c >= first && c <= last ? to + (c - first) : 0;
  };
  for (const char32_t letter : {shifted(U'A', U'Z', style->upper), shifted(U'a', U'z', style->lower),
                                shifted(U'0', U'9', style->digit), shifted(0x391, 0x3A9, style->greek_upper),
                                shifted(0x3B1, 0x3C9, style->greek_lower)}) {
    if (letter == 0) continue;
    const auto exception = std::ranges::find(kExceptions, letter, &Exception::in_block);
    return exception == kExceptions.end() ? letter : exception->letter;
  }
  return c;
}

std::optional<SafeHtml> safe_mathml(std::string_view markup) {
  if (!is_valid_utf8(markup)) return std::nullopt;
  return Rewriter(markup).run();
}

}  // namespace broadsheet::text
