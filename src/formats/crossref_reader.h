// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Works of Crossref: lists and single works of its API, the same objects one a line as its data file has
// them, and what a DOI answers when it is asked for CSL-JSON.
//
//   key          the DOI
//   title        with the subtitle behind a colon, unless the title holds it
//   published    "issued", the first day on which it appeared anywhere; else the earliest that is there
//   abstract     with its JATS mark-up
//   stated       the day on which the record was indexed: a newer answer replaces an older one
//   deleted      a retraction, removal or withdrawal has been registered for it ("updated-by")
//
// https://api.crossref.org/swagger-ui/index.html

#ifndef BROADSHEET_FORMATS_CROSSREF_READER_H_
#define BROADSHEET_FORMATS_CROSSREF_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_crossref(const Head& head);
std::unique_ptr<Reader> make_crossref_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kCrossref;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_CROSSREF_READER_H_
