// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// JSON Feed 1.0 and 1.1. Extensions, whose names begin with "_", and attachments are passed over.
//
//   source, key  "json-feed:" and the host of the item's address; the paper's id, else the item's

#ifndef BROADSHEET_FORMATS_JSON_FEED_READER_H_
#define BROADSHEET_FORMATS_JSON_FEED_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_json_feed(const Head& head);
std::unique_ptr<Reader> make_json_feed_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_FEED_READER_H_
