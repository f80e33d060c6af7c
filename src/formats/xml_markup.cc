// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/xml_markup.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/fields.h"

namespace broadsheet::formats {
namespace {

constexpr std::string_view kMathMl = "http://www.w3.org/1998/Math/MathML";

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 13> kInline{"i",   "b",  "em",   "strong", "italic", "bold", "sup",
                                                   "sub", "sc", "code", "tt",     "u",      "it"};
constexpr std::array<std::string_view, 10> kBlocks{"p",  "br",   "div",       "li",  "title",
                                                   "ul", "list", "list-item", "sec", "disp-formula"};

void append_markup(const XmlElement& element, std::string& out);

void append_child(const XmlElement& child, std::string& out) {
  if (child.name == "tex-math") {
    out += '$';
    append_markup(child, out);
    out += '$';
    return;
  }
  if (is_one_of(kBlocks, child.name)) {
    out += ' ';
    append_markup(child, out);
    out += ' ';
    return;
  }
  const bool is_math = child.space == kMathMl;
  if (!is_math && !is_one_of(kInline, child.name)) return append_markup(child, out);
  const std::string name = (is_math ? "mml:" : "") + child.name;
  out.append("<").append(name).append(">");
  append_markup(child, out);
  out.append("</").append(name).append(">");
}

void append_markup(const XmlElement& element, std::string& out) {
  const std::string_view text = element.text;
  std::size_t done = 0;
  for (const XmlElement& child : element.children) {
    out.append(text.substr(done, child.text_before - done));
    append_child(child, out);
    done = child.text_before;
  }
  out.append(text.substr(done));
}

}  // namespace

std::string markup_of(const XmlElement& element) {
  std::string markup;
  append_markup(element, markup);
  return clean(markup);
}

}  // namespace broadsheet::formats
