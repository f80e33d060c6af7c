// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/top_ten_check.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "app/limits.h"
#include "app/signals.h"
#include "follow/lexical.h"
#include "search/searcher.h"
#include "text/readable.h"

namespace broadsheet::app {
namespace {

using follow::FollowerProblem;

Result<search::SearchAnswer> ask(const search::Searcher& searcher, const search::Query& query,
                                 std::size_t limit) {
  search::SearchOptions options;
  options.mode = search::SearchMode::kLexical;
  options.limit = limit;
  return searcher.search(query, options);
}

bool same_first_ten(const search::SearchAnswer& ten, const search::SearchAnswer& many) {
  if (ten.total != many.total || ten.hits.size() > many.hits.size()) return false;
  return std::equal(ten.hits.begin(), ten.hits.end(), many.hits.begin(),
                    [](const auto& one, const auto& other) {
                      return one.paper == other.paper && one.score == other.score;
                    });
}

}  // namespace

Result<std::vector<FollowerProblem>> check_top_tens(const Context& context, store::Record& record) {
  std::vector<FollowerProblem> problems;
  auto snapshot = follow::open_lexical_snapshot(context.folder.path(), record);
  // What keeps it from being opened is reported by whoever checks its files.
  if (!snapshot.ok()) return problems;
  const search::Searcher searcher(std::move(snapshot).value());
  TRY(const store::Counts counts, record.counts());
  // Numbers are dense but for merged papers, so equal steps reach all parts of the record.
  const std::uint64_t step = std::max<std::uint64_t>(1, counts.identities / kTopTensChecked);
  for (std::uint64_t at = 0; at < counts.identities; at += step) {
    if (stop_requested()) return Error(ErrorCode::kInterrupted, "check");
    TRY(const auto papers, record.papers_after(PaperNumber(static_cast<std::uint32_t>(at)), 1));
    if (papers.empty()) break;
    if (papers.views.empty()) continue;  // damaged: the check of the record names it
    TRY(const search::Query query, search::Query::parse(text::readable(papers.views.front().title)));
    const Result<search::SearchAnswer> ten = ask(searcher, query, 10);
    const Result<search::SearchAnswer> many = ask(searcher, query, kSearchCountMax);
    if (ten.ok() && many.ok() && same_first_ten(*ten, *many)) continue;
    FollowerProblem problem;
    problem.file = "index";
    problem.what = !ten.ok() ? ten.error().message()
                   : !many.ok()
                       ? many.error().message()
                       : "the ten best papers for \"" + query.text() + "\" are not what a longer list says";
    problem.advice = "make the index anew: broadsheet rebuild";
    problems.push_back(std::move(problem));
    break;  // one is reason enough to rebuild
  }
  return problems;
}

}  // namespace broadsheet::app
