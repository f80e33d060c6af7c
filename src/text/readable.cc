// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/readable.h"

#include <array>
#include <utility>

#include "text/entities.h"
#include "text/tex.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Bytes after which a text can no longer be taken as it is.
constexpr std::array<bool, 256> markup_bytes() {
  std::array<bool, 256> markup{};
  for (const char c : {'\\', '$', '{', '}', '_', '^', '~', '`', '<', '&'}) {
    markup[static_cast<unsigned char>(c)] = true;
  }
  return markup;
}
constexpr std::array<bool, 256> kMarkup = markup_bytes();

bool holds_markup(std::string_view text) {
  for (const char c : text) {
    if (kMarkup[static_cast<unsigned char>(c)]) return true;
  }
  return text.find("''") != std::string_view::npos || text.find("x20") != std::string_view::npos;
}

}  // namespace

std::string without_entities(std::string text) {
  if (text.find('&') == std::string::npos) return text;
  // Twice, since many sources escape what was escaped already: "AT&amp;amp;T".
  text = decode_entities(text);
  if (text.find('&') != std::string::npos) text = decode_entities(text);
  return sanitize_line(text);
}

void readable_into(std::string_view raw, std::string& out) {
  sanitize_line_into(raw, out);
  if (!holds_markup(out)) return;
  const std::string text = without_entities(std::move(out));
  out.clear();
  out.reserve(text.size());
  TexReader(text, out).read();
}

std::string readable(std::string_view raw) {
  std::string out;
  readable_into(raw, out);
  return out;
}

}  // namespace broadsheet::text
