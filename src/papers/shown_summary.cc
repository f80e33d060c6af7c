// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/shown_summary.h"

#include <map>

#include "base/digest.h"
#include "papers/keywords.h"
#include "papers/limits.h"
#include "papers/summary.h"
#include "search/thread_analyzer.h"

namespace broadsheet::papers {
namespace {

// What was chosen for an abstract, for as long as there is room: a list is made anew with every change of the
// record, and shows the same papers again. Confined to one thread.
class ChosenBefore {
 public:
  const std::string& summary(std::string_view abstract) {
    // Nobody can write an abstract that gets the summary of another.
    const Sha256 key = sha256(abstract);
    const auto known = kept_.find(key);
    if (known != kept_.end()) return known->second;
    if (kept_.size() == kSummariesKept) kept_.clear();
    return kept_.emplace(key, summary_of(abstract, search::thread_analyzer())).first->second;
  }

 private:
  std::map<Sha256, std::string> kept_;
};

bool may_be_extracted_from(const store::PaperView& paper) {
  return !paper.withdrawn && (paper.language.empty() || paper.language.starts_with("en"));
}

}  // namespace

std::string extracted_summary(const store::PaperView& paper) {
  static thread_local ChosenBefore chosen;
  return may_be_extracted_from(paper) ? chosen.summary(paper.abstract) : "";
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
