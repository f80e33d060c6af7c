// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /healthz and /metrics: how the server is doing.

#include <string>

#include "base/json_writer.h"
#include "web/handlers.h"

namespace broadsheet::web {
namespace {

Revision searchable(const Exchange& exchange) {
  const auto searcher = exchange.backend.site().searcher();
  return searcher ? searcher->revision() : Revision();
}

}  // namespace

http::Response health(Exchange& exchange) {
  const auto head = exchange.backend.record().head();
  if (!head.ok()) return error_response(head.error());
  JsonWriter json;
  json.begin_object().key("ok").value(true).key("revision").value(head->value());
  json.key("searchable").value(searchable(exchange).value()).end_object();
  return json_response(json.take());
}

http::Response metrics(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  if (site.metrics == nullptr) return error_response(404, "There is nothing at this address");
  const auto head = exchange.backend.record().head();
  if (!head.ok()) return error_response(head.error());
  const Metrics::Now now{.server = site.server_counts ? site.server_counts() : http::ServerCounts{},
                         .record = *head,
                         .searchable = searchable(exchange),
                         .sources = site.sources ? site.sources() : std::vector<SourceHealth>{},
                         .mail = site.mailing != nullptr
                                     ? site.mailing->outcomes()
                                     : std::vector<std::pair<std::string, std::uint64_t>>{}};
  return text_response(site.metrics->text(now), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace broadsheet::web
