// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Works and outputs of CORE: answers of its API (version 3) to searches, and single works.
//
//   key          the number of the work
//   ids          DOI and arXiv id
//
// https://api.core.ac.uk/docs/v3

#ifndef BROADSHEET_FORMATS_CORE_READER_H_
#define BROADSHEET_FORMATS_CORE_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_core(const Head& head);
std::unique_ptr<Reader> make_core_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_CORE_READER_H_
