// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /papers, /papers/date/…, /papers/week/…, /papers/month/…, /papers/trending: editions as pages and as feeds.

#include <string>
#include <utility>

#include "base/english.h"
#include "papers/editions.h"
#include "papers/paper_lines.h"
#include "web/cards.h"
#include "web/feeds.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::Edition;
using papers::EditionKind;

// What was asked for: an edition, and the form in which it is wanted.
struct Asked {
  papers::EditionRequest request;
  bool dated = false;  // by its address; else it is the newest
  std::uint64_t page = 0;
  std::optional<FeedKind> feed;
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

// `name` is the last part of the address: "2026-W27", "2026-W27.atom", "week.rss".
Result<Asked> read_asked(const Target& target, EditionKind kind, std::string name, bool dated) {
  Asked asked;
  asked.request.kind = kind;
  asked.dated = dated;
  asked.feed = take_feed_suffix(name);
  if (dated) {
    TRY(asked.request.date, parse_period(kind, name));
  }
  if (target.parameter("scope").value_or("") == "all") asked.request.scope = papers::Scope::kAll;
  TRY(asked.page, number_parameter(target, "p", 0, 0, kPageMax));
  asked.request.limit = kPageSize;
  asked.request.offset = asked.page * kPageSize;
  return asked;
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
  head.path = asked.dated ? edition_path(edition.kind, edition.first) : newest_path(edition.kind);
  // Who follows an edition follows what comes, not what was.
  head.feed_path = newest_path(edition.kind);
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

http::Response edition_feed(const Exchange& exchange, const Edition& edition, const Asked& asked) {
  const PageHead head = head_of(edition, asked);
  std::string title = "Broadsheet: ";
  title += asked.dated ? head.title : std::string(section_of(edition.kind));
  return feed_response(*asked.feed, {.title = std::move(title),
                                     .base_url = exchange.base_url,
                                     .page_path = head.path,
                                     .self_path = exchange.request.target,
                                     .now = exchange.backend.site().clock.now(),
                                     .papers = edition.papers});
}

http::Response edition_page(const Exchange& exchange, const Edition& edition, const Asked& asked) {
  const PageHead head = head_of(edition, asked);
  Page page(exchange, head, "edition.html");
  text::TemplateValues body = page.body();
  body.set("HEADING", head.title).set("COUNT", papers::edition_count(edition));
  const bool all = asked.request.scope == papers::Scope::kAll;
  const std::string scope = all ? "?scope=all&p=" : "?p=";
  if (edition.left_out > 0) {
    body.add("ALL")
        .set("ALL_URL", head.path + "?scope=all")
        .set("ALL_TEXT", "all " + with_thousands(edition.total + edition.left_out));
  }
  add_neighbours(body, edition);
  add_what_is_missing(body, edition, asked);
  if (!edition.papers.empty()) {
    text::TemplateValues list = body.add("PAPERS");
    for (const store::PaperView& paper : edition.papers) {
      add_card(list, paper, edition.kind != EditionKind::kDay, exchange.backend.typesetter());
    }
  }
  add_paging(body, {.page = asked.page, .page_size = kPageSize, .total = edition.total},
             [&](std::uint64_t number) { return head.path + scope + std::to_string(number); });
  return page.response();
}

http::Response edition(Exchange& exchange, EditionKind kind, bool dated) {
  const std::string name = dated ? exchange.captured[0] : exchange.target.segments.back();
  const auto asked = read_asked(exchange.target, kind, name, dated);
  if (!asked.ok()) return error_response(asked.error());
  const auto read = exchange.backend.editions().read(asked->request);
  if (!read.ok()) return error_response(read.error());
  return asked->feed ? edition_feed(exchange, *read, *asked) : edition_page(exchange, *read, *asked);
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
