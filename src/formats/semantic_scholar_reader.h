// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers of Semantic Scholar: single papers, batches, searches, recommendations, references and citations of
// its Graph API, and the lines of its data set "papers".
//
//   key          the paper's id; in the data sets, which have none, "CorpusId:" and its number
//   ids          arXiv, ACL Anthology, DOI
//   published    the day, else the year
//   ai_summary   the "tldr", which a model wrote
//
// Lines of the data set "abstracts" have no title, so they are rejected; the papers they belong to are not in
// the file.
//
// https://api.semanticscholar.org/api-docs/

#ifndef BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_READER_H_
#define BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/json_service.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_semantic_scholar(const Head& head);
std::unique_ptr<Reader> make_semantic_scholar_reader(const ReaderOptions& options);
// Its lists, for whoever reads them to their end (formats/list_page.h).
extern const JsonService kSemanticScholar;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_READER_H_
