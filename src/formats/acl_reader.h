// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The ACL Anthology's own files: a collection of volumes, each with what its papers share and the papers.
//
//   source, key  "acl-anthology" and the paper's id, "acl:2024.acl-long.12"
//   published    year and month of the volume; the month is left out where it is no single one
//   venue        the volume's title, or the journal's; categories are the keys of its venues ("acl")
//   deleted      the paper was retracted or removed
//
// A collection may hold thousands of papers; they are read one by one, since what a volume's papers share
// stands before them. The frontmatter, which is the volume itself, is no paper.

#ifndef BROADSHEET_FORMATS_ACL_READER_H_
#define BROADSHEET_FORMATS_ACL_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_acl_xml(const Head& head);
std::unique_ptr<Reader> make_acl_xml_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ACL_READER_H_
