// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Documents of HAL, the French open archive: answers of its search (Solr) with the fields that were asked
// for, of which only the names that HAL gives them are read.
//
//   key          the deposit's id, "hal-01234567"
//   ids          its DOI and arXiv id
//
// https://api.archives-ouvertes.fr/docs/search

#ifndef BROADSHEET_FORMATS_HAL_READER_H_
#define BROADSHEET_FORMATS_HAL_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_hal(const Head& head);
std::unique_ptr<Reader> make_hal_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kHal;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_HAL_READER_H_
