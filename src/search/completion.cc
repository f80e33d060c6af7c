// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/completion.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "search/byline_key.h"
#include "search/limits.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

using index::FieldId;
using index::InvertedField;
using index::PostingCursor;
using index::Snapshot;

FieldId field_of(const Snapshot& snapshot, std::string_view name) {
  return *snapshot.schema().field(name);
}

struct CountedTerm {
  std::string term;
  std::uint64_t papers = 0;
};

// The terms of most papers of those that it is given. Most are given in vain: only what stays is copied.
class MostFrequent {
 public:
  explicit MostFrequent(std::size_t count) : count_(count) {}

  void add(std::string_view term, std::uint64_t papers) {
    const bool full = kept_.size() == count_;
    if (full && papers <= kept_.front().papers) return;
    if (full) {
      std::ranges::pop_heap(kept_, std::ranges::greater(), &CountedTerm::papers);
      kept_.pop_back();
    }
    kept_.push_back({std::string(term), papers});
    std::ranges::push_heap(kept_, std::ranges::greater(), &CountedTerm::papers);
  }

  const std::vector<CountedTerm>& kept() const { return kept_; }

 private:
  std::size_t count_;
  std::vector<CountedTerm> kept_;  // a heap: that of the fewest papers comes first
};

// Terms of a field that begin with `prefix` and pass the filter, those of most papers first: at least `count`
// of them where there are that many. What is rare in each segment may be missing, and its papers in others
// with it.
template <class Filter>
std::vector<CountedTerm> terms_beginning_with(const Snapshot& snapshot, FieldId id, std::string_view prefix,
                                              std::size_t count, const Filter& filter) {
  constexpr std::size_t kOfSegment = 4;
  std::map<std::string_view, std::uint64_t> papers_of;
  std::vector<MostFrequent> of_segments;
  for (const index::SegmentView& segment : snapshot.segments()) {
    const InvertedField* field = segment.fields[id];
    if (field == nullptr) continue;
    MostFrequent& most = of_segments.emplace_back(kOfSegment * count);
    index::TermIterator terms = field->terms(prefix);
    for (std::size_t read = 0; read < kCompletionTermsRead && terms.next(); ++read) {
      if (!terms.term().starts_with(prefix)) break;
      if (filter(terms.term())) most.add(terms.term(), terms.info().df);
    }
  }
  for (const MostFrequent& most : of_segments) {
    for (const CountedTerm& one : most.kept()) papers_of[one.term] += one.papers;
  }
  std::vector<CountedTerm> terms;
  for (const auto& [term, papers] : papers_of) terms.push_back({std::string(term), papers});
  std::ranges::stable_sort(terms, std::ranges::greater(), &CountedTerm::papers);
  return terms;
}

// What was typed: words that are finished, and the forms that the last one may become.
struct TypedWords {
  std::vector<std::string> whole;
  std::vector<std::string> endings;
};

// Forms of the words as a field has them.
enum class Form : std::uint8_t { kFolded, kStem };

std::string_view form_of(const text::Token& token, Form form) {
  return form == Form::kStem ? token.stem : token.folded;
}

// Endings come from `exact`, whose terms are words: a stem may be shorter than what is typed of its word.
TypedWords words_for(const Snapshot& snapshot, std::string_view typed, text::Analyzer& analyzer, Form form,
                     FieldId dictionary) {
  TypedWords words;
  std::string prefix;
  std::string last;
  for (const text::Token& token : analyzer.tokens(typed)) {
    if (!last.empty()) words.whole.push_back(std::move(last));
    last = form_of(token, form);
    prefix = token.folded;
  }
  if (prefix.empty()) return words;
  words.endings.push_back(std::move(last));
  const auto all = [](std::string_view) { return true; };
  for (const CountedTerm& one :
       terms_beginning_with(snapshot, dictionary, prefix, kCompletionEndingsMax, all)) {
    if (words.endings.size() == kCompletionEndingsMax) break;
    const std::span<const text::Token> tokens = analyzer.tokens(one.term);
    if (tokens.size() != 1) continue;
    const std::string_view ending = form_of(tokens.front(), form);
    if (std::ranges::find(words.endings, ending) == words.endings.end()) words.endings.emplace_back(ending);
  }
  return words;
}

struct Match {
  std::uint32_t segment = 0;
  std::uint32_t doc = 0;
};

// Documents of one segment that have every whole word and one of the endings.
class SegmentMatcher {
 public:
  SegmentMatcher(const InvertedField& field, const TypedWords& words) : field_(field) {
    for (const std::string& word : words.whole) {
      const auto term = field.find(word);
      if (!term) return;
      whole_.push_back(*term);
    }
    for (const std::string& ending : words.endings) {
      if (const auto term = field.find(ending)) endings_.push_back(*term);
    }
    std::ranges::sort(whole_, {}, &index::TermInfo::df);
    may_match_ = !endings_.empty();
  }

  // Those from `from` on and before `to`, ascending; `budget` is lowered by the postings looked at.
  std::vector<std::uint32_t> docs(std::uint32_t from, std::uint32_t to, std::size_t& budget) const {
    if (!may_match_) return {};
    return whole_.empty() ? any_ending(from, to, budget) : all_words(from, to, budget);
  }

 private:
  std::vector<std::uint32_t> any_ending(std::uint32_t from, std::uint32_t to, std::size_t& budget) const {
    std::vector<std::uint32_t> docs;
    for (const index::TermInfo& term : endings_) {
      PostingCursor cursor(field_.postings(term));
      for (std::uint32_t doc = cursor.seek(from); doc < to && budget > 0; doc = cursor.next(), --budget)
        docs.push_back(doc);
    }
    std::ranges::sort(docs);
    docs.erase(std::unique(docs.begin(), docs.end()), docs.end());
    return docs;
  }

  std::vector<std::uint32_t> all_words(std::uint32_t from, std::uint32_t to, std::size_t& budget) const {
    std::vector<PostingCursor> whole;
    for (const index::TermInfo& term : whole_) whole.emplace_back(field_.postings(term));
    std::vector<PostingCursor> endings;
    for (const index::TermInfo& term : endings_) endings.emplace_back(field_.postings(term));
    std::vector<std::uint32_t> docs;
    for (std::uint32_t doc = whole.front().seek(from); doc < to && budget > 0;
         doc = whole.front().next(), --budget) {
      const auto has = [&](PostingCursor& cursor) { return cursor.seek(doc) == doc; };
      const auto has_next = [&](PostingCursor& cursor) {
        budget -= std::min<std::size_t>(budget, 1);
        return has(cursor);
      };
      if (std::all_of(whole.begin() + 1, whole.end(), has_next) && std::ranges::any_of(endings, has_next))
        docs.push_back(doc);
    }
    return docs;
  }

  const InvertedField& field_;
  std::vector<index::TermInfo> whole_;
  std::vector<index::TermInfo> endings_;
  bool may_match_ = false;
};

// Matches of a field, those of the newest documents first where not all are looked at.
std::vector<Match> find_matches(const Snapshot& snapshot, FieldId id, const TypedWords& words) {
  std::vector<Match> matches;
  if (words.endings.empty()) return matches;
  std::size_t budget = kCompletionPostingsMax;
  for (std::size_t s = snapshot.segments().size(); s-- > 0 && matches.size() < kCompletionMatchesMax;) {
    const index::SegmentView& segment = snapshot.segments()[s];
    if (segment.fields[id] == nullptr) continue;
    const SegmentMatcher matcher(*segment.fields[id], words);
    // From the end on, in windows that grow.
    std::uint32_t to = segment.doc_count;
    for (std::uint32_t window = kCompletionWindow; to > 0 && matches.size() < kCompletionMatchesMax;
         window *= 8) {
      const std::uint32_t from = to - std::min(to, window);
      for (const std::uint32_t doc : matcher.docs(from, to, budget)) {
        const Match match{static_cast<std::uint32_t>(s), doc};
        if (snapshot.is_live({match.segment, doc})) matches.push_back(match);
      }
      to = from;
    }
  }
  return matches;
}

PaperNumber number_of(const Snapshot& snapshot, const Match& match) {
  return PaperNumber(snapshot.segments()[match.segment].key(match.doc));
}

// Titles that are little more than what is typed come first, then those that readers liked, then the newest.
std::vector<PaperNumber> best_titles(const Snapshot& snapshot, FieldId id, const TypedWords& words,
                                     const std::vector<Match>& matches) {
  struct Scored {
    double score;
    PaperNumber paper;
  };
  std::vector<Scored> scored;
  scored.reserve(matches.size());
  const auto typed = static_cast<double>(words.whole.size() + 1);
  for (const Match& match : matches) {
    const PaperNumber paper = number_of(snapshot, match);
    const double length = std::max(snapshot.segments()[match.segment].fields[id]->length(match.doc), 1U);
    const double votes = std::max(snapshot.votes(paper), 0);
    scored.push_back({3 * typed / length + 0.5 * std::log1p(votes), paper});
  }
  std::ranges::sort(scored, [](const Scored& one, const Scored& other) {
    return one.score != other.score ? one.score > other.score : one.paper > other.paper;
  });
  scored.resize(std::min(scored.size(), kCompletedTitlesMax));
  std::vector<PaperNumber> papers;
  for (const Scored& one : scored) papers.push_back(one.paper);
  return papers;
}

std::vector<PaperNumber> newest(const Snapshot& snapshot, const std::vector<Match>& matches) {
  std::vector<PaperNumber> papers;
  for (const Match& match : matches) papers.push_back(number_of(snapshot, match));
  std::ranges::sort(papers, std::greater());
  papers.resize(std::min(papers.size(), kCompletedBylinesMax));
  return papers;
}

}  // namespace

Completion complete(const Snapshot& snapshot, std::string_view typed, text::Analyzer& analyzer) {
  Completion completion;
  const FieldId title = field_of(snapshot, kTitleField);
  const FieldId author = field_of(snapshot, kAuthorField);
  const TypedWords in_titles =
      words_for(snapshot, typed, analyzer, Form::kStem, field_of(snapshot, kExactField));
  completion.titles = best_titles(snapshot, title, in_titles, find_matches(snapshot, title, in_titles));
  const TypedWords in_names = words_for(snapshot, typed, analyzer, Form::kFolded, author);
  completion.bylines = newest(snapshot, find_matches(snapshot, author, in_names));
  const auto is_name = [](std::string_view term) {
    return term.find(kBylinePairMark) == std::string_view::npos;
  };
  const std::string key = byline_key(typed);
  if (key.empty()) return completion;
  const FieldId byline = field_of(snapshot, kBylineField);
  for (CountedTerm& name : terms_beginning_with(snapshot, byline, key, kCompletedNamesMax, is_name)) {
    if (completion.names.size() == kCompletedNamesMax) break;
    completion.names.push_back({std::move(name.term), name.papers});
  }
  return completion;
}

std::uint64_t papers_with(const Snapshot& snapshot, FieldId field, std::string_view term) {
  std::uint64_t papers = 0;
  for (const index::SegmentView& segment : snapshot.segments()) {
    if (segment.fields[field] == nullptr) continue;
    if (const auto found = segment.fields[field]->find(term)) papers += found->df;
  }
  return papers;
}

}  // namespace broadsheet::search
