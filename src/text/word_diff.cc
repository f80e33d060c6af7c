// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/word_diff.h"

#include <algorithm>
#include <optional>
#include <span>

namespace broadsheet::text {
namespace {

using Words = std::span<const std::string_view>;

// How a word of one text, or of both, is used.
struct Step {
  DiffKind kind = DiffKind::kSame;
  std::string_view word;
};

std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kBlanks, end);
  }
  return words;
}

// Myers' greedy search. A diagonal is (place in `before`) - (place in `after`); for each number of changes,
// the furthest place in `before` on each diagonal is kept, and the way is read from these backwards.
class Search {
 public:
  Search(Words before, Words after) : before_(before), after_(after) {}

  // None where it takes more than kDiffWordsMax changes.
  std::optional<std::vector<Step>> shortest() {
    const std::size_t most = std::min(before_.size() + after_.size(), kDiffWordsMax);
    for (std::size_t changes = 0; changes <= most; ++changes) {
      if (reach(static_cast<std::ptrdiff_t>(changes))) return way(changes);
    }
    return std::nullopt;
  }

 private:
  // Furthest places after `changes` changes, by diagonal -changes, -changes + 2, ..., changes.
  using Furthest = std::vector<std::ptrdiff_t>;

  static std::ptrdiff_t at(const Furthest& furthest, std::ptrdiff_t changes, std::ptrdiff_t diagonal) {
    return furthest[static_cast<std::size_t>((diagonal + changes) / 2)];
  }

  // Whether the last of the changes that lead to the diagonal adds a word (comes from the diagonal above).
  bool adds(std::ptrdiff_t changes, std::ptrdiff_t diagonal) const {
    if (diagonal == -changes) return true;
    if (diagonal == changes) return false;
    const Furthest& last = furthest_[static_cast<std::size_t>(changes - 1)];
    return at(last, changes - 1, diagonal - 1) < at(last, changes - 1, diagonal + 1);
  }

  std::ptrdiff_t start_on(std::ptrdiff_t changes, std::ptrdiff_t diagonal) const {
    if (changes == 0) return 0;
    const Furthest& last = furthest_[static_cast<std::size_t>(changes - 1)];
    return adds(changes, diagonal) ? at(last, changes - 1, diagonal + 1)
                                   : at(last, changes - 1, diagonal - 1) + 1;
  }

  // True once both texts are used up.
  bool reach(std::ptrdiff_t changes) {
    const auto before_size = static_cast<std::ptrdiff_t>(before_.size());
    const auto after_size = static_cast<std::ptrdiff_t>(after_.size());
    Furthest furthest;
    furthest.reserve(static_cast<std::size_t>(changes) + 1);
    bool done = false;
    for (std::ptrdiff_t diagonal = -changes; diagonal <= changes; diagonal += 2) {
      std::ptrdiff_t x = start_on(changes, diagonal);
      std::ptrdiff_t y = x - diagonal;
      while (x < before_size && y < after_size &&
             before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)]) {
        ++x;
        ++y;
      }
      furthest.push_back(x);
      done = done || (x == before_size && y == after_size);
    }
    furthest_.push_back(std::move(furthest));
    return done;
  }

  std::vector<Step> way(std::size_t changes_made) const {
    std::vector<Step> steps;
    auto x = static_cast<std::ptrdiff_t>(before_.size());
    auto y = static_cast<std::ptrdiff_t>(after_.size());
    for (auto changes = static_cast<std::ptrdiff_t>(changes_made); changes >= 0; --changes) {
      const std::ptrdiff_t diagonal = x - y;
      const std::ptrdiff_t start = start_on(changes, diagonal);
      for (; x > start; --x, --y)
        steps.push_back({DiffKind::kSame, before_[static_cast<std::size_t>(x - 1)]});
      if (changes == 0) break;
      if (adds(changes, diagonal)) {
        steps.push_back({DiffKind::kAdded, after_[static_cast<std::size_t>(--y)]});
      } else {
        steps.push_back({DiffKind::kRemoved, before_[static_cast<std::size_t>(--x)]});
      }
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  Words before_;
  Words after_;
  std::vector<Furthest> furthest_;
};

void append_all(std::vector<Step>& steps, DiffKind kind, Words words) {
  for (const std::string_view word : words) steps.push_back({kind, word});
}

std::vector<Step> steps_between(Words before, Words after) {
  const auto [left, right] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto start = static_cast<std::size_t>(left - before.begin());
  std::size_t tail = 0;
  while (tail < std::min(before.size(), after.size()) - start &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const Words removed = before.subspan(start, before.size() - start - tail);
  const Words added = after.subspan(start, after.size() - start - tail);
  std::vector<Step> steps;
  append_all(steps, DiffKind::kSame, before.first(start));
  if (const auto middle = Search(removed, added).shortest()) {
    steps.insert(steps.end(), middle->begin(), middle->end());
  } else {
    append_all(steps, DiffKind::kRemoved, removed);
    append_all(steps, DiffKind::kAdded, added);
  }
  append_all(steps, DiffKind::kSame, before.last(tail));
  return steps;
}

std::vector<DiffPiece> pieces_of(std::vector<Step> steps, std::string_view separator) {
  // Within a changed run, what went before what came.
  for (auto run = steps.begin(); run != steps.end();) {
    const auto is_same = [](const Step& step) { return step.kind == DiffKind::kSame; };
    run = std::find_if_not(run, steps.end(), is_same);
    const auto end = std::find_if(run, steps.end(), is_same);
    std::stable_partition(run, end, [](const Step& step) { return step.kind == DiffKind::kRemoved; });
    run = end;
  }
  std::vector<DiffPiece> pieces;
  for (const Step& step : steps) {
    if (pieces.empty() || pieces.back().kind != step.kind) {
      pieces.push_back({step.kind, std::string(step.word)});
    } else {
      pieces.back().text.append(separator).append(step.word);
    }
  }
  return pieces;
}

}  // namespace

std::vector<DiffPiece> diff_words(std::string_view before, std::string_view after) {
  return pieces_of(steps_between(words_of(before), words_of(after)), " ");
}

std::vector<DiffPiece> diff_lists(const std::vector<std::string>& before,
                                  const std::vector<std::string>& after) {
  const std::vector<std::string_view> old_items(before.begin(), before.end());
  const std::vector<std::string_view> new_items(after.begin(), after.end());
  return pieces_of(steps_between(old_items, new_items), ", ");
}

}  // namespace broadsheet::text
