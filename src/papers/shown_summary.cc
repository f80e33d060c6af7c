// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/shown_summary.h"

#include "papers/keywords.h"
#include "papers/summary.h"
#include "search/thread_analyzer.h"

namespace broadsheet::papers {

ShownSummary given_summary(const store::PaperView& paper) {
  ShownSummary given;
  given.summary = paper.ai_summary;
  given.keywords = paper.ai_keywords;
  return given;
}

ShownSummary shown_summary(const store::PaperView& paper) {
  ShownSummary shown = given_summary(paper);
  const bool may_be_english = paper.language.empty() || paper.language.starts_with("en");
  if (paper.withdrawn || !may_be_english) return shown;
  text::Analyzer& analyzer = search::thread_analyzer();
  if (shown.summary.empty()) {
    shown.summary = summary_of(paper.abstract, analyzer);
    shown.summary_is_extracted = !shown.summary.empty();
  }
  if (shown.keywords.empty()) {
    shown.keywords = keywords_of(paper.title, paper.abstract, analyzer);
    shown.keywords_are_extracted = !shown.keywords.empty();
  }
  return shown;
}

}  // namespace broadsheet::papers
