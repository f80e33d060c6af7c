// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// RSS 2.0 and RSS 1.0. Made for the public feeds of the Daily Papers (daily, weekly, monthly), whose items
// hold thumbnail, authors, upvotes and summary as HTML inside the description; other feeds give title, link,
// date, dc:creator and description.
//
//   id           of the link, else of the guid
//   published    the item's pubDate
//   featured     the UTC day of the channel's lastBuildDate (else its pubDate, else --as-of), for a feed of
//                the Daily Papers whose title does not say weekly, monthly or trending. That is the day on
//                which the feed showed the paper first, the same day that our corpora give
//   votes        observed at the same time; without one at --as-of, else at the newest pubDate
//   source, key  "hf-daily-papers" and "rss:" + id; for other feeds "rss:" + host, and id, guid, link or
//   title

#ifndef BROADSHEET_FORMATS_RSS_READER_H_
#define BROADSHEET_FORMATS_RSS_READER_H_

#include <memory>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_rss(const Head& head);
std::unique_ptr<Reader> make_rss_reader(const ReaderOptions& options);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_RSS_READER_H_
