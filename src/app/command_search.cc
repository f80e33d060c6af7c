// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet search: papers by words.

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/commands.h"
#include "app/found_text.h"
#include "app/layout.h"
#include "app/limits.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/english.h"
#include "papers/paper_search.h"

namespace broadsheet::app {
namespace {

using papers::PaperSearchResponse;

constexpr std::size_t kFacetValuesShown = 5;

std::string milliseconds(double took_ms) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), took_ms < 10 ? "%.1f ms" : "%.0f ms", took_ms);
  return text.data();
}

StyledText facet_line(const std::vector<search::FacetValue>& values) {
  StyledText line;
  const std::size_t shown = std::min(values.size(), kFacetValuesShown);
  for (std::size_t i = 0; i < shown; ++i) {
    line.push_back({(i == 0 ? "" : " · ") + values[i].value + " "});
    line.push_back({with_thousands(values[i].count), Style::kNumber});
  }
  if (values.size() > shown) line.push_back({" …", Style::kDim});
  return line;
}

class SearchCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "search",
        .group = "Reading",
        .summary = "finds papers by words, authors, categories, dates",
        .about =
            "Plain words rank papers: any of them is enough, and those with more and rarer ones come first. "
            "+word must be there, -word must not; \"some words\" in quotes must stand together; OR joins two "
            "alternatives. title: author: abstract: look in one place; category: org: venue: source: has: "
            "date: "
            "filter. An id, a DOI or a link finds that paper.\n\n"
            "In the mode page, papers that have all the words come first, as close together as possible.",
        .examples = {{"broadsheet search graph neural networks", "the best ten"},
                     {"broadsheet search '\"chain of thought\" -survey' --sort date",
                      "newest first, no surveys"},
                     {"broadsheet search 'diffusion category:cs.CV+eess.IV date:2026-01..2026-06'",
                      "two categories, half a year"},
                     {"broadsheet search author:kowalczyk title:tides", "by a name and a word of the title"},
                     {"broadsheet search sparse attention --explain -n 3", "why these, part by part"},
                     {"broadsheet search 'has:code' --json | jq '.results[].id'", "for other programs"}},
    };
  }

  void declare(Options& options) override {
    options.words("QUERY", "what to look for; several words are one query", Need::kRequired, &words_);
    options.choice(
        "--mode", {"hybrid", "lexical", "semantic", "page"},
        "how to rank: hybrid (the default) is the best we can, lexical is words alone, semantic is meaning "
        "alone, page is all words first",
        &mode_);
    options.number("-n,--count", "N", "results to show (see broadsheet config get search.results)", &count_,
                   0, kSearchCountMax);
    options.number("--offset", "N", "results to leave out before them", &offset_, 0, kSearchCountMax);
    options.choice("--sort", {"relevance", "date", "votes"}, "best first, newest first, or most voted first",
                   &sort_);
    options.flag("--verbatim", "takes every word as it was typed, also those that no paper has", &verbatim_);
    options.flag("--whole", "takes the query as plain words: not as several needs, nor as a name", &whole_);
    options.flag("--explain", "shows of what each score is made", &explain_);
    options.flag("--json", "prints the answer as JSON", &json_);
    options.let_words_begin_with_dash();
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
    papers::PaperSearchRequest request;
    for (const std::string& word : words_) request.query += (request.query.empty() ? "" : " ") + word;
    request.mode = search::parse_search_mode(mode_).value();
    request.sort = search::parse_search_sort(sort_).value();
    request.limit = count_ == kCountNotSaid ? context.settings.search_results : count_;
    request.offset = offset_;
    request.explain = explain_;
    request.verbatim = verbatim_;
    request.whole = whole_;
    request.facets = true;
    text::Analyzer analyzer;
    PaperSearchResponse response;
    const bool by_meaning = request.mode != search::SearchMode::kLexical;
    TRY_VOID(
        ask_index(context, *record, by_meaning,
                  [&](const search::Searcher* searcher, const search::QueryEncoder& encoder) -> Result<void> {
                    request.encode_query = encoder;
                    TRY(response, papers::search_papers(*record, searcher, request, analyzer));
                    return {};
                  }));
    if (json_) {
      JsonWriter json;
      papers::write_json(response, json);
      context.out.line(json.text());
    } else {
      write(context.out, response);
    }
    return ExitStatus::kDone;
  }

 private:
  void write(Terminal& out, const PaperSearchResponse& response) const {
    if (response.truncated) {
      write_wrapped(out, {{"The query is very long: its last words were left out.", Style::kDim}}, 0,
                    out.width());
    }
    if (response.corrected) {
      write_wrapped(out,
                    {{"Showing results for ", Style::kDim},
                     {response.corrected->text, Style::kAccent},
                     {"; for what was typed: --verbatim", Style::kDim}},
                    0, out.width());
    }
    if (!response.aspects.empty()) write_aspects(out, response.aspects);
    if (!response.author.empty()) {
      write_wrapped(out,
                    {{"First the papers by ", Style::kDim},
                     {response.author, Style::kAccent},
                     {"; by words alone: --whole", Style::kDim}},
                    0, out.width());
    }
    if (response.results.empty()) {
      out.line(response.total == 0 ? "No paper found."
                                   : "No more results: there are " + with_thousands(response.total) + ".");
      return;
    }
    const std::string total = (response.total_is_exact ? "" : "at least ") + counted(response.total, "paper");
    out.line(out.styled(Style::kBold, total) +
             out.styled(Style::kDim, ", " + milliseconds(response.took_ms)));
    out.line("");
    write_found(out, response.results, offset_);
    write_facets(out, response);
    const std::size_t next = offset_ + response.results.size();
    if (next < response.total && next < kSearchCountMax) {
      out.line(out.styled(Style::kDim, "more: ") +
               out.styled(Style::kAccent, "--offset " + std::to_string(next)));
    }
  }

  void write_aspects(Terminal& out, const std::vector<std::string>& aspects) const {
    write_wrapped(out,
                  {{"The query names " + counted(aspects.size(), "need") +
                        ", which were searched for one by one; as one: --whole",
                    Style::kDim}},
                  0, out.width());
    constexpr std::size_t kIndent = 6;
    for (std::size_t i = 0; explain_ && i < aspects.size(); ++i)
      write_wrapped(out, {{std::to_string(i + 1) + ". ", Style::kDim}, {aspects[i]}}, kIndent, out.width());
  }

  static void write_facets(Terminal& out, const PaperSearchResponse& response) {
    if (!response.facets) return;
    const search::Facets& facets = *response.facets;
    constexpr std::size_t kNameColumns = 10;
    for (const auto& [name, values] :
         {std::pair("category", &facets.category), std::pair("year", &facets.year),
          std::pair("source", &facets.source)}) {
      if (values->size() < 2) continue;
      const auto lines = wrap(facet_line(*values), out.width() - kNameColumns, 1);
      out.line(out.styled(Style::kDim, pad_right(name, kNameColumns)) + render(out, lines.front()));
    }
  }

  static constexpr std::uint32_t kCountNotSaid = UINT32_MAX;

  std::vector<std::string> words_;
  std::string mode_ = "hybrid";
  std::string sort_ = "relevance";
  std::uint32_t count_ = kCountNotSaid;
  std::uint32_t offset_ = 0;
  bool verbatim_ = false;
  bool whole_ = false;
  bool explain_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_search_command() {
  return std::make_unique<SearchCommand>();
}

}  // namespace broadsheet::app
