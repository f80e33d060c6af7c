// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/near_words.h"

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet::search {
namespace {

// Terms read one after another before a look-up in the dictionary is the cheaper way on.
constexpr std::uint32_t kStepsBeforeJump = 16;

// Row i of the table tells for each j how many edits lie between the first i bytes of a text that grows at
// its end and the first j of the word.
class EditTable {
 public:
  EditTable(std::string_view word, std::uint32_t most) : word_(word), most_(most) {
    row(0).resize(word.size() + 1);
    for (std::size_t j = 0; j <= word.size(); ++j) rows_[0][j] = static_cast<std::uint32_t>(j);
  }

  // Takes the text's byte i; the rows up to i are those of the bytes before it.
  void set(std::size_t i, char byte, char before) {
    std::vector<std::uint32_t>& next = row(i + 1);
    next.resize(word_.size() + 1);
    const std::vector<std::uint32_t>& last = rows_[i];
    next[0] = static_cast<std::uint32_t>(i + 1);
    for (std::size_t j = 1; j <= word_.size(); ++j) {
      std::uint32_t least = std::min({last[j] + 1, next[j - 1] + 1, last[j - 1] + (byte != word_[j - 1])});
      if (i > 0 && j > 1 && byte == word_[j - 2] && before == word_[j - 1])
        least = std::min(least, rows_[i - 1][j - 2] + 1);
      next[j] = least;
    }
    least_.resize(std::max(least_.size(), i + 2));
    least_[i + 1] = *std::ranges::min_element(next);
  }

  // Edits between a text of `size` bytes and the whole word.
  std::uint32_t edits(std::size_t size) const { return rows_[size].back(); }

  // No text that begins with these `size` bytes is near. A swap reaches over the last row.
  bool is_dead(std::size_t size) const {
    return least_[size] > most_ && (size == 0 || least_[size - 1] >= most_);
  }

  // The least of row `size`.
  std::uint32_t least(std::size_t size) const { return least_[size]; }

 private:
  std::vector<std::uint32_t>& row(std::size_t i) {
    if (rows_.size() <= i) rows_.resize(i + 1);
    return rows_[i];
  }

  std::string_view word_;
  std::uint32_t most_;
  std::vector<std::vector<std::uint32_t>> rows_;
  std::vector<std::uint32_t> least_ = {0};
};

std::size_t shared_bytes(std::string_view one, std::string_view other) {
  return static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
}

class Walk {
 public:
  Walk(std::string_view word, const NearWordOptions& options)
      : word_(word), options_(options), table_(word, options.edits_max) {}

  void run(const index::InvertedField& field, std::string_view first,
           const std::function<void(const index::TermIterator&, std::uint32_t)>& found) {
    index::TermIterator terms = field.terms(first);
    std::string target;  // nothing near begins before it
    std::uint32_t steps = 0;
    while (terms.next() && terms.term().starts_with(first)) {
      if (terms.term() < target) {
        if (++steps == kStepsBeforeJump) terms = field.terms(target);
        continue;
      }
      steps = 0;
      const std::uint32_t edits = take(terms.term());
      if (edits <= options_.edits_max) found(terms, edits);
      if (dead_ == 0) continue;
      if (!next_living(target)) return;
    }
  }

 private:
  // Edits of the term, or more than the most; then a prefix of it may be dead.
  std::uint32_t take(std::string_view term) {
    std::size_t at = shared_bytes(std::string_view(text_).substr(0, known_), term);
    text_.assign(term);
    dead_ = 0;
    for (; at < term.size(); ++at) {
      table_.set(at, term[at], at > 0 ? term[at - 1] : '\0');
      if (table_.is_dead(at + 1)) {
        dead_ = known_ = at + 1;
        return options_.edits_max + 1;
      }
    }
    known_ = term.size();
    return table_.edits(term.size());
  }

  // The least text behind all that begin with the dead prefix from which something near may begin. A byte
  // that the word does not have costs an edit wherever it stands; where none is left, only bytes of the word
  // remain.
  bool next_living(std::string& target) const {
    for (std::size_t at = dead_; at-- > 0;) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      std::uint32_t next = byte == 0xFF ? kNoByte : byte + 1U;
      if (table_.least(at) >= options_.edits_max) next = byte_of_word_above(byte);
      if (next == kNoByte) continue;
      target.assign(text_, 0, at);
      target += static_cast<char>(next);
      return true;
    }
    return false;
  }

  static constexpr std::uint32_t kNoByte = 0x100;
  std::uint32_t byte_of_word_above(unsigned char byte) const {
    std::uint32_t least = kNoByte;
    for (const char c : word_) {
      const auto candidate = static_cast<unsigned char>(c);
      if (candidate > byte && candidate < least) least = candidate;
    }
    return least;
  }

  std::string_view word_;
  const NearWordOptions& options_;
  EditTable table_;
  std::string text_;       // the last term that was looked at
  std::size_t known_ = 0;  // rows of the table that are of its first bytes
  std::size_t dead_ = 0;   // bytes of it from which nothing near begins; 0: none
};

}  // namespace

std::uint32_t edits_between(std::string_view one, std::string_view other, std::uint32_t most) {
  EditTable table(other, most);
  for (std::size_t i = 0; i < one.size(); ++i) {
    table.set(i, one[i], i > 0 ? one[i - 1] : '\0');
    if (table.is_dead(i + 1)) return most + 1;
  }
  return std::min(table.edits(one.size()), most + 1);
}

void near_words(const index::InvertedField& field, std::string_view word, const NearWordOptions& options,
                const std::function<void(const index::TermIterator&, std::uint32_t)>& found) {
  if (word.empty()) return;
  Walk(word, options).run(field, options.same_first_byte ? word.substr(0, 1) : std::string_view(), found);
}

}  // namespace broadsheet::search
