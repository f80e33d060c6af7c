// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/exporter.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "formats/citation_writers.h"
#include "formats/json_lines_writer.h"
#include "papers/exported.h"
#include "papers/paper_markdown.h"
#include "papers/paper_view.h"

namespace broadsheet::papers {
namespace {

using store::PaperView;

constexpr std::array<ExportForm, 6> kForms{{
    {ExportFormat::kJsonLines, "jsonl", "JSON Lines", ".jsonl", "application/jsonl; charset=utf-8"},
    {ExportFormat::kBibtex, "bibtex", "BibTeX", ".bib", "application/x-bibtex; charset=utf-8"},
    {ExportFormat::kRis, "ris", "RIS", ".ris", "application/x-research-info-systems; charset=utf-8"},
    {ExportFormat::kCslJson, "csl-json", "CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json"},
    {ExportFormat::kMarkdown, "markdown", "Markdown", ".md", "text/markdown; charset=utf-8"},
    {ExportFormat::kCsv, "csv", "CSV", ".csv", "text/csv; charset=utf-8; header=present"},
}};

void add_field(std::string& row, std::string_view value) {
  if (!row.empty()) row += ',';
  row += '"';
  for (const char c : value) row.append(c == '"' ? 2 : 1, c);
  row += '"';
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : "; ").append(text);
  return all;
}

struct CsvColumn {
  std::string_view name;
  std::string (*value)(const PaperView& paper);
};
constexpr std::array<CsvColumn, 13> kColumns{{
    {"id", [](const PaperView& paper) { return printed_id(paper); }},
    {"title", [](const PaperView& paper) { return paper.title; }},
    {"authors", [](const PaperView& paper) { return joined(paper.authors); }},
    {"published",
     [](const PaperView& paper) {
       return paper.published ? format_partial_date(*paper.published) : std::string();
     }},
    {"updated",
     [](const PaperView& paper) { return paper.updated ? format_day(*paper.updated) : std::string(); }},
    {"venue", [](const PaperView& paper) { return paper.venue; }},
    {"categories", [](const PaperView& paper) { return joined(paper.categories); }},
    {"doi", [](const PaperView& paper) { return paper.doi; }},
    {"url", [](const PaperView& paper) { return paper.url; }},
    {"code", [](const PaperView& paper) { return paper.github_repo; }},
    {"upvotes", [](const PaperView& paper) { return std::to_string(paper.upvotes()); }},
    {"abstract", [](const PaperView& paper) { return paper.abstract; }},
    {"sources", [](const PaperView& paper) { return joined(paper.sources); }},
}};

std::string csv_row(const PaperView& paper) {
  std::string row;
  for (const CsvColumn& column : kColumns) add_field(row, column.value(paper));
  return row;
}

std::string csv_head() {
  std::string row;
  for (const CsvColumn& column : kColumns) add_field(row, column.name);
  return row;
}

// What is one's own stands behind what is everybody's.
constexpr std::array<std::string_view, 3> kOwnColumns{"tags", "folders", "note"};

std::string csv_own_head() {
  std::string row = csv_head();
  for (const std::string_view name : kOwnColumns) add_field(row, name);
  return row;
}

std::string csv_own_row(const PaperView& paper, const formats::OwnWords& own) {
  std::string row = csv_row(paper);
  add_field(row, joined(own.tags));
  add_field(row, joined(own.folders));
  add_field(row, own.note);
  return row;
}

std::string own_markdown(const formats::OwnWords& own) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text.append("- **").append(name).append(":** ").append(markdown_text(value)) += '\n';
  };
  add("My tags", joined(own.tags));
  add("My folders", joined(own.folders));
  // A note may be Markdown: it stands as it was typed.
  if (!own.note.empty()) text.append(text.empty() ? "" : "\n").append(own.note) += '\n';
  return text.empty() ? text : "\n" + text;
}

formats::SourceRecord exported_with(const PaperView& paper, const formats::OwnWords& own) {
  formats::SourceRecord record = exported(paper);
  record.own = own;
  return record;
}

}  // namespace

std::span<const ExportForm> export_forms() {
  return kForms;
}

const ExportForm& export_form(ExportFormat format) {
  return *std::ranges::find(kForms, format, &ExportForm::format);
}

std::optional<ExportFormat> parse_export_format(std::string_view name) {
  const auto form = std::ranges::find(kForms, name, &ExportForm::name);
  return form == kForms.end() ? std::nullopt : std::optional(form->format);
}

std::string Exporter::begin() const {
  if (format_ == ExportFormat::kCslJson) return "[\n";
  if (format_ != ExportFormat::kCsv) return {};
  return (with_own_words_ ? csv_own_head() : csv_head()) + "\r\n";
}

std::string Exporter::add(const PaperView& paper, const formats::OwnWords& own) {
  const bool first = !std::exchange(any_, true);
  switch (format_) {
    case ExportFormat::kJsonLines:
      return formats::write_json_line(exported_with(paper, own));
    case ExportFormat::kBibtex: {
      const formats::SourceRecord record = exported_with(paper, own);
      return (first ? "" : "\n") + formats::write_bibtex(record, new_key(formats::citation_key(record)));
    }
    case ExportFormat::kRis:
      return formats::write_ris(exported_with(paper, own));
    case ExportFormat::kCslJson: {
      const formats::SourceRecord record = exported_with(paper, own);
      return (first ? "" : ",\n") + formats::write_csl_json(record, new_key(formats::citation_key(record)));
    }
    case ExportFormat::kMarkdown:
      return (first ? "" : "\n---\n\n") + paper_markdown(paper) + own_markdown(own);
    case ExportFormat::kCsv:
      return (with_own_words_ ? csv_own_row(paper, own) : csv_row(paper)) + "\r\n";
  }
  return {};
}

std::string Exporter::end() const {
  if (format_ != ExportFormat::kCslJson) return {};
  return any_ ? "\n]\n" : "]\n";
}

std::string Exporter::new_key(std::string key) {
  std::string given = key;
  for (int number = 2; !keys_.insert(std::hash<std::string>()(given)).second; ++number)
    given = key + "-" + std::to_string(number);
  return given;
}

}  // namespace broadsheet::papers
