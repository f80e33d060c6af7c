// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace broadsheet::papers {

TrendingScore trending_score(const TrendingFacts& facts, const TrendingParameters& parameters) {
  const double with_votes = std::log2(1 + facts.votes);
  const double with_comments = std::log2(1 + facts.votes + parameters.comment_weight * facts.comments);
  const double with_saves = std::log2(1 + trending_points(facts, parameters));
  const double aged = std::max(facts.counted_age_hours, facts.age_hours - parameters.count_lasts_hours);
  return {.votes = with_votes,
          .comments = with_comments - with_votes,
          .saves = with_saves - with_comments,
          .age = -aged / parameters.half_life_hours,
          .field = -parameters.field_weight * std::log2((1 + facts.field_points) / (1 + facts.all_points))};
}

double trending_points(const TrendingFacts& facts, const TrendingParameters& parameters) {
  return facts.votes + parameters.comment_weight * facts.comments + parameters.save_weight * facts.saves;
}

void set_ages(TrendingFacts& facts, Instant day_began, Instant counted, Instant now) {
  const auto hours_of_age = [&](Instant at) {
    const std::chrono::duration<double, std::ratio<3600>> age = at - day_began;
    return std::max(age.count(), 0.0);
  };
  facts.age_hours = hours_of_age(now);
  facts.counted_age_hours = std::min(hours_of_age(counted), facts.age_hours);
}

void TrendingFields::add(std::string_view field, double points) {
  if (field.empty()) return;
  all_.points += points;
  ++all_.papers;
  auto at = fields_.find(field);
  if (at == fields_.end()) at = fields_.emplace(field, Sum{}).first;
  at->second.points += points;
  ++at->second.papers;
}

double TrendingFields::points_of_all() const {
  return all_.papers == 0 ? 0 : all_.points / all_.papers;
}

double TrendingFields::points_of(std::string_view field) const {
  const double mean = points_of_all();
  const auto at = fields_.find(field);
  if (at == fields_.end()) return mean;
  return (at->second.points + prior_papers_ * mean) / (at->second.papers + prior_papers_);
}

std::array<TrendingPart, 5> trending_parts(const TrendingScore& score) {
  return {{{"votes", score.votes, "one for each doubling"},
           {"comments", score.comments, "of people here"},
           {"saves", score.saves, "in lists of people here"},
           {"age", score.age, "since its votes were counted, by half-lives"},
           {"field", score.field, "against what papers of its field get"}}};
}

}  // namespace broadsheet::papers
