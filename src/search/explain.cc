// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/explain.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "search/schema.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

std::string quoted(std::string_view word) {
  return "\u201c" + std::string(word) + "\u201d";
}

// The part's name and sentence, without its value.
ScorePart describe(const index::Snapshot& snapshot, const QueryWord& word, FieldId field) {
  const std::string_view name = snapshot.schema().fields[field].name;
  if (name == kAuthorField) return {"author", 0, quoted(word.folded) + " in an author's name"};
  return {"word", 0, quoted(word.folded) + " in title or abstract"};
}

}  // namespace

Result<std::vector<std::vector<ScorePart>>> explain_words(const index::Snapshot& snapshot,
                                                          const QueryWords& words,
                                                          std::span<const WordTerm> terms,
                                                          std::span<const Hit> hits) {
  std::vector<std::vector<ScorePart>> parts(hits.size());
  for (const WordTerm& word : terms) {
    BooleanQuery alone;
    alone.clauses.push_back({.terms = {word.term}, .offsets = {}});
    TRY(const std::vector<double> values, score_hits(snapshot.segments(), snapshot, alone, hits));
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (values[i] == 0) continue;
      ScorePart part = describe(snapshot, words.words[word.word], word.term.field);
      part.value = values[i];
      parts[i].push_back(std::move(part));
    }
  }
  return parts;
}

std::vector<ScorePart> explain_page(const PageScore& score, std::span<const std::string> words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + quoted(word);
  std::vector<ScorePart> parts{{"all words", score.all_words, "has " + all}};
  if (score.nearness != 0) {
    parts.push_back({"nearness", score.nearness,
                     score.nearness > 100 ? "side by side" : "within twice as many words as were asked for"});
  }
  if (score.title != 0) parts.push_back({"title", score.title, "words of the query in the title"});
  parts.push_back({"terms", score.terms, "how often and how rare the words are"});
  return parts;
}

std::string explain_cosine(double cosine) {
  // Of small sentence encoders: random pairs of papers lie about 0.1, those of one subject about 0.4.
  constexpr double kVeryNear = 0.6;
  constexpr double kNear = 0.45;
  constexpr double kRelated = 0.3;
  const std::string_view how = cosine >= kVeryNear  ? "means nearly the same as the query"
                               : cosine >= kNear    ? "its meaning is near that of the query"
                               : cosine >= kRelated ? "its meaning is related to that of the query"
                                                    : "its meaning is far from that of the query";
  return fmt::format("{} (cosine {:.2f})", how, cosine);
}

std::vector<ScorePart> explain_hybrid(const HybridHit& hit, std::span<const std::string> shared_words,
                                      std::span<const ScorePart> words) {
  constexpr std::size_t kSharedWordsShown = 6;
  std::string found;
  for (const ScorePart& word : words) found += (found.empty() ? "has " : "; ") + word.text;
  if (!hit.pooled) return {{"words", hit.parts.words, found + "; behind the best by words and meaning"}};
  std::string shared;
  for (std::size_t i = 0; i < shared_words.size() && i < kSharedWordsShown; ++i)
    shared += (shared.empty() ? "" : ", ") + quoted(shared_words[i]);
  const std::string near = hit.has_vector ? explain_cosine(hit.cosine) : "not encoded yet: taken as middling";
  return {{"words", hit.parts.words, found.empty() ? "none of the words" : found},
          {"shared words", hit.parts.shared_words, "words that the best papers share: " + shared},
          {"meaning", hit.parts.meaning, near},
          {"shared meaning", hit.parts.shared_meaning, "how near its meaning is to that of the best papers"}};
}

std::vector<ScorePart> explain_author(std::string_view name, double tier, double rest) {
  return {{"named author", tier, "an author's name has " + quoted(std::string(name))},
          {"rest", rest, "the other words of the query, ranked among the papers of this name"}};
}

std::vector<ScorePart> explain_aspects(const Hit& hit, std::span<const Aspect> aspects,
                                       std::span<const AspectRanking> rankings) {
  constexpr std::size_t kBytesShown = 60;
  std::vector<ScorePart> parts;
  for (std::size_t i = 0; i < rankings.size(); ++i) {
    const auto found = std::ranges::find(rankings[i].hits, hit.key, &Hit::key);
    if (found == rankings[i].hits.end()) continue;
    const auto rank = static_cast<std::size_t>(found - rankings[i].hits.begin());
    const bool whole = i == aspects.size();
    std::string text = "number " + std::to_string(rank + 1) + " for ";
    if (whole) {
      text += "the whole query";
    } else {
      const std::string_view shown = text::truncate_utf8(aspects[i].text, kBytesShown);
      text += quoted(std::string(shown) + (shown.size() < aspects[i].text.size() ? "…" : ""));
    }
    parts.push_back({whole ? "whole query" : "aspect", rankings[i].worth(rank), std::move(text)});
  }
  return parts;
}

}  // namespace broadsheet::search
