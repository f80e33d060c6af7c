// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Comments on pages: one by one, as threads below a paper, and as entries of feeds.

#ifndef BROADSHEET_WEB_DISCUSSION_H_
#define BROADSHEET_WEB_DISCUSSION_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "papers/commenting.h"
#include "papers/discussion.h"
#include "web/exchange.h"
#include "web/feeds.h"

namespace broadsheet::web {

// "/comments/0123456789abcdef01234567", the page of one comment.
std::string comment_path(std::string_view id);
// Where it stands on the page of its paper.
std::string comment_anchor(std::string_view paper_path, std::string_view id);
// "/users/mina"
std::string user_path(std::string_view name);

bool is_moderator(const Exchange& exchange);

// What reads comments for whoever asks.
papers::Discussion discussion_for(const Exchange& exchange);

// One more comment at {{>place}}, with what its reader may do with it. `answers` names whom it replies to,
// empty where that is plain to see; `paper` its paper where the page does not.
struct CommentPlace {
  std::string_view answers = {};
  const store::PaperView* paper = nullptr;
};
text::TemplateValues add_comment(const Exchange& exchange, text::TemplateValues values,
                                 std::string_view place, const papers::ShownComment& comment,
                                 const CommentPlace& where = {});

// The discussion of a paper into {{>DISCUSSION}}: threads in the order in which they began, each with its
// replies in theirs, one page of them; and a form for whoever may write.
Result<void> add_discussion(const Exchange& exchange, text::TemplateValues values,
                            const store::PaperView& paper);

// The address of a comment on the page of its paper, with the page of threads that it is on.
Result<std::string> place_of(const Exchange& exchange, const store::PaperView& paper, std::string_view id);

// The paper that something was said of; kNotFound where there is none any more.
Result<store::PaperView> paper_of(store::Record& record, store::IdentityNumber identity);

// The newest comments that are shown, of a paper or (null) of all, as entries of a feed; at most kFeedSize.
Result<std::vector<FeedEntry>> comment_entries(const Exchange& exchange, const store::PaperView* paper);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_DISCUSSION_H_
