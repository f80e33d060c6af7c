// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What one OAI-PMH record says. Within this room only.

#ifndef BROADSHEET_FORMATS_OAI_RECORD_H_
#define BROADSHEET_FORMATS_OAI_RECORD_H_

#include <string>

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// `element` is a <record>, or a <header> alone, which makes a record only if it is deleted. Answers why it is
// rejected, or an empty text.
std::string read_oai_record(const XmlElement& element, SourceRecord& record);

// The paper in our own format that is a record's metadata (formats/whole_paper.h); null for every other
// record.
const XmlElement* whole_paper_in(const XmlElement& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OAI_RECORD_H_
