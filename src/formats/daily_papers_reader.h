// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Answers of the Daily Papers API: a list of items, one item, or several of either one after another
// (the pages of a walk in one file).
//
//   featured     the UTC day of `submittedOnDailyAt`; its place among the items of that day is feed_place
//   votes        `upvotes`, observed at --as-of, else at the newest time that the whole answer mentions
//   an error     {"error": "..."} and an empty list are notes, not records

#ifndef BROADSHEET_FORMATS_DAILY_PAPERS_READER_H_
#define BROADSHEET_FORMATS_DAILY_PAPERS_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_daily_papers(const Head& head);
std::unique_ptr<Reader> make_daily_papers_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DAILY_PAPERS_READER_H_
