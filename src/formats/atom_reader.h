// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Atom (RFC 4287). Made for the answers of arXiv's API and for its feeds of the day; other feeds give title,
// link, dates, authors, categories and summary.
//
//   id           of the entry's id, else of its alternate link
//   an answer    source "arxiv", key the id: updated is the day of the version, published that of the first
//   of the day   source "arxiv", key "feed:", the type of the announcement and the id ("feed:new:arxiv:..."),
//                so that it does not replace the API's fuller word: listed is the day on which the paper was
//                announced, where it is new or cross-listed
//   other feeds  source "atom:" and the host of the feed's link, key the id of the entry
//
// An entry titled "Error", as arXiv's API answers a wrong question, is a note.

#ifndef BROADSHEET_FORMATS_ATOM_READER_H_
#define BROADSHEET_FORMATS_ATOM_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_atom(const Head& head);
std::unique_ptr<Reader> make_atom_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ATOM_READER_H_
