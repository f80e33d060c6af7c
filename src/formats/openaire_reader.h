// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Research products of OpenAIRE: answers of its Graph API, single products, and its dump of one product a
// line.
//
//   key          the product's id, "doi_dedup___::..."
//   ids          the DOIs and the arXiv id among its persistent ids
//   title        the main title with the subtitle behind a colon
//
// https://graph.openaire.eu/docs/apis/graph-api/

#ifndef BROADSHEET_FORMATS_OPENAIRE_READER_H_
#define BROADSHEET_FORMATS_OPENAIRE_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_openaire(const Head& head);
std::unique_ptr<Reader> make_openaire_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kOpenAire;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OPENAIRE_READER_H_
