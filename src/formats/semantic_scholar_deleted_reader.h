// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers that Semantic Scholar's data set "papers" has no longer: the files that its list of changes names
// under "delete_files", an object a line, of which only "corpusid" counts. On its own such a file is told by
// lines that have nothing else; where lines have more, only the list of changes knows that they are
// deletions.
//
// https://api.semanticscholar.org/api-docs/datasets

#ifndef BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_DELETED_READER_H_
#define BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_DELETED_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_semantic_scholar_deleted(const Head& head);
std::unique_ptr<Reader> make_semantic_scholar_deleted_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_SEMANTIC_SCHOLAR_DELETED_READER_H_
