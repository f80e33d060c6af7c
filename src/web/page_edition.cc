// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers, /papers/date/…, /papers/week/…, /papers/month/…, /papers/trending: editions as pages and as feeds.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/english.h"
#include "base/percent.h"
#include "papers/archive.h"
#include "papers/category_expression.h"
#include "papers/editions.h"
#include "papers/paper_lines.h"
#include "papers/paper_search.h"
#include "web/calendar.h"
#include "web/cards.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/list_forms.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::Edition;
using papers::EditionKind;

// What was asked for: an edition, and the form in which it is wanted.
struct Asked {
  papers::EditionRequest request;
  bool dated = false;    // by its address; else it is the newest
  std::string category;  // of what is trending: an expression; empty for all
  bool why = false;      // with the parts of its scores
  std::uint64_t page = 0;
  ListForm form;
};

Result<Day> parse_period(EditionKind kind, const std::string& name) {
  switch (kind) {
    case EditionKind::kWeek:
      return parse_iso_week(name);
    case EditionKind::kMonth:
      return parse_month(name);
    default:
      return parse_day(name);
  }
}

// The window, and the papers of a category.
Result<void> read_trending(const Exchange& exchange, Asked& asked) {
  TRY(const std::uint64_t days,
      number_parameter(exchange.target, "days", papers::kTrendingDays, 1, papers::kTrendingDaysMax));
  asked.request.trending_days = static_cast<int>(days);
  asked.why = exchange.target.parameter("why") == "true";
  const std::string category(exchange.target.parameter("category").value_or(""));
  if (category.empty()) return {};
  TRY(const papers::CategoryExpression expression, papers::read_category_expression(category));
  asked.category = expression.text;
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  TRY(asked.request.among,
      papers::matching_papers(exchange.backend.record(), searcher.get(), expression.query));
  return {};
}

// `name` is the last part of the address: "2026-W27", "2026-W27.atom", "week.rss".
Result<Asked> read_asked(const Exchange& exchange, EditionKind kind, std::string name, bool dated) {
  const Target& target = exchange.target;
  Asked asked;
  asked.request.kind = kind;
  asked.dated = dated;
  asked.form = take_list_form(exchange, name);
  if (dated) {
    TRY(asked.request.date, parse_period(kind, name));
  }
  if (target.parameter("scope").value_or("") == "all") asked.request.scope = papers::Scope::kAll;
  TRY(asked.page, number_parameter(target, "p", 0, 0, kPageMax));
  asked.request.limit = kPageSize;
  asked.request.offset = asked.page * kPageSize;
  if (kind == EditionKind::kTrending) {
    TRY_VOID(read_trending(exchange, asked));
  }
  return asked;
}

// "?days=30&category=cs.CL", of what is not as it is without being said.
std::string query_of(const Asked& asked) {
  std::string query;
  const auto add = [&query](std::string_view name, const std::string& value) {
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(percent_encode(value));
  };
  if (asked.request.trending_days != papers::kTrendingDays)
    add("days", std::to_string(asked.request.trending_days));
  if (!asked.category.empty()) add("category", asked.category);
  if (asked.request.scope == papers::Scope::kAll) add("scope", "all");
  return query;
}

std::string_view section_of(EditionKind kind) {
  switch (kind) {
    case EditionKind::kDay:
      return "Day";
    case EditionKind::kWeek:
      return "Week";
    case EditionKind::kMonth:
      return "Month";
    case EditionKind::kTrending:
      return "Trending";
  }
  return "";
}

std::string_view newest_path(EditionKind kind) {
  switch (kind) {
    case EditionKind::kDay:
      return "/papers";
    case EditionKind::kWeek:
      return "/papers/week";
    case EditionKind::kMonth:
      return "/papers/month";
    case EditionKind::kTrending:
      return "/papers/trending";
  }
  return "";
}

PageHead head_of(const Edition& edition, const Asked& asked) {
  PageHead head;
  head.title = papers::edition_heading(edition);
  head.description = papers::edition_count(edition) + ": " + head.title;
  const std::string query = query_of(asked);
  head.path = asked.dated ? edition_path(edition.kind, edition.first) : newest_path(edition.kind);
  head.path += query;
  // Who follows an edition follows what comes, not what was.
  head.feed_path = newest_path(edition.kind);
  head.feed_query = query;
  head.file_path = edition_path(edition.kind, edition.first);
  head.file_query = query;
  head.markdown_path = head.file_path + ".md" + head.file_query;
  head.section = section_of(edition.kind);
  if (asked.dated) {
    head.day = format_day(edition.kind == EditionKind::kDay ? edition.first : edition.last);
    head.week = format_iso_week(edition.last);
    head.month = format_month(edition.last);
  }
  return head;
}

void add_neighbours(text::TemplateValues& body, const Edition& edition) {
  if (edition.kind == EditionKind::kTrending) return;
  const auto name = [&](Day day) {
    return edition.kind == EditionKind::kDay     ? short_date({.day = day})
           : edition.kind == EditionKind::kMonth ? month_name(day)
                                                 : "Week " + format_iso_week(day).substr(6);
  };
  if (edition.earlier) {
    body.add("EARLIER")
        .set("EARLIER_URL", edition_path(edition.kind, *edition.earlier))
        .set("EARLIER_TEXT", name(*edition.earlier));
  }
  if (edition.later) {
    body.add("LATER")
        .set("LATER_URL", edition_path(edition.kind, *edition.later))
        .set("LATER_TEXT", name(*edition.later));
  }
}

void add_what_is_missing(text::TemplateValues& body, const Edition& edition, const Asked& asked) {
  if (edition.record_is_empty) {
    text::TemplateValues empty = body.add("EMPTY");
    empty.set("EMPTY_TEXT", "No papers yet. Read some, and they are here a moment later:");
    empty.add("EMPTY_COMMAND").set("COMMAND", "broadsheet ingest FILE");
  } else if (edition.papers.empty()) {
    body.add("EMPTY").set("EMPTY_TEXT",
                          edition.total == 0 ? "No papers in this edition." : "No papers on this page.");
  } else if (!asked.dated && edition.kind == EditionKind::kDay && edition.last < edition.today) {
    body.add("NOTE").set("NOTE_TEXT",
                         "The newest edition that has papers. Today is " + long_day(edition.today) + ".");
  }
}

// What comes in, day after day.
http::Response feed_of_days(const Exchange& exchange, const Asked& asked, ListText text) {
  auto recent = exchange.backend.editions().recent(asked.request.scope, asked.page * kFeedSize, kFeedSize);
  if (!recent.ok()) return error_response(recent.error());
  if (recent->more) text.next_path = target_with(exchange, "p", std::to_string(asked.page + 1));
  return list_part(exchange, asked.form, text, recent->papers);
}

http::Response edition_in_form(const Exchange& exchange, const Edition& edition, const Asked& asked) {
  const PageHead head = head_of(edition, asked);
  ListText text{.title = head.title, .path = head.path};
  const bool goes_on = asked.form.feed && !asked.dated;
  if (goes_on) text.title = section_of(edition.kind);
  if (goes_on && edition.kind == EditionKind::kDay) return feed_of_days(exchange, asked, std::move(text));
  const bool by_arrival = asked.form.feed && edition.kind != EditionKind::kTrending;
  if (by_arrival || asked.form.is_whole()) {
    auto numbers = exchange.backend.editions().all_papers(asked.request);
    if (!numbers.ok()) return error_response(numbers.error());
    if (by_arrival)
      return feed_of_arrivals(exchange, *asked.form.feed, text, *std::move(numbers), asked.page);
    return whole_list(exchange, *asked.form.file, text, *std::move(numbers));
  }
  if (asked.request.offset + edition.papers.size() < edition.total)
    text.next_path = target_with(exchange, "p", std::to_string(asked.page + 1));
  return list_part(exchange, asked.form, text, edition.papers);
}

// The windows of what is trending, and the form for a category.
void add_windows(text::TemplateValues& body, const Exchange& exchange, const Edition& edition,
                 const Asked& asked) {
  struct Window {
    const char* name;
    int days;
  };
  constexpr std::array<Window, 5> kWindows{
      {{"3 days", 3}, {"A week", 7}, {"Two weeks", 14}, {"A month", 30}, {"A year", 365}}};
  text::TemplateValues windows = body.add("WINDOWS");
  for (const Window& window : kWindows) {
    Asked other = asked;
    other.request.trending_days = window.days;
    text::TemplateValues one = windows.add("WINDOW");
    one.set("WINDOW_NAME", window.name).set("WINDOW_URL", head_of(edition, other).path);
    if (window.days == asked.request.trending_days) one.show("WINDOW_CURRENT");
  }
  windows.set("WHY_URL", target_with(exchange, "why", asked.why ? "false" : "true"))
      .set("WHY_TEXT", asked.why ? "Hide why" : "Why these?");
  windows.set("DAYS", std::to_string(asked.request.trending_days)).set("CATEGORY_VALUE", asked.category);
}

// The month around an edition, to step from.
Result<void> add_month(text::TemplateValues& body, const Exchange& exchange, const Edition& edition) {
  if (edition.kind == EditionKind::kTrending || edition.record_is_empty) return {};
  TRY(const papers::ArchiveMonth month, papers::count_month(exchange.backend.record(), edition.last));
  const bool is_day = edition.kind == EditionKind::kDay;
  add_calendar(body.add("MONTH"), month, is_day ? std::optional<Day>(edition.first) : std::nullopt);
  return {};
}

http::Response edition_page(const Exchange& exchange, const Edition& edition, const Asked& asked) {
  const PageHead head = head_of(edition, asked);
  Page page(exchange, head, "edition.html");
  text::TemplateValues body = page.body();
  body.set("HEADING", head.title).set("COUNT", papers::edition_count(edition));
  if (edition.left_out > 0) {
    Asked all = asked;
    all.request.scope = papers::Scope::kAll;
    body.add("ALL")
        .set("ALL_URL", head_of(edition, all).path)
        .set("ALL_TEXT", "all " + with_thousands(edition.total + edition.left_out));
  }
  add_neighbours(body, edition);
  if (const auto month = add_month(body, exchange, edition); !month.ok())
    return error_response(month.error());
  add_what_is_missing(body, edition, asked);
  if (!edition.papers.empty()) {
    text::TemplateValues list = body.add("PAPERS");
    for (const store::PaperView& paper : edition.papers) {
      const text::TemplateValues card =
          add_card(list, paper, edition.kind != EditionKind::kDay, exchange.backend.typesetter());
      const auto score = edition.scores.find(paper.number);
      if (asked.why && score != edition.scores.end()) add_trending_score(card, score->second);
    }
  }
  add_paging(body, {.page = asked.page, .page_size = kPageSize, .total = edition.total},
             [&](std::uint64_t number) { return target_with(exchange, "p", std::to_string(number)); });
  if (edition.kind == EditionKind::kTrending) add_windows(body, exchange, edition, asked);
  return page.response();
}

http::Response edition(Exchange& exchange, EditionKind kind, bool dated) {
  const std::string name = dated ? exchange.captured[0] : exchange.target.segments.back();
  const auto asked = read_asked(exchange, kind, name, dated);
  if (!asked.ok()) return error_response(asked.error());
  const auto read = exchange.backend.editions().read(asked->request);
  if (!read.ok()) return error_response(read.error());
  return asked->form.is_page() ? edition_page(exchange, *read, *asked)
                               : edition_in_form(exchange, *read, *asked);
}

}  // namespace

http::Response newest_day(Exchange& exchange) {
  return exchange.target.parameter("q") ? search_page(exchange) : edition(exchange, EditionKind::kDay, false);
}
http::Response newest_week(Exchange& exchange) {
  return edition(exchange, EditionKind::kWeek, false);
}
http::Response newest_month(Exchange& exchange) {
  return edition(exchange, EditionKind::kMonth, false);
}
http::Response trending(Exchange& exchange) {
  return edition(exchange, EditionKind::kTrending, false);
}
http::Response day_page(Exchange& exchange) {
  return edition(exchange, EditionKind::kDay, true);
}
http::Response week_page(Exchange& exchange) {
  return edition(exchange, EditionKind::kWeek, true);
}
http::Response month_page(Exchange& exchange) {
  return edition(exchange, EditionKind::kMonth, true);
}

}  // namespace broadsheet::web
