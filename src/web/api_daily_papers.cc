// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/daily_papers: an edition, as the public API has it.

#include <string>

#include "papers/editions.h"
#include "papers/paper_body.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using papers::EditionKind;

// At most one of date, week and month chooses the period; sort=trending is a period of its own.
Result<papers::EditionRequest> read_request(const Target& target) {
  papers::EditionRequest request;
  TRY(request.limit, number_parameter(target, "limit", kDailyLimit, 1, kDailyLimitMax));
  TRY(const std::uint64_t page, number_parameter(target, "p", 0, 0, kPageMax));
  request.offset = page * request.limit;
  const auto date = target.parameter("date");
  const auto week = target.parameter("week");
  const auto month = target.parameter("month");
  if ((date ? 1 : 0) + (week ? 1 : 0) + (month ? 1 : 0) > 1) {
    return Error(ErrorCode::kInvalid, "only one of date, week and month can be asked for");
  }
  if (date) {
    TRY(request.date, parse_day(*date).context("Invalid date"));
  } else if (week) {
    request.kind = EditionKind::kWeek;
    TRY(request.date, parse_iso_week(*week).context("Invalid week"));
  } else if (month) {
    request.kind = EditionKind::kMonth;
    TRY(request.date, parse_month(*month).context("Invalid month"));
  }
  const std::string_view sort = target.parameter("sort").value_or("publishedAt");
  if (sort == "trending") {
    if (!request.date) request.kind = EditionKind::kTrending;
  } else if (sort != "publishedAt") {
    return Error(ErrorCode::kInvalid, "sort must be publishedAt or trending");
  }
  const std::string_view scope = target.parameter("scope").value_or("featured");
  if (scope != "featured" && scope != "all") {
    return Error(ErrorCode::kInvalid, "scope must be featured or all");
  }
  if (scope == "all") request.scope = papers::Scope::kAll;
  return request;
}

}  // namespace

http::Response api_daily_papers(Exchange& exchange) {
  const auto request = read_request(exchange.target);
  if (!request.ok()) return error_response(request.error());
  const auto edition = exchange.backend.editions().read(*request);
  if (!edition.ok()) return error_response(edition.error());
  http::Response response = json_response(papers::daily_papers_body(edition->papers));
  const std::size_t page = request->offset / request->limit;
  if (request->offset + edition->papers.size() < edition->total && !edition->papers.empty()) {
    response.set("Link", next_link(exchange, "p", std::to_string(page + 1)));
  }
  response.set("X-Total-Count", std::to_string(edition->total));
  return response;
}

}  // namespace broadsheet::web
