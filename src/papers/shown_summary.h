// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is shown as a paper's summary and keywords: what a source gave, else what its own words say. The
// latter is made whenever it is shown and stored nowhere, so it never passes for a source's.

#ifndef BROADSHEET_PAPERS_SHOWN_SUMMARY_H_
#define BROADSHEET_PAPERS_SHOWN_SUMMARY_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/paper_view.h"

namespace broadsheet::papers {

// By whom a summary or keywords of ours were made, for programs.
inline constexpr std::string_view kLocalExtractive = "local-extractive";

struct ShownSummary {
  std::string summary;  // with its TeX as the source wrote it; empty if there is none
  bool summary_is_extracted = false;
  std::vector<std::string> keywords;
  bool keywords_are_extracted = false;
};

// Sentences of the abstract, whatever sources gave; "" where nothing is extracted: from a paper that was
// withdrawn or is in another language than English, and from a short abstract (summary.h).
std::string extracted_summary(const store::PaperView& paper);

// What sources gave, and nothing else.
ShownSummary given_summary(const store::PaperView& paper);

// Takes 0.1 to 0.3 ms for what is extracted, less for a summary that was made before; so the hundreds of
// search results a second that nobody may look at do without it.
ShownSummary shown_summary(const store::PaperView& paper);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SHOWN_SUMMARY_H_
