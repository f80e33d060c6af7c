// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Feeds: a list of papers or comments as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1. The id of a paper's entry
// is its address at its source, so that it is the same in every feed and on every machine; a comment's is its
// own.

#ifndef BROADSHEET_WEB_FEEDS_H_
#define BROADSHEET_WEB_FEEDS_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "http/message.h"
#include "store/paper_view.h"

namespace broadsheet::web {

enum class FeedKind { kAtom, kRss, kJson };

struct FeedForm {
  FeedKind kind;
  std::string_view suffix;  // of the address of the list
  std::string_view media_type;
  std::string_view name;  // for readers
};
std::span<const FeedForm> feed_forms();

// What an entry says in every form.
struct FeedEntry {
  std::string id;   // an absolute URL, for ever
  std::string url;  // absolute
  std::string title;
  std::string text;
  Instant published;
  Instant updated;
  std::vector<std::string> authors = {};
  std::vector<std::string> tags = {};
};
// `now` stands for the day of an undated paper.
FeedEntry feed_entry(const std::string& base_url, const store::PaperView& paper, Instant now);
std::vector<FeedEntry> feed_entries(const std::string& base_url, std::span<const store::PaperView> papers,
                                    Instant now);

struct Feed {
  std::string title;
  std::string base_url;        // scheme and authority, for the addresses below and those of papers
  std::string page_path;       // of the list as a page
  std::string self_path;       // of this feed
  std::string next_path = {};  // of what lies behind these papers; empty at the end
  std::string hub = {};        // of WebSub, which tells subscribers of what is new; empty: none
  Instant now;                 // `updated` of an empty list
  std::vector<FeedEntry> entries;
};

std::string write_feed(FeedKind kind, const Feed& feed);
http::Response feed_response(FeedKind kind, const Feed& feed);

// If `name` ends with a feed's suffix, takes it off and says which.
std::optional<FeedKind> take_feed_suffix(std::string& name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_FEEDS_H_
