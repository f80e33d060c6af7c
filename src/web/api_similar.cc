// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/{id}/similar, GET and POST /api/papers/similar: papers like others, or like a text.

#include <algorithm>
#include <string>
#include <utility>

#include "papers/paper_body.h"
#include "web/handlers.h"
#include "web/negotiation.h"
#include "web/similar.h"

namespace broadsheet::web {
namespace {

http::Response answer(Exchange& exchange, papers::SimilarRequest request) {
  request.limit = exchange.number("limit");
  request.offset = exchange.number("offset");
  request.sort = papers::parse_similar_sort(exchange.text("sort")).value_or(request.sort);
  request.filter = exchange.text("q");
  request.explain = exchange.truth("explain");
  const std::size_t offset = request.offset;
  const bool explain = request.explain;
  const bool by_address = request.text.empty();
  const auto found = find_similar(exchange, std::move(request));
  if (!found.ok()) return search_error(exchange, found.error());
  JsonWriter json;
  json.begin_array();
  for (const papers::FoundPaper& paper : found->results) papers::write_search_item(json, paper, explain);
  json.end_array();
  http::Response response = json_response(json.take());
  const std::size_t next = offset + found->results.size();
  if (by_address && next < found->total && !found->results.empty())
    response.set("Link", next_link(exchange, "offset", std::to_string(next)));
  response.set("X-Total-Count", std::to_string(found->total));
  return response;
}

bool is_text(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return type == "text/plain" || type == "text/markdown";
}

}  // namespace

std::vector<std::string> ids_of(std::string_view list) {
  std::vector<std::string> ids;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(", \t\r\n"), list.size());
    if (end > 0) ids.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return ids;
}

Result<papers::SimilarResponse> find_similar(Exchange& exchange, papers::SimilarRequest request) {
  request.encode_query = exchange.backend.encode_query();
  const auto searcher = exchange.backend.site().searcher();
  return papers::similar_papers(exchange.backend.record(), searcher.get(), request,
                                exchange.backend.analyzer());
}

http::Response api_similar_to_paper(Exchange& exchange) {
  papers::SimilarRequest request;
  request.ids = {exchange.captured[0]};
  return answer(exchange, std::move(request));
}

http::Response api_similar(Exchange& exchange) {
  papers::SimilarRequest request;
  request.ids = ids_of(exchange.text("ids"));
  if (exchange.request.method == "POST") {
    if (!is_text(exchange.request.header("content-type"))) {
      return error_response(415, "send the text itself, as text/plain or text/markdown");
    }
    request.text = exchange.request.body;
    if (request.text.empty()) return error_response(400, "the request has no text");
  }
  return answer(exchange, std::move(request));
}

}  // namespace broadsheet::web
