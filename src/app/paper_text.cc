// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/paper_text.h"

#include <algorithm>
#include <array>

#include "base/english.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "text/readable.h"

namespace broadsheet::app {
namespace {

// Blanks that a line must not end at, until the line is written.
constexpr std::string_view kNoBreakSpace = "\u00A0";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  while (true) {
    const std::size_t at = text.find(what);
    result += text.substr(0, at);
    if (at == std::string_view::npos) return result;
    result += by;
    text.remove_prefix(at + what.size());
  }
}

}  // namespace

void write_listed_papers(Terminal& terminal, const std::vector<store::PaperView>& papers) {
  constexpr std::size_t kAuthorsShown = 3;
  ListEntry entry;
  entry.rank_columns = std::to_string(papers.size()).size();
  entry.votes_columns = 0;
  for (const store::PaperView& paper : papers) {
    ++entry.rank;
    entry.title = {{papers::readable_title(paper), Style::kBold}};
    const std::string authors = papers::authors_line(paper, kAuthorsShown);
    entry.facts = {{(authors.empty() ? "" : authors + " · ") + facts_line(paper, true), Style::kDim}};
    write_entry(terminal, entry);
  }
}

std::string facts_line(const store::PaperView& paper, bool with_day) {
  std::string line = papers::printed_id(paper);
  if (!paper.categories.empty()) line += " · " + paper.categories.front();
  const std::optional<PartialDate> date = paper.edition ? paper.edition : paper.published;
  if (with_day && date) line += " · " + replaced(short_date(*date), " ", kNoBreakSpace);
  return line;
}

void write_entry(Terminal& terminal, const ListEntry& entry) {
  const std::string rank = pad_left(std::to_string(entry.rank), entry.rank_columns);
  // A paper without votes shows none: a column of zeros says nothing.
  const std::string votes =
      pad_left(entry.votes == 0 ? "" : "▲" + with_thousands(static_cast<std::uint64_t>(entry.votes)),
               entry.votes_columns);
  const std::size_t indent = entry.rank_columns + entry.votes_columns + (entry.votes_columns > 0 ? 4 : 2);
  const std::size_t columns = terminal.width() - indent;
  terminal.write(terminal.styled(Style::kDim, rank) + "  ");
  if (entry.votes_columns > 0) terminal.write(terminal.styled(Style::kNumber, votes) + "  ");
  const auto lines = wrap(entry.title, columns, 3);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) terminal.write(std::string(indent, ' '));
    terminal.line(render(terminal, lines[i]));
  }
  if (lines.empty()) terminal.line("");
  write_wrapped(terminal, entry.passage, indent, columns, 3);
  for (const StyledText& line : wrap(entry.facts, columns, 2)) {
    terminal.line(std::string(indent, ' ') + replaced(render(terminal, line), kNoBreakSpace, " "));
  }
}

}  // namespace broadsheet::app
