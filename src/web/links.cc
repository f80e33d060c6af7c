// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/links.h"

#include <algorithm>

#include "base/percent.h"
#include "papers/category_expression.h"
#include "papers/paper_path.h"
#include "papers/paper_view.h"
#include "text/web_url.h"

namespace broadsheet::web {

using papers::EditionKind;

std::string paper_path(const store::PaperView& paper) {
  return paper_path(papers::printed_id(paper));
}

std::string paper_path(std::string_view printed_id) {
  return papers::paper_path(printed_id);
}

std::string thumbnail_path(const store::PaperView& paper) {
  return "/thumbnails/" + percent_encode(papers::printed_id(paper)) + ".svg";
}

std::string period_name(EditionKind kind, Day day) {
  switch (kind) {
    case EditionKind::kDay:
      return format_day(day);
    case EditionKind::kWeek:
      return format_iso_week(day);
    case EditionKind::kMonth:
      return format_month(day);
    case EditionKind::kTrending:
      return "";
  }
  return "";
}

std::string edition_path(EditionKind kind, Day day) {
  switch (kind) {
    case EditionKind::kDay:
      return "/papers/date/" + period_name(kind, day);
    case EditionKind::kWeek:
      return "/papers/week/" + period_name(kind, day);
    case EditionKind::kMonth:
      return "/papers/month/" + period_name(kind, day);
    case EditionKind::kTrending:
      return "/papers/trending";
  }
  return "";
}

std::string search_path(std::string_view query) {
  return "/papers?q=" + percent_encode(query);
}

std::string category_path(std::string_view category) {
  return expression_path(papers::expression_of(category));
}

std::string expression_path(std::string_view expression) {
  std::string path = "/categories";
  // A plus is itself in a path, and readers know the expression again.
  for (std::size_t begin = 0; begin <= expression.size();) {
    const std::size_t end = std::min(expression.find('+', begin), expression.size());
    path += begin == 0 ? '/' : '+';
    path += percent_encode(expression.substr(begin, end - begin));
    begin = end + 1;
  }
  return path;
}

std::string named_path(std::string_view list_path, std::string_view name) {
  return std::string(list_path) + "/" + percent_encode(name);
}

std::string author_path(std::string_view author) {
  return "/authors/" + percent_encode(author);
}

std::string source_url(const store::PaperView& paper) {
  constexpr std::string_view kArxiv = "arxiv:";
  constexpr std::string_view kAcl = "acl:";
  const std::string& id = paper.ids.front();
  if (id.starts_with(kArxiv)) return "https://arxiv.org/abs/" + id.substr(kArxiv.size());
  if (id.starts_with(kAcl)) {
    return "https://aclanthology.org/" + percent_encode(id.substr(kAcl.size())) + "/";
  }
  if (!paper.doi.empty()) return doi_url(paper.doi);
  return text::is_web_url(paper.url) ? paper.url : "";
}

std::string arxiv_number(const store::PaperView& paper) {
  constexpr std::string_view kArxiv = "arxiv:";
  const auto id =
      std::ranges::find_if(paper.ids, [&](const std::string& one) { return one.starts_with(kArxiv); });
  return id == paper.ids.end() ? "" : id->substr(kArxiv.size());
}

std::string pdf_url(const store::PaperView& paper) {
  const std::string number = arxiv_number(paper);
  return number.empty() ? "" : "https://arxiv.org/pdf/" + number;
}

std::string doi_url(std::string_view doi) {
  return "https://doi.org/" + papers::encoded_id(doi);
}

std::string orcid_url(std::string_view orcid) {
  return "https://orcid.org/" + percent_encode(orcid);
}

}  // namespace broadsheet::web
