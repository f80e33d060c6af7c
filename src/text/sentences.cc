// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/sentences.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/ascii.h"
#include "text/math_spans.h"

namespace broadsheet::text {
namespace {

// Behind these no sentence ends, whatever comes next.
constexpr auto kNeverLast =
    std::to_array<std::string_view>({"cf", "dr", "e.g", "i.e", "mr", "mrs", "ms", "prof", "viz", "vs"});
// Behind these one ends only before a word of kFirstWords.
constexpr auto kSeldomLast = std::to_array<std::string_view>(
    {"al",  "approx", "ca",   "ch",   "chap", "co",   "corp", "def", "dept", "ed",   "eds",  "eq",
     "eqn", "eqs",    "etc",  "ex",   "fig",  "figs", "inc",  "jr",  "lem",  "lett", "ltd",  "math",
     "max", "min",    "no",   "nos",  "nr",   "op",   "phys", "pp",  "prop", "ref",  "refs", "resp",
     "rev", "sec",    "secs", "sect", "sr",   "st",   "tab",  "thm", "univ", "vol",  "wrt"});
// What begins sentences and no name, as a capital shows.
constexpr auto kFirstWords = std::to_array<std::string_view>(
    {"Additionally", "Also",         "Although", "An",       "Based",    "Because",      "Both",
     "But",          "By",           "Despite",  "Each",     "Existing", "Experimental", "Experiments",
     "Extensive",    "Finally",      "First",    "For",      "From",     "Further",      "Furthermore",
     "Given",        "Hence",        "Here",     "How",      "However",  "If",           "In",
     "It",           "Its",          "Many",     "Moreover", "Most",     "Nevertheless", "On",
     "Our",          "Recent",       "Recently", "Results",  "Second",   "Several",      "Since",
     "Some",         "Specifically", "Such",     "That",     "The",      "Their",        "Then",
     "There",        "Therefore",    "These",    "They",     "This",     "Those",        "Through",
     "Thus",         "To",           "Under",    "Unlike",   "Using",    "We",           "What",
     "When",         "While",        "With"});
static_assert(std::is_sorted(kNeverLast.begin(), kNeverLast.end()));
static_assert(std::is_sorted(kSeldomLast.begin(), kSeldomLast.end()));
static_assert(std::is_sorted(kFirstWords.begin(), kFirstWords.end()));
constexpr std::size_t kListedWordBytesMax = 12;  // no word of the lists is longer

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_stop(char c) {
  return c == '.' || c == '!' || c == '?';
}

// The full stop, exclamation and question mark of Chinese and Japanese at `at`, in bytes; 0 if there is none.
std::size_t wide_stop(std::string_view text, std::size_t at) {
  const std::string_view here = text.substr(at, 3);
  return here == "\u3002" || here == "\uFF01" || here == "\uFF1F" ? 3 : 0;
}

// The bytes of a closing quotation mark at `at`; 0 if there is none.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '"' || text[at] == '\'') return 1;
  const std::string_view here = text.substr(at, 3);
  return here == "\u201D" || here == "\u2019" || here == "\u300D" ? 3 : 0;
}

// The word that begins at `at`: letters of ASCII, not more than the lists have.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kListedWordBytesMax && is_ascii_letter(text[end])) ++end;
  return text.substr(at, end - at);
}

bool is_first_word(std::string_view text, std::size_t at) {
  return std::binary_search(kFirstWords.begin(), kFirstWords.end(), word_at(text, at));
}

// What lies between blanks, brackets and quotes before the full stop at `stop`; its last bytes, if it is
// long.
std::string_view word_before(std::string_view text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && stop - begin <= kListedWordBytesMax) {
    const char c = text[begin - 1];
    if (is_blank(c) || c == '(' || c == '[' || c == '{' || c == '"' || c == '~') break;
    --begin;
  }
  return text.substr(begin, stop - begin);
}

// "U.S", "i.i.d", "Ph.D", and a letter alone: of pieces of one or two letters.
bool is_dotted_letters(std::string_view word) {
  constexpr std::size_t kPieceMax = 2;
  std::size_t piece = 0;
  bool dotted = false;
  for (const char c : word) {
    const bool dot = c == '.';
    if ((!dot && !is_ascii_letter(c)) || (dot && piece == 0)) return false;
    dotted = dotted || dot;
    piece = dot ? 0 : piece + 1;
    if (piece > kPieceMax) return false;
  }
  return dotted || piece == 1;
}

// Whether what stands at `at`, behind a blank, can begin a sentence.
bool may_begin(std::string_view text, std::size_t at) {
  const char c = text[at];
  constexpr std::string_view kOpening = "$\\([\"'`";
  const bool capital = c >= 'A' && c <= 'Z';
  const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
  return capital || is_ascii_digit(c) || beyond_ascii || kOpening.find(c) != std::string_view::npos;
}

// How many groups of one kind are open; none at all are seen in a text where they do not pair up.
struct Groups {
  char open;
  char close;
  bool paired = true;
  std::size_t depth = 0;

  void pass(char c) {
    if (c == open) ++depth;
    if (c != close) return;
    paired = paired && depth > 0;
    depth -= depth > 0 ? 1 : 0;
  }
  bool inside() const { return paired && depth > 0; }
};

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), formulas_(find_math(text)) {
    walk([](std::size_t) { return std::size_t{0}; }, [](const MathSpan&) {});
    for (Groups* groups : {&braces_, &parentheses_, &brackets_}) {
      groups->paired = groups->paired && groups->depth == 0;
      groups->depth = 0;
    }
  }

  std::vector<std::string_view> cut() {
    walk([this](std::size_t at) { return try_to_end(at); },
         [this](const MathSpan& formula) { end_with(formula); });
    close(text_.size());
    return std::move(sentences_);
  }

 private:
  // Over all that is no formula. `at_byte` gives how many bytes it has taken, 0 for none.
  template <class AtByte, class AtFormula>
  void walk(AtByte&& at_byte, AtFormula&& at_formula) {
    auto formula = formulas_.begin();
    for (std::size_t at = 0; at < text_.size();) {
      if (formula != formulas_.end() && at >= formula->begin) {
        at = std::max(at, formula->end);
        at_formula(*formula++);
      } else if (const std::size_t taken = at_byte(at); taken > 0) {
        at += taken;
      } else if (text_[at] == '\\' && at + 1 < text_.size() && formula_begin(formula) > at + 1) {
        at += 2;  // an escaped brace opens nothing
      } else {
        pass(text_[at++]);
      }
    }
  }

  std::size_t formula_begin(std::vector<MathSpan>::const_iterator formula) const {
    return formula == formulas_.end() ? text_.size() : formula->begin;
  }

  void pass(char c) {
    braces_.pass(c);
    parentheses_.pass(c);
    brackets_.pass(c);
  }

  bool is_inside() const { return braces_.inside() || parentheses_.inside() || brackets_.inside(); }

  // Ends a sentence behind the stop at `at`, if there is one and it may. Gives the bytes that it went over.
  std::size_t try_to_end(std::size_t at) {
    const std::size_t wide = wide_stop(text_, at);
    if (wide == 0 && !is_stop(text_[at])) return 0;
    std::size_t end = at + std::max<std::size_t>(wide, 1);
    while (end < text_.size() && is_stop(text_[end])) ++end;
    const std::size_t stops_end = end;
    end = behind_closing(end);
    if (is_inside()) return end - at;
    if (wide > 0 || ends_sentence(at, stops_end, end)) close(end);
    return end - at;
  }

  // Goes over closing brackets and quotation marks.
  std::size_t behind_closing(std::size_t end) {
    while (end < text_.size()) {
      if (const std::size_t quote = closing_quote(text_, end); quote > 0) {
        end += quote;
      } else if (text_[end] == ')' || text_[end] == ']' || text_[end] == '}') {
        pass(text_[end++]);
      } else {
        break;
      }
    }
    return end;
  }

  // Of the stops from `at` on, behind which and behind what closes there the text goes on at `next`.
  bool ends_sentence(std::size_t at, std::size_t stops_end, std::size_t next) const {
    if (next >= text_.size()) return true;
    if (!is_blank(text_[next])) return next == stops_end && is_glued(at, next);
    while (next < text_.size() && is_blank(text_[next])) ++next;
    if (next == text_.size()) return true;
    if (!may_begin(text_, next)) return false;
    if (text_[at] != '.') return true;
    if (stops_end > at + 1) return is_first_word(text_, next);  // an ellipsis
    const std::string word = ascii_lower(word_before(text_, at));
    if (std::binary_search(kNeverLast.begin(), kNeverLast.end(), word)) return false;
    const bool shortened =
        is_dotted_letters(word) || std::binary_search(kSeldomLast.begin(), kSeldomLast.end(), word);
    return !shortened || is_first_word(text_, next);
  }

  // "of the model.We show": the blank was lost.
  bool is_glued(std::size_t at, std::size_t next) const {
    const auto is_lower = [this](std::size_t i) { return text_[i] >= 'a' && text_[i] <= 'z'; };
    if (at < 2 || next != at + 1 || !is_lower(at - 1) || !is_lower(at - 2)) return false;
    const std::size_t end = next + word_at(text_, next).size();
    return is_first_word(text_, next) && end < text_.size() && (is_blank(text_[end]) || text_[end] == ',');
  }

  // "$$x = 1.$$ We show": the full stop is in the formula.
  void end_with(const MathSpan& formula) {
    const std::size_t last = formula.tex.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos || formula.tex[last] != '.') return;
    if (is_inside()) return;
    const std::size_t end = formula.end;
    if (end + 1 < text_.size() && is_blank(text_[end]) && is_first_word(text_, end + 1)) close(end);
  }

  void close(std::size_t end) {
    std::size_t begin = begin_;
    begin_ = end;
    while (begin < end && is_blank(text_[begin])) ++begin;
    while (end > begin && is_blank(text_[end - 1])) --end;
    if (begin < end) sentences_.push_back(text_.substr(begin, end - begin));
  }

  std::string_view text_;
  std::vector<MathSpan> formulas_;
  Groups braces_{'{', '}'};
  Groups parentheses_{'(', ')'};
  Groups brackets_{'[', ']'};
  std::size_t begin_ = 0;  // of the sentence at hand
  std::vector<std::string_view> sentences_;
};

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) {
  return Cutter(text).cut();
}

}  // namespace broadsheet::text
