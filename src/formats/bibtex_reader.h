// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bibliographies of BibTeX and BibLaTeX.
//
//   @string      abbreviations, joined with "#"; a name that is not defined before its use stays as it is
//   crossref     a paper inherits from its volume, wherever in the file that stands
//   xdata        and from containers of data, which are no records of their own
//   a bad entry  is rejected with its line; one that is not closed ends where a line begins with the next

#ifndef BROADSHEET_FORMATS_BIBTEX_READER_H_
#define BROADSHEET_FORMATS_BIBTEX_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_bibtex(const Head& head);
std::unique_ptr<Reader> make_bibtex_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_READER_H_
