// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Feeds: a list of papers as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1. An entry's id is the paper's address
// at its source, so that it is the same in every feed and on every machine.

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

struct Feed {
  std::string title;
  std::string base_url;        // scheme and authority, for the addresses below and those of papers
  std::string page_path;       // of the list as a page
  std::string self_path;       // of this feed
  std::string next_path = {};  // of what lies behind these papers; empty at the end
  std::string hub = {};        // of WebSub, which tells subscribers of what is new; empty: none
  Instant now;                 // `updated` of a list without dated papers
  std::vector<store::PaperView> papers;
};

std::string write_feed(FeedKind kind, const Feed& feed);
http::Response feed_response(FeedKind kind, const Feed& feed);

// If `name` ends with a feed's suffix, takes it off and says which.
std::optional<FeedKind> take_feed_suffix(std::string& name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_FEEDS_H_
