// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What ForYouDay knows of its papers, and the ranking of them for one reader. Only papers/for_you*.cc look in
// here.

#ifndef BROADSHEET_PAPERS_FOR_YOU_DAY_H_
#define BROADSHEET_PAPERS_FOR_YOU_DAY_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "papers/for_you.h"
#include "papers/for_you_words.h"
#include "papers/topic_space.h"

namespace broadsheet::papers {

struct ForYouCandidate {
  PaperNumber paper;
  std::string title;
  std::string abstract;
  std::vector<std::string> authors;
  std::vector<std::string> author_keys;  // of the same places; empty where there is none
  std::vector<float> vector;             // of length 1, or empty
  TopicVector topic{};
};

struct ForYouDay::State {
  ForYouParameters parameters;
  WordNumbers words;
  std::vector<std::uint32_t> papers_with;  // by word
  std::size_t papers = 0;                  // of the day and before
  std::vector<double> mean;                // of the weight of each word among them
  std::vector<double> variance;
  std::vector<WordRow> rows;                // of the candidates, then of the papers before
  std::vector<TopicSpace> topics;           // one, or none where there are too few papers
  std::vector<ForYouCandidate> candidates;  // by number
};

// The vector at length 1; empty if it has no direction or a number that is none.
std::vector<float> unit_vector(std::span<const float> vector);
// Of the first authors; an empty key for a name without words.
std::vector<std::string> author_keys(std::span<const std::string> authors);

// One use for one reader. Confined to one thread; borrows all that it is given.
class ForYouRanking {
 public:
  ForYouRanking(const ForYouDay::State& day, const ForYouTaste& taste, text::Analyzer& analyzer);

  std::vector<ForYouPick> best(std::size_t limit);

 private:
  enum class View : std::uint8_t { kMeaning, kTopic };
  struct Told {
    PaperNumber paper;
    double weight = 0;
    const ForYouPaper* said = nullptr;
    bool recent = false;  // nearness to it is measured
    WordRow row;
    TopicVector topic{};
    std::vector<float> vector;
  };
  // One view of nearness: what the candidate is near to, and how near.
  struct Near {
    bool placed = false;  // false: this view does not know the candidate
    double kept = 0;
    double refused = 0;
    std::vector<std::size_t> nearest_kept;  // places in kept_
    std::vector<std::size_t> nearest_refused;
  };
  struct Row {  // of a candidate that may be proposed
    const ForYouCandidate* candidate = nullptr;
    const WordRow* words = nullptr;
    double shared = 0;  // of words that kept papers have more than others
    double other = 0;   // of all other words
    double refused = 0;
    Near meaning;
    Near topic;
    std::size_t author = 0;  // 1 + the place of the first of its authors who is kept
  };
  struct Scale {  // of a value among the candidates
    double mean = 0;
    double deviation = 0;  // 0: they are all alike
    double of(double value) const { return deviation > 0 ? (value - mean) / deviation : 0; }
    double share(double value) const { return deviation > 0 ? value / deviation : 0; }
  };

  std::vector<Told> told(std::span<const ForYouTold> all, std::span<const Told> without);
  std::vector<double> discriminant(std::span<const Told> papers) const;
  void weigh_words();
  void find_vector_size();
  void look_at_candidates();
  Near nearness(View view, const ForYouCandidate& candidate) const;
  double nearest(View view, std::span<const float> place, std::span<const Told> papers,
                 std::vector<std::size_t>& nearest) const;
  std::span<const float> place_of(View view, const TopicVector& topic, std::span<const float> vector) const;
  template <class Value>  // gives nothing for a row that has none
  Scale scale_of(Value&& value) const;
  double refused_share() const;

  ForYouPick scored(const Row& row) const;
  void explain(ForYouPick& pick, const Row& row);
  std::vector<ForYouWord> shared_words(const Row& row);
  std::string titles_of(std::span<const std::size_t> places, std::span<const Told> told,
                        std::vector<PaperNumber>& papers) const;

  const ForYouDay::State& day_;
  text::Analyzer& analyzer_;
  std::vector<Told> kept_;       // by number
  std::vector<Told> refused_;    // likewise
  std::set<PaperNumber> known_;  // what the taste names in any way
  std::set<std::string> kept_authors_;
  std::vector<double> kept_words_;     // what a word adds, by its number, before the scale
  std::vector<double> refused_words_;  // what it takes
  std::size_t vector_size_ = 0;        // 0: meaning is not asked
  std::vector<Row> rows_;
  Scale words_;
  Scale meaning_;
  Scale topic_;
  Scale refused_words_scale_;
  Scale refused_meaning_;
  Scale refused_topic_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOR_YOU_DAY_H_
