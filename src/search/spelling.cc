// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/spelling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "search/limits.h"
#include "search/near_words.h"
#include "search/thread_analyzer.h"
#include "search/topk.h"
#include "text/analyzer.h"

namespace broadsheet::search {
namespace {

// What an edit costs, in nats: of a few hundred words that are typed, one has an edit.
constexpr double kEditCost = 5.3;
// People get the first letter wrong less often than the others.
constexpr double kFirstLetterCost = 1.5;
// What is less likely than this before its company is looked at is no correction: a word that no paper has
// may well be right. Two edits need a word of three papers.
constexpr double kLeastValue = -9.6;
// Shorter words have too many neighbours, or with a second edit nothing of them is left.
constexpr std::size_t kBytesMin = 4;
constexpr std::size_t kTwoEditsBytesMin = 7;
constexpr std::size_t kHalfBytesMin = 3;
// Candidates whose company in the collection is looked at: those that are best without it.
constexpr std::size_t kCandidatesMax = 5;
constexpr std::size_t kContextWordsMax = 4;

// A word of the query as it was typed.
struct TypedWord {
  std::size_t begin = 0;  // in the query's text
  std::size_t end = 0;
  std::string folded;
  std::string stem;
  QueryField scope = QueryField::kAnywhere;
  bool known = false;
};

struct Candidate {
  std::vector<std::string> words;  // one, or the two that were written as one
  FieldId field = 0;
  double df = 0;
  double cost = 0;   // of its edits
  double value = 0;  // the higher the likelier
};

bool is_plain_word(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
}

class Speller {
 public:
  Speller(const index::Snapshot& snapshot, const FieldPlaces& places)
      : snapshot_(snapshot), places_(places) {}

  Result<std::optional<CorrectedQuery>> correct(const Query& query) {
    collect(query, query.root());
    std::ranges::sort(words_, {}, &TypedWord::begin);
    CorrectedQuery corrected;
    std::size_t copied = 0;
    for (const TypedWord& word : words_) {
      if (word.known || word.begin < copied || corrected.replaced.size() >= kCorrectedWordsMax) continue;
      TRY(const std::optional<Candidate> best, best_for(word));
      if (!best) continue;
      std::string meant = best->words.front();
      if (best->words.size() > 1) meant += " " + best->words.back();
      corrected.text.append(query.text(), copied, word.begin - copied).append(meant);
      copied = word.end;
      corrected.replaced.push_back(
          {query.text().substr(word.begin, word.end - word.begin), std::move(meant)});
    }
    if (corrected.replaced.empty()) return std::optional<CorrectedQuery>();
    corrected.text.append(query.text(), copied);
    return std::optional(std::move(corrected));
  }

 private:
  void collect(const Query& query, const Node& node) {
    if (node.occur == Presence::kMustNot) return;
    if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) add_words(query, node);
    for (const Node& child : node.children) collect(query, child);
  }

  void add_words(const Query& query, const Node& node) {
    const std::string_view range =
        std::string_view(query.text()).substr(node.range.begin, node.range.end - node.range.begin);
    const std::size_t begin = range.rfind(node.text);
    if (begin == std::string_view::npos) return;  // it does not stand there as it is meant
    for (const text::Token& token : analyzer_.tokens(node.text)) {
      if (words_.size() >= kQueryTermsMax) return;
      TypedWord word{.begin = node.range.begin + begin + token.begin,
                     .end = node.range.begin + begin + token.end,
                     .folded = std::string(token.folded),
                     .stem = std::string(token.stem),
                     .scope = node.field};
      word.known = is_known(word);
      words_.push_back(std::move(word));
    }
  }

  bool is_known(const TypedWord& word) const {
    if (word.folded.size() < kBytesMin || !is_plain_word(word.folded)) return true;
    if (text::is_function_word(word.folded)) return true;
    if (word.scope != QueryField::kAuthor && live_df(places_.body, word.stem) > 0) return true;
    if (live_df(places_.author, word.folded) > 0) return true;
    return word.scope != QueryField::kAuthor && live_df(places_.exact, word.folded) > 0;
  }

  std::uint64_t live_df(FieldId field, std::string_view term) const {
    std::uint64_t df = 0;
    for (const index::SegmentView& segment : snapshot_.segments()) {
      const index::InvertedField* inverted = segment.fields[field];
      if (inverted == nullptr) continue;
      if (const auto info = inverted->find(term)) df += info->df;
    }
    return df == 0 ? 0 : snapshot_.live_df(field, term, df);
  }

  Result<std::optional<Candidate>> best_for(const TypedWord& word) {
    std::vector<Candidate> candidates;
    const bool anywhere = word.scope == QueryField::kAnywhere;
    const bool author = word.scope == QueryField::kAuthor;
    for (const std::uint32_t edits : {1U, 2U}) {
      if (!candidates.empty() || (edits == 2 && word.folded.size() < kTwoEditsBytesMin)) break;
      if (!author) add_near(word, places_.exact, edits, candidates);
      // Names are too many and too short for two edits of a word that may be none.
      if (author || (anywhere && edits == 1)) add_near(word, places_.author, edits, candidates);
      if (!author && edits == 1) TRY_VOID(add_halves(word, candidates));
    }
    for (Candidate& candidate : candidates) candidate.value = std::log(candidate.df) - candidate.cost;
    const auto better = [](const Candidate& one, const Candidate& other) {
      return std::pair(-one.value, one.words) < std::pair(-other.value, other.words);
    };
    std::erase_if(candidates, [](const Candidate& candidate) { return candidate.value < kLeastValue; });
    std::ranges::sort(candidates, better);
    if (candidates.empty()) return std::optional<Candidate>();
    candidates.resize(std::min(candidates.size(), kCandidatesMax));
    for (Candidate& candidate : candidates) TRY_VOID(weigh_company(word, candidate));
    std::ranges::sort(candidates, better);
    return std::optional(std::move(candidates.front()));
  }

  using Found = std::map<std::string, std::pair<std::uint64_t, std::uint32_t>>;  // by word: df, edits

  void add_near(const TypedWord& word, FieldId field, std::uint32_t edits,
                std::vector<Candidate>& candidates) const {
    Found found;
    for (const index::SegmentView& segment : snapshot_.segments()) {
      const index::InvertedField* inverted = segment.fields[field];
      if (inverted == nullptr) continue;
      for (const auto& [term, what] : near_in(*inverted, word.folded, edits)) {
        auto& all = found.try_emplace(term, 0, what.second).first->second;
        all.first += what.first;
      }
    }
    for (const auto& [term, what] : found) {
      const std::uint64_t df = snapshot_.live_df(field, term, what.first);
      if (df == 0) continue;
      const bool same_letter = term.front() == word.folded.front();
      candidates.push_back({.words = {term},
                            .field = field,
                            .df = static_cast<double>(df),
                            .cost = kEditCost * what.second + (same_letter ? 0 : kFirstLetterCost)});
    }
  }

  // One edit anywhere; two where the first letter is right.
  static Found near_in(const index::InvertedField& field, std::string_view word, std::uint32_t edits_max) {
    Found found;
    const auto keep = [&](const index::TermIterator& term, std::uint32_t edits) {
      if (!is_plain_word(term.term()) || term.term().size() < kHalfBytesMin) return;
      const auto [at, is_new] = found.try_emplace(std::string(term.term()), term.info().df, edits);
      if (!is_new) at->second.second = std::min(at->second.second, edits);
    };
    near_words(field, word, {.edits_max = edits_max, .same_first_byte = edits_max > 1}, keep);
    // A plural whose edit hides that it is one, as in "tress": the dictionary has "tree".
    if (edits_max == 1 && word.size() > kBytesMin && word.back() == 's')
      near_words(field, word.substr(0, word.size() - 1), {.edits_max = 1}, keep);
    return found;
  }

  // A blank that was left out. Papers must have the two words side by side.
  Result<void> add_halves(const TypedWord& word, std::vector<Candidate>& candidates) {
    if ((word.folded.front() & 0x80) != 0 || word.folded.size() > kSplitBytesMax) return {};
    for (std::size_t at = kHalfBytesMin; at + kHalfBytesMin <= word.folded.size(); ++at) {
      std::vector<std::string> halves;
      for (const text::Token& token :
           analyzer_.tokens(word.folded.substr(0, at) + " " + word.folded.substr(at)))
        halves.emplace_back(token.folded);
      if (halves.size() != 2 || live_df(places_.exact, halves[0]) == 0 ||
          live_df(places_.exact, halves[1]) == 0)
        continue;
      Clause phrase{.occur = Occur::kMust, .match = Match::kPhrase, .terms = {}, .offsets = {}};
      for (const std::string& half : halves) phrase.terms.push_back({places_.exact, half, 0});
      TRY(const std::uint64_t count, count_of({phrase}));
      if (count == 0) continue;
      candidates.push_back(
          {.words = halves, .field = places_.exact, .df = static_cast<double>(count), .cost = kEditCost});
    }
    return {};
  }

  Result<std::uint64_t> count_of(std::vector<Clause> clauses) const {
    TRY(const TopDocs top,
        top_k(snapshot_.segments(), snapshot_, {.clauses = std::move(clauses), .match_all = false},
              {.k = 0, .count = Count::kExact}));
    return top.total;
  }

  // Adds what the other words of the query say of the candidate.
  Result<void> weigh_company(const TypedWord& word, Candidate& candidate) const {
    const auto papers = static_cast<double>(snapshot_.live_documents());
    std::size_t asked = 0;
    for (const TypedWord& other : words_) {
      if (&other == &word || !other.known || other.scope == QueryField::kAuthor || asked == kContextWordsMax)
        continue;
      if (text::is_function_word(other.folded)) continue;
      const auto df = static_cast<double>(live_df(places_.body, other.stem));
      if (df == 0) continue;
      ++asked;
      std::vector<Clause> both{must({places_.body, other.stem, 0})};
      for (const std::string& half : candidate.words) both.push_back(must({candidate.field, half, 0}));
      TRY(const std::uint64_t count, count_of(std::move(both)));
      candidate.value +=
          std::log((static_cast<double>(count) + 0.5) / (candidate.df * df / std::max(1.0, papers) + 0.5));
    }
    return {};
  }

  static Clause must(Term term) {
    return {.occur = Occur::kMust, .match = Match::kAny, .terms = {std::move(term)}, .offsets = {}};
  }

  const index::Snapshot& snapshot_;
  const FieldPlaces& places_;
  text::Analyzer& analyzer_ = thread_analyzer();
  std::vector<TypedWord> words_;
};

}  // namespace

Result<std::optional<CorrectedQuery>> correct_spelling(const index::Snapshot& snapshot,
                                                       const FieldPlaces& places, const Query& query) {
  auto corrected = Speller(snapshot, places).correct(query);
  if (corrected.ok() && snapshot.damaged())
    return Error(ErrorCode::kDamaged, "a file of the index is not as it was written; rebuild it");
  return corrected;
}

}  // namespace broadsheet::search
