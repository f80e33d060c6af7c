// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper as unqualified Dublin Core, which every harvester of OAI-PMH reads.

#ifndef BROADSHEET_FORMATS_DUBLIN_CORE_WRITER_H_
#define BROADSHEET_FORMATS_DUBLIN_CORE_WRITER_H_

#include <string>
#include <string_view>

#include "formats/source_record.h"

namespace broadsheet::formats {

inline constexpr std::string_view kDublinCoreSpace = "http://www.openarchives.org/OAI/2.0/oai_dc/";
inline constexpr std::string_view kDublinCoreSchema = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

// The element <oai_dc:dc>. `page_url` is where readers find the paper here.
std::string write_dublin_core(const SourceRecord& record, std::string_view page_url);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DUBLIN_CORE_WRITER_H_
