// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The values of one tagged record as a record. Within this room only.

#ifndef BROADSHEET_FORMATS_TAGGED_RECORD_H_
#define BROADSHEET_FORMATS_TAGGED_RECORD_H_

#include <string>
#include <vector>

#include "formats/source_record.h"
#include "formats/tagged_format.h"

namespace broadsheet::formats {

struct TaggedValue {
  std::string tag;
  std::string value;  // the lines of a value, joined by blanks
};

// Fills in all that the values say. The reason if the record breaks a rule; else empty.
std::string read_tagged_record(const TaggedFormat& format, const std::vector<TaggedValue>& values,
                               SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_TAGGED_RECORD_H_
