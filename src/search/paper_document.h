// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From what a paper says to what the index holds of it. Whoever fills an index of the product's schema
// does it through here, so that the searcher finds every word where it looks for it.

#ifndef BROADSHEET_SEARCH_PAPER_DOCUMENT_H_
#define BROADSHEET_SEARCH_PAPER_DOCUMENT_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/strong_id.h"
#include "index/document.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// Borrowed; all text is readable (text/readable.h), valid UTF-8.
struct PaperContent {
  PaperNumber number;
  std::string_view title;
  std::string_view abstract;
  std::span<const std::string> authors;
  std::span<const std::string> orcids;      // iDs by the places of the authors, "" for none; may be shorter
  std::span<const std::string> categories;  // as shown: "cs.LG"; venue keys too
  std::span<const std::string> sources;     // "acl-anthology"
  std::span<const std::string> venues;      // names and keys; the first is counted in facets
  std::span<const std::string> orgs;        // handles and names
  std::span<const std::string> submitters;  // user names and full names
  std::span<const std::string> has;         // "code", "abstract", "doi"
  std::optional<PartialDate> published;
  std::optional<Day> edition;
};

// Fills `document`, made for product_schema(), with the paper; what it held before is gone.
void fill_document(const PaperContent& paper, text::Analyzer& analyzer, index::Document& document);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_PAPER_DOCUMENT_H_
