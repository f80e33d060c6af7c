// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/citing.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/percent.h"
#include "formats/venue_kind.h"
#include "papers/paper_lines.h"
#include "text/readable.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using formats::venue_kind;
using formats::VenueKind;
using store::PaperView;

// Beyond, a list of authors is longer than all else on the page together.
constexpr std::size_t kTaggedAuthorsMax = 300;
constexpr std::size_t kListedAuthorsMax = 10;

// As much of the day as is known: "2026/07/01", "2026/07", "2026".
std::string slashed_date(const PaperView& paper) {
  if (!paper.published) return {};
  std::string date = format_partial_date(*paper.published);
  std::ranges::replace(date, '-', '/');
  return date;
}

void add_pair(std::string& to, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  to.append(to.empty() ? "" : "&").append(key).append("=").append(percent_encode(value));
}

}  // namespace

std::vector<CitationTag> citation_tags(const PaperView& paper, const std::string& page_url) {
  std::vector<CitationTag> tags;
  const auto add = [&](std::string_view name, std::string content) {
    if (!content.empty()) tags.push_back({name, std::move(content)});
  };
  add("citation_title", papers::readable_title(paper));
  for (std::size_t i = 0; i < std::min(paper.authors.size(), kTaggedAuthorsMax); ++i) {
    add("citation_author", text::readable(paper.authors[i]));
    const std::string& orcid = paper.orcid_of(i);
    if (!orcid.empty()) add("citation_author_orcid", orcid_url(orcid));
  }
  add("citation_publication_date", slashed_date(paper));
  switch (venue_kind(paper.venue)) {
    case VenueKind::kNone:
      add("DC.type", "preprint");
      break;
    case VenueKind::kJournal:
      add("citation_journal_title", text::readable(paper.venue));
      break;
    case VenueKind::kConference:
      add("citation_conference_title", text::readable(paper.venue));
      break;
  }
  add("citation_doi", paper.doi);
  add("citation_arxiv_id", arxiv_number(paper));
  add("citation_pdf_url", pdf_url(paper));
  add("citation_abstract_html_url", page_url);
  // What stays in a library is to lead to the paper from everywhere, and not to this machine.
  add("citation_public_url", source_url(paper));
  add("citation_abstract", text::readable(paper.abstract));
  add("citation_language", paper.language);
  for (const std::string& keyword : paper.ai_keywords) add("citation_keywords", text::readable(keyword));
  return tags;
}

std::string context_object(const PaperView& paper) {
  std::string pairs;
  add_pair(pairs, "ctx_ver", "Z39.88-2004");
  const VenueKind kind = venue_kind(paper.venue);
  const bool in_proceedings = kind == VenueKind::kConference;
  add_pair(pairs, "rft_val_fmt",
           in_proceedings ? "info:ofi/fmt:kev:mtx:book" : "info:ofi/fmt:kev:mtx:journal");
  add_pair(pairs, "rft.genre",
           in_proceedings             ? "proceeding"
           : kind == VenueKind::kNone ? "preprint"
                                      : "article");
  add_pair(pairs, "rft.atitle", papers::readable_title(paper));
  add_pair(pairs, in_proceedings ? "rft.btitle" : "rft.jtitle", text::readable(paper.venue));
  if (paper.published) add_pair(pairs, "rft.date", format_partial_date(*paper.published));
  for (std::size_t i = 0; i < std::min(paper.authors.size(), kListedAuthorsMax); ++i)
    add_pair(pairs, "rft.au", text::readable(paper.authors[i]));
  if (!paper.doi.empty()) add_pair(pairs, "rft_id", "info:doi/" + paper.doi);
  add_pair(pairs, "rft_id", source_url(paper));
  // Of Dublin Core, but what Zotero knows a preprint by. It stands last: it changes what other keys mean.
  if (kind == VenueKind::kNone) add_pair(pairs, "rft.type", "preprint");
  return pairs;
}

std::string plain_citation(const PaperView& paper) {
  std::string citation;
  for (const std::string& author : paper.authors)
    citation.append(citation.empty() ? "" : ", ").append(text::readable(author));
  if (!citation.empty()) citation += ". ";
  citation += papers::readable_title(paper);
  citation += citation.ends_with('?') || citation.ends_with('!') ? " " : ". ";
  const std::string venue = text::readable(paper.venue);
  const std::string year = paper.published ? format_partial_date(*paper.published).substr(0, 4) : "";
  citation += venue + (venue.empty() || year.empty() ? "" : ", ") + year;
  if (!venue.empty() || !year.empty()) citation += ". ";
  citation += source_url(paper);
  return citation;
}

}  // namespace broadsheet::web
