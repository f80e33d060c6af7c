// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers as a document for other programs, written as they come: no list is ever held whole.

#ifndef BROADSHEET_PAPERS_EXPORTER_H_
#define BROADSHEET_PAPERS_EXPORTER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "formats/source_record.h"
#include "store/paper_view.h"

namespace broadsheet::papers {

enum class ExportFormat : std::uint8_t { kJsonLines, kBibtex, kRis, kCslJson, kMarkdown, kCsv };

struct ExportForm {
  ExportFormat format;
  std::string_view name;    // on a command line, in an address: "bibtex"
  std::string_view title;   // for people: "BibTeX"
  std::string_view suffix;  // of a file: ".bib"
  std::string_view media_type;
};
// All of them, JSON Lines first.
std::span<const ExportForm> export_forms();
const ExportForm& export_form(ExportFormat format);
// By its name.
std::optional<ExportFormat> parse_export_format(std::string_view name);

// What begin(), add() for each paper and end() give is a document of the format. A value; used for one
// document.
//
//   CSV        RFC 4180: a row of names, CR LF, every field in quotes; several values of one field stand in
//              one, with "; " between them. UTF-8 without a byte order mark
//   Markdown   each paper as paper_markdown() has it, with a rule before the next
//   BibTeX     with keys of their own: the second of the same key is "…-2"
class Exporter {
 public:
  // With a reader's own words the document is for them alone.
  explicit Exporter(ExportFormat format, bool with_own_words = false)
      : format_(format), with_own_words_(with_own_words) {}

  std::string begin() const;
  std::string add(const store::PaperView& paper, const formats::OwnWords& own = {});
  std::string end() const;

 private:
  std::string new_key(std::string key);

  ExportFormat format_;
  bool with_own_words_;
  bool any_ = false;
  std::unordered_set<std::size_t> keys_;  // hashes of those that were given
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_EXPORTER_H_
