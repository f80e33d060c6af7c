// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers?q=…: search as a page and as a feed.

#include <memory>
#include <string>
#include <utility>

#include "base/english.h"
#include "base/percent.h"
#include "papers/paper_search.h"
#include "web/cards.h"
#include "web/feeds.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

struct Asked {
  papers::PaperSearchRequest request;
  std::uint64_t page = 0;
};

Result<Asked> read_asked(const Target& target) {
  Asked asked;
  asked.request.query = target.parameter("q").value_or("");
  const auto sort = search::parse_search_sort(target.parameter("sort").value_or("relevance"));
  if (!sort) return Error(ErrorCode::kInvalid, "sort must be relevance, date or votes");
  asked.request.sort = *sort;
  TRY(asked.page, number_parameter(target, "p", 0, 0, kPageMax));
  asked.request.limit = kSearchPageSize;
  asked.request.offset = asked.page * kSearchPageSize;
  asked.request.facets = true;
  asked.request.verbatim = target.parameter("verbatim") == "true";
  asked.request.explain = target.parameter("why") == "true";
  asked.request.whole = target.parameter("whole") == "true";
  return asked;
}

Result<papers::PaperSearchResponse> find(const Exchange& exchange, papers::PaperSearchRequest request) {
  request.encode_query = exchange.backend.encode_query();
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  return papers::search_papers(exchange.backend.record(), searcher.get(), request,
                               exchange.backend.analyzer());
}

// Of the same search with another order or page.
std::string search_url(const Asked& asked, search::SearchSort sort, std::uint64_t page) {
  std::string url = search_path(asked.request.query);
  if (sort != search::SearchSort::kRelevance) url.append("&sort=").append(search::search_sort_name(sort));
  if (asked.request.verbatim) url += "&verbatim=true";
  if (asked.request.explain) url += "&why=true";
  if (asked.request.whole) url += "&whole=true";
  if (page > 0) url += "&p=" + std::to_string(page);
  return url;
}

// Each part of the scores of what is on the page, a click away.
void add_why_link(text::TemplateValues& body, const Asked& asked) {
  Asked other = asked;
  other.request.explain = !asked.request.explain;
  body.add("WHY_LINK")
      .set("WHY_URL", search_url(other, asked.request.sort, asked.page))
      .set("WHY_TEXT", asked.request.explain ? "Hide why" : "Why these?");
}

void add_facet(text::TemplateValues& facets, const Asked& asked, std::string_view name,
               std::string_view field, const std::vector<search::FacetValue>& values) {
  // One value alone narrows nothing.
  if (values.size() < 2) return;
  text::TemplateValues facet = facets.add("FACET");
  facet.set("FACET_NAME", name);
  for (std::size_t i = 0; i < values.size() && i < kFacetValuesShown; ++i) {
    const std::string narrowed = asked.request.query + " " + field_query(field, values[i].value);
    facet.add("VALUE")
        .set("VALUE_NAME", values[i].value)
        .set("VALUE_COUNT", with_thousands(values[i].count))
        .set("VALUE_URL", search_path(narrowed));
  }
}

void add_facets(text::TemplateValues& body, const Asked& asked, const search::Facets& facets) {
  text::TemplateValues all = body.add("FACETS");
  add_facet(all, asked, "Category", "category", facets.category);
  add_facet(all, asked, "Year", "date", facets.year);
  add_facet(all, asked, "Source", "source", facets.source);
  add_facet(all, asked, "Venue", "venue", facets.venue);
}

// The needs that a long query was taken apart into, and the way back.
void add_aspects_note(text::TemplateValues& body, const Asked& asked,
                      const std::vector<std::string>& aspects) {
  if (aspects.empty()) return;
  Asked as_one = asked;
  as_one.request.whole = true;
  text::TemplateValues note = body.add("ASPECTS");
  note.set("ASPECTS_TEXT", "Searched for " + counted(aspects.size(), "need") + ", papers of several first:")
      .set("WHOLE_URL", search_url(as_one, asked.request.sort, 0));
  for (const std::string& aspect : aspects) note.add("ASPECT").set("ASPECT_TEXT", aspect);
}

// Whose papers come first, and the way to a search that knows of no names.
void add_author_note(text::TemplateValues& body, const Asked& asked, const std::string& author) {
  if (author.empty()) return;
  Asked nobody = asked;
  nobody.request.whole = true;
  body.add("AUTHOR")
      .set("AUTHOR_NAME", author)
      .set("AUTHOR_URL", search_path("author:\"" + author + "\""))
      .set("NOBODY_URL", search_url(nobody, asked.request.sort, 0));
}

// While papers are still being encoded: what a reader may miss.
void add_vectors_note(text::TemplateValues& body, const papers::PaperSearchResponse& found) {
  // The last percent may be papers without any text.
  if (found.vectors_done == 0 || found.vectors_done + found.vectors_of / 100 >= found.vectors_of) return;
  body.add("NOTE").set("NOTE_TEXT", with_thousands(found.vectors_done) + " of " +
                                        with_thousands(found.vectors_of) +
                                        " papers are found by meaning so far, the others by their words.");
}

std::string count_of(const papers::PaperSearchResponse& found) {
  return (found.total_is_exact ? "" : "at least ") + counted(found.total, "paper");
}

PageHead head_of(const Asked& asked) {
  PageHead head;
  head.title = asked.request.query.empty() ? "All papers" : asked.request.query;
  head.description = "Papers found for " + head.title;
  head.path = search_url(asked, asked.request.sort, asked.page);
  head.feed_path = "/papers";
  head.feed_query = search_url(asked, asked.request.sort, 0).substr(head.feed_path.size());
  head.query = asked.request.query;
  return head;
}

}  // namespace

http::Response search_page(Exchange& exchange) {
  const auto asked = read_asked(exchange.target);
  if (!asked.ok()) return error_response(asked.error());
  const auto found = find(exchange, asked->request);
  if (!found.ok()) return search_error(exchange, found.error());
  const PageHead head = head_of(*asked);
  Page page(exchange, head, "search.html");
  text::TemplateValues body = page.body();
  body.set("HEADING", head.title).set("COUNT", count_of(*found));
  add_orders(body, "Best match", asked->request.sort,
             [&](search::SearchSort sort) { return search_url(*asked, sort, 0); });
  if (found->corrected) {
    body.add("CORRECTED")
        .set("CORRECTED_QUERY", found->corrected->text)
        .set("CORRECTED_URL", search_path(found->corrected->text))
        .set("TYPED_QUERY", asked->request.query)
        .set("TYPED_URL", search_path(asked->request.query) + "&verbatim=true");
  }
  if (found->truncated) {
    body.add("NOTE").set("NOTE_TEXT", "The query has more words than are looked up: the last were left out.");
  }
  add_aspects_note(body, *asked, found->aspects);
  add_author_note(body, *asked, found->author);
  add_vectors_note(body, *found);
  if (exchange.backend.site().searcher() == nullptr) {
    body.add("NOTE").set("NOTE_TEXT", "The index is being made; until it is ready only ids find papers.");
  }
  if (found->results.empty()) {
    body.add("EMPTY").set("EMPTY_TEXT", found->total == 0 ? "Nothing found. Fewer or other words may help."
                                                          : "No papers on this page.");
  } else {
    text::TemplateValues list = body.add("PAPERS");
    for (const papers::FoundPaper& paper : found->results) add_card(list, paper);
    if (!asked->request.query.empty()) add_why_link(body, *asked);
  }
  if (found->facets && found->total > 0) add_facets(body, *asked, *found->facets);
  add_paging(body, {.page = asked->page, .page_size = kSearchPageSize, .total = found->total},
             [&](std::uint64_t number) { return search_url(*asked, asked->request.sort, number); });
  return page.response();
}

// /papers.atom, .rss and .json: of a search, or of the newest edition.
http::Response papers_feed(Exchange& exchange) {
  if (!exchange.target.parameter("q")) return newest_day(exchange);
  std::string name = exchange.target.segments.back();
  const auto kind = take_feed_suffix(name);
  auto asked = read_asked(exchange.target);
  if (!asked.ok()) return error_response(asked.error());
  asked->request.facets = false;
  const auto found = find(exchange, asked->request);
  if (!found.ok()) return search_error(exchange, found.error());
  const PageHead head = head_of(*asked);
  Feed feed{.title = "Broadsheet: " + head.title,
            .base_url = exchange.base_url,
            .page_path = head.path,
            .self_path = exchange.request.target,
            .now = exchange.backend.site().clock.now(),
            .papers = {}};
  for (const papers::FoundPaper& paper : found->results) feed.papers.push_back(paper.view);
  return feed_response(*kind, feed);
}

}  // namespace broadsheet::web
