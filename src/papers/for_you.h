// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which of a day's papers are for a reader, by what the reader kept, voted for and marked "not for me".
// docs/for-you.md has the formula and how it was chosen. Pure functions: the record is read by
// papers/for_you_taste.h.
//
//   const ForYouDay day(candidates, earlier, analyzer);     // once a day, for all readers
//   for (const ForYouPick& pick : day.rank(taste, 10, analyzer)) ...

#ifndef BROADSHEET_PAPERS_FOR_YOU_H_
#define BROADSHEET_PAPERS_FOR_YOU_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

// What is looked at: of a longer list the papers with the highest numbers, which came last.
inline constexpr std::size_t kForYouCandidatesMax = 5'000;
inline constexpr std::size_t kForYouEarlierMax = 2'000;
// Of kept papers and of refused ones, each; of a longer list those that come first.
inline constexpr std::size_t kForYouToldMax = 500;
// Nearness in topic and meaning is measured to so many of these.
inline constexpr std::size_t kForYouNearMax = 250;

// A paper by what it says. Texts are readable (text/readable.h).
struct ForYouPaper {
  PaperNumber paper;  // tells it from the others
  std::string title = {};
  std::string abstract = {};
  std::vector<std::string> authors = {};
  // Of its meaning, as stored for search; empty where there is none. Only vectors of one model may meet.
  std::vector<float> vector = {};
};

// A paper that the reader said something of.
struct ForYouTold {
  ForYouPaper paper;
  double weight = 1;  // > 0: how much it says; kForYouSaved, kForYouVoted, ...
};

inline constexpr double kForYouSaved = 1;
inline constexpr double kForYouVoted = 0.5;

struct ForYouTaste {
  std::vector<ForYouTold> kept;         // those of which the most recent was told first
  std::vector<ForYouTold> refused;      // "not for me", likewise
  std::vector<PaperNumber> never = {};  // further papers that are not to be proposed, in any order
};

// How much the parts weigh, in standard deviations of the day's papers.
struct ForYouParameters {
  double title_times = 2;         // a word of a title counts as so many of an abstract
  double variance_floor = 0.001;  // added to the variance of a word among the papers before it divides
  double topic_weight = 0.5;
  double meaning_weight = 1;  // where there are vectors
  double refused_weight = 0.5;
  double refused_prior = 2;  // so many refused papers count for half of that
  double author_weight = 0.3;
};

// A word that a paper shares with kept ones, as the paper writes it, and what it adds to the score.
struct ForYouWord {
  std::string shown;
  double value = 0;
};

// One addend of a score.
struct ForYouReason {
  std::string part;  // "words", "other words", "meaning" or "topic", "not for me", "authors"
  double value = 0;  // in standard deviations of the day's papers
  std::string text;  // for people: a line without a full stop
  std::vector<ForYouWord> words = {};  // of "words": those that add most; all others are part of `value` too
  std::vector<PaperNumber> papers = {};  // of "meaning", "topic", "not for me": the nearest, nearest first
};

struct ForYouPick {
  PaperNumber paper;
  double score = 0;                   // exactly the sum of the values, added in order
  std::vector<ForYouReason> reasons;  // in the order above
};

// The papers of a day, analysed. Immutable: safe from any thread, each with an analyzer of its own.
class ForYouDay {
 public:
  struct State;

  // `candidates` are the papers to choose from, `earlier` those of the days before, by which words are told
  // to be rare and topics found; a paper that is in both is a candidate. The order of neither matters. Linear
  // in the texts: some 50 µs a paper.
  ForYouDay(std::span<const ForYouPaper> candidates, std::span<const ForYouPaper> earlier,
            text::Analyzer& analyzer, const ForYouParameters& parameters = {});
  ~ForYouDay();
  ForYouDay(ForYouDay&&) noexcept;
  ForYouDay& operator=(ForYouDay&&) noexcept;

  // At most `limit` candidates, the best first, of equal ones the smallest number. Nothing for a reader who
  // keeps nothing, and never a paper that was kept, refused or is to be left out. The order of what was told
  // does not matter but for what is beyond kForYouToldMax; a paper told twice counts by its larger weight.
  // Some 20 µs for each paper told and 5 µs for each candidate.
  std::vector<ForYouPick> rank(const ForYouTaste& taste, std::size_t limit, text::Analyzer& analyzer) const;

  std::size_t candidates() const;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOR_YOU_H_
