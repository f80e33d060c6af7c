// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bibliographies whose lines begin with tags.
//
//   ris             "TY  - JOUR" to "ER  -"
//   medline         PubMed's text: "PMID- 27433151" and what follows
//   web-of-science  "PT J" to "ER", also called ISI
//   endnote         "%0 Journal Article", "%T ...", also called refer

#ifndef BROADSHEET_FORMATS_TAGGED_READER_H_
#define BROADSHEET_FORMATS_TAGGED_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_ris(const Head& head);
bool is_medline(const Head& head);
bool is_web_of_science(const Head& head);
bool is_endnote(const Head& head);

std::unique_ptr<Reader> make_ris_reader(const ReaderOptions& options);
std::unique_ptr<Reader> make_medline_reader(const ReaderOptions& options);
std::unique_ptr<Reader> make_web_of_science_reader(const ReaderOptions& options);
std::unique_ptr<Reader> make_endnote_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_TAGGED_READER_H_
