// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/users/… and /api/organizations/…: people and organisations as far as papers name them; and
// /api/whoami-v2: the reader who asks.

#include <algorithm>
#include <optional>
#include <string>

#include "base/date.h"
#include "papers/field_query.h"
#include "papers/newest_papers.h"
#include "papers/paper_body.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

// Names that match a query word for word are few; the wanted one is among the newest of them.
constexpr std::size_t kCandidates = 20;

struct Known {
  std::string fullname;
  std::uint64_t papers = 0;
};

using Names = std::pair<const std::string&, const std::string&>;  // handle, full name

// Whoever has papers under this handle; kNotFound if there is nobody.
Result<Known> find_name(Exchange& exchange, std::string_view field, const std::string& handle,
                        Names (*names_of)(const store::PaperView&)) {
  const auto searcher = exchange.backend.site().searcher();
  TRY(const papers::NewestPapers found,
      papers::newest_papers(exchange.backend.record(), searcher.get(), papers::field_query(field, handle), "",
                            kCandidates));
  const auto paper = std::ranges::find_if(
      found.papers, [&](const store::PaperView& view) { return names_of(view).first == handle; });
  if (paper == found.papers.end()) return Error(ErrorCode::kNotFound, "There is nobody of that name here");
  const std::string& fullname = names_of(*paper).second;
  return Known{.fullname = fullname.empty() ? handle : fullname, .papers = found.total};
}

Names submitter_names(const store::PaperView& paper) {
  return {paper.submitter, paper.submitter_fullname};
}
Names organization_names(const store::PaperView& paper) {
  return {paper.organization_handle, paper.organization};
}

// Who has an account here, or whom sources name as a submitter.
Result<Known> find_user(Exchange& exchange) {
  Result<Known> submitter = find_name(exchange, "submitter", exchange.captured[0], submitter_names);
  TRY(const std::optional<store::Account> account,
      store::Accounts(exchange.backend.record()).account_by_name(exchange.captured[0]));
  if (!account || account->deleted_at) return submitter;
  return Known{.fullname = account->fullname.empty() ? account->name : account->fullname,
               .papers = submitter.ok() ? submitter->papers : 0};
}
Result<Known> find_organization(Exchange& exchange) {
  return find_name(exchange, "org", exchange.captured[0], organization_names);
}

void begin_overview(JsonWriter& json, std::string_view kind, const std::string& handle, const Known& known) {
  json.begin_object().key("_id").value(papers::object_id(kind, handle));
  json.key("avatarUrl").value(papers::avatar_path(handle));
  json.key("fullname").value(known.fullname).key("name").value(handle);
  json.key("type").value(kind == "organization" ? "org" : "user").key("isFollowing").value(false);
  json.key("numFollowers").value(0);
}

}  // namespace

http::Response api_user(Exchange& exchange) {
  const auto user = find_user(exchange);
  if (!user.ok()) return search_error(exchange, user.error());
  JsonWriter json;
  begin_overview(json, "user", exchange.captured[0], *user);
  json.key("user").value(exchange.captured[0]).key("isPro").value(false).key("numFollowing").value(0);
  json.key("orgs").begin_array().end_array().key("numSubmittedPapers").value(user->papers).end_object();
  return json_response(json.take());
}

http::Response api_organization(Exchange& exchange) {
  const auto organization = find_organization(exchange);
  if (!organization.ok()) return search_error(exchange, organization.error());
  JsonWriter json;
  begin_overview(json, "organization", exchange.captured[0], *organization);
  json.key("isVerified").value(false).key("numUsers").value(0);
  json.key("numPapers").value(organization->papers).end_object();
  return json_response(json.take());
}

// Nobody follows anybody before there are accounts; but who is unknown is unknown.
http::Response api_people_of_user(Exchange& exchange) {
  const auto user = find_user(exchange);
  return user.ok() ? json_response("[]") : search_error(exchange, user.error());
}

http::Response api_people_of_organization(Exchange& exchange) {
  const auto organization = find_organization(exchange);
  return organization.ok() ? json_response("[]") : search_error(exchange, organization.error());
}

http::Response api_who_am_i(Exchange& exchange) {
  const Visitor& visitor = *exchange.visitor;
  const store::Account& account = visitor.account;
  JsonWriter json;
  json.begin_object().key("type").value("user").key("id").value(papers::object_id("user", account.name));
  json.key("name").value(account.name);
  json.key("fullname").value(account.fullname.empty() ? account.name : account.fullname);
  json.key("isPro")
      .value(false)
      .key("avatarUrl")
      .value(exchange.base_url + papers::avatar_path(account.name));
  json.key("orgs").begin_array().end_array().key("auth").begin_object();
  json.key("type").value(visitor.is_program() ? "access_token" : "session");
  if (visitor.is_program()) {
    json.key("accessToken").begin_object().key("displayName").value(visitor.token_name);
    json.key("role").value(papers::scope_name(visitor.scope));
    json.key("createdAt").value(format_instant(visitor.token_made)).end_object();
  }
  json.end_object().end_object();
  return json_response(json.take());
}

}  // namespace broadsheet::web
