// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Records of Zenodo: answers of its search and single records, in the older shape and in that of InvenioRDM.
//
//   key          the record's number; each version of a work has its own
//   ids          its DOI, that of all versions together, and what it is declared to be identical to
//   abstract     the description, with its HTML
//
// https://developers.zenodo.org/

#ifndef BROADSHEET_FORMATS_ZENODO_READER_H_
#define BROADSHEET_FORMATS_ZENODO_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_zenodo(const Head& head);
std::unique_ptr<Reader> make_zenodo_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kZenodo;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ZENODO_READER_H_
