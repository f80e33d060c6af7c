// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Works of OpenAlex: answers of its API, single works, and its snapshot of one work a line.
//
//   key          the work's own id, "W2741809807"
//   ids          its DOI; the arXiv ids of the places where it is
//   abstract     put together from abstract_inverted_index: words in the order of their positions
//   published    the first of January is the service's way to say that it only knows the year
//   stated       updated_date, so that a newer snapshot replaces an older one in whatever order they are read
//   deleted      is_retracted: the service says that the work was withdrawn
//
// https://developers.openalex.org/

#ifndef BROADSHEET_FORMATS_OPENALEX_READER_H_
#define BROADSHEET_FORMATS_OPENALEX_READER_H_

#include <memory>
#include <string>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_openalex(const Head& head);
std::unique_ptr<Reader> make_openalex_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kOpenAlex;

// {"Humans": [0], "can": [1, 7]} -> "Humans can ...". Gaps are passed over, words of one position stand side
// by side, and what is no position is no place for a word. Ends soon behind kAbstractBytesMax, for a
// long word at many positions would grow without a bound.
std::string text_of_inverted_index(JsonObject index);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OPENALEX_READER_H_
