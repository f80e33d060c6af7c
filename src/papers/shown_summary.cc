// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/shown_summary.h"

#include "papers/keywords.h"
#include "papers/summary.h"
#include "search/thread_analyzer.h"

namespace broadsheet::papers {

namespace {

bool may_be_extracted_from(const store::PaperView& paper) {
  return !paper.withdrawn && (paper.language.empty() || paper.language.starts_with("en"));
}

}  // namespace

std::string extracted_summary(const store::PaperView& paper) {
  return may_be_extracted_from(paper) ? summary_of(paper.abstract, search::thread_analyzer()) : "";
}

ShownSummary given_summary(const store::PaperView& paper) {
  ShownSummary given;
  given.summary = paper.ai_summary;
  given.keywords = paper.ai_keywords;
  return given;
}

ShownSummary shown_summary(const store::PaperView& paper) {
  ShownSummary shown = given_summary(paper);
  if (shown.summary.empty()) {
    shown.summary = extracted_summary(paper);
    shown.summary_is_extracted = !shown.summary.empty();
  }
  if (shown.keywords.empty() && may_be_extracted_from(paper)) {
    shown.keywords = keywords_of(paper.title, paper.abstract, search::thread_analyzer());
    shown.keywords_are_extracted = !shown.keywords.empty();
  }
  return shown;
}

}  // namespace broadsheet::papers
