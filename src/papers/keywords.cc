// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/keywords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "papers/keyword_words.h"
#include "papers/limits.h"
#include "papers/word_rarity.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kPhraseWordsMax = 4;
constexpr std::size_t kPhraseCharsMax = 60;
// A shorter text says nothing twice.
constexpr std::size_t kTextWordsMin = 30;

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// "BERT", "LLMs", "GPT4".
bool is_acronym(std::string_view written) {
  const auto capitals = static_cast<std::size_t>(std::ranges::count_if(written, is_capital));
  return capitals >= 2 && 2 * capitals >= written.size();
}

// A word of a text, as phrases are counted by it.
struct Word {
  std::uint32_t begin = 0;  // in the readable text
  std::uint32_t end = 0;
  std::uint16_t stem = 0;  // its place in KeywordFinder::stems_
  bool glued = false;      // a hyphen joins it to the word before it
  bool may_begin = false;
  bool may_end = false;
  bool ends_in_ing = false;
};

// The stems of a phrase, 16 bits each; 0 is none.
using Key = std::uint64_t;
static_assert(kPhraseWordsMax * 16 <= sizeof(Key) * 8);

std::size_t words_of(Key key) {
  std::size_t words = 0;
  for (; key != 0; key >>= 16) ++words;
  return words;
}
std::uint16_t first_stem(Key key) {
  return static_cast<std::uint16_t>(key & 0xFFFF);
}

// What is known of a stem.
struct Stem {
  double rarity = 0;
  char initial = 0;
};

struct Phrase {
  Key key = 0;
  std::uint16_t times = 0;
  std::uint16_t closed = 0;  // of those, at the end of a run: else it describes what comes next
  std::uint16_t opened = 0;  // of those, at the beginning of a run
  bool in_title = false;
  bool has_ing = false;  // at its beginning or end
  bool shown_from_title = false;
  std::uint32_t begin = 0;  // where it was first written in the abstract, else in the title
  std::uint32_t end = 0;
  double place = 1;   // of its first time in the abstract: 0 at the beginning, 1 at the end
  double rarity = 0;  // of its words, summed
  bool acronym = false;
  double score = 0;
};

struct KeyHash {
  std::size_t operator()(Key key) const {
    constexpr Key kMix = 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>((key * kMix) >> 20);
  }
};
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return is_ascii_digit(c) || c == '.'; });
}

// "Networks" at the beginning of a sentence, or in a title, is "networks", but "BERT" and "PageRank" are
// names.
std::string in_plain_case(std::string_view word) {
  std::string plain(word);
  const bool name =
      std::ranges::any_of(word.substr(1), [](char c) { return is_capital(c) || is_ascii_digit(c); });
  if (!name && word.size() > 1) plain.front() = ascii_lower(plain.front());
  return plain;
}

// Every word so.
std::string all_in_plain_case(std::string_view phrase) {
  std::string plain;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find_first_of(" -"), phrase.size());
    if (end > 0) plain += in_plain_case(phrase.substr(0, end));
    plain += phrase.substr(end, 1);
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return plain;
}

// At least half of the words of the shorter are in the other.
bool says_the_same(Key one, Key other) {
  if (words_of(one) > words_of(other)) std::swap(one, other);
  const std::size_t words = words_of(one);
  std::size_t common = 0;
  for (; one != 0; one >>= 16) {
    for (Key left = other; left != 0; left >>= 16) {
      if (first_stem(left) != first_stem(one)) continue;
      ++common;
      break;
    }
  }
  return 2 * common >= words;
}

// Whether a phrase says enough by itself.
bool tells_enough(const Phrase& phrase) {
  constexpr double kAloneMin = 4;
  constexpr double kAloneInTitleMin = 3;
  constexpr double kOnceMin = 4.5;
  const std::size_t words = words_of(phrase.key);
  const bool is_in_both = phrase.in_title && phrase.times > 1;
  if (words == 1 && !phrase.acronym) {
    if (phrase.times == 1 || phrase.closed == 0) return false;
    if (phrase.rarity < (is_in_both ? kAloneInTitleMin : kAloneMin)) return false;
  }
  if (phrase.times > 1) return true;
  // "task defying", "integrating planning": that may be a verb.
  if (words > 1 && phrase.has_ing) return false;
  return phrase.in_title || phrase.rarity >= kOnceMin * static_cast<double>(words);
}

// What the rarity of a phrase of so many words is worth: (1, 2, 3, 4)^-0.75. Longer is better, but not as
// much as it is rarer.
constexpr std::array<double, kPhraseWordsMax> kPerWords = {1, 0.5946, 0.4387, 0.3536};

double score_of(const Phrase& phrase) {
  if (!tells_enough(phrase)) return 0;
  constexpr double kAloneIsWorse = 0.6;
  constexpr double kOnceIsWorse = 0.6;
  constexpr double kTitle = 1.5;
  constexpr double kEarly = 0.3;
  const std::size_t words = words_of(phrase.key);
  const double times = phrase.times;
  double score = phrase.rarity * kPerWords[words - 1] * (1 + std::log(times));
  score *= 0.3 + 0.7 * phrase.closed / times;
  score *= 0.7 + 0.3 * phrase.opened / times;
  if (phrase.in_title) score *= kTitle;
  if (words == 1 && !phrase.acronym) score *= kAloneIsWorse;
  if (phrase.times == 1) score *= kOnceIsWorse;
  return score * (1 + kEarly * (1 - phrase.place));
}

class KeywordFinder {
 public:
  explicit KeywordFinder(text::Analyzer& analyzer) : analyzer_(analyzer) { stems_.emplace_back(); }

  // The title first.
  void read(std::string_view raw, bool is_title) {
    is_title_ = is_title;
    text::readable_into(text::truncate_utf8(raw, kSummarizedBytesMax), text());
    std::size_t at = 0;
    for (const text::Token& token : analyzer_.tokens(text())) {
      const std::string_view gap =
          std::string_view(text()).substr(at, std::max<std::size_t>(token.begin, at) - at);
      const bool glued = gap == "-";
      if (gap != " " && !glued) finish_run();
      at = token.end;
      add(token, glued);
    }
    finish_run();
  }

  std::vector<std::string> best(std::size_t count_max) {
    if (words_ < kTextWordsMin || !is_english(words_, function_words_)) return {};
    std::vector<const Phrase*> chosen;
    for (const Phrase* phrase : by_score()) {
      if (chosen.size() == count_max) break;
      const bool is_new = std::ranges::none_of(
          chosen, [&](const Phrase* other) { return says_the_same(phrase->key, other->key); });
      if (is_new) chosen.push_back(phrase);
    }
    std::vector<std::string> keywords;
    for (const Phrase* phrase : chosen) keywords.push_back(written(*phrase));
    return keywords;
  }

 private:
  std::string& text() { return is_title_ ? title_ : abstract_; }

  void add(const text::Token& token, bool glued) {
    ++words_;
    const bool function = text::is_function_word(token.folded);
    function_words_ += function ? 1 : 0;
    const std::string_view folded = token.folded;
    const bool in_compound = glued || (token.end < text().size() && text()[token.end] == '-');
    const bool number = is_number(folded);
    const bool lone = !in_compound && (folded.size() == 1 || number);
    const std::uint16_t stem = function || lone || is_telling_only(folded) ? 0 : number_of(token);
    if (stem == 0) {
      finish_run();
      return;
    }
    glued = glued && !run_.empty();
    // "x1" and "H¹" are of formulas, "AI" and "QA" are words.
    const std::string_view form = std::string_view(text()).substr(token.begin, token.end - token.begin);
    const bool long_enough = folded.size() > 2 || (form.size() == 2 && std::ranges::all_of(form, is_capital));
    run_.push_back(
        {.begin = token.begin,
         .end = token.end,
         .stem = stem,
         .glued = glued,
         .may_begin = long_enough && !glued && !is_ascii_digit(folded.front()) && !folded.ends_with("ly"),
         .may_end = number ? glued : long_enough && may_end_keyword(folded),
         .ends_in_ing = folded.ends_with("ing")});
  }

  // From 1; 0 once there are too many.
  std::uint16_t number_of(const text::Token& token) {
    if (const auto known = numbers_.find(token.stem); known != numbers_.end()) return known->second;
    if (stems_.size() > UINT16_MAX) return 0;
    const auto number = static_cast<std::uint16_t>(stems_.size());
    numbers_.emplace(token.stem, number);
    stems_.push_back({word_rarity(token.stem), token.folded.front()});
    return number;
  }

  // Counts the phrases of the run at hand, and begins a new one.
  void finish_run() {
    for (std::size_t first = 0; first < run_.size(); ++first) {
      if (!run_[first].may_begin) continue;
      const std::size_t end = std::min(run_.size(), first + kPhraseWordsMax);
      Key key = 0;
      for (std::size_t last = first; last < end; ++last) {
        key |= Key{run_[last].stem} << (16 * (last - first));
        const bool cuts_compound = last + 1 < run_.size() && run_[last + 1].glued;
        if (!cuts_compound && run_[last].may_end) count(key, first, last);
      }
    }
    run_.clear();
  }

  void count(Key key, std::size_t first, std::size_t last) {
    const std::uint32_t begin = run_[first].begin;
    const std::uint32_t end = run_[last].end;
    if (end - begin > kPhraseCharsMax) return;
    Phrase& phrase = phrases_[key];
    if (phrase.times == 0) {
      phrase.key = key;
      phrase.has_ing = run_[first].ends_in_ing || run_[last].ends_in_ing;
      for (Key left = key; left != 0; left >>= 16) phrase.rarity += stems_[first_stem(left)].rarity;
    }
    if (phrase.times == 0 || phrase.shown_from_title) {
      phrase.shown_from_title = is_title_;
      phrase.begin = begin;
      phrase.end = end;
      phrase.acronym = first == last && is_acronym(std::string_view(text()).substr(begin, end - begin));
      if (!is_title_) phrase.place = static_cast<double>(begin) / static_cast<double>(text().size());
    }
    phrase.in_title = phrase.in_title || is_title_;
    if (phrase.times == UINT16_MAX) return;
    ++phrase.times;
    if (last + 1 == run_.size()) ++phrase.closed;
    if (first == 0) ++phrase.opened;
  }

  // As a reader would write it. In an abstract only what begins a sentence has a capital that says nothing.
  std::string written(const Phrase& phrase) const {
    const std::string& text = phrase.shown_from_title ? title_ : abstract_;
    const std::string_view words = std::string_view(text).substr(phrase.begin, phrase.end - phrase.begin);
    if (phrase.shown_from_title) return all_in_plain_case(words);
    const bool begins = phrase.begin < 2 || text[phrase.begin - 2] == '.' || text[phrase.begin - 2] == ':';
    const std::size_t end = begins ? std::min(words.find_first_of(" -"), words.size()) : 0;
    return (end > 0 ? in_plain_case(words.substr(0, end)) : "").append(words.substr(end));
  }

  // Those that tell something, the best first.
  std::vector<const Phrase*> by_score() {
    std::vector<Phrase*> order;
    for (auto& [key, phrase] : phrases_) {
      phrase.score = score_of(phrase);
      if (phrase.score > 0) order.push_back(&phrase);
    }
    const auto better = [](const Phrase* one, const Phrase* other) {
      return one->score != other->score ? one->score > other->score : one->key < other->key;
    };
    std::ranges::sort(order, better);
    spell_out(order);
    std::ranges::sort(order, better);
    std::vector<const Phrase*> telling;
    for (const Phrase* phrase : order) {
      if (phrase->score > 0) telling.push_back(phrase);
    }
    return telling;
  }

  // "NMT" and "neural machine translation" are one keyword, spelled out.
  void spell_out(const std::vector<Phrase*>& order) const {
    for (Phrase* acronym : order) {
      if (!acronym->acronym) continue;
      const std::string letters = letters_of(*acronym);
      const auto whole =
          std::ranges::find_if(order, [&](const Phrase* phrase) { return initials_are(*phrase, letters); });
      if (whole == order.end()) continue;
      (*whole)->score = std::max((*whole)->score, acronym->score);
      acronym->score = 0;
    }
  }

  // In lower case, without the s of a plural.
  std::string letters_of(const Phrase& acronym) const {
    const std::string& text = acronym.shown_from_title ? title_ : abstract_;
    std::string letters = text.substr(acronym.begin, acronym.end - acronym.begin);
    if (letters.ends_with('s')) letters.pop_back();
    return ascii_lower(letters);
  }

  bool initials_are(const Phrase& phrase, std::string_view letters) const {
    const std::size_t words = words_of(phrase.key);
    if (words < 2 || words != letters.size()) return false;
    Key left = phrase.key;
    return std::ranges::all_of(letters, [&](char letter) {
      const bool same = stems_[first_stem(left)].initial == letter;
      left >>= 16;
      return same;
    });
  }

  text::Analyzer& analyzer_;
  bool is_title_ = false;  // the text at hand
  std::string title_;      // readable, both
  std::string abstract_;
  std::vector<Word> run_;
  std::unordered_map<std::string, std::uint16_t, TextHash, std::equal_to<>> numbers_;  // of stems
  std::vector<Stem> stems_;                                                            // by number
  std::unordered_map<Key, Phrase, KeyHash> phrases_;
  std::size_t words_ = 0;
  std::size_t function_words_ = 0;
};

}  // namespace

std::vector<std::string> keywords_of(std::string_view title, std::string_view abstract,
                                     text::Analyzer& analyzer) {
  KeywordFinder finder(analyzer);
  finder.read(title, true);
  finder.read(abstract, false);
  return finder.best(kKeywordsShown);
}

}  // namespace broadsheet::papers
