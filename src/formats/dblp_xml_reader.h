// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// dblp in XML: the answers of its search, and the records of its dump.

#ifndef BROADSHEET_FORMATS_DBLP_XML_READER_H_
#define BROADSHEET_FORMATS_DBLP_XML_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_dblp_xml(const Head& head);
std::unique_ptr<Reader> make_dblp_xml_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DBLP_XML_READER_H_
