// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/author_papers.h"

#include <algorithm>
#include <utility>

#include "papers/paper_body.h"
#include "search/byline_key.h"
#include "text/orcid.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

using search::BylinePartner;

std::string byline_query(std::string_view key) {
  return "byline:\"" + std::string(key) + "\"";
}

// The author's name as the first of these papers that has it writes it; empty if none does.
std::string name_in(const std::vector<store::PaperView>& papers, const std::string& key) {
  for (const store::PaperView& paper : papers) {
    for (const std::string& author : paper.authors) {
      std::string name = text::readable(author);
      if (search::byline_key(name) == key) return name;
    }
  }
  return {};
}

Result<void> ask_by_name(const search::Searcher& searcher, const std::string& key, AuthorPapers& author) {
  author.query = byline_query(key);
  TRY(std::vector<BylinePartner> orcids, searcher.byline_partners(key));
  if (orcids.empty()) return {};
  if (orcids.size() > 1) {
    author.rule = AuthorRule::kNamesakes;
    author.namesakes = std::move(orcids);
    return {};
  }
  author.rule = AuthorRule::kNameAndOrcid;
  author.orcid = orcids.front().text;
  author.query += " OR " + byline_query(author.orcid);
  TRY(author.names, searcher.byline_partners(author.orcid));
  // The newest papers may be those of another spelling; papers with the iD say how this one is written.
  const auto is_asked = [&](const BylinePartner& name) { return search::byline_key(name.text) == key; };
  const auto asked = std::ranges::find_if(author.names, is_asked);
  if (asked != author.names.end()) author.name = asked->text;
  std::erase_if(author.names, is_asked);
  return {};
}

Result<void> ask_by_orcid(const search::Searcher& searcher, const std::string& orcid, AuthorPapers& author) {
  author.query = byline_query(orcid);
  author.rule = AuthorRule::kOrcid;
  author.orcid = orcid;
  TRY(author.names, searcher.byline_partners(orcid));
  if (!author.names.empty()) author.name = author.names.front().text;
  return {};
}

void write_partners(JsonWriter& json, std::string_view key, std::string_view member,
                    const std::vector<BylinePartner>& partners) {
  json.key(key).begin_array();
  for (const BylinePartner& partner : partners) {
    json.begin_object().key(member).value(partner.text).key("papers").value(partner.papers).end_object();
  }
  json.end_array();
}

std::string_view rule_name(AuthorRule rule) {
  switch (rule) {
    case AuthorRule::kName:
      return "name";
    case AuthorRule::kNameAndOrcid:
      return "name-and-orcid";
    case AuthorRule::kNamesakes:
      return "namesakes";
    case AuthorRule::kOrcid:
      return "orcid";
  }
  return {};
}

}  // namespace

Result<AuthorPapers> papers_of_author(store::Record& record, const search::Searcher* searcher,
                                      std::string_view asked, std::uint64_t offset, std::size_t limit) {
  const Error nobody(
      ErrorCode::kNotFound,
      "No paper here has an author of exactly this name or ORCID iD; a search for author: and words "
      "of the name finds other spellings");
  if (searcher == nullptr) return nobody;
  const std::string key = search::byline_key(asked);
  AuthorPapers author;
  const bool by_orcid = text::parse_orcid(key).has_value();
  TRY_VOID(by_orcid ? ask_by_orcid(*searcher, key, author) : ask_by_name(*searcher, key, author));
  TRY(author.newest, newest_papers_from(record, searcher, author.query, offset, limit));
  if (author.newest.total == 0) return nobody;
  if (author.name.empty()) author.name = name_in(author.newest.papers, key);
  if (author.name.empty()) author.name = asked;
  return author;
}

std::string rule_text(const AuthorPapers& author) {
  switch (author.rule) {
    case AuthorRule::kName:
      return "Papers whose byline has exactly this name. None of them gives an ORCID iD with it, "
             "so namesakes cannot be told apart.";
    case AuthorRule::kNameAndOrcid:
      if (author.names.empty())
        return "Papers whose byline has exactly this name. One ORCID iD stands beside it in some; namesakes "
               "who give none cannot be told apart.";
      return "Papers whose byline has exactly this name, and those that give the one ORCID iD beside it to "
             "another spelling.";
    case AuthorRule::kNamesakes:
      return "Papers whose byline has exactly this name. Several ORCID iDs stand beside it: it "
             "is the name of several people.";
    case AuthorRule::kOrcid:
      return "Papers that give this ORCID iD. Others by the same person may give none: they are under the "
             "name.";
  }
  return {};
}

void write_json(const AuthorPapers& author, JsonWriter& json) {
  json.begin_object().key("name").value(author.name);
  if (!author.orcid.empty()) json.key("orcid").value(author.orcid);
  json.key("rule").value(rule_name(author.rule)).key("ruleText").value(rule_text(author));
  write_partners(json, "namesakes", "orcid", author.namesakes);
  write_partners(json, "names", "name", author.names);
  json.key("query").value(author.query).key("numTotalPapers").value(author.newest.total);
  json.key("papers").begin_array();
  for (const store::PaperView& paper : author.newest.papers) write_listed_paper(json, paper);
  json.end_array().end_object();
}

}  // namespace broadsheet::papers
