// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /venues and /organizations: those of most papers. /venues/{name} and /organizations/{name}: the newest
// papers of one, in all forms of a list.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/english.h"
#include "papers/field_query.h"
#include "papers/newest_papers.h"
#include "text/readable.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"
#include "web/paper_list.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

// What papers are known by besides authors and categories.
struct NameKind {
  std::string_view title;  // of the list of all names
  std::string_view one;    // for a sentence
  std::string_view path;   // of the list; names stand behind it
  std::string_view field;  // of the query language
  const std::vector<search::FacetValue>& (*values)(const search::Facets& facets);
  const std::string& (*name_of)(const store::PaperView& paper);
  store::FollowKind follow;
};

constexpr NameKind kVenue = {
    "Venues",
    "venue",
    "/venues",
    "venue",
    [](const search::Facets& facets) -> const std::vector<search::FacetValue>& { return facets.venue; },
    [](const store::PaperView& paper) -> const std::string& { return paper.venue; },
    store::FollowKind::kVenue};
constexpr NameKind kOrganization = {
    "Organizations",
    "organization",
    "/organizations",
    "org",
    [](const search::Facets& facets) -> const std::vector<search::FacetValue>& {
      return facets.organization;
    },
    [](const store::PaperView& paper) -> const std::string& { return paper.organization; },
    store::FollowKind::kOrganization};

Result<std::vector<search::FacetValue>> names_of_most_papers(const Exchange& exchange, const NameKind& kind) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  if (searcher == nullptr) return std::vector<search::FacetValue>();
  TRY(const search::Query all, search::Query::parse(""));
  search::SearchOptions options;
  options.limit = 1;
  options.facets = true;
  TRY(const search::SearchAnswer answer, searcher->search(all, options));
  return kind.values(*answer.facets);
}

http::Response names_page(Exchange& exchange, const NameKind& kind) {
  const auto names = names_of_most_papers(exchange, kind);
  if (!names.ok()) return search_error(exchange, names.error());
  PageHead head;
  head.title = kind.title;
  head.description = head.title + " of most papers";
  head.path = kind.path;
  Page page(exchange, head, "names.html");
  TemplateValues body = page.body();
  body.set("HEADING", kind.title);
  if (names->empty()) {
    body.add("EMPTY").set("EMPTY_TEXT", "No paper here names any.");
    return page.response();
  }
  TemplateValues list = body.add("NAMES");
  for (const search::FacetValue& name : *names) {
    list.add("NAME")
        .set("NAME_URL", named_path(kind.path, name.value))
        .set("NAME_TEXT", name.value)
        .set("NAME_COUNT", with_thousands(name.count));
  }
  return page.response();
}

// As one of the papers writes it; as it was asked for if none has just that name.
std::string written_name(const NameKind& kind, const std::vector<store::PaperView>& papers,
                         const std::string& asked) {
  for (const store::PaperView& paper : papers) {
    std::string name = text::readable(kind.name_of(paper));
    if (ascii_lower(name) == ascii_lower(asked)) return name;
  }
  return asked;
}

http::Response name_page(Exchange& exchange, const NameKind& kind) {
  std::string asked = exchange.captured[0];
  const auto part = read_list_part(exchange, asked);
  if (!part.ok()) return error_response(part.error());
  const std::string query = papers::field_query(kind.field, asked);
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  const auto newest =
      papers::newest_papers_from(exchange.backend.record(), searcher.get(), query, part->offset(), kPageSize);
  if (!newest.ok()) return search_error(exchange, newest.error());
  if (newest->total == 0) return error_response(404, "No paper here names this " + std::string(kind.one));
  const std::string name = written_name(kind, newest->papers, asked);
  PageHead head;
  head.title = name;
  head.description = "The newest papers of " + name;
  head.path = head.feed_path = head.file_path = named_path(kind.path, asked);
  head.markdown_path = head.path + ".md";
  head.query = query;
  if (!part->form.is_page()) return list_in_form(exchange, *part, {.title = name, .path = head.path}, query);
  Page page(exchange, head, "name.html");
  TemplateValues body = page.body();
  body.set("HEADING", name)
      .set("COUNT", counted(newest->total, "paper"))
      .set("ALL_URL", kind.path)
      .set("ALL_TEXT", "All " + std::string(kind.path.substr(1)));
  add_follow(body, exchange, kind.follow, asked);
  add_paper_list(body, exchange, *newest, part->page);
  return page.response();
}

}  // namespace

http::Response venues_page(Exchange& exchange) {
  return names_page(exchange, kVenue);
}
http::Response venue_page(Exchange& exchange) {
  return name_page(exchange, kVenue);
}
http::Response organizations_page(Exchange& exchange) {
  return names_page(exchange, kOrganization);
}
http::Response organization_page(Exchange& exchange) {
  return name_page(exchange, kOrganization);
}

}  // namespace broadsheet::web
