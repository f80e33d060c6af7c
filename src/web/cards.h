// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Cards: papers in a list, for the template card.html.

#ifndef BROADSHEET_WEB_CARDS_H_
#define BROADSHEET_WEB_CARDS_H_

#include <string>
#include <string_view>

#include "papers/paper_search.h"
#include "papers/trending.h"
#include "store/paper_view.h"
#include "text/html_template.h"
#include "text/typesetter.h"

namespace broadsheet::web {

// One more card at {{>CARD}}. `with_day` is false where the heading of the list has it.
text::TemplateValues add_card(text::TemplateValues list, const store::PaperView& paper, bool with_day,
                              text::Typesetter& typesetter);
// The same with the words that were found marked.
void add_card(text::TemplateValues list, const papers::FoundPaper& found);
// The parts of a paper's score, as they add up.
void add_trending_score(text::TemplateValues card, const papers::TrendingScore& score);
// One part of a score, into WHY of a card.
void add_why(text::TemplateValues why, std::string_view name, std::string_view meaning, double value);

// The categories of a paper, at most `shown_max`, as links to what else is in them.
void add_categories(text::TemplateValues values, const store::PaperView& paper, std::size_t shown_max);

// The beginning of a readable text: at most `chars_max` code points, cut between words, with an ellipsis.
std::string beginning(std::string_view readable, std::size_t chars_max);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_CARDS_H_
