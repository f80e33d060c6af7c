// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/help.h"

#include <algorithm>
#include <string>

#include "app/layout.h"
#include "text/display.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kProseColumnsMax = 88;
constexpr std::size_t kUsageColumnsMax = 30;

std::size_t prose_columns(const Terminal& terminal) {
  return std::min(terminal.width(), kProseColumnsMax);
}

void write_heading(Terminal& terminal, std::string_view heading) {
  terminal.line("");
  terminal.line(terminal.styled(Style::kBold, heading));
}

// "  USAGE   help that goes on
//            below itself"
void write_row(Terminal& terminal, std::string_view usage, Style style, std::size_t usage_columns,
               std::string_view help) {
  const std::size_t indent = usage_columns + 4;
  const auto lines = wrap({{std::string(help)}}, prose_columns(terminal) - indent);
  terminal.write("  " + terminal.styled(style, usage));
  std::size_t used = text::display_width(usage);
  if (used > usage_columns) {
    terminal.write("\n  ");
    used = 0;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    terminal.write(std::string(i == 0 ? indent - 2 - used : indent, ' '));
    terminal.line(render(terminal, lines[i]));
  }
}

void write_paragraphs(Terminal& terminal, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    terminal.line("");
    write_wrapped(terminal, {{std::string(text.substr(0, end))}}, 0, prose_columns(terminal));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

void write_examples(Terminal& terminal, const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    terminal.line("  " + terminal.styled(Style::kAccent, example.line));
    write_wrapped(terminal, {{std::string(example.does), Style::kDim}}, 6, prose_columns(terminal) - 6);
  }
}

std::string usage_line(const CommandText& text, const Options& options) {
  std::string usage = "broadsheet " + std::string(text.name);
  for (const OptionRow& row : options.rows()) {
    if (!row.word) continue;
    const std::string shown = row.usage + (row.many ? "…" : "");
    usage += row.need == Need::kRequired ? " " + shown : " [" + shown + "]";
  }
  return usage + " [OPTIONS]";
}

// Edit distance by insertions, removals and replacements; both words are short.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

void write_overview(Terminal& terminal, const std::vector<std::unique_ptr<Command>>& commands) {
  terminal.line(terminal.styled(Style::kBold, "broadsheet") + ": the day's papers, on your own machine");
  std::size_t names = 0;
  for (const auto& command : commands) names = std::max(names, command->text().name.size());
  std::string_view group;
  for (const auto& command : commands) {
    const CommandText text = command->text();
    if (text.group != group) write_heading(terminal, text.group);
    group = text.group;
    write_row(terminal, text.name, Style::kAccent, names, text.summary);
  }
  write_heading(terminal, "First steps");
  write_examples(terminal, {{"broadsheet ingest papers.jsonl", "read papers from a file or a folder"},
                            {"broadsheet day", "the newest edition"},
                            {"broadsheet search \"diffusion transformers\"", "find papers"}});
  terminal.line("");
  write_wrapped(terminal,
                {{"Every command explains itself: "},
                 {"broadsheet COMMAND --help", Style::kAccent},
                 {". Papers are kept in ~/.local/share/broadsheet; --data DIR or $BROADSHEET_DATA name "
                  "another folder."}},
                0, prose_columns(terminal));
}

void write_help(Terminal& terminal, const CommandText& text, const Options& options) {
  terminal.line(terminal.styled(Style::kBold, usage_line(text, options)));
  write_paragraphs(terminal, text.about);
  std::size_t columns = 0;
  for (const OptionRow& row : options.rows()) columns = std::max(columns, text::display_width(row.usage));
  columns = std::min({columns, kUsageColumnsMax, terminal.width() / 2});
  const auto write_rows = [&](bool words) {
    for (const OptionRow& row : options.rows()) {
      if (row.word == words) write_row(terminal, row.usage, Style::kAccent, columns, row.help);
    }
  };
  if (std::any_of(options.rows().begin(), options.rows().end(),
                  [](const OptionRow& row) { return row.word; })) {
    write_heading(terminal, "Words");
    write_rows(true);
  }
  write_heading(terminal, "Options");
  write_rows(false);
  write_heading(terminal, "Examples");
  write_examples(terminal, text.examples);
}

std::string_view nearest_name(std::string_view typed, const std::vector<std::unique_ptr<Command>>& commands) {
  constexpr std::size_t kTypedMax = 32;
  if (typed.size() > kTypedMax) return "";
  std::string_view nearest;
  std::size_t least = 3;
  for (const auto& command : commands) {
    const std::string_view name = command->text().name;
    const std::size_t steps = distance(typed, name);
    if (steps < least) {
      least = steps;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace broadsheet::app
