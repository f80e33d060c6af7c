// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One <article> of the Journal Article Tag Suite, as publishers and PubMed Central give it: its front matter.
// Within this room only.

#ifndef BROADSHEET_FORMATS_JATS_RECORD_H_
#define BROADSHEET_FORMATS_JATS_RECORD_H_

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// Fills what is still empty but for source and key.
void read_jats(const XmlElement& article, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JATS_RECORD_H_
