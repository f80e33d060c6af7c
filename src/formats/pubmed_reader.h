// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// PubMed: what efetch answers and what the yearly files hold, PubmedArticleSet with articles and books.
//
//   source, key  "pubmed" and the PMID
//   published    the day of the web edition (ArticleDate), else that of the issue with its true precision
//   abstract     its parts with their labels: "BACKGROUND: ... RESULTS: ..."
//   deleted      a retracted publication, and each PMID of a DeleteCitation
//
// The DTD that these files name is never loaded.

#ifndef BROADSHEET_FORMATS_PUBMED_READER_H_
#define BROADSHEET_FORMATS_PUBMED_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_pubmed(const Head& head);
std::unique_ptr<Reader> make_pubmed_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_PUBMED_READER_H_
