// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet day, week, month, trending: an edition as a front page.

#include <algorithm>

#include "app/commands.h"
#include "app/layout.h"
#include "app/paper_text.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/english.h"
#include "papers/editions.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_search.h"

namespace broadsheet::app {
namespace {

using papers::Edition;
using papers::EditionKind;

constexpr std::uint32_t kShownMax = 1000;
constexpr std::uint32_t kOffsetMax = 999'999'999;

CommandText text_of(EditionKind kind) {
  constexpr std::string_view kGroup = "Reading";
  switch (kind) {
    case EditionKind::kDay:
      return {
          .name = "day",
          .group = kGroup,
          .summary = "shows the papers of a day, most voted first",
          .about =
              "Without a date it is the newest edition that has papers. A paper's day is the day on which "
              "a source featured it, else the day it was listed, else the day it was published. If any "
              "paper of the day was featured, the edition is the featured ones; --scope all adds the rest.",
          .examples = {
              {"broadsheet day", "the newest edition"},
              {"broadsheet day 2026-07-01", "that day's"},
              {"broadsheet day 2026-07-01 --scope all -n 200", "with the papers that nobody featured"},
              {"broadsheet day --json | jq -r '.[].paper.id'", "for other programs"}}};
    case EditionKind::kWeek:
      return {.name = "week",
              .group = kGroup,
              .summary = "shows the papers of a week",
              .about =
                  "Weeks are those of ISO 8601, from Monday to Sunday. Without one it is the newest that has "
                  "papers.",
              .examples = {{"broadsheet week", "the newest week"},
                           {"broadsheet week 2026-W27", "29 June to 5 July 2026"}}};
    case EditionKind::kMonth:
      return {
          .name = "month",
          .group = kGroup,
          .summary = "shows the papers of a month",
          .about =
              "With the papers that are dated to the month alone. Without a month it is the newest that has "
              "papers.",
          .examples = {{"broadsheet month", "the newest month"}, {"broadsheet month 2026-07", "July 2026"}}};
    case EditionKind::kTrending:
      return {
          .name = "trending",
          .group = kGroup,
          .summary = "shows what readers find best of late",
          .about =
              "The papers that get the most votes, comments and saves for their age and their field, of "
              "the two weeks up to the newest edition. docs/trending.md has the formula; --json shows each "
              "score with its parts, and the settings trending.* change it.",
          .examples = {{"broadsheet trending", "what people look at"},
                       {"broadsheet trending -n 10", "the first ten"},
                       {"broadsheet trending --days 90 --category cs.CL", "a quarter's, of one category"}}};
  }
  return {};
}

Result<Day> parse_date(EditionKind kind, const std::string& text) {
  switch (kind) {
    case EditionKind::kDay:
      return parse_day(text);
    case EditionKind::kWeek:
      return parse_iso_week(text);
    default:
      return parse_month(text);
  }
}

std::string_view date_name(EditionKind kind) {
  switch (kind) {
    case EditionKind::kDay:
      return "DATE";
    case EditionKind::kWeek:
      return "WEEK";
    default:
      return "MONTH";
  }
}

std::string_view date_example(EditionKind kind) {
  switch (kind) {
    case EditionKind::kDay:
      return "2026-07-01";
    case EditionKind::kWeek:
      return "2026-W27";
    default:
      return "2026-07";
  }
}

// What the command takes for the period of `day`.
std::string argument_for(EditionKind kind, Day day) {
  switch (kind) {
    case EditionKind::kDay:
      return format_day(day);
    case EditionKind::kWeek:
      return format_iso_week(day);
    default:
      return format_month(day);
  }
}

class EditionCommand : public Command {
 public:
  explicit EditionCommand(EditionKind kind) : kind_(kind) {}

  CommandText text() const override { return text_of(kind_); }

  void declare(Options& options) override {
    if (kind_ != EditionKind::kTrending) {
      const std::string example(date_example(kind_));
      options.word(std::string(date_name(kind_)), "as in " + example, Need::kOptional, &date_,
                   [this, example](const std::string& value) -> std::optional<std::string> {
                     if (parse_date(kind_, value).ok()) return std::nullopt;
                     return "'" + value + "' does not exist: write it like " + example;
                   });
    }
    if (kind_ == EditionKind::kTrending) {
      options.number("--days", "N", "of how many days up to the newest edition, 14 if not said", &days_, 1,
                     papers::kTrendingDaysMax);
      options.text("--category", "EXPRESSION", "only papers of a category, or of cs.AI+cs.LG-cs.CY",
                   &category_);
    }
    options.number("-n,--count", "N", "papers to show, 50 if not said", &count_, 1, kShownMax);
    options.number("--offset", "N", "papers to leave out before them", &offset_, 0, kOffsetMax);
    options.choice("--scope", {"featured", "all"}, "only featured papers where there are any, or all",
                   &scope_);
    options.flag("--json", "prints the body of GET /api/daily_papers", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    papers::Editions editions(*record, context.clock, context.settings.day_rule(), context.settings.trending);
    papers::EditionRequest request;
    request.kind = kind_;
    request.offset = offset_;
    request.limit = count_;
    if (scope_ == "all") request.scope = papers::Scope::kAll;
    if (!date_.empty()) {
      TRY(request.date, parse_date(kind_, date_));
    }
    request.trending_days = static_cast<int>(days_);
    if (!category_.empty()) {
      TRY(request.among, papers_of_category(context, *record));
    }
    TRY(const Edition edition, editions.read(request));
    if (json_) {
      context.out.line(papers::daily_papers_body(edition.papers, edition.scores));
    } else {
      write(context.out, edition);
    }
    return ExitStatus::kDone;
  }

 private:
  Result<std::vector<PaperNumber>> papers_of_category(Context& context, store::Record& record) const {
    std::vector<PaperNumber> papers;
    const auto ask = [&](const search::Searcher* searcher, const search::QueryEncoder&) -> Result<void> {
      TRY(papers, papers::papers_of_categories(record, searcher, category_));
      return {};
    };
    TRY_VOID(ask_index(context, record, false, ask));
    return papers;
  }

  void write(Terminal& out, const Edition& edition) const {
    if (edition.record_is_empty) {
      out.line("No paper has a day yet: read some with broadsheet ingest FILE");
      return;
    }
    write_heading(out, edition);
    ListEntry entry;
    entry.rank_columns = std::to_string(offset_ + edition.papers.size()).size();
    entry.votes_columns = votes_columns(edition);
    const bool with_day = kind_ != EditionKind::kDay;
    std::size_t rank = offset_;
    for (const store::PaperView& paper : edition.papers) {
      entry.rank = ++rank;
      entry.votes = paper.upvotes();
      entry.title = {{papers::readable_title(paper), Style::kBold}};
      const std::string authors = papers::authors_line(paper, 3);
      entry.facts = {{authors.empty() ? "" : authors + " · ", Style::kDim},
                     {facts_line(paper, with_day), Style::kDim}};
      write_entry(out, entry);
    }
    if (!edition.papers.empty()) out.line("");
    write_footer(out, edition);
  }

  static std::size_t votes_columns(const Edition& edition) {
    std::int64_t most = 0;
    for (const store::PaperView& paper : edition.papers) most = std::max(most, paper.upvotes());
    return most == 0 ? 0 : with_thousands(static_cast<std::uint64_t>(most)).size() + 1;
  }

  void write_heading(Terminal& out, const Edition& edition) const {
    const std::string heading = papers::edition_heading(edition);
    const std::string count = papers::edition_count(edition);
    const std::size_t used = width_of({{heading + count}});
    const std::size_t gap = out.width() > used + 2 ? out.width() - used : 2;
    out.line(out.styled(Style::kBold, heading) + std::string(gap, ' ') + out.styled(Style::kDim, count));
    std::string rule;
    for (std::size_t i = 0; i < out.width(); ++i) rule += "─";
    out.line(out.styled(Style::kDim, rule));
    if (date_.empty() && edition.last < edition.today) {
      write_wrapped(
          out,
          {{"The newest edition that has papers. Today is " + long_day(edition.today) + ".", Style::kDim}}, 0,
          out.width());
    }
    out.line("");
  }

  void write_footer(Terminal& out, const Edition& edition) const {
    const std::string name(text().name);
    std::string again = "broadsheet " + name;
    if (kind_ != EditionKind::kTrending) again += " " + argument_for(kind_, edition.first);
    if (days_ != papers::kTrendingDays) again += " --days " + std::to_string(days_);
    if (!category_.empty()) again += " --category '" + category_ + "'";
    const std::string whole = " --scope all";
    if (edition.total == 0) out.line("No papers.");
    const std::size_t shown_to = offset_ + edition.papers.size();
    const auto tell = [&out](const std::string& what, const std::string& command) {
      write_wrapped(out, {{what + ": ", Style::kDim}, {command, Style::kAccent}}, 0, out.width());
    };
    if (shown_to < edition.total) {
      tell(with_thousands(edition.total - shown_to) + " more",
           again + (scope_ == "all" ? whole : "") + " --offset " + std::to_string(shown_to));
    }
    if (edition.left_out > 0) {
      tell(counted(edition.left_out, "paper") + " that nobody featured", again + whole);
    }
    if (kind_ == EditionKind::kTrending) return;
    if (edition.earlier) tell("earlier", "broadsheet " + name + " " + argument_for(kind_, *edition.earlier));
    if (edition.later) tell("later", "broadsheet " + name + " " + argument_for(kind_, *edition.later));
  }

  const EditionKind kind_;
  std::string date_;
  std::uint32_t count_ = 50;
  std::uint32_t offset_ = 0;
  std::string scope_ = "featured";
  std::uint32_t days_ = papers::kTrendingDays;
  std::string category_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_day_command() {
  return std::make_unique<EditionCommand>(EditionKind::kDay);
}
std::unique_ptr<Command> make_week_command() {
  return std::make_unique<EditionCommand>(EditionKind::kWeek);
}
std::unique_ptr<Command> make_month_command() {
  return std::make_unique<EditionCommand>(EditionKind::kMonth);
}
std::unique_ptr<Command> make_trending_command() {
  return std::make_unique<EditionCommand>(EditionKind::kTrending);
}

}  // namespace broadsheet::app
