// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/xml_text.h"

#include "text/html_template.h"

namespace broadsheet::text {

std::string escape_xml(std::string_view text) {
  constexpr std::string_view kNonCharacters = "\xEF\xBF";  // begins U+FFFE and U+FFFF
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') continue;
    const bool non_character = text.substr(i).starts_with(kNonCharacters) && i + 2 < text.size() &&
                               static_cast<unsigned char>(text[i + 2]) >= 0xBE;
    if (non_character) {
      i += 2;
      continue;
    }
    kept += text[i];
  }
  return escape_html(kept);
}

void append_xml_element(std::string& to, std::string_view name, std::string_view text) {
  to.append("<").append(name).append(">").append(escape_xml(text)).append("</").append(name).append(">");
}

void append_xml_attribute(std::string& to, std::string_view name, std::string_view value) {
  to.append(" ").append(name).append("=\"").append(escape_xml(value)).append("\"");
}

}  // namespace broadsheet::text
