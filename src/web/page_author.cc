// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /authors/{name or ORCID iD}: the newest papers of an author, as a page, as a feed and as JSON.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/author_papers.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"
#include "web/paper_list.h"

namespace broadsheet::web {
namespace {

using papers::AuthorPapers;
using text::TemplateValues;

Result<AuthorPapers> find_author(const Exchange& exchange, std::string_view asked, std::uint64_t offset,
                                 std::size_t limit) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  return papers::papers_of_author(exchange.backend.record(), searcher.get(), asked, offset, limit);
}

// The address under which the list is the same wherever one comes from.
std::string path_of(const AuthorPapers& author) {
  return author_path(author.rule == papers::AuthorRule::kOrcid ? author.orcid : author.name);
}

void add_partners(TemplateValues body, std::string_view label,
                  const std::vector<search::BylinePartner>& partners) {
  if (partners.empty()) return;
  TemplateValues list = body.add("PARTNERS");
  list.set("LABEL", label);
  for (const search::BylinePartner& partner : partners) {
    TemplateValues one = list.add("PARTNER");
    one.set("PARTNER_URL", author_path(partner.text))
        .set("PARTNER_NAME", partner.text)
        .set("PARTNER_COUNT", with_thousands(partner.papers));
    if (&partner != &partners.back()) one.show("PARTNER_MORE");
  }
}

http::Response author_response(const Exchange& exchange, const AuthorPapers& author, std::uint64_t page) {
  PageHead head;
  head.title = author.name;
  head.description = "The newest papers of " + author.name;
  head.path = path_of(author);
  head.feed_path = head.file_path = head.path;
  head.markdown_path = head.path + ".md";
  head.query = author.query;
  Page made(exchange, head, "author.html");
  TemplateValues body = made.body();
  body.set("HEADING", author.name)
      .set("COUNT", counted(author.newest.total, "paper"))
      .set("RULE", rule_text(author));
  if (!author.orcid.empty()) {
    body.add("ORCID").set("ORCID_URL", orcid_url(author.orcid)).set("ORCID_TEXT", author.orcid);
  }
  add_follow(body, exchange, store::FollowKind::kAuthor,
             author.rule == papers::AuthorRule::kOrcid ? author.orcid : author.name);
  add_partners(body, "ORCID iDs of this name", author.namesakes);
  add_partners(body, author.rule == papers::AuthorRule::kOrcid ? "Names" : "Also as", author.names);
  add_paper_list(body, exchange, author.newest, page);
  return made.response();
}

}  // namespace

http::Response author_page(Exchange& exchange) {
  std::string name = exchange.captured[0];
  const auto part = read_list_part(exchange, name);
  if (!part.ok()) return error_response(part.error());
  auto author = find_author(exchange, name, part->offset(), kPageSize);
  if (!author.ok()) return search_error(exchange, author.error());
  if (!part->form.is_page()) {
    return list_in_form(exchange, *part, {.title = author->name, .path = path_of(*author)}, author->query);
  }
  return author_response(exchange, *author, part->page);
}

http::Response api_author(Exchange& exchange) {
  const std::uint64_t limit = exchange.number("limit");
  const auto author = find_author(exchange, exchange.captured[0], exchange.number("p") * limit, limit);
  if (!author.ok()) return search_error(exchange, author.error());
  JsonWriter json;
  papers::write_json(*author, json);
  return json_response(json.take());
}

}  // namespace broadsheet::web
