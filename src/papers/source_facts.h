// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A parsed source record as bytes, as the record keeps it beside the raw ones: a paper can be merged
// anew without reading its sources' formats again. docs/formats/record.md has the tags.

#ifndef BROADSHEET_PAPERS_SOURCE_FACTS_H_
#define BROADSHEET_PAPERS_SOURCE_FACTS_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/source_record.h"

namespace broadsheet::papers {

// Replaces `to`.
void encode_source_facts(const formats::SourceRecord& record, std::string& to);
// kDamaged for bytes that are cut; unknown tags are skipped.
Result<formats::SourceRecord> decode_source_facts(std::string_view bytes);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SOURCE_FACTS_H_
