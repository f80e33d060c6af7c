// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/routes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "web/handlers.h"
#include "web/list_forms.h"
#include "web/operations.h"
#include "web/schema_tables.h"

namespace broadsheet::web {
namespace {

constexpr auto kRoutes = std::to_array<Route>({
    {"GET", "/api/daily_papers", api_daily_papers, &operations::kListDailyPapers},
    {"GET", "/api/papers", api_papers, &operations::kListPapers},
    {"GET", "/api/papers/search", api_search, &operations::kSearchPapers},
    {"GET", "/api/suggest", api_suggest, &operations::kSuggest},
    {"GET", "/api/papers/similar", api_similar, &operations::kSimilarToPapers},
    {"POST", "/api/papers/similar", api_similar, &operations::kSimilarToText},
    {"POST", "/api/papers/index", api_needs_account, &operations::kIndexPaper},
    {"POST", "/api/papers/{id}/links", api_needs_account, &operations::kLinkPaper},
    {"POST", "/api/papers/{id}/comment", api_needs_account, &operations::kCommentOnPaper},
    {"POST", "/api/papers/{id}/comment/{comment}/reply", api_needs_account, &operations::kReplyToComment},
    {"GET", "/api/papers/{id*}/similar", api_similar_to_paper, &operations::kSimilarToPaper},
    {"GET", "/api/papers/{id*}/history", api_history, &operations::kGetHistory},
    {"GET", "/api/papers/{id*}", api_paper, &operations::kGetPaper},
    {"GET", "/api/categories", api_categories, &operations::kListCategories},
    {"GET", "/api/authors/{author}", api_author, &operations::kGetAuthor},
    {"POST", "/api/settings/papers/claim", api_needs_account, &operations::kClaimPaper},
    {"GET", "/api/arxiv/{id}/repos", api_arxiv_repos, &operations::kListRepositories},
    {"GET", "/api/models", api_models, &operations::kListModels},
    {"GET", "/api/datasets", api_datasets, &operations::kListDatasets},
    {"GET", "/api/spaces", api_spaces, &operations::kListSpaces},
    {"GET", "/api/users/{name}/overview", api_user, &operations::kGetUser},
    {"GET", "/api/users/{name}/followers", api_people_of_user, &operations::kListFollowersOfUser},
    {"GET", "/api/users/{name}/following", api_people_of_user, &operations::kListFollowedByUser},
    {"GET", "/api/organizations/{name}/overview", api_organization, &operations::kGetOrganization},
    {"GET", "/api/organizations/{name}/members", api_people_of_organization, &operations::kListMembers},
    {"GET", "/api/organizations/{name}/followers", api_people_of_organization,
     &operations::kListFollowersOfOrganization},
    {"GET", "/api/collections", api_collections, &operations::kListCollections},
    {"POST", "/api/collections/{slug}/items", api_needs_account, &operations::kAddToCollection},
    {"GET", "/api/agent-harnesses", api_agent_harnesses, &operations::kListHarnesses},
    {"GET", "/api/whoami-v2", api_needs_account, &operations::kWhoAmI},
    {"GET", "/api/notifications", api_needs_account, &operations::kListNotifications},
    {"GET", "/api/openapi.json", api_description, &operations::kDescribe},
    {"GET", "/", front_door},
    {"GET", "/papers{form}", newest_day},
    {"GET", "/papers/date/{day}", day_page},
    {"GET", "/papers/week{form}", newest_week},
    {"GET", "/papers/week/{week}", week_page},
    {"GET", "/papers/month{form}", newest_month},
    {"GET", "/papers/month/{month}", month_page},
    {"GET", "/papers/trending{form}", trending},
    {"GET", "/papers/similar", similar_form},
    {"POST", "/papers/similar", similar_to_text},
    {"GET", "/papers/{id*}/similar{form}", similar_to_paper},
    {"GET", "/papers/{id*}", paper_page},
    {"GET", "/categories", categories_page},
    {"GET", "/categories/{expression}", category_page},
    {"GET", "/authors/{author}", author_page},
    {"GET", "/venues", venues_page},
    {"GET", "/venues/{name}", venue_page},
    {"GET", "/organizations", organizations_page},
    {"GET", "/organizations/{name}", organization_page},
    {"GET", "/archive", archive_page},
    {"GET", "/archive/{year}", archive_year_page},
    {"GET", "/about", about_page},
    {"GET", "/opensearch.xml", opensearch_description},
    {"GET", "/suggest", opensearch_suggestions},
    {"GET", "/robots.txt", robots},
    {"GET", "/sitemap.xml", sitemap_index},
    {"GET", "/sitemaps/{part}", sitemap},
    {"GET", "/llms.txt", llms},
    {"GET", "/site/{name}", site_file},
    {"GET", "/thumbnails/{name}", thumbnail},
    {"GET", "/avatars/{name}", avatar},
    {"POST", "/mcp", mcp_message},
    {"GET", "/oai", oai},
    {"POST", "/oai", oai},
    {"GET", "/oai/whole-paper.xsd", oai_schema},
    {"GET", "/healthz", health},
    {"GET", "/metrics", metrics},
});

constexpr std::array<std::string_view, 9> kPages{"/papers", "/categories",    "/authors",
                                                 "/venues", "/organizations", "/archive",
                                                 "/about",  "/suggest",       "/sitemap"};

// An address of the API that is not described, or whose answer has no schema, does not compile.
constexpr bool is_described(const Route& route) {
  if (!route.pattern.starts_with("/api/")) return true;
  if (route.operation == nullptr) return false;
  if (route.handler == api_needs_account) return route.operation->answers.empty();
  std::string_view answers = route.operation->answers;
  if (route.operation == &operations::kDescribe) return answers == "object";
  do {
    const std::size_t bar = std::min(answers.find('|'), answers.size());
    if (tables::find_schema(tables::schema_of(answers.substr(0, bar))) == nullptr) return false;
    answers.remove_prefix(std::min(bar + 1, answers.size()));
  } while (!answers.empty());
  return true;
}
static_assert(std::ranges::all_of(kRoutes, is_described));

// Behind the name of a list: nothing, or the suffix of one of its forms.
constexpr std::string_view kForm = "{form}";

std::string_view take_segment(std::string_view& pattern) {
  pattern.remove_prefix(1);
  const std::string_view segment = pattern.substr(0, pattern.find('/'));
  pattern.remove_prefix(segment.size());
  return segment;
}

std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              std::span<const std::string> segments) {
  std::vector<std::string> captured;
  while (!pattern.empty()) {
    const std::string_view part = take_segment(pattern);
    if (part.ends_with("*}")) {
      const auto behind = static_cast<std::size_t>(std::ranges::count(pattern, '/'));
      if (segments.size() <= behind) return std::nullopt;
      // A URL that was pasted into a path has an empty segment between its slashes: "https:", "",
      // "arxiv.org".
      std::string all;
      for (const std::string& segment : segments.first(segments.size() - behind))
        all.append(&segment == segments.data() ? "" : "/").append(segment);
      if (all.empty()) return std::nullopt;
      captured.push_back(std::move(all));
      segments = segments.last(behind);
      continue;
    }
    if (segments.empty()) return std::nullopt;
    if (part.ends_with(kForm)) {
      const std::string_view name = part.substr(0, part.size() - kForm.size());
      const std::string_view said = segments.front();
      if (!said.starts_with(name)) return std::nullopt;
      const std::string_view suffix = said.substr(name.size());
      if (!suffix.empty() && !is_list_suffix(suffix)) return std::nullopt;
    } else if (part.starts_with('{')) {
      if (segments.front().empty()) return std::nullopt;
      captured.push_back(segments.front());
    } else if (part != segments.front()) {
      return std::nullopt;
    }
    segments = segments.subspan(1);
  }
  if (!segments.empty()) return std::nullopt;
  return captured;
}

}  // namespace

bool is_page(std::string_view pattern) {
  return std::ranges::any_of(kPages, [&](std::string_view page) { return pattern.starts_with(page); });
}

bool is_lasting(const Route& route) {
  // What /about tells changes by itself.
  return route.method == "GET" && route.handler != about_page &&
         (is_page(route.pattern) || route.pattern.starts_with("/api/"));
}

std::span<const Route> all_routes() {
  return kRoutes;
}

Matched match_route(std::string_view method, const std::vector<std::string>& segments) {
  Matched matched;
  for (const Route& route : kRoutes) {
    auto captured = match(route.pattern, segments);
    if (!captured) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      matched.route = &route;
      matched.captured = *std::move(captured);
      matched.allowed.clear();  // of the routes before it, which have other methods
      return matched;
    }
    // What a pattern of its own is asked for is not advertised as one of those that take anything.
    if (!matched.allowed.empty() && route.pattern.ends_with("*}")) continue;
    if (matched.allowed.find(route.method) != std::string::npos) continue;
    matched.allowed.append(matched.allowed.empty() ? "" : ", ").append(route.method);
    if (route.method == "GET") matched.allowed += ", HEAD";
  }
  return matched;
}

}  // namespace broadsheet::web
