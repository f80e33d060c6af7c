// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One <resource> of the DataCite schema, versions 2 to 4. Within this room only.

#ifndef BROADSHEET_FORMATS_DATACITE_RECORD_H_
#define BROADSHEET_FORMATS_DATACITE_RECORD_H_

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// Fills what is still empty but for source and key.
void read_datacite(const XmlElement& resource, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DATACITE_RECORD_H_
