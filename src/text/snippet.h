// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Highlights: which words of a title or abstract a query matched, and the passage that shows most
// of them.

#ifndef BROADSHEET_TEXT_SNIPPET_H_
#define BROADSHEET_TEXT_SNIPPET_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/analyzer.h"

namespace broadsheet::text {

struct HighlightRun {
  bool highlight = false;  // printed as "type":"highlight" or "text"
  std::string text;

  friend bool operator==(const HighlightRun&, const HighlightRun&) = default;
};

// Runs in reading order; neighbours differ in kind. Joined they give the text or passage.
using Highlights = std::vector<HighlightRun>;

// The words to mark: a token matches by its stem (plain words) or by its folded form (phrases, page mode).
class MatchSet {
 public:
  void add_stem(std::string_view stem) {
    stems_.emplace(stem);
    filter_.add(stem);
  }
  void add_folded(std::string_view folded) {
    folded_.emplace(folded);
    filter_.add(folded);
  }
  bool empty() const { return stems_.empty() && folded_.empty(); }
  bool matches(const Token& token) const;
  // Rules out words that cannot match.
  const WordFilter& filter() const { return filter_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> stems_;
  std::unordered_set<std::string, Hash, std::equal_to<>> folded_;
  WordFilter filter_;
};

// The whole of a readable text. Matched words that only blanks or hyphens part are one run.
Highlights highlight_all(std::string_view text, Analyzer& analyzer, const MatchSet& matches);

struct SnippetOptions {
  std::size_t chars_max = 300;  // code points of the passage, without the ellipses
};

// The passage of at most `chars_max` code points that holds the most different matched words, then the most
// matches, then begins at a sentence, then is the earliest. It begins and ends between words; "…"
// stands where text was left out. A text that fits is given whole; a text without a match gives its
// beginning.
Highlights best_passage(std::string_view text, Analyzer& analyzer, const MatchSet& matches,
                        const SnippetOptions& options = {});

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_SNIPPET_H_
