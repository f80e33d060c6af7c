// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// bioRxiv and medRxiv: the answers of their API to "details". Each element is one version of a preprint, and
// a later version replaces an earlier one in whatever order they are read.
//
//   source       the server that says so, "biorxiv" or "medrxiv"
//   key          the DOI, which all versions share
//   ids          it, and the DOI of the journal's version ("published")
//   published    the day of the first version. Of a later one only the year is known, from the DOI, which
//   holds
//                the day of submission since 2019
//   updated      the day of the version; so is `stated`
//
// https://api.biorxiv.org/

#ifndef BROADSHEET_FORMATS_BIORXIV_READER_H_
#define BROADSHEET_FORMATS_BIORXIV_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_biorxiv(const Head& head);
std::unique_ptr<Reader> make_biorxiv_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kBiorxiv;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIORXIV_READER_H_
