// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/search: the best papers for a query, as the public API has it, and with more to say:
// mode, sort, offset, explain, and with `full=true` the whole answer of `search --json`.

#include <memory>
#include <string>
#include <utility>

#include "papers/paper_body.h"
#include "papers/paper_search.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

Result<bool> truth_parameter(const Target& target, std::string_view name) {
  const std::string_view text = target.parameter(name).value_or("false");
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0" || text.empty()) return false;
  return Error(ErrorCode::kInvalid, std::string(name) + " must be true or false");
}

Result<papers::PaperSearchRequest> read_request(const Target& target) {
  papers::PaperSearchRequest request;
  request.query = target.parameter("q").value_or("");
  TRY(request.limit, number_parameter(target, "limit", kSearchLimitMax, 1, kSearchLimitMax));
  TRY(request.offset, number_parameter(target, "offset", 0, 0, kPageMax));
  const auto mode = search::parse_search_mode(target.parameter("mode").value_or("hybrid"));
  if (!mode) return Error(ErrorCode::kInvalid, "mode must be hybrid, lexical, semantic or page");
  request.mode = *mode;
  const auto sort = search::parse_search_sort(target.parameter("sort").value_or("relevance"));
  if (!sort) return Error(ErrorCode::kInvalid, "sort must be relevance, date or votes");
  request.sort = *sort;
  TRY(request.explain, truth_parameter(target, "explain"));
  TRY(request.facets, truth_parameter(target, "full"));
  return request;
}

}  // namespace

http::Response api_search(Exchange& exchange) {
  const auto request = read_request(exchange.target);
  if (!request.ok()) return error_response(request.error());
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto answer = papers::search_papers(exchange.backend.record(), searcher.get(), *request);
  if (!answer.ok()) {
    if (answer.error().code() == ErrorCode::kDamaged) exchange.backend.site().index_is_damaged();
    return error_response(answer.error());
  }
  JsonWriter json;
  if (request->facets) {
    papers::write_json(*answer, json);
  } else {
    json.begin_array();
    for (const papers::FoundPaper& found : answer->results)
      papers::write_search_item(json, found, request->explain);
    json.end_array();
  }
  http::Response response = json_response(json.take());
  const std::size_t next = request->offset + answer->results.size();
  if (next < answer->total && !answer->results.empty()) {
    response.set("Link", next_link(exchange, "offset", std::to_string(next)));
  }
  response.set("X-Total-Count", std::to_string(answer->total));
  return response;
}

}  // namespace broadsheet::web
