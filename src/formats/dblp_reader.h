// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// dblp: the JSON answers of its search for publications.
//
//   key          the publication's key, "journals/corr/abs-1706-03762"
//   ids          DOI and arXiv id, the latter also from the link to the electronic edition
//   authors      without the number by which dblp tells namesakes apart
//   title        without the full stop that dblp puts behind every title
//
// https://dblp.org/faq/How+to+use+the+dblp+search+API.html

#ifndef BROADSHEET_FORMATS_DBLP_READER_H_
#define BROADSHEET_FORMATS_DBLP_READER_H_

#include <memory>
#include <string>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_dblp(const Head& head);
std::unique_ptr<Reader> make_dblp_reader(const ReaderOptions& options);

// Without the number by which dblp tells people of one name apart: "Wei Wang 0001" -> "Wei Wang".
std::string dblp_name(std::string name);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DBLP_READER_H_
