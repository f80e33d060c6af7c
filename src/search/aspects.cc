// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/aspects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "search/limits.h"

namespace broadsheet::search {
namespace {

// A shorter query is one need, however it is punctuated.
constexpr std::size_t kOneAspectWordsMax = 12;
// A sentence with fewer words that tell something of a subject is part of the one before it.
constexpr std::size_t kTellingWordsMin = 4;
// Longer sentences are cut: nobody ends one need in so many words.
constexpr std::size_t kSentenceWordsMax = 40;
// Sentences whose vectors have this cosine, or whose best papers by words are so many the same, are one need.
constexpr double kSameMeaning = 0.3;
constexpr std::size_t kCommonPapers = 3;
// Damps how much more the first ranks count than those behind them.
constexpr double kRankConstant = 5;

// A word or phrase of the query, in a sentence.
struct Leaf {
  const Node* node = nullptr;
  std::size_t words = 0;    // as typed
  std::size_t telling = 0;  // tokens that are no function words
};

struct Sentence {
  std::vector<Leaf> leaves;
  std::size_t words = 0;
  std::size_t telling = 0;

  void add(const Leaf& leaf) {
    leaves.push_back(leaf);
    words += leaf.words;
    telling += leaf.telling;
  }
  void append(const Sentence& other) {
    for (const Leaf& leaf : other.leaves) add(leaf);
  }
};

bool ends_sentence(std::string_view word) {
  constexpr std::string_view kClosing = "\"')]}";
  // Before these a full stop ends no sentence.
  constexpr std::array<std::string_view, 7> kShortened = {"al", "vs", "cf", "fig", "eq", "resp", "approx"};
  while (!word.empty() && kClosing.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  if (word.empty()) return false;
  const char last = word.back();
  word.remove_suffix(1);
  if (last == '!' || last == '?' || last == ';') return true;
  if (last != '.') return false;
  // "e.g.", "J."; a full stop alone is one after a parenthesis.
  if (word.find('.') != std::string_view::npos || word.size() == 1) return false;
  return std::ranges::find(kShortened, word) == kShortened.end();
}

class Splitter {
 public:
  explicit Splitter(text::Analyzer& analyzer) : analyzer_(analyzer) {}

  std::vector<Sentence> split(const Query& query) {
    if (!visit(query.root()) || words_ <= kOneAspectWordsMax) return {};
    close();
    while (sentences_.size() > kAspectsMax) join_shortest();
    return std::move(sentences_);
  }

 private:
  // False if the query says how it is to be read.
  bool visit(const Node& node) {
    if (node.occur == Presence::kMustNot) return true;
    // An OR of words is a group that must be there.
    if (node.kind == NodeKind::kAny || (node.kind == NodeKind::kAll && node.occur == Presence::kMust))
      return false;
    if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
      if (node.field != QueryField::kAnywhere) return false;
      add(node);
    }
    return std::ranges::all_of(node.children, [this](const Node& child) { return visit(child); });
  }

  void add(const Node& node) {
    Leaf leaf{.node = &node};
    const auto tokens = analyzer_.tokens(node.text);
    leaf.words = node.kind == NodeKind::kPhrase ? tokens.size() : std::min<std::size_t>(1, tokens.size());
    for (const text::Token& token : tokens) leaf.telling += text::is_function_word(token.folded) ? 0 : 1;
    words_ += leaf.words;
    if (open_.words >= kSentenceWordsMax) close();
    open_.add(leaf);
    if (ends_sentence(node.text)) close();
  }

  void close() {
    if (open_.leaves.empty()) return;
    // What says nothing by itself goes with the sentence before it, and before the first with the next.
    const bool before_is_short = sentences_.size() == 1 && sentences_.back().telling < kTellingWordsMin;
    if (!sentences_.empty() && (open_.telling < kTellingWordsMin || before_is_short)) {
      sentences_.back().append(open_);
    } else {
      sentences_.push_back(open_);
    }
    open_ = {};
  }

  // Of two neighbours that have the fewest words together.
  void join_shortest() {
    std::size_t best = 0;
    const auto words = [this](std::size_t i) { return sentences_[i].words + sentences_[i + 1].words; };
    for (std::size_t i = 1; i + 1 < sentences_.size(); ++i) {
      if (words(i) < words(best)) best = i;
    }
    sentences_[best].append(sentences_[best + 1]);
    sentences_.erase(sentences_.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }

  text::Analyzer& analyzer_;
  std::vector<Sentence> sentences_;
  Sentence open_;
  std::size_t words_ = 0;
};

void append(Aspect& aspect, Aspect&& other) {
  aspect.text += " " + other.text;
  for (Node& child : other.words.children) aspect.words.children.push_back(std::move(child));
}

double length_of(std::span<const float> vector) {
  double squares = 0;
  for (const float value : vector) squares += static_cast<double>(value) * value;
  return std::sqrt(squares);
}

double cosine(std::span<const float> one, std::span<const float> other) {
  double product = 0;
  for (std::size_t i = 0; i < one.size(); ++i) product += static_cast<double>(one[i]) * other[i];
  const double lengths = length_of(one) * length_of(other);
  return lengths > 0 ? product / lengths : 0;
}

}  // namespace

std::vector<Aspect> sentences_of(const Query& query, text::Analyzer& analyzer) {
  std::vector<Aspect> aspects;
  for (const Sentence& sentence : Splitter(analyzer).split(query)) {
    Aspect aspect;
    for (const Leaf& leaf : sentence.leaves) {
      if (!aspect.text.empty()) aspect.text += ' ';
      aspect.text += leaf.node->text;
      aspect.words.children.push_back(*leaf.node);
    }
    aspects.push_back(std::move(aspect));
  }
  if (aspects.size() < 2) aspects.clear();
  return aspects;
}

std::vector<Aspect> joined_by_meaning(std::vector<Aspect> sentences) {
  std::vector<Aspect> joined;
  for (Aspect& sentence : sentences) {
    std::size_t nearest = joined.size();
    double best = kSameMeaning;
    for (std::size_t i = 0; i < joined.size(); ++i) {
      const double near = cosine(joined[i].vector, sentence.vector);
      if (near < best) continue;
      best = near;
      nearest = i;
    }
    if (nearest == joined.size()) {
      joined.push_back(std::move(sentence));
      continue;
    }
    for (std::size_t i = 0; i < sentence.vector.size(); ++i) joined[nearest].vector[i] += sentence.vector[i];
    append(joined[nearest], std::move(sentence));
  }
  for (Aspect& aspect : joined) {
    const auto length = static_cast<float>(length_of(aspect.vector));
    for (float& value : aspect.vector) value /= length > 0 ? length : 1;
  }
  return joined;
}

std::vector<Aspect> joined_by_papers(std::vector<Aspect> sentences, std::span<const std::vector<Hit>> hits) {
  std::vector<Aspect> joined;
  std::vector<std::unordered_set<std::uint32_t>> papers;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    std::unordered_set<std::uint32_t> own;
    for (const Hit& hit : hits[s]) own.insert(hit.key);
    std::size_t nearest = joined.size();
    std::size_t best = kCommonPapers;
    for (std::size_t i = 0; i < joined.size(); ++i) {
      const auto common = static_cast<std::size_t>(
          std::ranges::count_if(own, [&](std::uint32_t key) { return papers[i].contains(key); }));
      if (common < best) continue;
      best = common;
      nearest = i;
    }
    if (nearest == joined.size()) {
      joined.push_back(std::move(sentences[s]));
      papers.push_back(std::move(own));
      continue;
    }
    append(joined[nearest], std::move(sentences[s]));
    papers[nearest].insert(own.begin(), own.end());
  }
  return joined;
}

double AspectRanking::worth(std::size_t rank) const {
  return weight / (kRankConstant + static_cast<double>(rank) + 1);
}

std::vector<Hit> fused(std::span<const AspectRanking> rankings) {
  std::vector<Hit> all;
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (const AspectRanking& ranking : rankings) {
    for (std::size_t rank = 0; rank < ranking.hits.size(); ++rank) {
      const auto [place, is_new] = places.try_emplace(ranking.hits[rank].key, all.size());
      if (is_new) {
        all.push_back(ranking.hits[rank]);
        all.back().score = 0;
      }
      all[place->second].score += ranking.worth(rank);
    }
  }
  std::ranges::sort(all, [](const Hit& one, const Hit& other) {
    return one.score != other.score ? one.score > other.score : one.key < other.key;
  });
  return all;
}

}  // namespace broadsheet::search
