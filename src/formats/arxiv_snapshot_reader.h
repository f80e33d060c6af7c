// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The metadata snapshot that arXiv publishes on Kaggle: one paper a line, as its own OAI-PMH format arXivRaw
// has it. The records are those of the source "arxiv", under the keys that OAI-PMH gives them, so that a
// harvest goes on where a snapshot ends.
//
//   authors      authors_parsed; where it is missing, the list as it was typed
//   published    the day of the first version; updated that of the last
//   stated       update_date, which is the datestamp of OAI-PMH: the newer word of the two stays

#ifndef BROADSHEET_FORMATS_ARXIV_SNAPSHOT_READER_H_
#define BROADSHEET_FORMATS_ARXIV_SNAPSHOT_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_arxiv_snapshot(const Head& head);
std::unique_ptr<Reader> make_arxiv_snapshot_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ARXIV_SNAPSHOT_READER_H_
