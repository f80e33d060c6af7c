// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers?q=…: search, in all forms of a list.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/percent.h"
#include "papers/category_expression.h"
#include "papers/paper_search.h"
#include "web/cards.h"
#include "web/following.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/list_forms.h"
#include "web/page.h"
#include "web/search_filters.h"

namespace broadsheet::web {
namespace {

struct Asked {
  std::string typed;
  SearchFilters filters;
  papers::PaperSearchRequest request;  // its query is both
  std::uint64_t page = 0;
  // Of a file: so many papers, in the order of the page; 0 for all that match, in no order.
  std::uint64_t file_size = 0;
};

Result<Asked> read_asked(const Target& target) {
  Asked asked;
  asked.typed = target.parameter("q").value_or("");
  TRY(asked.filters, read_filters(target));
  asked.request.query = asked.typed;
  if (const std::string filters = filter_query(asked.filters); !filters.empty())
    asked.request.query += (asked.typed.empty() ? "" : " ") + filters;
  const auto sort = search::parse_search_sort(target.parameter("sort").value_or("relevance"));
  if (!sort) return Error(ErrorCode::kInvalid, "sort must be relevance, date or votes");
  asked.request.sort = *sort;
  TRY(asked.page, number_parameter(target, "p", 0, 0, kPageMax));
  TRY(asked.file_size, number_parameter(target, "limit", 0, 1, search::kPoolMax));
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

// The papers of a search in its order.
Result<std::vector<PaperNumber>> found_numbers(const Exchange& exchange, papers::PaperSearchRequest request) {
  request.encode_query = exchange.backend.encode_query();
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  return papers::best_matches(exchange.backend.record(), searcher.get(), request);
}

// Of the same search with another order or page.
std::string search_url(const Asked& asked, search::SearchSort sort, std::uint64_t page) {
  std::string url = search_path(asked.typed) + filter_parameters(asked.filters);
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

void add_facet_of_code(text::TemplateValues& facets, const Asked& asked, std::uint64_t papers) {
  Asked narrowed = asked;
  narrowed.filters.code = true;
  text::TemplateValues facet = facets.add("FACET");
  facet.set("FACET_NAME", "Code");
  facet.add("VALUE")
      .set("VALUE_NAME", "With code")
      .set("VALUE_COUNT", with_thousands(papers))
      .set("VALUE_URL", search_url(narrowed, asked.request.sort, 0));
}

// `narrow` sets the filter to a value.
template <class Narrow>
void add_facet(text::TemplateValues& facets, const Asked& asked, std::string_view name,
               const std::vector<search::FacetValue>& values, const Narrow& narrow) {
  // One value alone narrows nothing.
  if (values.size() < 2) return;
  text::TemplateValues facet = facets.add("FACET");
  facet.set("FACET_NAME", name);
  for (std::size_t i = 0; i < values.size() && i < kFacetValuesShown; ++i) {
    Asked narrowed = asked;
    narrow(narrowed.filters, values[i].value);
    facet.add("VALUE")
        .set("VALUE_NAME", values[i].value)
        .set("VALUE_COUNT", with_thousands(values[i].count))
        .set("VALUE_URL", search_url(narrowed, asked.request.sort, 0));
  }
}

void add_facets(text::TemplateValues& body, const Asked& asked, const search::Facets& facets) {
  const auto name = [](std::string SearchFilters::*filter) {
    return [filter](SearchFilters& filters, const std::string& value) { filters.*filter = value; };
  };
  add_facet(body, asked, "Category", facets.category, [](SearchFilters& filters, const std::string& value) {
    filters.category = papers::expression_of(value);
  });
  add_facet(body, asked, "Year", facets.year,
            [](SearchFilters& filters, const std::string& value) { filters.from = filters.to = value; });
  add_facet(body, asked, "Organization", facets.organization, name(&SearchFilters::organization));
  add_facet(body, asked, "Venue", facets.venue, name(&SearchFilters::venue));
  add_facet(body, asked, "Source", facets.source, name(&SearchFilters::source));
  if (facets.code == 0 || asked.filters.code) return;
  add_facet_of_code(body, asked, facets.code);
}

// The form beside the results, and what of it is set.
void add_filters(text::TemplateValues& body, const Asked& asked) {
  const std::vector<SetFilter> set = set_filters(asked.filters);
  text::TemplateValues list = set.empty() ? body : body.add("SET_FILTERS");
  for (const SetFilter& filter : set) {
    Asked others = asked;
    others.filters = filter.others;
    list.add("SET_FILTER")
        .set("FILTER_TEXT", filter.text)
        .set("WITHOUT_URL", search_url(others, asked.request.sort, 0));
  }
  for (const FilterField& field : filter_fields()) {
    body.add("FILTER")
        .set("FILTER_NAME", field.parameter)
        .set("FILTER_LABEL", field.label)
        .set("FILTER_PLACEHOLDER", field.placeholder)
        .set("FILTER_VALUE", asked.filters.*field.value);
  }
  if (asked.filters.code) body.show("CODE_CHECKED");
  body.set("TYPED", asked.typed).set("SORT", search::search_sort_name(asked.request.sort));
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
  head.title = asked.typed.empty() ? "All papers" : asked.typed;
  head.description = "Papers found for " + head.title;
  head.path = search_url(asked, asked.request.sort, asked.page);
  head.feed_path = "/papers";
  head.feed_query = search_url(asked, asked.request.sort, 0).substr(head.feed_path.size());
  head.query = asked.typed;
  head.file_path = head.feed_path;
  head.file_query = head.feed_query;
  head.markdown_path = head.feed_path + ".md" + head.feed_query;
  return head;
}

// Everything that matches a few words may be half of the record: a reader wants the best of it.
void say_what_files_hold(PageHead& head, const papers::PaperSearchResponse& found) {
  if (found.total <= kSearchFileSize) return;
  head.file_query += "&limit=" + std::to_string(kSearchFileSize);
  head.file_text = "The first " + std::to_string(kSearchFileSize) + " papers";
}

// Of the best matches those that came last: what is new enters at the top, what matches badly never.
http::Response search_feed(Exchange& exchange, Asked asked, const ListForm& form, const ListText& text) {
  asked.request.offset = 0;
  asked.request.limit = search::kPoolMax;
  const auto numbers = found_numbers(exchange, asked.request);
  if (!numbers.ok()) return search_error(exchange, numbers.error());
  return feed_of_arrivals(exchange, *form.feed, text, *numbers, asked.page);
}

http::Response search_file(Exchange& exchange, Asked asked, const ListForm& form, const ListText& text) {
  asked.request.offset = 0;
  asked.request.limit = asked.file_size;
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  auto numbers = asked.file_size > 0 ? found_numbers(exchange, asked.request)
                                     : papers::matching_papers(exchange.backend.record(), searcher.get(),
                                                               asked.request.query);
  if (!numbers.ok()) return search_error(exchange, numbers.error());
  return whole_list(exchange, *form.file, text, *std::move(numbers));
}

http::Response search_markdown(Exchange& exchange, const Asked& asked, const ListForm& form, ListText text) {
  auto found = find(exchange, asked.request);
  if (!found.ok()) return search_error(exchange, found.error());
  if (asked.request.offset + found->results.size() < found->total && !found->results.empty())
    text.next_path = target_with(exchange, "p", std::to_string(asked.page + 1));
  std::vector<store::PaperView> papers;
  for (papers::FoundPaper& paper : found->results) papers.push_back(std::move(paper.view));
  return list_part(exchange, form, text, papers);
}

http::Response search_in_form(Exchange& exchange, Asked asked, const ListForm& form) {
  asked.request.facets = asked.request.explain = false;
  const PageHead head = head_of(asked);
  const ListText text{.title = head.title, .path = head.path};
  if (form.feed) return search_feed(exchange, std::move(asked), form, text);
  if (form.is_whole()) return search_file(exchange, std::move(asked), form, text);
  return search_markdown(exchange, asked, form, text);
}

// Where a search may miss what is in the record.
void add_index_note(text::TemplateValues body, Exchange& exchange) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  if (searcher == nullptr) {
    body.add("NOTE").set("NOTE_TEXT", "The index is being made; until it is ready only ids find papers.");
    return;
  }
  const Result<Revision> head = exchange.backend.record().head();
  if (!head.ok() || *head <= searcher->revision()) return;
  body.add("NOTE").set("NOTE_TEXT", "The index is catching up: the newest " +
                                        counted(head->value() - searcher->revision().value(), "change") +
                                        " can be found in a moment.");
}

}  // namespace

http::Response search_page(Exchange& exchange) {
  auto asked = read_asked(exchange.target);
  if (!asked.ok()) return error_response(asked.error());
  std::string name = exchange.target.segments.back();
  if (const ListForm form = take_list_form(exchange, name); !form.is_page())
    return search_in_form(exchange, *std::move(asked), form);
  const auto found = find(exchange, asked->request);
  if (!found.ok()) return search_error(exchange, found.error());
  PageHead head = head_of(*asked);
  say_what_files_hold(head, *found);
  Page page(exchange, head, "search.html");
  text::TemplateValues body = page.body();
  body.set("HEADING", head.title).set("COUNT", count_of(*found));
  add_orders(body, "Best match", asked->request.sort,
             [&](search::SearchSort sort) { return search_url(*asked, sort, 0); });
  add_filters(body, *asked);
  if (!asked->request.query.empty())
    add_follow(body, exchange, store::FollowKind::kSearch, asked->request.query);
  if (found->corrected) {
    Asked as_typed = *asked;
    as_typed.request.verbatim = true;
    body.add("CORRECTED")
        .set("CORRECTED_QUERY", found->corrected->text)
        .set("CORRECTED_URL", search_path(found->corrected->text))
        .set("TYPED_QUERY", asked->request.query)
        .set("TYPED_URL", search_url(as_typed, asked->request.sort, 0));
  }
  if (found->truncated) {
    body.add("NOTE").set("NOTE_TEXT", "The query has more words than are looked up: the last were left out.");
  }
  add_aspects_note(body, *asked, found->aspects);
  add_author_note(body, *asked, found->author);
  add_vectors_note(body, *found);
  add_index_note(body, exchange);
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

}  // namespace broadsheet::web
