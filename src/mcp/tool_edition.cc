// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// edition and trending: the papers of a day, a week or a month, and of late; each paper as in GET
// /api/daily_papers.

#include <optional>
#include <utility>

#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/editions.h"
#include "papers/paper_body.h"
#include "papers/paper_search.h"

namespace broadsheet::mcp {
namespace {

using papers::EditionKind;

constexpr Argument kLimit{.name = "limit",
                          .kind = ArgumentKind::kNumber,
                          .about = "Papers to give.",
                          .missing = "20",
                          .min = 1,
                          .max = kPageMax};
constexpr Argument kOffset{.name = "offset",
                           .kind = ArgumentKind::kNumber,
                           .about = "Papers to leave out at the top, for the next page.",
                           .missing = "0",
                           .max = 1'000'000};
constexpr Argument kScope{.name = "scope",
                          .kind = ArgumentKind::kChoice,
                          .about = "Featured papers alone where there are any, or all of the period.",
                          .missing = "featured",
                          .choices = "featured all"};

constexpr Argument kEditionArguments[] = {
    {.name = "period",
     .kind = ArgumentKind::kChoice,
     .about = "How long a time.",
     .missing = "day",
     .choices = "day week month"},
    {.name = "date",
     .about = "2026-07-01 for the day, or the week or month that holds it; also 2026-W27 for a week, "
              "2026-07 for a month. Without it the newest that has papers.",
     .max = kDateBytesMax},
    kScope,
    kLimit,
    kOffset,
};
constexpr Argument kTrendingArguments[] = {
    {.name = "days",
     .kind = ArgumentKind::kNumber,
     .about = "Of how many days up to the newest edition.",
     .missing = "14",
     .min = 1,
     .max = papers::kTrendingDaysMax},
    {.name = "category",
     .about = "Only papers of a category, or of an expression of them: cs.CL, or cs.AI+cs.LG-cs.CY.",
     .max = kQueryBytesMax},
    kScope,
    kLimit,
    kOffset,
};

constexpr std::string_view kOutputSchema =
    R"({"type":"object","properties":{"period":{"enum":["day","week","month","trending"]},)"
    R"("first":{"type":"string"},"last":{"type":"string"},)"
    R"("total":{"type":"integer","description":"papers of the edition"},"offset":{"type":"integer"},)"
    R"("left_out":{"type":"integer","description":"further papers that scope all shows"},)"
    R"("earlier":{"type":["string","null"],"description":"the nearest day before that has papers"},)"
    R"("later":{"type":["string","null"]},"papers":{"type":"array","items":{"type":"object","properties":{)"
    R"("paper":{"type":"object","properties":{"id":{"type":"string"},"title":{"type":"string"},)"
    R"("summary":{"type":"string"},"upvotes":{"type":"integer"}},"required":["id","title","summary"]}},)"
    R"("required":["paper"]}}},"required":["period","first","last","total","papers"]})";

Result<Day> parse_date(EditionKind kind, std::string_view text) {
  auto day = parse_day(text);
  if (!day.ok() && kind == EditionKind::kWeek) day = parse_iso_week(text);
  if (!day.ok() && kind == EditionKind::kMonth) day = parse_month(text);
  if (day.ok()) return day;
  return Error(ErrorCode::kInvalid,
               "date must be a day like 2026-07-01, for a week also like 2026-W27, for a month "
               "also like 2026-07");
}

void write_day(std::string_view name, const std::optional<Day>& day, JsonWriter& json) {
  json.key(name);
  if (day) {
    json.value(format_day(*day));
  } else {
    json.null();
  }
}

Result<void> write_edition(const Library& library, const Arguments& arguments, std::string_view period,
                           papers::EditionRequest request, JsonWriter& json) {
  request.limit = arguments.number("limit");
  request.offset = arguments.number("offset");
  if (arguments.text("scope") == "all") request.scope = papers::Scope::kAll;
  TRY(const papers::Edition edition, papers::of_record(library.editions.read(request)));
  json.begin_object().key("period").value(period);
  write_day("first", edition.first, json);
  write_day("last", edition.last, json);
  json.key("total").value(edition.total).key("offset").value(request.offset);
  json.key("left_out").value(edition.left_out);
  write_day("earlier", edition.earlier, json);
  write_day("later", edition.later, json);
  json.key("papers").begin_array();
  for (const store::PaperView& paper : edition.papers) papers::write_daily_item(json, paper, edition.scores);
  json.end_array().end_object();
  return {};
}

Result<void> run_edition(const Library& library, const Arguments& arguments, JsonWriter& json) {
  const std::string_view period = arguments.text("period");
  papers::EditionRequest request;
  if (period == "week") request.kind = EditionKind::kWeek;
  if (period == "month") request.kind = EditionKind::kMonth;
  if (const std::string_view date = arguments.text("date"); !date.empty()) {
    TRY(request.date, parse_date(request.kind, date));
  }
  return write_edition(library, arguments, period, std::move(request), json);
}

Result<void> run_trending(const Library& library, const Arguments& arguments, JsonWriter& json) {
  papers::EditionRequest request;
  request.kind = EditionKind::kTrending;
  request.trending_days = static_cast<int>(arguments.number("days"));
  if (const std::string_view category = arguments.text("category"); !category.empty()) {
    TRY(request.among, papers::papers_of_categories(library.record, library.searcher, category));
  }
  return write_edition(library, arguments, "trending", std::move(request), json);
}

}  // namespace

const Tool kEditionTool{
    .name = "edition",
    .title = "Papers of a day, week or month",
    .about =
        "The papers of a day, an ISO week or a month as a front page orders them, most voted first, with "
        "abstracts.",
    .arguments = kEditionArguments,
    .output_schema = kOutputSchema,
    .run = run_edition,
};

const Tool kTrendingTool{
    .name = "trending",
    .title = "Trending papers",
    .about =
        "The papers that readers vote for, comment on and keep most for their age and their field, of the "
        "two weeks up to the newest edition or of another window, with abstracts and the parts of their "
        "scores.",
    .arguments = kTrendingArguments,
    .output_schema = kOutputSchema,
    .run = run_trending,
};

}  // namespace broadsheet::mcp
