// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/paper_content.h"

#include <algorithm>
#include <string_view>

#include "papers/taxonomy.h"
#include "search/paper_document.h"
#include "text/readable.h"

namespace broadsheet::follow {
namespace {

void add_readable(std::vector<std::string>& to, const std::string& raw) {
  if (!raw.empty()) to.push_back(text::readable(raw));
}

void add_once(std::vector<std::string>& to, std::string_view value) {
  if (std::ranges::find(to, value) == to.end()) to.emplace_back(value);
}

// What `has:` finds: the parts that a paper may lack.
void add_has(const store::PaperView& view, std::vector<std::string>& has) {
  if (!view.abstract.empty()) has.emplace_back("abstract");
  if (!view.short_summary.empty() || !view.ai_summary.empty()) has.emplace_back("summary");
  if (!view.github_repo.empty()) has.emplace_back("code");
  if (!view.project_page.empty()) has.emplace_back("project");
  if (!view.doi.empty()) has.emplace_back("doi");
  if (!view.thumbnail.empty()) has.emplace_back("thumbnail");
  if (!view.media_urls.empty()) has.emplace_back("media");
  if (view.upvotes() != 0) has.emplace_back("votes");
  if (view.featured) has.emplace_back("featured");
}

}  // namespace

void PaperIndexer::fill(const store::PaperView& view, index::Document& document) {
  text::readable_into(view.title, title_);
  // A paper whose source gives no abstract is found by the words of the summary that stands in for it.
  text::readable_into(view.abstract.empty() ? view.short_summary : view.abstract, abstract_);
  authors_.clear();
  orcids_.clear();
  for (std::size_t i = 0; i < view.authors.size(); ++i) {
    authors_.push_back(text::readable(view.authors[i]));
    orcids_.push_back(view.orcid_of(i));
  }
  categories_ = view.categories;
  for (const std::string& category : view.categories) {
    for (const std::string_view other : papers::also_filed_under(category)) add_once(categories_, other);
  }
  venues_.clear();
  add_readable(venues_, view.venue);
  orgs_.clear();
  add_readable(orgs_, view.organization_handle);
  add_readable(orgs_, view.organization);
  submitters_.clear();
  add_readable(submitters_, view.submitter);
  add_readable(submitters_, view.submitter_fullname);
  has_.clear();
  add_has(view, has_);

  search::PaperContent content;
  content.number = view.number;
  content.title = title_;
  content.abstract = abstract_;
  content.authors = authors_;
  content.orcids = orcids_;
  content.categories = categories_;
  content.sources = view.sources;
  content.venues = venues_;
  content.orgs = orgs_;
  content.submitters = submitters_;
  content.has = has_;
  content.published = view.published;
  if (view.edition) content.edition = view.edition->day;
  search::fill_document(content, analyzer_, document);
}

}  // namespace broadsheet::follow
