// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers/{id}/similar: papers like one; /papers/similar: like several, or like a text that was pasted.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/percent.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "text/html_template.h"
#include "web/cards.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/list_forms.h"
#include "web/negotiation.h"
#include "web/page.h"
#include "web/similar.h"

namespace broadsheet::web {
namespace {

struct Asked {
  papers::SimilarRequest request;
  std::string ids;   // as typed into the form
  std::string path;  // of the page, with what says the inputs; empty for a text, which no address holds
  std::uint64_t page = 0;
};

Result<Asked> read_asked(const Target& target, std::string path) {
  Asked asked;
  asked.path = std::move(path);
  const auto sort = papers::parse_similar_sort(target.parameter("sort").value_or("similarity"));
  if (!sort) return Error(ErrorCode::kInvalid, "sort must be similarity, date or votes");
  asked.request.sort = *sort;
  TRY(asked.page, number_parameter(target, "p", 0, 0, kPageMax));
  asked.request.limit = kSimilarPageSize;
  asked.request.offset = asked.page * kSimilarPageSize;
  asked.request.filter = target.parameter("q").value_or("");
  return asked;
}

// Of the same inputs with another order or page.
std::string page_url(const Asked& asked, search::SearchSort sort, std::uint64_t page) {
  std::string url = asked.path;
  const auto add = [&url](std::string_view name, std::string_view value) {
    url += (url.find('?') == std::string::npos ? "?" : "&") + std::string(name) + "=" + percent_encode(value);
  };
  if (!asked.request.filter.empty()) add("q", asked.request.filter);
  if (sort != search::SearchSort::kRelevance) add("sort", papers::similar_sort_name(sort));
  if (page > 0) add("p", std::to_string(page));
  return url;
}

void add_results(text::TemplateValues& body, const Asked& asked, const papers::SimilarResponse& found) {
  for (const store::PaperView& input : found.inputs) {
    body.add("INPUT").set("INPUT_URL", paper_path(input)).set("INPUT_TITLE", papers::readable_title(input));
  }
  if (!asked.path.empty()) {
    add_orders(body, "Most similar", asked.request.sort,
               [&](search::SearchSort sort) { return page_url(asked, sort, 0); });
  }
  if (found.results.empty()) {
    body.add("EMPTY").set("EMPTY_TEXT",
                          found.total == 0 ? "No paper is like it." : "No papers on this page.");
    return;
  }
  text::TemplateValues list = body.add("PAPERS");
  for (const papers::FoundPaper& paper : found.results) add_card(list, paper);
  if (asked.path.empty()) return;
  add_paging(body, {.page = asked.page, .page_size = kSimilarPageSize, .total = found.total},
             [&](std::uint64_t number) { return page_url(asked, asked.request.sort, number); });
}

http::Response page_of(Exchange& exchange, const Asked& asked, bool with_form) {
  const bool nothing = asked.request.ids.empty() && asked.request.text.empty();
  papers::SimilarResponse found;
  if (!nothing) {
    auto answer = find_similar(exchange, asked.request);
    if (!answer.ok()) return search_error(exchange, answer.error());
    found = *std::move(answer);
  }
  PageHead head;
  head.title = "Similar papers";
  if (found.inputs.size() == 1) head.title += ": " + papers::readable_title(found.inputs.front());
  head.description = "Papers with the same words and a near meaning";
  if (!asked.path.empty()) head.path = page_url(asked, asked.request.sort, asked.page);
  if (!with_form) {
    head.feed_path = head.file_path = asked.path;
    head.markdown_path = asked.path + ".md";
    head.file_text = "The most similar";
  }
  Page page(exchange, head, "similar.html");
  text::TemplateValues body = page.body();
  if (exchange.backend.site().searcher() == nullptr)
    body.add("NOTE").set("NOTE_TEXT", "The index is being made; until it is ready nothing is found.");
  if (with_form) {
    // Escaped here: templates make blanks of line ends, which mean something in a text that goes on.
    const text::SafeHtml typed(text::escape_html(asked.request.text));
    body.add("FORM").set("FORM_IDS", asked.ids).set("FORM_HTML", typed);
  } else {
    body.show("OTHERS");
  }
  if (!nothing) add_results(body, asked, found);
  return page.response();
}

http::Response similar_in_form(Exchange& exchange, Asked asked, const ListForm& form,
                               const std::string& title) {
  const ListText text{.title = "Similar papers: " + title, .path = page_url(asked, asked.request.sort, 0)};
  const bool in_pages = form.file && !form.is_whole();
  if (!in_pages) {
    asked.request.offset = 0;
    asked.request.limit = search::kSimilarSortedMax;
  }
  auto found = find_similar(exchange, asked.request);
  if (!found.ok()) return search_error(exchange, found.error());
  if (form.is_whole()) {
    std::vector<PaperNumber> numbers;
    for (const papers::FoundPaper& one : found->results) numbers.push_back(one.view.number);
    return whole_list(exchange, *form.file, text, std::move(numbers));
  }
  ListText with_next = text;
  if (in_pages && asked.request.offset + found->results.size() < found->total && !found->results.empty())
    with_next.next_path = target_with(exchange, "p", std::to_string(asked.page + 1));
  std::vector<store::PaperView> papers;
  for (papers::FoundPaper& one : found->results) papers.push_back(std::move(one.view));
  return list_part(exchange, form, with_next, papers);
}

}  // namespace

http::Response similar_to_paper(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  auto asked = read_asked(exchange.target, paper_path(*paper) + "/similar");
  if (!asked.ok()) return error_response(asked.error());
  // Whoever comes by another id is led to the one address.
  if (exchange.captured[0] != papers::printed_id(*paper))
    return redirect(page_url(*asked, asked->request.sort, asked->page));
  asked->request.ids = {exchange.captured[0]};
  std::string name = exchange.target.segments.back();
  if (const ListForm form = take_list_form(exchange, name); !form.is_page())
    return similar_in_form(exchange, *std::move(asked), form, papers::readable_title(*paper));
  return page_of(exchange, *asked, false);
}

http::Response similar_form(Exchange& exchange) {
  const std::string ids(exchange.target.parameter("ids").value_or(""));
  std::string path = "/papers/similar";
  if (!ids.empty()) path += "?ids=" + percent_encode(ids);
  auto asked = read_asked(exchange.target, std::move(path));
  if (!asked.ok()) return error_response(asked.error());
  asked->ids = ids;
  asked->request.ids = ids_of(ids);
  return page_of(exchange, *asked, true);
}

// The form of the page. It changes nothing, so it needs no token.
http::Response similar_to_text(Exchange& exchange) {
  if (media_type(exchange.request.header("content-type")) != kFormType)
    return error_response(415, "send the form of /papers/similar; programs use /api/papers/similar");
  const auto form = parse_form(exchange.request.body);
  if (!form.ok()) return error_response(form.error());
  auto asked = read_asked(*form, {});
  if (!asked.ok()) return error_response(asked.error());
  asked->ids = form->parameter("ids").value_or("");
  asked->request.ids = ids_of(asked->ids);
  asked->request.text = form->parameter("text").value_or("");
  if (asked->request.text.empty()) {
    return redirect("/papers/similar" + (asked->ids.empty() ? "" : "?ids=" + percent_encode(asked->ids)));
  }
  return page_of(exchange, *asked, true);
}

}  // namespace broadsheet::web
