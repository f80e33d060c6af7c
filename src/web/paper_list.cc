// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/paper_list.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "papers/paper_search.h"
#include "web/cards.h"
#include "web/limits.h"

namespace broadsheet::web {

std::uint64_t PaperListPart::offset() const {
  return page * kPageSize;
}

Result<PaperListPart> read_list_part(const Exchange& exchange, std::string& name) {
  PaperListPart part;
  part.form = take_list_form(exchange, name);
  TRY(part.page, number_parameter(exchange.target, "p", 0, 0, kListPageMax));
  return part;
}

namespace {

http::Response page_as_markdown(Exchange& exchange, const PaperListPart& part, const ListText& text,
                                std::string_view query) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  auto newest =
      papers::newest_papers_from(exchange.backend.record(), searcher.get(), query, part.offset(), kPageSize);
  if (!newest.ok()) return search_error(exchange, newest.error());
  ListText with_next = text;
  if (part.page < kListPageMax && part.offset() + newest->papers.size() < newest->total)
    with_next.next_path = target_with(exchange, "p", std::to_string(part.page + 1));
  return list_part(exchange, part.form, with_next, newest->papers);
}

}  // namespace

http::Response list_in_form(Exchange& exchange, const PaperListPart& part, const ListText& text,
                            std::string_view query) {
  if (!part.form.feed && !part.form.is_whole()) return page_as_markdown(exchange, part, text, query);
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  auto numbers = papers::matching_papers(exchange.backend.record(), searcher.get(), query);
  if (!numbers.ok()) return search_error(exchange, numbers.error());
  if (part.form.feed)
    return feed_of_arrivals(exchange, *part.form.feed, text, *std::move(numbers), part.page);
  return whole_list(exchange, *part.form.file, text, *std::move(numbers));
}

void add_paper_list(text::TemplateValues body, const Exchange& exchange, const papers::NewestPapers& newest,
                    std::uint64_t page) {
  if (newest.papers.empty()) {
    body.add("EMPTY").set("EMPTY_TEXT", newest.total == 0 ? "No papers." : "No papers on this page.");
  } else {
    text::TemplateValues list = body.add("PAPERS");
    for (const store::PaperView& paper : newest.papers)
      add_card(list, paper, true, exchange.backend.typesetter());
  }
  const std::uint64_t reachable = std::min(newest.total, (kListPageMax + 1) * kPageSize);
  add_paging(body, {.page = page, .page_size = kPageSize, .total = reachable},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
}

}  // namespace broadsheet::web
