// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// OAI-PMH 2.0: the answers to ListRecords and GetRecord, bare records, and the deleted headers of
// ListIdentifiers, with metadata as oai_dc, arXiv, arXivRaw, or one of the other formats of oai_record.cc.
//
//   source, key  "arxiv" and the id, for arXiv's own formats; "arxiv" and "dc:" + id for its Dublin Core,
//   which
//                says less and must not replace them; else "oai:" + repository, and the OAI identifier
//   stated       the day of the datestamp, by which a later answer replaces an earlier one
//   deleted      <header status="deleted">: the record is withdrawn as of its datestamp
//
// In our own format (formats/whole_paper.h) a record brings several, each under the source and key that it
// has where it comes from, and votes.
//
// What is no record but worth knowing is a note: a protocol error with its code, a resumption token (the list
// goes on), an answer to another verb.

#ifndef BROADSHEET_FORMATS_OAI_READER_H_
#define BROADSHEET_FORMATS_OAI_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_oai_pmh(const Head& head);
std::unique_ptr<Reader> make_oai_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_OAI_READER_H_
