// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// POST /mcp: the Model Context Protocol over Streamable HTTP, a message a request and its answer as JSON.
// There are no sessions and no streams, so GET and DELETE are 405, as the protocol has it for servers without
// them.

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "mcp/server.h"
#include "web/handlers.h"
#include "web/negotiation.h"
#include "web/web.h"

namespace broadsheet::web {
namespace {

// A page of another site can make a browser send this, also after it led its own name to this machine; then
// it says where the page is from. Programs say nothing.
bool is_our_origin(const Exchange& exchange) {
  const std::string origin = ascii_lower(exchange.request.header("origin"));
  if (origin.empty() || origin == ascii_lower(exchange.base_url)) return true;
  const std::size_t scheme = origin.find("://");
  return scheme != std::string::npos &&
         is_our_host(std::string_view(origin).substr(scheme + 3), exchange.backend.site().hosts);
}

bool takes_json(std::string_view accept) {
  const std::string types = ascii_lower(accept);
  return types.empty() || types.find("application/json") != std::string::npos ||
         types.find("application/*") != std::string::npos || types.find("*/*") != std::string::npos;
}

std::uint16_t status_of(mcp::Outcome outcome) {
  switch (outcome) {
    case mcp::Outcome::kAnswered:
      return 200;
    case mcp::Outcome::kNothingToSay:
      return 202;
    case mcp::Outcome::kMalformed:
      return 400;
    case mcp::Outcome::kUnknownMethod:
      return 404;
  }
  return 500;
}

}  // namespace

http::Response mcp_message(Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (!is_our_origin(exchange)) return error_response(403, "pages of other sites are not answered here");
  if (media_type(request.header("content-type")) != "application/json")
    return error_response(415, "send one message as application/json");
  if (!takes_json(request.header("accept"))) return error_response(406, "answers here are application/json");
  Backend& backend = exchange.backend;
  const auto searcher = backend.site().searcher();
  const mcp::Library library{.record = backend.record(),
                             .editions = backend.editions(),
                             .analyzer = backend.analyzer(),
                             .searcher = searcher.get(),
                             .encode_query = backend.encode_query(),
                             .index_is_damaged = backend.site().index_is_damaged,
                             .version = backend.site().version};
  const mcp::Envelope envelope{.version = request.header("mcp-protocol-version"),
                               .method = request.header("mcp-method"),
                               .name = request.header("mcp-name")};
  mcp::Answer answer = mcp::answer(library, request.body, &envelope);
  http::Response response;
  if (!answer.body.empty()) response = json_response(std::move(answer.body));
  response.status = status_of(answer.outcome);
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace broadsheet::web
