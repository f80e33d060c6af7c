// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Articles of the Directory of Open Access Journals: answers of its search, single articles, and its dump, a
// list of articles.
//
// https://doaj.org/api/

#ifndef BROADSHEET_FORMATS_DOAJ_READER_H_
#define BROADSHEET_FORMATS_DOAJ_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_doaj(const Head& head);
std::unique_ptr<Reader> make_doaj_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kDoaj;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DOAJ_READER_H_
