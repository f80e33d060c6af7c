// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Text in XML that we write.

#ifndef BROADSHEET_TEXT_XML_TEXT_H_
#define BROADSHEET_TEXT_XML_TEXT_H_

#include <string>
#include <string_view>

namespace broadsheet::text {

// Text as XML 1.0 can hold it, escaped: what XML forbids even as a reference is left out. Right between tags
// and in a quoted attribute. `text` is valid UTF-8.
std::string escape_xml(std::string_view text);

// Appends <name>text</name>, escaped.
void append_xml_element(std::string& to, std::string_view name, std::string_view text);
// Appends ` name="value"`, escaped.
void append_xml_attribute(std::string& to, std::string_view name, std::string_view value);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_XML_TEXT_H_
