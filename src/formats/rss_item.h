// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What an RSS channel and its items say, and how they become records. Within this room only.

#ifndef BROADSHEET_FORMATS_RSS_ITEM_H_
#define BROADSHEET_FORMATS_RSS_ITEM_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/reader.h"

namespace broadsheet::formats {

struct RssChannel {
  std::string title;
  std::string link;
  std::string language;
  std::string last_build_date;
  std::string pub_date;
};

struct RssItem {
  std::string title;
  std::string link;
  std::string guid;
  std::string description;
  std::string pub_date;
  std::string content;        // content:encoded
  std::string date;           // dc:date, prism:publicationDate or prism:coverDate
  std::string announce_type;  // of arXiv's feeds of the day
  std::string venue;          // prism:publicationName, arxiv:journal_reference
  std::string doi;            // prism:doi, arxiv:DOI, or a DOI in dc:identifier
  std::string language;       // dc:language
  std::vector<std::string> creators;
  std::vector<std::string> mailboxes;  // RSS's own author
  std::vector<std::string> categories;
};

// When the channel says that it was built.
std::optional<Instant> channel_time(const RssChannel& channel);

bool is_daily_papers_channel(const RssChannel& channel);

// `newest` is the newest pubDate of the items so far, `place` the item's place in the channel. Answers
// why the record is rejected, or an empty text.
std::string read_rss_item(const RssChannel& channel, const RssItem& item, const ReaderOptions& options,
                          Instant newest, std::uint32_t place, SourceRecord& record);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_RSS_ITEM_H_
