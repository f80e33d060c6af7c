// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The text of a title or an abstract that has markup in it. Within this room only.

#ifndef BROADSHEET_FORMATS_XML_MARKUP_H_
#define BROADSHEET_FORMATS_XML_MARKUP_H_

#include <string>

#include "formats/xml_records.h"

namespace broadsheet::formats {

// The element's text in the order of the document, clean, with the tags that text::readable() understands as
// the source wrote them: "H<sub>2</sub>O". MathML keeps the prefix "mml:", <tex-math> becomes "$...$", other
// tags vanish; a blank sets paragraphs apart.
std::string markup_of(const XmlElement& element);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_XML_MARKUP_H_
