// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// CSL-JSON, the form in which citation processors exchange references: a list of items, or one item, as
// Zotero exports it and doi.org answers it.

#ifndef BROADSHEET_FORMATS_CSL_JSON_READER_H_
#define BROADSHEET_FORMATS_CSL_JSON_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_csl_json(const Head& head);
std::unique_ptr<Reader> make_csl_json_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_CSL_JSON_READER_H_
