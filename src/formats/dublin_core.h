// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Dublin Core: the fifteen elements of oai_dc, the terms that qualify them (qualifieddc, dcterms), and the
// theses of ETD-MS, which use the same names. Within this room only.

#ifndef BROADSHEET_FORMATS_DUBLIN_CORE_H_
#define BROADSHEET_FORMATS_DUBLIN_CORE_H_

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// The earliest date is taken for that of the publication. Creators are the authors; contributors are often
// advisors and editors, and are left out.
void read_dublin_core(const XmlElement& dc, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DUBLIN_CORE_H_
