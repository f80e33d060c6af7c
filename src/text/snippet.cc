// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/snippet.h"

#include <algorithm>
#include <span>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Punctuation behind the last word may make a passage so many characters longer.
constexpr std::size_t kClosingMarksMax = 4;

struct Match {
  std::size_t begin;
  std::size_t end;
  std::uint32_t token;  // its place among the tokens
  std::uint32_t word;   // the token's, to tell different words apart
};

std::vector<Match> find_matches(std::span<const Token> tokens, const MatchSet& matches) {
  std::vector<Match> found;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!token.stem.empty() && matches.matches(token))
      found.push_back({token.begin, token.end, i, token.word});
  }
  return found;
}

void append_run(Highlights& runs, bool highlight, std::string_view text) {
  if (text.empty()) return;
  if (!runs.empty() && runs.back().highlight == highlight) {
    runs.back().text.append(text);
  } else {
    runs.push_back({highlight, std::string(text)});
  }
}

bool only_joins(std::string_view between) {
  return between.find_first_not_of(" -") == std::string_view::npos;
}

// The runs of text[begin, end). Overlapping matches (bigrams) and neighbours become one run.
void append_marked(std::string_view text, std::size_t begin, std::size_t end, std::span<const Match> matches,
                   Highlights& runs) {
  std::size_t at = begin;
  for (const Match& match : matches) {
    if (match.begin < begin || match.end > end) continue;
    const std::size_t from = std::max(match.begin, at);
    if (match.end <= at) continue;
    const std::string_view between = text.substr(at, from - at);
    const bool joins = !runs.empty() && runs.back().highlight && at > begin && only_joins(between);
    append_run(runs, joins, between);
    append_run(runs, true, text.substr(from, match.end - from));
    at = match.end;
  }
  append_run(runs, false, text.substr(at, end - at));
}

bool ends_sentence(std::string_view gap) {
  if (gap.size() < 2) return false;
  return gap.find_first_of(".!?") != std::string_view::npos && gap.find(' ') != std::string_view::npos;
}

// Where a passage may begin: at each word, and which of those begin a sentence. Offsets are counted in
// code points beside bytes, since the reader's bound is in characters.
struct Word {
  std::size_t begin;
  std::size_t end;
  std::size_t chars_before_begin;
  std::size_t chars_before_end;
  bool begins_sentence;
  std::uint32_t match;  // index + 1 of the matched word in a dense numbering; 0: no match
};

std::vector<Word> lay_out(std::string_view text, std::span<const Token> tokens,
                          std::span<const Match> found) {
  std::vector<Word> words;
  words.reserve(tokens.size());
  std::vector<std::uint32_t> different;  // of the words that matched: a handful
  auto match = found.begin();
  std::size_t at = 0;
  std::size_t chars = 0;
  const bool ascii = is_ascii(text);
  const auto chars_of = [ascii](std::string_view part) {
    return ascii ? part.size() : count_code_points(part);
  };
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    Word word{};
    word.begin = words.empty() ? 0 : token.begin;
    if (!words.empty() && word.begin < words.back().end) word.begin = words.back().end;  // bigrams overlap
    word.end = std::max<std::size_t>(token.end, word.begin);
    chars += chars_of(text.substr(at, word.begin - at));
    word.chars_before_begin = chars;
    chars += chars_of(text.substr(word.begin, word.end - word.begin));
    word.chars_before_end = chars;
    const std::size_t gap = words.empty() ? 0 : words.back().end;
    word.begins_sentence = words.empty() || ends_sentence(text.substr(gap, word.begin - gap));
    if (match != found.end() && match->token == i) {
      const auto known = std::ranges::find(different, match->word);
      word.match = static_cast<std::uint32_t>(known - different.begin()) + 1;
      if (known == different.end()) different.push_back(match->word);
      ++match;
    }
    at = word.end;
    words.push_back(word);
  }
  return words;
}

struct Passage {
  std::size_t first = 0;
  std::size_t last = 0;  // the last word in it
};

// What makes one passage better than another, the most important first.
struct Worth {
  std::size_t different = 0;
  std::size_t matches = 0;
  bool begins_sentence = false;

  friend auto operator<=>(const Worth&, const Worth&) = default;
};

// Slides over the words with two ends; each word enters and leaves once.
Passage best_of(const std::vector<Word>& words, std::size_t chars_max) {
  std::vector<std::size_t> counts(words.size() + 1, 0);
  Passage best;
  Worth best_worth;
  Worth worth;
  std::size_t last = 0;  // one behind the last word inside
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (last < first) last = first;
    while (last < words.size() &&
           (last == first || words[last].chars_before_end - words[first].chars_before_begin <= chars_max)) {
      if (words[last].match != 0) {
        ++worth.matches;
        if (counts[words[last].match]++ == 0) ++worth.different;
      }
      ++last;
    }
    worth.begins_sentence = words[first].begins_sentence;
    if (first == 0 || worth > best_worth) {
      best_worth = worth;
      best = {first, last - 1};
    }
    if (words[first].match != 0) {
      --worth.matches;
      if (--counts[words[first].match] == 0) --worth.different;
    }
  }
  return best;
}

// At most `chars_max` code points of the text from `begin` on, and not beyond `end`: holds where one
// "word" or the marks around it are longer than a whole passage should be.
std::size_t clamped_end(std::string_view text, std::size_t begin, std::size_t end, std::size_t chars_max) {
  std::size_t at = begin;
  for (std::size_t chars = 0; at < end && chars < chars_max; ++chars) decode_utf8(text, at);
  return std::min(at, end);
}

// Punctuation right behind the last word belongs to it.
std::size_t with_closing_marks(std::string_view text, std::size_t end) {
  while (end < text.size() && std::string_view(".,;:!?)]\"'%").find(text[end]) != std::string_view::npos)
    ++end;
  return end;
}

}  // namespace

bool MatchSet::matches(const Token& token) const {
  return stems_.find(token.stem) != stems_.end() || folded_.find(token.folded) != folded_.end();
}

Highlights highlight_all(std::string_view text, Analyzer& analyzer, const MatchSet& matches) {
  Highlights runs;
  append_marked(text, 0, text.size(), find_matches(analyzer.tokens_like(text, matches.filter()), matches),
                runs);
  return runs;
}

Highlights best_passage(std::string_view text, Analyzer& analyzer, const MatchSet& matches,
                        const SnippetOptions& options) {
  const std::span<const Token> tokens = analyzer.tokens_like(text, matches.filter());
  const std::vector<Match> found = find_matches(tokens, matches);
  Highlights runs;
  if (text.size() <= options.chars_max || count_code_points(text) <= options.chars_max) {
    append_marked(text, 0, text.size(), found, runs);
    return runs;
  }
  if (tokens.empty()) {
    append_run(runs, false, text.substr(0, clamped_end(text, 0, text.size(), options.chars_max)));
    append_run(runs, false, " …");
    return runs;
  }
  const std::vector<Word> words = lay_out(text, tokens, found);
  const Passage passage = best_of(words, options.chars_max);
  const std::size_t begin = words[passage.first].begin;
  const bool reaches_end = passage.last + 1 == words.size();
  const std::size_t last_end = reaches_end ? text.size() : with_closing_marks(text, words[passage.last].end);
  const std::size_t end = clamped_end(text, begin, last_end, options.chars_max + kClosingMarksMax);
  if (begin > 0) append_run(runs, false, "… ");
  append_marked(text, begin, end, found, runs);
  if (end < text.size()) append_run(runs, false, " …");
  return runs;
}

}  // namespace broadsheet::text
