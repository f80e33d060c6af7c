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

using namespace doors;

constexpr auto kRoutes = std::to_array<Route>({
    {"GET", "/api/daily_papers", kApi, api_daily_papers, &operations::kListDailyPapers},
    {"GET", "/api/papers", kApi, api_papers, &operations::kListPapers},
    {"GET", "/api/papers/search", kApi, api_search, &operations::kSearchPapers},
    {"GET", "/api/suggest", kApi, api_suggest, &operations::kSuggest},
    {"GET", "/api/papers/similar", kApi, api_similar, &operations::kSimilarToPapers},
    {"POST", "/api/papers/similar", kAskedApi, api_similar, &operations::kSimilarToText},
    {"POST", "/api/papers/index", kActApi, api_index_paper, &operations::kIndexPaper},
    {"POST", "/api/papers/{id*}/links", kActApi, api_link_paper, &operations::kLinkPaper},
    {"POST", "/api/papers/{id*}/daily-page", kModeratorApi, api_daily_page, &operations::kModerateDailyPage},
    {"POST", "/api/papers/{id*}/submit", kActApi, api_submit, &operations::kSubmitPaper},
    {"GET", "/api/papers/{id*}/comments", kApi, api_comments, &operations::kListComments},
    {"POST", "/api/papers/{id*}/comment", kActApi, api_comment, &operations::kCommentOnPaper},
    {"POST", "/api/papers/{id*}/comment/{comment}/reply", kActApi, api_reply, &operations::kReplyToComment},
    {"POST", "/api/papers/{id*}/comment/{comment}/edit", kActApi, api_edit_comment,
     &operations::kEditComment},
    {"DELETE", "/api/papers/{id*}/comment/{comment}", kActApi, api_delete_comment,
     &operations::kDeleteComment},
    {"POST", "/api/papers/{id*}/comment/{comment}/reaction", kActApi, api_react, &operations::kReact},
    {"DELETE", "/api/papers/{id*}/comment/{comment}/reaction/{reaction}", kActApi, api_take_reaction_back,
     &operations::kTakeReactionBack},
    {"POST", "/api/papers/{id*}/comment/{comment}/report", kActApi, api_report_comment,
     &operations::kReportComment},
    {"POST", "/api/papers/{id*}/comment/{comment}/hide", kModeratorApi, api_hide_comment,
     &operations::kHideComment},
    {"POST", "/api/papers/{id*}/comment/{comment}/show", kModeratorApi, api_show_comment,
     &operations::kShowComment},
    {"GET", "/api/moderation/log", kProtocol, api_moderation_log, &operations::kListModeration},
    {"POST", "/api/papers/{id*}/vote", kActApi, api_vote_up, &operations::kVote},
    {"DELETE", "/api/papers/{id*}/vote", kActApi, api_vote_back, &operations::kTakeVoteBack},
    {"GET", "/api/papers/{id*}/save", kOwnApi, api_saved, &operations::kGetSaved},
    {"POST", "/api/papers/{id*}/save", kActApi, api_save, &operations::kSave},
    {"DELETE", "/api/papers/{id*}/save", kActApi, api_unsave, &operations::kUnsave},
    {"POST", "/api/papers/{id*}/not-for-me", kActApi, api_refuse, &operations::kRefuse},
    {"DELETE", "/api/papers/{id*}/not-for-me", kActApi, api_take_refusal_back, &operations::kTakeRefusalBack},
    {"GET", "/api/papers/{id*}/similar", kApi, api_similar_to_paper, &operations::kSimilarToPaper},
    {"GET", "/api/papers/{id*}/history", kApi, api_history, &operations::kGetHistory},
    {"GET", "/api/papers/{id*}", kApi, api_paper, &operations::kGetPaper},
    {"GET", "/api/categories", kApi, api_categories, &operations::kListCategories},
    {"GET", "/api/authors/{author}", kApi, api_author, &operations::kGetAuthor},
    {"POST", "/api/settings/papers/claim", kActApi, api_claim, &operations::kClaimPaper},
    {"GET", "/api/moderation/claims", kModeratorRead, api_claims, &operations::kListClaims},
    {"POST", "/api/moderation/claims/{claim}", kModeratorApi, api_decide_claim, &operations::kDecideClaim},
    {"GET", "/api/arxiv/{id}/repos", kApi, api_arxiv_repos, &operations::kListRepositories},
    {"GET", "/api/models", kApi, api_models, &operations::kListModels},
    {"GET", "/api/datasets", kApi, api_datasets, &operations::kListDatasets},
    {"GET", "/api/spaces", kApi, api_spaces, &operations::kListSpaces},
    {"GET", "/api/users/{name}/overview", kApi, api_user, &operations::kGetUser},
    {"GET", "/api/users/{name}/followers", kApi, api_people_of_user, &operations::kListFollowersOfUser},
    {"GET", "/api/users/{name}/following", kApi, api_people_of_user, &operations::kListFollowedByUser},
    {"GET", "/api/organizations/{name}/overview", kApi, api_organization, &operations::kGetOrganization},
    {"GET", "/api/organizations/{name}/members", kApi, api_people_of_organization, &operations::kListMembers},
    {"GET", "/api/organizations/{name}/followers", kApi, api_people_of_organization,
     &operations::kListFollowersOfOrganization},
    {"GET", "/api/collections", kProtocol, api_collections, &operations::kListCollections},
    {"POST", "/api/collections", kActApi, api_make_collection, &operations::kMakeCollection},
    {"POST", "/api/collections/{slug*}/items", kActApi, api_add_to_collection, &operations::kAddToCollection},
    {"PATCH", "/api/collections/{slug*}/items/{item}", kActApi, api_change_item,
     &operations::kChangeCollectionItem},
    {"DELETE", "/api/collections/{slug*}/items/{item}", kActApi, api_take_from_collection,
     &operations::kTakeFromCollection},
    {"GET", "/api/collections/{slug*}", kProtocol, api_collection, &operations::kGetCollection},
    {"PATCH", "/api/collections/{slug*}", kActApi, api_change_collection, &operations::kChangeCollection},
    {"DELETE", "/api/collections/{slug*}", kActApi, api_delete_collection, &operations::kDeleteCollection},
    {"GET", "/api/library", kOwnApi, api_library, &operations::kListLibrary},
    {"GET", "/api/jobs", kOwnApi, api_jobs, &operations::kListJobs},
    {"GET", "/api/following", kOwnApi, api_following, &operations::kListFollowing},
    {"POST", "/api/following", kActApi, api_follow, &operations::kFollow},
    {"GET", "/api/followed-papers", kOwnApi, api_followed_papers, &operations::kListFollowedPapers},
    {"DELETE", "/api/following/{follow}", kActApi, api_unfollow, &operations::kUnfollow},
    {"GET", "/api/for-you", kOwnApi, api_for_you, &operations::kListForYou},
    {"GET", "/api/agent-harnesses", kApi, api_agent_harnesses, &operations::kListHarnesses},
    {"GET", "/api/whoami-v2", kOwnApi, api_who_am_i, &operations::kWhoAmI},
    {"GET", "/api/notifications", kOwnApi, api_notices, &operations::kListNotifications},
    {"DELETE", "/api/notifications", kActApi, api_delete_notices, &operations::kDeleteNotifications},
    {"POST", "/api/notifications/mark-as-read", kActApi, api_read_notices, &operations::kReadNotifications},
    {"GET", "/api/settings/notifications", kOwnApi, api_notice_switches, &operations::kGetNoticeSwitches},
    {"PATCH", "/api/settings/notifications", kActApi, api_change_notice_switches,
     &operations::kChangeNoticeSwitches},
    {"PATCH", "/api/settings/watch", kActApi, api_watch, &operations::kWatch},
    {"GET", "/api/settings/digest", kOwnApi, api_digest, &operations::kGetDigest},
    {"PATCH", "/api/settings/digest", kActApi, api_change_digest, &operations::kChangeDigest},
    {"DELETE", "/api/settings/digest", kActApi, api_leave_digest, &operations::kLeaveDigest},
    {"GET", "/api/digest", kOwnApi, api_preview_digest, &operations::kPreviewDigest},
    {"GET", "/api/openapi.json", kApi, api_description, &operations::kDescribe},
    {"GET", "/", kFile, front_door},
    {"GET", "/papers{form}", kPage, newest_day},
    {"GET", "/papers/date/{day}", kPage, day_page},
    {"GET", "/papers/week{form}", kPage, newest_week},
    {"GET", "/papers/week/{week}", kPage, week_page},
    {"GET", "/papers/month{form}", kPage, newest_month},
    {"GET", "/papers/month/{month}", kPage, month_page},
    {"GET", "/papers/trending{form}", kPage, trending},
    {"GET", "/papers/similar", kPage, similar_form},
    {"POST", "/papers/similar", kAskedPage, similar_to_text},
    {"GET", "/papers/submit", kOwnPage, submit_page},
    {"POST", "/papers/submit", kActForm, submit_form},
    {"POST", "/papers/{id*}/links", kActForm, links_form},
    {"POST", "/papers/{id*}/daily-page", kModeratorForm, daily_page_form},
    {"POST", "/papers/{id*}/vote", kActForm, vote_form},
    {"POST", "/papers/{id*}/comment", kCommentForm, comment_form},
    {"GET", "/papers/{id*}/comments{form}", kPage, comments_of_paper},
    {"POST", "/papers/{id*}/claim", kActForm, claim_form},
    {"POST", "/papers/{id*}/save", kActLongForm, save_form},
    {"POST", "/papers/{id*}/not-for-me", kActForm, refuse_form},
    {"GET", "/papers/{id*}/similar{form}", kPage, similar_to_paper},
    {"GET", "/papers/{id*}", kPage, paper_page},
    {"GET", "/categories", kPage, categories_page},
    {"GET", "/categories/{expression}", kPage, category_page},
    {"GET", "/authors/{author}", kPage, author_page},
    {"GET", "/venues", kPage, venues_page},
    {"GET", "/venues/{name}", kPage, venue_page},
    {"GET", "/organizations", kPage, organizations_page},
    {"GET", "/organizations/{name}", kPage, organization_page},
    {"GET", "/archive", kPage, archive_page},
    {"GET", "/archive/{year}", kPage, archive_year_page},
    {"GET", "/library{form}", kOwnPage, library_page},
    {"GET", "/library/import", kOwnPage, library_import_page},
    {"POST", "/library/import", kActLongForm, import_into_library},
    {"GET", "/library/folders", kOwnPage, folders_page},
    {"POST", "/library/folders", kActForm, make_folder},
    {"GET", "/library/folders/{folder}", kOwnPage, folder_page},
    {"POST", "/library/folders/{folder}", kActForm, change_folder},
    {"GET", "/collections", kFreshPage, collections_page},
    {"GET", "/collections/{slug*}", kFreshPage, collection_page},
    {"GET", "/following{form}", kOwnPage, following_page},
    {"GET", "/for-you", kOwnPage, for_you_page},
    {"POST", "/following", kActForm, follow_form},
    {"GET", "/settings/feeds", kOwnPage, private_feeds_page},
    {"POST", "/settings/feeds", kActForm, set_private_feed},
    {"GET", "/private/{feed}", kSecretPage, private_feed},
    {"GET", "/subscribe", kEntrance, subscribe_page},
    {"POST", "/subscribe", kCodeForm, subscribe_form},
    {"GET", "/subscribe/confirm", kEntrance, confirm_subscription_page},
    {"POST", "/subscribe/confirm", kCodeForm, confirm_subscription_form},
    {"GET", "/subscription/{token}", kSecretPage, subscription_page},
    {"POST", "/subscription/{token}", kSecretForm, change_subscription},
    {"GET", "/unsubscribe/{token}", kSecretPage, unsubscribe_page},
    {"POST", "/unsubscribe/{token}", kSecretForm, unsubscribe},
    {"GET", "/settings/mail", kOwnPage, mail_settings_page},
    {"POST", "/settings/mail", kActLongForm, change_mail_settings},
    {"GET", "/settings/mail/preview", kOwnPage, preview_digest},
    {"GET", "/settings/notifications", kOwnPage, notice_switches_page},
    {"POST", "/settings/notifications", kActForm, change_notice_switches},
    {"GET", "/about", kFreshPage, about_page},
    {"GET", "/login", kEntrance, login_form},
    {"POST", "/login", kPasswordForm, log_in},
    {"POST", "/logout", kActForm, log_out},
    {"GET", "/signup", kEntrance, signup_form},
    {"POST", "/signup", kPasswordForm, sign_up},
    {"GET", "/settings", kOwnPage, settings_page},
    {"POST", "/settings/password", kOwnPasswordForm, change_password},
    {"POST", "/settings/address", kOwnPasswordForm, change_own_address},
    {"POST", "/settings/address/letter", kActForm, send_confirmation_again},
    {"POST", "/settings/sessions/end", kActForm, end_session},
    {"POST", "/settings/tokens", kActForm, make_token},
    {"POST", "/settings/tokens/revoke", kActForm, revoke_token},
    {"GET", "/comments{form}", kFreshPage, comments_page},
    {"GET", "/comments/{comment}", kFreshPage, comment_page},
    {"POST", "/comments/{comment}/edit", kCommentForm, edit_comment},
    {"POST", "/comments/{comment}/delete", kActForm, delete_comment},
    {"POST", "/comments/{comment}/react", kActForm, react_to_comment},
    {"POST", "/comments/{comment}/report", kActForm, report_comment},
    {"POST", "/comments/{comment}/hide", kModeratorForm, hide_comment},
    {"POST", "/comments/{comment}/show", kModeratorForm, show_comment},
    {"POST", "/comments/{comment}/dismiss", kModeratorForm, dismiss_reports},
    {"GET", "/moderation", kFreshPage, moderation_page},
    {"GET", "/moderation/reports", kModeratorPage, reports_page},
    {"GET", "/moderation/claims", kModeratorPage, claims_page},
    {"GET", "/moderation/rings", kModeratorStudy, rings_page},
    {"POST", "/moderation/claims/{claim}", kModeratorForm, decide_claim},
    {"GET", "/notifications", kOwnPage, notices_page},
    {"POST", "/notifications/read", kActForm, read_notices},
    {"GET", "/users/{name}", kFreshPage, user_page},
    {"POST", "/login/second", kCodeForm, second_step},
    {"GET", "/forgot", kEntrance, forgot_form},
    {"POST", "/forgot", kCodeForm, ask_for_reset},
    {"GET", "/reset", kEntrance, reset_form},
    {"POST", "/reset", kPasswordForm, reset_password},
    {"GET", "/confirm", kEntrance, confirm_form},
    {"POST", "/confirm", kCodeForm, confirm_address},
    {"POST", "/settings/second-factor/begin", kOwnPasswordForm, begin_second_factor},
    {"POST", "/settings/second-factor/confirm", kActForm, confirm_second_factor},
    {"POST", "/settings/second-factor/off", kOwnPasswordForm, drop_second_factor},
    {"GET", "/settings/export", kOwnPage, export_account},
    {"POST", "/settings/delete", kOwnPasswordForm, delete_account},
    {"GET", "/admin", kAdminPage, admin_overview},
    {"GET", "/admin/readers", kAdminPage, admin_readers},
    {"POST", "/admin/invitations", kAdminForm, admin_invite},
    {"GET", "/admin/readers/{name}", kAdminPage, admin_reader},
    {"POST", "/admin/readers/{name}", kAdminForm, admin_act_on_reader},
    {"GET", "/admin/sources", kAdminPage, admin_sources},
    {"POST", "/admin/sources/{name}", kAdminForm, admin_act_on_source},
    {"GET", "/admin/jobs", kAdminPage, admin_jobs},
    {"POST", "/admin/jobs/{job}", kAdminForm, admin_act_on_job},
    {"GET", "/admin/mail", kAdminStudy, admin_mail},
    {"POST", "/admin/mail", kAdminForm, admin_act_on_mail},
    {"GET", "/admin/settings", kAdminPage, admin_settings},
    {"GET", "/opensearch.xml", kFile, opensearch_description},
    {"GET", "/suggest", kPage, opensearch_suggestions},
    {"GET", "/robots.txt", kFile, robots},
    {"GET", "/sitemap.xml", kPage, sitemap_index},
    {"GET", "/sitemaps/{part}", kPage, sitemap},
    {"GET", "/llms.txt", kFile, llms},
    {"GET", "/site/{name}", kFile, site_file},
    {"GET", "/thumbnails/{name}", kFile, thumbnail},
    {"GET", "/avatars/{name}", kFile, avatar},
    {"POST", "/mcp", kAskedApi, mcp_message},
    {"GET", "/oai", kProtocol, oai},
    {"POST", "/oai", kAskedApi, oai},
    {"GET", "/oai/whole-paper.xsd", kFile, oai_schema},
    {"GET", "/healthz", kFile, health},
    {"GET", "/metrics", kMonitoring, metrics},
});

// An address of the API that is not described, or whose answer has no schema, does not compile.
constexpr bool is_described(const Route& route) {
  if (!route.pattern.starts_with("/api/")) return true;
  if (route.operation == nullptr) return false;
  const std::string_view takes = route.operation->takes;
  if (!takes.empty() && tables::find_schema(takes) == nullptr) return false;
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

// Nor does a door that contradicts its method or itself.
constexpr bool is_sound(const Route& route) {
  const Door& door = route.door;
  const bool reads = route.method == "GET";
  if (reads && (door.effect != Effect::kNone || door.body_bytes_max != 0)) return false;
  if (!reads && (door.body_bytes_max == 0 || door.caching == Caching::kUntilChange || !door.rate))
    return false;
  // What somebody may see alone is kept for nobody.
  if ((door.caller != Caller::kAnybody || door.effect != Effect::kNone) && door.caching != Caching::kNever)
    return false;
  return !route.pattern.starts_with("/api/") || door.rate == RateClass::kApi;
}
static_assert(std::ranges::all_of(kRoutes, is_sound));

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

std::span<const Route> all_routes() {
  return kRoutes;
}

Matched match_route(std::string_view method, const std::vector<std::string>& segments) {
  Matched matched;
  std::string_view own;  // the first pattern that the address is of
  for (const Route& route : kRoutes) {
    auto captured = match(route.pattern, segments);
    if (!captured) continue;
    // What a pattern of its own is asked for is none of those that take anything.
    if (!own.empty() && route.pattern != own && route.pattern.ends_with("*}")) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      matched.route = &route;
      matched.captured = *std::move(captured);
      matched.allowed.clear();  // of the routes before it, which have other methods
      return matched;
    }
    if (own.empty()) own = route.pattern;
    if (matched.allowed.find(route.method) != std::string::npos) continue;
    matched.allowed.append(matched.allowed.empty() ? "" : ", ").append(route.method);
    if (route.method == "GET") matched.allowed += ", HEAD";
  }
  return matched;
}

}  // namespace broadsheet::web
