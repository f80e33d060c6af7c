// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Europe PMC: answers of its search with the full records (resultType=core) or the short ones (lite).
//
//   key          the collection and the number in it, "MED/41792208"
//   published    the day of the first publication, else the year
//   deleted      the record is of a "Retracted Publication"
//
// https://europepmc.org/RestfulWebService

#ifndef BROADSHEET_FORMATS_EUROPE_PMC_READER_H_
#define BROADSHEET_FORMATS_EUROPE_PMC_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_europe_pmc(const Head& head);
std::unique_ptr<Reader> make_europe_pmc_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kEuropePmc;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_EUROPE_PMC_READER_H_
