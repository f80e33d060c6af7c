// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/routes.h"

#include <array>
#include <optional>

#include "web/handlers.h"

namespace broadsheet::web {
namespace {

constexpr auto kRoutes = std::to_array<Route>({
    {"GET", "/api/daily_papers", api_daily_papers},
    {"GET", "/api/papers/search", api_search},
    {"POST", "/api/papers/index", api_needs_account},
    {"POST", "/api/papers/{id}/links", api_needs_account},
    {"POST", "/api/papers/{id}/comment", api_needs_account},
    {"POST", "/api/papers/{id}/comment/{comment}/reply", api_needs_account},
    {"GET", "/api/papers/{id*}", api_paper},
    {"POST", "/api/settings/papers/claim", api_needs_account},
    {"GET", "/api/arxiv/{id}/repos", api_arxiv_repos},
    {"GET", "/api/models", api_repos},
    {"GET", "/api/datasets", api_repos},
    {"GET", "/api/spaces", api_repos},
    {"GET", "/api/agent-harnesses", api_agent_harnesses},
    {"GET", "/api/whoami-v2", api_whoami},
    {"GET", "/", front_door},
    {"GET", "/papers", newest_day},
    {"GET", "/papers.atom", papers_feed},
    {"GET", "/papers.rss", papers_feed},
    {"GET", "/papers.json", papers_feed},
    {"GET", "/papers/date/{day}", day_page},
    {"GET", "/papers/week", newest_week},
    {"GET", "/papers/week.atom", newest_week},
    {"GET", "/papers/week.rss", newest_week},
    {"GET", "/papers/week.json", newest_week},
    {"GET", "/papers/week/{week}", week_page},
    {"GET", "/papers/month", newest_month},
    {"GET", "/papers/month.atom", newest_month},
    {"GET", "/papers/month.rss", newest_month},
    {"GET", "/papers/month.json", newest_month},
    {"GET", "/papers/month/{month}", month_page},
    {"GET", "/papers/trending", trending},
    {"GET", "/papers/trending.atom", trending},
    {"GET", "/papers/trending.rss", trending},
    {"GET", "/papers/trending.json", trending},
    {"GET", "/papers/{id*}", paper_page},
    {"GET", "/site/{name}", site_file},
    {"GET", "/thumbnails/{name}", thumbnail},
    {"GET", "/avatars/{name}", avatar},
    {"GET", "/healthz", health},
    {"GET", "/metrics", metrics},
});

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
      // A URL that was pasted into a path has an empty segment between its slashes: "https:", "",
      // "arxiv.org".
      std::string rest;
      for (std::size_t i = 0; i < segments.size(); ++i) rest.append(i == 0 ? "" : "/").append(segments[i]);
      if (rest.empty()) return std::nullopt;
      captured.push_back(std::move(rest));
      return captured;
    }
    if (segments.empty()) return std::nullopt;
    if (part.starts_with('{')) {
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
      return matched;
    }
    if (matched.allowed.find(route.method) != std::string::npos) continue;
    matched.allowed.append(matched.allowed.empty() ? "" : ", ").append(route.method);
    if (route.method == "GET") matched.allowed += ", HEAD";
  }
  return matched;
}

}  // namespace broadsheet::web
