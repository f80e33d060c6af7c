// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/daily_papers: an edition, or all days behind one another, as the public API has it.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "papers/editions.h"
#include "papers/field_query.h"
#include "papers/newest_papers.h"
#include "papers/paper_body.h"
#include "papers/paper_search.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using papers::EditionKind;

// At most one of date, week and month chooses the period; sort=trending is a period of its own.
Result<papers::EditionRequest> read_request(const Exchange& exchange) {
  papers::EditionRequest request;
  request.limit = exchange.number("limit");
  request.offset = exchange.number("p") * request.limit;
  const std::string_view date = exchange.text("date");
  const std::string_view week = exchange.text("week");
  const std::string_view month = exchange.text("month");
  if (!date.empty() + !week.empty() + !month.empty() > 1) {
    return Error(ErrorCode::kInvalid, "only one of date, week and month can be asked for");
  }
  if (!date.empty()) {
    TRY(request.date, parse_day(date));
  } else if (!week.empty()) {
    request.kind = EditionKind::kWeek;
    TRY(request.date, parse_iso_week(week));
  } else if (!month.empty()) {
    request.kind = EditionKind::kMonth;
    TRY(request.date, parse_month(month));
  } else if (exchange.text("sort") == "trending") {
    request.kind = EditionKind::kTrending;
    request.trending_days = static_cast<int>(exchange.number("days"));
  }
  if (exchange.text("scope") == "all") request.scope = papers::Scope::kAll;
  return request;
}

// Beside what a submitter left of it.
Result<void> narrow_to_category(const Exchange& exchange, papers::EditionRequest& request) {
  const std::string_view category = exchange.text("category");
  if (category.empty()) return {};
  const auto searcher = exchange.backend.site().searcher();
  TRY(std::vector<PaperNumber> papers,
      papers::papers_of_categories(exchange.backend.record(), searcher.get(), category));
  if (request.among) {
    std::erase_if(papers,
                  [&](PaperNumber paper) { return !std::ranges::binary_search(*request.among, paper); });
  }
  request.among = std::move(papers);
  return {};
}

http::Response page_of(const Exchange& exchange, const std::vector<store::PaperView>& papers,
                       std::uint64_t total, const papers::TrendingScores& scores = {}) {
  http::Response response = json_response(papers::daily_papers_body(papers, scores));
  const std::uint64_t page = exchange.number("p");
  if (page * exchange.number("limit") + papers.size() < total && !papers.empty()) {
    response.set("Link", next_link(exchange, "p", std::to_string(page + 1)));
  }
  response.set("X-Total-Count", std::to_string(total));
  return response;
}

// All that somebody put on daily pages, the newest first.
http::Response of_submitter(Exchange& exchange, const papers::EditionRequest& request,
                            const std::string& query) {
  const auto searcher = exchange.backend.site().searcher();
  const auto found = papers::newest_papers_from(exchange.backend.record(), searcher.get(), query,
                                                request.offset, request.limit);
  if (!found.ok()) return search_error(exchange, found.error());
  return page_of(exchange, found->papers, found->total);
}

// Without a period: day after day, the newest first, as far as a client goes.
http::Response of_recent_days(Exchange& exchange, const papers::EditionRequest& request) {
  const auto recent = exchange.backend.editions().recent(request.scope, request.offset, request.limit);
  if (!recent.ok()) return error_response(recent.error());
  http::Response response = json_response(papers::daily_papers_body(recent->papers));
  if (recent->more) response.set("Link", next_link(exchange, "p", std::to_string(exchange.number("p") + 1)));
  return response;
}

}  // namespace

http::Response api_daily_papers(Exchange& exchange) {
  auto request = read_request(exchange);
  if (!request.ok()) return error_response(request.error());
  const bool any_day = !request->date && request->kind == EditionKind::kDay;
  if (const std::string_view submitter = exchange.text("submitter"); !submitter.empty()) {
    const std::string query = papers::field_query("submitter", submitter);
    if (any_day) return of_submitter(exchange, *request, query);
    const auto searcher = exchange.backend.site().searcher();
    auto among = papers::matching_papers(exchange.backend.record(), searcher.get(), query);
    if (!among.ok()) return search_error(exchange, among.error());
    request->among = *std::move(among);
  }
  if (any_day) return of_recent_days(exchange, *request);
  if (request->kind == EditionKind::kTrending) {
    const auto narrowed = narrow_to_category(exchange, *request);
    if (!narrowed.ok()) return search_error(exchange, narrowed.error());
  }
  const auto edition = exchange.backend.editions().read(*request);
  if (!edition.ok()) return error_response(edition.error());
  return page_of(exchange, edition->papers, edition->total, edition->scores);
}

}  // namespace broadsheet::web
