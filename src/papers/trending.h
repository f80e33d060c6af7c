// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How much a paper is trending: one published formula, whose parts add up to the score. docs/trending.md has
// it as a line of arithmetic, which a test compares with this code, and how well it foretold recorded votes.
//
// In words: every doubling of a paper's points is worth one, and so is every half-life by which its votes
// were counted earlier. A count is held against the age at which it was made, not against the age now: a
// paper that had 20 votes after two hours and was not counted since has more by now, not fewer.

#ifndef BROADSHEET_PAPERS_TRENDING_H_
#define BROADSHEET_PAPERS_TRENDING_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/date.h"

namespace broadsheet::papers {

// An operator may change them (settings `trending.*`). The defaults of half_life_hours and count_lasts_hours
// are fitted to the first half of the recorded votes (`make bench-trending`); the weights of comments, saves
// and fields are argued for in docs/trending.md, for no record has what would tell.
struct TrendingParameters {
  double comment_weight = 0.5;     // votes that a person who comments is worth; 0 or more
  double save_weight = 0.5;        // votes that a person who keeps the paper is worth; 0 or more
  double half_life_hours = 48;     // by so much age half the points are as good; above 0
  double count_lasts_hours = 168;  // for so long a count stands without ageing; 0: not at all
  double field_weight = 0.5;       // how far fields are made equal: 0 not at all, 1 fully
  double field_prior_papers = 10;  // so many papers of the mean of all are added to each field; 0 or more
  friend bool operator==(const TrendingParameters&, const TrendingParameters&) = default;
};

// What is known of a paper at a moment. All are 0 or more.
struct TrendingFacts {
  double votes = 0;              // of sources, as last counted, and of our own readers
  double comments = 0;           // people who comment here, each counted once
  double saves = 0;              // people who keep it in a list here, each counted once
  double age_hours = 0;          // since its day began
  double counted_age_hours = 0;  // the same when its votes were last counted; at most age_hours
  double field_points = 0;       // TrendingFields::points_of its field
  double all_points = 0;         // TrendingFields::points_of_all
};

// The parts, in the unit of a doubling. `comments` and `saves` are what each adds to the logarithm of those
// before it.
struct TrendingScore {
  double votes = 0;     // 0 or more
  double comments = 0;  // 0 or more
  double saves = 0;     // 0 or more
  double age = 0;       // 0 or less
  double field = 0;     // above 0 for a paper of a field that gets few votes, below 0 for one that gets many
  double total() const { return votes + comments + saves + age + field; }
};

// The parts by name, in the order of the formula, with what each means to a reader.
struct TrendingPart {
  std::string_view name;
  double value;
  std::string_view meaning;
};
std::array<TrendingPart, 5> trending_parts(const TrendingScore& score);

TrendingScore trending_score(const TrendingFacts& facts, const TrendingParameters& parameters = {});

// Votes, and comments and saves as so many votes: what is averaged over a field.
double trending_points(const TrendingFacts& facts, const TrendingParameters& parameters = {});

// Sets both ages. `counted` is when a source last counted the paper's votes, or `now` where none does and our
// own readers' are all; times before the day or after `now` are taken as these.
void set_ages(TrendingFacts& facts, Instant day_began, Instant counted, Instant now);

// What papers get on the average, by field, in the list that is ranked. A field of few papers is drawn to the
// mean of all, so that a lone paper is not measured by itself.
class TrendingFields {
 public:
  explicit TrendingFields(const TrendingParameters& parameters = {})
      : prior_papers_(parameters.field_prior_papers) {}

  // A paper of the list; `field` is that of its first category (papers/taxonomy.h). Without a field it is
  // left out, so that it is neither favoured nor put back.
  void add(std::string_view field, double points);

  // The mean of all papers that have a field; 0 without any.
  double points_of_all() const;
  // That of a field; of all for a field that is empty or has no paper.
  double points_of(std::string_view field) const;

 private:
  struct Sum {
    double points = 0;
    std::uint32_t papers = 0;
  };

  double prior_papers_;
  Sum all_;
  std::map<std::string, Sum, std::less<>> fields_;
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TRENDING_H_
