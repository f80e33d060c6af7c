// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One <record> of MARC 21 in XML: the numbered fields of library catalogues. Within this room only.

#ifndef BROADSHEET_FORMATS_MARC_RECORD_H_
#define BROADSHEET_FORMATS_MARC_RECORD_H_

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

bool is_marc_record(const XmlElement& element);

// Fills what is still empty but for the source. The key is the control number with the code of the library
// that gave it: "(DE-604)BV049029404". People and bodies with another role than that of an author stay out,
// unless the record has no author at all.
void read_marc(const XmlElement& marc, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_MARC_RECORD_H_
