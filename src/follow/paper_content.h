// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From the record's view of a paper to what the index is told of it.

#ifndef BROADSHEET_FOLLOW_PAPER_CONTENT_H_
#define BROADSHEET_FOLLOW_PAPER_CONTENT_H_

#include <string>
#include <vector>

#include "index/document.h"
#include "store/paper_view.h"
#include "text/analyzer.h"

namespace broadsheet::follow {

// Fills documents from views. Confined to one thread; keeps its buffers from paper to paper.
class PaperIndexer {
 public:
  // Replaces what `document`, made for search::product_schema(), held before.
  void fill(const store::PaperView& view, index::Document& document);
  const text::Analyzer& analyzer() const { return analyzer_; }

 private:
  text::Analyzer analyzer_;
  std::string title_;
  std::string abstract_;
  std::vector<std::string> authors_;
  std::vector<std::string> orcids_;
  std::vector<std::string> categories_;
  std::vector<std::string> venues_;
  std::vector<std::string> orgs_;
  std::vector<std::string> submitters_;
  std::vector<std::string> has_;
};

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_PAPER_CONTENT_H_
