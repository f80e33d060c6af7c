// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/query_words.h"

#include <algorithm>

#include "search/limits.h"

namespace broadsheet::search {
namespace {

class Collector {
 public:
  explicit Collector(text::Analyzer& analyzer) : analyzer_(analyzer) {}

  void visit(const Node& node) {
    if (node.occur == Presence::kMustNot) return;
    if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) add_text(node);
    for (const Node& child : node.children) visit(child);
  }

  QueryWords take() { return std::move(found_); }

 private:
  void add_text(const Node& node) {
    for (const text::Token& token : analyzer_.tokens(node.text)) {
      const auto same = std::ranges::find_if(found_.words, [&](const QueryWord& word) {
        return word.scope == node.field && word.folded == token.folded && word.stem == token.stem;
      });
      if (same != found_.words.end()) {
        ++same->times;
      } else if (found_.words.size() < kQueryTermsMax) {
        found_.words.push_back({std::string(token.folded), std::string(token.stem), node.field, 1});
      } else {
        found_.truncated = true;
      }
    }
  }

  text::Analyzer& analyzer_;
  QueryWords found_;
};

void add_meant(const Node& node, std::string& text) {
  if (node.occur == Presence::kMustNot || node.field == QueryField::kAuthor) return;
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    if (!text.empty()) text += ' ';
    text += node.text;
  }
  for (const Node& child : node.children) add_meant(child, text);
}

}  // namespace

QueryWords words_of(const Node& root, text::Analyzer& analyzer) {
  Collector collector(analyzer);
  collector.visit(root);
  return collector.take();
}

std::string meant_text(const Node& root) {
  std::string text;
  add_meant(root, text);
  return text;
}

std::vector<WordTerm> lexical_terms(const QueryWords& words, const FieldPlaces& places,
                                    const RankingParameters& ranking) {
  const bool all_function_words = std::ranges::all_of(
      words.words, [](const QueryWord& word) { return text::is_function_word(word.folded); });
  std::vector<WordTerm> terms;
  for (std::size_t i = 0; i < words.words.size(); ++i) {
    const QueryWord& word = words.words[i];
    const bool function_word = !all_function_words && text::is_function_word(word.folded);
    const double weight = word.times * (function_word ? ranking.function_word_weight : 1.0);
    if (word.scope != QueryField::kAuthor) {
      terms.push_back({i, {places.body, word.stem, weight * ranking.body.weight}});
    }
    if (word.scope == QueryField::kAnywhere || word.scope == QueryField::kAuthor) {
      terms.push_back({i, {places.author, word.folded, weight * ranking.author.weight}});
    }
  }
  return terms;
}

}  // namespace broadsheet::search
