// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Works that OpenAlex has merged into others: the files merged_ids/works/YYYY-MM-DD.csv.gz of its snapshot,
// with the columns merge_date, id and merge_into_id. OpenAlex says of a merge that it is a deletion: what the
// other work gained by it stands in that work.
//
//   key       that of the work which is no longer there, as the reader of works has it
//   stated    the day of the merge, so that a version of the work from before it does not bring it back
//   notice    "merged into W2741809807 by OpenAlex"
//
// Authors, institutions and other entities are merged by the same kind of files; they are no papers.

#ifndef BROADSHEET_FORMATS_OPENALEX_MERGED_READER_H_
#define BROADSHEET_FORMATS_OPENALEX_MERGED_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_openalex_merged(const Head& head);
std::unique_ptr<Reader> make_openalex_merged_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OPENALEX_MERGED_READER_H_
