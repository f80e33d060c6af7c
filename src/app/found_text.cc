// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/found_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "app/layout.h"
#include "app/paper_text.h"
#include "base/english.h"
#include "papers/paper_lines.h"

namespace broadsheet::app {
namespace {

using papers::FoundPaper;

constexpr std::size_t kAuthorsShown = 3;

StyledText styled_highlights(const text::Highlights& runs, Style plain) {
  StyledText text;
  for (const text::HighlightRun& run : runs)
    text.push_back({run.text, run.highlight ? Style::kHighlight : plain});
  return text;
}

std::size_t votes_columns(std::span<const FoundPaper> results) {
  std::int64_t most = 0;
  for (const FoundPaper& found : results) most = std::max(most, found.view.upvotes());
  return most == 0 ? 0 : with_thousands(static_cast<std::uint64_t>(most)).size() + 1;
}

void write_why(Terminal& out, const FoundPaper& found) {
  constexpr std::size_t kIndent = 6;
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "%9.4f", found.score);
  out.line(std::string(kIndent, ' ') + out.styled(Style::kNumber, number.data()) + "  score");
  for (const search::ScorePart& part : found.why) {
    std::snprintf(number.data(), number.size(), "%9.4f", part.value);
    out.line(std::string(kIndent, ' ') + out.styled(Style::kDim, number.data()) + "  " +
             out.styled(Style::kAccent, part.part) + "  " + part.text);
  }
}

}  // namespace

void write_found(Terminal& out, std::span<const FoundPaper> results, std::size_t offset) {
  ListEntry entry;
  entry.rank = offset;
  entry.rank_columns = std::to_string(offset + results.size()).size();
  entry.votes_columns = votes_columns(results);
  for (const FoundPaper& found : results) {
    ++entry.rank;
    entry.votes = found.view.upvotes();
    entry.title = styled_highlights(found.title, Style::kBold);
    entry.passage =
        found.because ? StyledText{{found.because->text}} : styled_highlights(found.abstract, Style::kPlain);
    const std::string authors = papers::authors_line(found.view, kAuthorsShown);
    entry.facts = {{authors.empty() ? "" : authors + " · ", Style::kDim},
                   {facts_line(found.view, true), Style::kDim}};
    write_entry(out, entry);
    if (!found.why.empty()) write_why(out, found);
    out.line("");
  }
}

}  // namespace broadsheet::app
