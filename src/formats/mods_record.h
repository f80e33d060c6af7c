// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One <mods> of the Metadata Object Description Schema of the Library of Congress. Within this room only.

#ifndef BROADSHEET_FORMATS_MODS_RECORD_H_
#define BROADSHEET_FORMATS_MODS_RECORD_H_

#include "formats/source_record.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {

// Fills what is still empty but for the source; the key only where the record has an identifier of its own.
// People whose role is not that of an author stay out, unless the record has no author at all.
void read_mods(const XmlElement& mods, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_MODS_RECORD_H_
