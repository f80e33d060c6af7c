// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The JSON bodies of papers, as the public Daily Papers API has them: the daily item (nested) and the
// flat paper. The API, `show --json` and the editions print these and nothing else. Keys beyond the
// public ones are ours; none of the public ones is left out.
//
// What we do not know is null, an empty text or an empty list, as the public clients accept it; it is
// never made up. Dates are UTC midnights, `...T00:00:00.000Z`; where a paper is dated only to a month
// or a year, `publishedPrecision` says so.

#ifndef BROADSHEET_PAPERS_PAPER_BODY_H_
#define BROADSHEET_PAPERS_PAPER_BODY_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "papers/paper_search.h"
#include "papers/trending_order.h"
#include "store/paper_view.h"

namespace broadsheet::papers {

// One object: an element of the body of GET /api/daily_papers, with its score if it has one.
void write_daily_item(JsonWriter& json, const store::PaperView& paper, const TrendingScores& scores = {});

// The same with what a search adds, and without what is extracted (shown_summary.h): an element of the body
// of GET /api/papers/search.
void write_search_item(JsonWriter& json, const FoundPaper& found, bool explained);

// An element of the body of GET /api/papers.
void write_listed_paper(JsonWriter& json, const store::PaperView& paper);

struct ShownComment;
// The whole body of GET /api/papers/{id}, with `comments` where they are asked for.
void write_flat_paper(JsonWriter& json, const store::PaperView& paper,
                      const std::vector<ShownComment>* comments = nullptr);

// The list of linked repositories (PaperView::linked_models and its like).
void write_repositories(JsonWriter& json, const std::vector<std::string>& repositories);

// The body of GET /api/daily_papers.
// With the scores of what is trending, where there are any.
std::string daily_papers_body(const std::vector<store::PaperView>& papers, const TrendingScores& scores = {});

// The 24 hexadecimal digits by which the API names things; of a paper notifications alone do, since its own
// id is its name elsewhere. The first 12 bytes of SHA-256 over the kind ("author", "discussion",
// "organization", "paper", "user"), a line feed and the key.
std::string object_id(std::string_view kind, std::string_view key);
// By which the API names the authors of a paper, by their places.
std::vector<std::string> author_ids(const store::PaperView& paper);
// Where the drawing is that stands for a person or an organisation: a path of ours.
std::string avatar_path(std::string_view name);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_BODY_H_
