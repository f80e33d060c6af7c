// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/cards.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/english.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"
#include "papers/taxonomy.h"
#include "text/readable.h"
#include "text/web_url.h"
#include "web/citing.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

constexpr std::size_t kAuthorsShown = 3;
constexpr std::size_t kCategoriesShown = 2;
constexpr std::size_t kExcerptChars = 280;

void add_runs(TemplateValues values, const text::Highlights& runs) {
  for (const text::HighlightRun& run : runs) {
    TemplateValues one = values.add("RUN");
    TemplateValues part = run.highlight ? one.add("MARKED") : one.add("PLAIN");
    part.set("RUN_TEXT", run.text);
  }
}

text::Highlights plain(std::string text) {
  return {{.highlight = false, .text = std::move(text)}};
}

void add_counts(TemplateValues& card, const store::PaperView& paper) {
  const std::int64_t votes = paper.upvotes();
  if (votes > 0) card.add("VOTES").set("VOTE_COUNT", with_thousands(static_cast<std::uint64_t>(votes)));
  if (paper.comment_count() > 0) {
    card.add("COMMENTS").set("COMMENT_COUNT", counted(paper.comment_count(), "comment"));
  }
  if (!text::is_web_url(paper.github_repo)) return;
  TemplateValues code = card.add("CODE");
  code.set("CODE_URL", paper.github_repo);
  if (paper.github_stars) code.add("STARS").set("STAR_COUNT", with_thousands(*paper.github_stars));
}

void add_day(TemplateValues& card, const store::PaperView& paper) {
  const std::optional<PartialDate> date = paper.edition ? paper.edition : paper.published;
  if (!date) return;
  card.add("DATE").set("DATE_ISO", format_partial_date(*date)).set("DATE_TEXT", short_date(*date));
}

// What of its text tells most: three beginnings of four say only what was known before
// (docs/bench/summaries.md).
std::string passage_of(const store::PaperView& paper) {
  if (const std::string summary = papers::extracted_summary(paper); !summary.empty())
    return text::readable(summary);
  const std::string& said = paper.abstract.empty() ? paper.short_summary : paper.abstract;
  return beginning(text::readable(said), kExcerptChars);
}

TemplateValues add_common(TemplateValues list, const store::PaperView& paper, const text::Highlights& excerpt,
                          bool with_day) {
  TemplateValues card = list.include("CARD", "card.html");
  card.set("PAPER_URL", paper_path(paper))
      .set("PAPER_ID", papers::printed_id(paper))
      .set("THUMBNAIL_URL", thumbnail_path(paper))
      .set("CONTEXT_OBJECT", context_object(paper));
  if (!paper.categories.empty() || !paper.organization.empty()) {
    TemplateValues kicker = card.add("KICKER");
    add_categories(kicker, paper, kCategoriesShown);
    if (!paper.organization.empty()) {
      kicker.add("ORGANIZATION")
          .set("ORGANIZATION_NAME", paper.organization)
          .set("ORGANIZATION_URL", named_path("/organizations", paper.organization));
    }
  }
  const std::string authors = papers::authors_line(paper, kAuthorsShown);
  if (!authors.empty()) card.add("BYLINE").set("AUTHORS", authors);
  if (!excerpt.empty()) add_runs(card.add("EXCERPT"), excerpt);
  add_counts(card, paper);
  if (with_day) add_day(card, paper);
  return card;
}

}  // namespace

TemplateValues add_card(TemplateValues list, const store::PaperView& paper, bool with_day,
                        text::Typesetter& typesetter) {
  text::Highlights excerpt;
  const std::string said = passage_of(paper);
  if (!said.empty()) excerpt = plain(said);
  TemplateValues card = add_common(list, paper, excerpt, with_day);
  card.add("TITLE").set("TITLE_HTML", typesetter.typeset(paper.title.empty() ? "Untitled" : paper.title));
  return card;
}

void add_trending_score(TemplateValues card, const papers::TrendingScore& score) {
  TemplateValues why = card.add("WHY");
  for (const papers::TrendingPart& part : papers::trending_parts(score)) {
    if (part.value != 0) add_why(why, part.name, part.meaning, part.value);
  }
}

void add_why(TemplateValues why, std::string_view name, std::string_view meaning, double value) {
  why.add("PART")
      .set("PART_NAME", name)
      .set("PART_TEXT", meaning)
      .set("PART_VALUE", fmt::format("{:+.2f}", value));
}

void add_card(TemplateValues list, const papers::FoundPaper& found) {
  TemplateValues card = add_common(list, found.view, found.abstract, true);
  add_runs(card.add("FOUND"), found.title);
  if (found.because && !found.because->text.empty())
    card.add("BECAUSE").set("BECAUSE_TEXT", found.because->text);
  if (found.why.empty()) return;
  TemplateValues why = card.add("WHY");
  for (const search::ScorePart& part : found.why) add_why(why, part.part, part.text, part.value);
}

void add_categories(TemplateValues values, const store::PaperView& paper, std::size_t shown_max) {
  const std::size_t shown = std::min(shown_max, paper.categories.size());
  for (std::size_t i = 0; i < shown; ++i) {
    values.add("CATEGORY")
        .set("CATEGORY_NAME", paper.categories[i])
        .set("CATEGORY_URL", category_path(paper.categories[i]))
        .set("CATEGORY_TITLE", papers::find_category(paper.categories[i]).name);
  }
}

std::string beginning(std::string_view readable, std::size_t chars_max) {
  std::size_t chars = 0;
  std::size_t blank = 0;
  for (std::size_t at = 0; at < readable.size(); ++at) {
    const bool starts_char = (static_cast<unsigned char>(readable[at]) & 0xC0) != 0x80;
    if (starts_char && ++chars > chars_max) {
      return std::string(readable.substr(0, blank > 0 ? blank : at)) + "…";
    }
    if (readable[at] == ' ') blank = at;
  }
  return std::string(readable);
}

}  // namespace broadsheet::web
