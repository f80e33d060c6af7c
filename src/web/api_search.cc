// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/search: the best papers for a query, as the public API has it, and with more to say:
// mode, sort, offset, explain, and with `full=true` the whole answer of `search --json`.

#include <memory>
#include <string>
#include <utility>

#include "base/percent.h"
#include "papers/paper_body.h"
#include "papers/paper_search.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

papers::PaperSearchRequest read_request(const Exchange& exchange) {
  papers::PaperSearchRequest request;
  request.query = exchange.text("q");
  request.limit = exchange.number("limit");
  request.offset = exchange.number("offset");
  request.mode = search::parse_search_mode(exchange.text("mode")).value_or(request.mode);
  request.sort = search::parse_search_sort(exchange.text("sort")).value_or(request.sort);
  request.explain = exchange.truth("explain");
  request.verbatim = exchange.truth("verbatim");
  request.whole = exchange.truth("whole");
  request.encode_query = exchange.backend.encode_query();
  request.facets = exchange.truth("full");
  return request;
}

}  // namespace

http::Response api_search(Exchange& exchange) {
  const papers::PaperSearchRequest request = read_request(exchange);
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto answer =
      papers::search_papers(exchange.backend.record(), searcher.get(), request, exchange.backend.analyzer());
  if (!answer.ok()) return search_error(exchange, answer.error());
  constexpr std::size_t kBytesOfResult = 4096;
  JsonWriter json;
  json.reserve(answer->results.size() * kBytesOfResult);
  if (request.facets) {
    papers::write_json(*answer, json);
  } else {
    json.begin_array();
    for (const papers::FoundPaper& found : answer->results)
      papers::write_search_item(json, found, request.explain);
    json.end_array();
  }
  http::Response response = json_response(json.take());
  const std::size_t next = request.offset + answer->results.size();
  if (next < answer->total && !answer->results.empty()) {
    response.set("Link", next_link(exchange, "offset", std::to_string(next)));
  }
  response.set("X-Total-Count", std::to_string(answer->total));
  // A list has no place for it; a header takes what is ASCII.
  if (answer->corrected) response.set("X-Corrected-Query", percent_encode(answer->corrected->text));
  return response;
}

}  // namespace broadsheet::web
