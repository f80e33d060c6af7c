// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /for-you: of the newest days what is like the papers that a reader keeps, each with its reasons; and the
// same of the API.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/for_you_choosing.h"
#include "papers/for_you_taste.h"
#include "papers/paper_body.h"
#include "papers/paper_view.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::ForYouPick;
using papers::ForYouReason;
using text::TemplateValues;

struct Chosen {
  std::optional<Day> last;                                      // the newest day; none where no paper has one
  std::vector<std::pair<ForYouPick, store::PaperView>> papers;  // the best first
};

// Of the newest day and those before it, `days` in all.
Result<Chosen> choose(Exchange& exchange, int days, std::size_t limit) {
  store::Record& record = exchange.backend.record();
  Chosen chosen;
  TRY(const Day today, exchange.backend.editions().today());
  TRY(chosen.last, papers::newest_edition(record, today));
  if (!chosen.last) return chosen;
  const auto searcher = exchange.backend.site().searcher();
  papers::ForYouChooser chooser(record, searcher.get());
  const Day first = *chosen.last - std::chrono::days(days - 1);
  TRY(std::vector<ForYouPick> picks,
      chooser.choose(exchange.visitor->account.number, first, *chosen.last, limit));
  std::vector<PaperNumber> numbers;
  for (const ForYouPick& pick : picks) numbers.push_back(pick.paper);
  TRY(store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  for (store::PaperView& view : read.views) {
    const auto pick = std::ranges::find(picks, view.number, &ForYouPick::paper);
    chosen.papers.emplace_back(std::move(*pick), std::move(view));
  }
  return chosen;
}

Result<http::Response> page_of(Exchange& exchange) {
  TRY(const Chosen chosen, choose(exchange, kForYouPageDays, kForYouOnPage));
  Page page(exchange, {.title = "For you", .description = "", .path = "/for-you", .unlisted = true},
            "for_you.html");
  TemplateValues body = page.body();
  body.set("COUNT", counted(chosen.papers.size(), "paper"));
  if (chosen.last) body.add("DAYS").set("DAYS_TEXT", long_day(*chosen.last));
  if (chosen.papers.empty()) {
    TRY(const papers::ReaderTaste taste,
        papers::taste_of(exchange.backend.record(), exchange.visitor->account.number));
    body.add("EMPTY").set("EMPTY_TEXT",
                          taste.kept.empty()
                              ? "Nothing yet. Save papers that matter to you, or vote for them: what is like "
                                "them stands here, with the reasons."
                              : "Nothing of these days is like what you keep.");
    return page.response();
  }
  TemplateValues list = body.add("PAPERS");
  for (const auto& [pick, paper] : chosen.papers) {
    TemplateValues item = list.add("ITEM");
    TemplateValues card = add_card(item, paper, true, exchange.backend.typesetter());
    TemplateValues why = card.add("WHY");
    for (const ForYouReason& reason : pick.reasons) add_why(why, reason.part, reason.text, reason.value);
    item.set("REFUSE_URL", paper_path(paper) + "/not-for-me").set("FORM_KEY", exchange.visitor->form_key);
    item.set("REFUSE_LABEL", "Not for me: " + papers::printed_id(paper));
  }
  return page.response();
}

Result<http::Response> body_of(Exchange& exchange) {
  TRY(const Chosen chosen,
      choose(exchange, static_cast<int>(exchange.number("days")), exchange.number("limit")));
  JsonWriter json;
  json.begin_array();
  for (const auto& [pick, paper] : chosen.papers) {
    json.begin_object().key("paper");
    papers::write_listed_paper(json, paper);
    json.key("score").value(pick.score).key("reasons").begin_array();
    for (const ForYouReason& reason : pick.reasons) {
      json.begin_object().key("part").value(reason.part).key("text").value(reason.text);
      json.key("value").value(reason.value).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  return json_response(json.take());
}

}  // namespace

http::Response for_you_page(Exchange& exchange) {
  return answer_of_search(exchange, page_of(exchange));
}

http::Response api_for_you(Exchange& exchange) {
  return answer_of_search(exchange, body_of(exchange));
}

}  // namespace broadsheet::web
