// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader follows, on pages and in feeds; for that reader alone.

#ifndef BROADSHEET_WEB_FOLLOWING_H_
#define BROADSHEET_WEB_FOLLOWING_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "papers/following.h"
#include "text/html_template.h"
#include "web/exchange.h"
#include "web/feeds.h"

namespace broadsheet::web {

// A button beside the heading of what can be followed, into {{>FOLLOW}}; nothing for a stranger.
void add_follow(text::TemplateValues body, const Exchange& exchange, store::FollowKind kind,
                std::string_view target);
void add_follow(text::TemplateValues body, const Exchange& exchange, const store::PaperView& paper);

// What somebody names to be followed.
struct NamedThing {
  store::FollowKind kind = store::FollowKind::kSearch;
  std::string target = {};  // empty of a paper
  PaperNumber paper = {};   // of a paper; else 0
};
// `target` is of a paper one of its ids; kNotFound for one that is not here.
Result<NamedThing> named_thing(Exchange& exchange, store::FollowKind kind, std::string_view target);
// For whoever asks, within a transaction; errors as those of papers::follow_text.
Result<store::Follow> follow_thing(const Exchange& exchange, store::Transaction& transaction,
                                   const NamedThing& thing);
// What was followed; none where it was not. A paper that was merged may be followed under several of its ids,
// and is under none then.
Result<std::optional<store::Follow>> unfollow_thing(const Exchange& exchange, store::Transaction& transaction,
                                                    const NamedThing& thing);

// What is followed, for a person, and the page that it has.
struct ShownFollow {
  store::Follow follow;
  std::string title;     // of a paper its title
  std::string path;      // empty where the paper is gone
  std::string paper_id;  // as printed; of a paper alone
};
Result<std::vector<ShownFollow>> shown_follows(store::Record& record, std::span<const store::Follow> follows);

// What the follows bring, what came last first.
Result<std::vector<papers::FollowedPaper>> followed_papers(const Exchange& exchange,
                                                           std::span<const store::Follow> follows);

// The entries of a feed of it: news of followed papers first, then the papers that came last.
Result<std::vector<FeedEntry>> followed_entries(const Exchange& exchange,
                                                std::span<const store::Follow> follows);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_FOLLOWING_H_
