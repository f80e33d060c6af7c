// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Page: what every page of ours has around its content. The words and the order are in site/templates.

#ifndef BROADSHEET_WEB_PAGE_H_
#define BROADSHEET_WEB_PAGE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"
#include "search/searcher.h"
#include "text/html_template.h"
#include "web/citing.h"
#include "web/exchange.h"

namespace broadsheet::web {

struct PageHead {
  std::string title;        // without our name, which follows it; empty: our name alone
  std::string description;  // a sentence for search engines and previews
  // Path and query of this page where it has one address of its own; empty for errors.
  std::string path = {};
  // Of this list's feeds, without the ".atom" at the end and with what follows it: {"/papers", "?q=a"}.
  std::string feed_path = {};
  std::string feed_query = {};
  // Likewise of its files for other programs, and what they hold: "The first 200 papers".
  std::string file_path = {};
  std::string file_query = {};
  std::string file_text = {};
  // Path of the same as Markdown.
  std::string markdown_path = {};
  std::vector<CitationTag> citation_tags = {};  // of the one paper of the page
  bool unlisted = false;                        // search engines are asked to leave it alone
  std::string query = {};                       // what stands in the search box
  std::string section = {};                     // the entry of the menu that this page belongs to: "Day"
  // Any day of the period that the menu leads to; empty: the newest.
  std::string day = {}, week = {}, month = {};
};

// A page in the making: fill body(), then take the response.
class Page {
 public:
  // `body` is a template's name: "edition.html".
  Page(const Exchange& exchange, const PageHead& head, std::string_view body);

  text::TemplateValues body() { return body_; }
  http::Response response(std::uint16_t status = 200) const;

 private:
  text::HtmlPage page_;
  text::TemplateValues body_;
};

// An error for a person.
http::Response error_page(const Exchange& exchange, std::uint16_t status, std::string_view message);

// Whether the asker is a browser: it names text/html in Accept.
bool wants_html(const http::Request& request);
// Whether it is an agent that asks for Markdown by name; who would take a page as well gets the page.
bool wants_markdown(const http::Request& request);
inline constexpr std::string_view kMarkdownType = "text/markdown; charset=utf-8";

// Previous, next and "Page 2 of 7" of a list, into {{>PAGING}}; nothing if all fits on one page.
// Pages count from 0. `url` gives the address of a page.
struct Paging {
  std::uint64_t page = 0;
  std::uint64_t page_size = 1;
  std::uint64_t total = 0;
};
template <class UrlOfPage>
void add_paging(text::TemplateValues& values, const Paging& paging, const UrlOfPage& url) {
  const std::uint64_t pages = (paging.total + paging.page_size - 1) / paging.page_size;
  if (pages <= 1 && paging.page == 0) return;
  text::TemplateValues section = values.include("PAGING", "paging.html");
  section.set("PAGE_TEXT", "Page " + std::to_string(paging.page + 1) + " of " + std::to_string(pages));
  if (paging.page > 0) section.add("PREVIOUS").set("PREVIOUS_URL", url(paging.page - 1));
  if (paging.page + 1 < pages) section.add("NEXT").set("NEXT_URL", url(paging.page + 1));
}

// The orders of a list, into {{>ORDERS}}. `best` is what kRelevance is called there; `url` gives the address
// of an order.
template <class UrlOfOrder>
void add_orders(text::TemplateValues& values, std::string_view best, search::SearchSort current,
                const UrlOfOrder& url) {
  const std::array<std::pair<std::string_view, search::SearchSort>, 3> orders = {
      {{best, search::SearchSort::kRelevance},
       {"Newest", search::SearchSort::kDate},
       {"Most votes", search::SearchSort::kVotes}}};
  text::TemplateValues all = values.include("ORDERS", "orders.html");
  for (const auto& [name, order] : orders) {
    text::TemplateValues one = all.add("SORT");
    one.set("SORT_NAME", name).set("SORT_URL", url(order));
    if (order == current) one.show("SORT_CURRENT");
  }
}

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_PAGE_H_
