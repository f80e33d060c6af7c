// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What library catalogues write: collections of MODS and of MARC 21 in XML, also within answers of SRU.

#ifndef BROADSHEET_FORMATS_LIBRARY_READER_H_
#define BROADSHEET_FORMATS_LIBRARY_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_mods(const Head& head);
std::unique_ptr<Reader> make_mods_reader(const ReaderOptions& options);
bool is_marc_xml(const Head& head);
std::unique_ptr<Reader> make_marc_xml_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LIBRARY_READER_H_
