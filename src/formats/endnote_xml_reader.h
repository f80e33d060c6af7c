// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// EndNote XML, as EndNote and other reference managers export it: <xml><records><record>, with the type faces
// of each text around it (<style>). It says what EndNote's refer says in other words, so its records are
// those of the same source, by the same rules.

#ifndef BROADSHEET_FORMATS_ENDNOTE_XML_READER_H_
#define BROADSHEET_FORMATS_ENDNOTE_XML_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_endnote_xml(const Head& head);
std::unique_ptr<Reader> make_endnote_xml_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ENDNOTE_XML_READER_H_
