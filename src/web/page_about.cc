// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /about: what this Broadsheet holds, how fresh it is, and how it orders what it shows.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/english.h"
#include "papers/field_query.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

// The formulas of docs/use/search.md.
constexpr std::string_view kWords =
    R"($$\mathrm{words} = \sum_{\text{fields}} \; \sum_{\text{words of the query}} w \cdot )"
    R"(\ln\Bigl(1 + \frac{N - d + \frac12}{d + \frac12}\Bigr) \cdot )"
    R"(\frac{f}{f + k_1 (1 - b + b \, \ell / \bar\ell)}$$)";
constexpr std::string_view kHybrid =
    R"($$\mathrm{score} = 0.3\, z(\mathrm{words}) + 0.2\, z(\mathrm{shared\ words}) + )"
    R"(0.3\, z(\mathrm{meaning}) + 0.2\, z(\mathrm{shared\ meaning})$$)";

// "3 hours ago", "in 5 minutes".
std::string relative_time(Instant instant, Instant now) {
  using std::chrono::duration_cast;
  using std::chrono::minutes;
  const bool past = instant <= now;
  const auto apart =
      static_cast<std::uint64_t>(duration_cast<minutes>(past ? now - instant : instant - now).count());
  constexpr std::uint64_t kHour = 60;
  constexpr std::uint64_t kDay = 24 * kHour;
  const std::string span = apart < 2 * kHour  ? counted(apart, "minute")
                           : apart < 2 * kDay ? counted(apart / kHour, "hour")
                                              : counted(apart / kDay, "day");
  return past ? span + " ago" : "in " + span;
}

std::string health_text(const SourceHealth& source, Instant now) {
  std::string text =
      source.last_success ? "read " + relative_time(*source.last_success, now) : "not read yet";
  if (source.failures > 0) text += ", " + counted(source.failures, "failure") + " since";
  if (source.paused) return text + ", paused";
  return text + (source.next_run <= now ? ", due now" : ", again " + relative_time(source.next_run, now));
}

Result<void> add_sources(TemplateValues body, Exchange& exchange) {
  const Site& site = exchange.backend.site();
  const Instant now = site.clock.now();
  const std::vector<SourceHealth> scheduled = site.sources ? site.sources() : std::vector<SourceHealth>();
  if (!scheduled.empty()) {
    TemplateValues table = body.add("SCHEDULES");
    for (const SourceHealth& source : scheduled)
      table.add("SCHEDULED").set("SOURCE_NAME", source.name).set("SOURCE_TEXT", health_text(source, now));
  }
  TRY(std::vector<store::SourceCount> counts, exchange.backend.record().source_counts());
  std::ranges::stable_sort(counts, std::ranges::greater(), &store::SourceCount::records);
  if (counts.empty()) return {};
  TemplateValues table = body.add("SOURCES");
  for (const store::SourceCount& source : counts) {
    table.add("SOURCE")
        .set("SOURCE_NAME", source.source)
        .set("SOURCE_URL", search_path(papers::field_query("source", source.source)))
        .set("SOURCE_TEXT", with_thousands(source.records));
  }
  return {};
}

Result<void> add_index(TemplateValues body, Exchange& exchange) {
  const std::shared_ptr<const search::Searcher> searcher = exchange.backend.site().searcher();
  if (searcher == nullptr) {
    body.set("COUNT", "the index is being made");
    return {};
  }
  TRY(const search::Query all, search::Query::parse(""));
  search::SearchOptions options;
  options.limit = 1;
  TRY(const search::SearchAnswer answer, searcher->search(all, options));
  TRY(const Revision head, exchange.backend.record().head());
  body.set("COUNT", counted(answer.total, "paper"));
  const bool caught_up = searcher->revision() == head;
  body.set("INDEX_TEXT", caught_up ? "Everything in the record is found by its words."
                                   : "The index is catching up with the record: " +
                                         counted(head.value() - searcher->revision().value(), "change") +
                                         " to go.");
  if (answer.vectors_done == 0) {
    body.show("NO_MODEL");
  } else {
    body.add("VECTORS").set("VECTORS_TEXT", with_thousands(answer.vectors_done) + " of " +
                                                with_thousands(answer.vectors_of) +
                                                " papers are found by their meaning.");
  }
  return {};
}

}  // namespace

http::Response about_page(Exchange& exchange) {
  Page page(exchange,
            {.title = "About",
             .description = "What this Broadsheet holds, how fresh it is, and how it ranks",
             .path = "/about"},
            "about.html");
  TemplateValues body = page.body();
  const auto index = add_index(body, exchange);
  if (!index.ok()) return search_error(exchange, index.error());
  const auto sources = add_sources(body, exchange);
  if (!sources.ok()) return error_response(sources.error());
  text::Typesetter& typesetter = exchange.backend.typesetter();
  body.set("WORDS_HTML", text::with_focusable_formulas(typesetter.typeset(kWords)))
      .set("HYBRID_HTML", text::with_focusable_formulas(typesetter.typeset(kHybrid)));
  const papers::DayRule& rule = exchange.backend.site().day_rule;
  body.set("DAY_ENDS", format_time_of_day(rule.rolls_over_at)).set("TIME_ZONE", rule.time_zone);
  return page.response();
}

}  // namespace broadsheet::web
