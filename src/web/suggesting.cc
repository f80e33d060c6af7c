// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/suggest and /suggest: what somebody may mean who is still typing, for our pages and for browsers;
// /opensearch.xml tells browsers of search and suggestions (OpenSearch 1.1 draft 6 and its extension
// Suggestions).

#include <memory>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "papers/suggestions.h"
#include "text/xml_text.h"
#include "web/assets.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using papers::Suggestion;
using papers::SuggestionKind;

Result<std::vector<Suggestion>> suggestions(const Exchange& exchange, std::string_view typed,
                                            std::size_t limit) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  return papers::suggest(exchange.backend.record(), searcher.get(), typed, limit,
                         exchange.backend.analyzer());
}

std::string path_of(const Suggestion& suggestion) {
  switch (suggestion.kind) {
    case SuggestionKind::kCategory:
      return category_path(suggestion.key);
    case SuggestionKind::kAuthor:
      return author_path(suggestion.key);
    case SuggestionKind::kPaper:
      return paper_path(suggestion.key);
  }
  return {};
}

}  // namespace

http::Response api_suggest(Exchange& exchange) {
  const std::string_view typed = exchange.text("q");
  const auto found = suggestions(exchange, typed, exchange.number("limit"));
  if (!found.ok()) return search_error(exchange, found.error());
  JsonWriter json;
  papers::write_json(typed, *found, json);
  return json_response(json.take());
}

// ["typed",["text",…],["note",…],["address",…]]
http::Response opensearch_suggestions(Exchange& exchange) {
  const std::string typed(exchange.target.parameter("q").value_or(""));
  const auto found = suggestions(exchange, typed, kSuggestions);
  if (!found.ok()) return search_error(exchange, found.error());
  JsonWriter json;
  json.begin_array().value(typed);
  const auto list = [&](const auto& text_of) {
    json.begin_array();
    for (const Suggestion& suggestion : *found) json.value(text_of(suggestion));
    json.end_array();
  };
  list([](const Suggestion& suggestion) { return suggestion.text; });
  list([](const Suggestion& suggestion) { return suggestion.note; });
  list([&](const Suggestion& suggestion) { return exchange.base_url + path_of(suggestion); });
  json.end_array();
  return text_response(json.take(), "application/x-suggestions+json; charset=utf-8");
}

http::Response opensearch_description(Exchange& exchange) {
  const std::string base = text::escape_xml(exchange.base_url);
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
      "<ShortName>Broadsheet</ShortName>\n<Description>Search the papers of this Broadsheet</Description>\n"
      "<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n";
  xml += "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">" + base + asset_url("icon.svg") +
         "</Image>\n";
  const auto url = [&](std::string_view type, std::string_view rest) {
    xml.append("<Url type=\"").append(type).append("\" ").append("template=\"").append(base);
    xml.append(rest).append("\"/>\n");
  };
  url("text/html", "/papers?q={searchTerms}&amp;p={startPage?}\" pageOffset=\"0");
  url("application/atom+xml", "/papers.atom?q={searchTerms}");
  url("application/rss+xml", "/papers.rss?q={searchTerms}");
  url("application/x-suggestions+json", "/suggest?q={searchTerms}");
  xml += "<Query role=\"example\" searchTerms=\"graph networks\"/>\n</OpenSearchDescription>\n";
  return text_response(std::move(xml), "application/opensearchdescription+xml; charset=utf-8");
}

}  // namespace broadsheet::web
