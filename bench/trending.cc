// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The trending formula on recorded votes, beside raw votes and the formulas of Hacker News and Reddit.
//
//   trending PAPERS VOTES first|second    the Markdown tables of docs/trending.md, on a half of the moments
//   trending PAPERS VOTES fit             how the parameters were chosen: on the first half alone

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/order.h"
#include "trending_replay.h"

namespace broadsheet {
namespace {

using evaluate::Interval;
using papers::TrendingParameters;
using trending_replay::Moment;
using trending_replay::Row;

// Of observations: nearly all were made between 00:00 and 00:50.
constexpr std::chrono::hours kTimeOfDay{1};
// Neighbouring moments share papers for seven days and the observations that tell for seven more.
constexpr std::size_t kBlock = 14;
constexpr std::size_t kFirst = 5;  // precision@5

using Formula = std::function<std::vector<double>(const Moment&)>;  // a score for each paper with a gain

struct Series {  // a value for each moment
  std::vector<double> tau;
  std::vector<double> precision;
};

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

// What is fitted: both measures count alike.
double goodness(const Series& series) {
  return (mean(series.tau) + mean(series.precision)) / 2;
}

Formula of_each(std::function<double(const Row&)> score) {
  return [score = std::move(score)](const Moment& moment) {
    std::vector<double> scores;
    for (const Row& row : moment.rows)
      if (row.gain) scores.push_back(score(row));
    return scores;
  };
}

Formula ours(const TrendingParameters& parameters) {
  return [parameters](const Moment& moment) {
    papers::TrendingFields fields(parameters);
    for (const Row& row : moment.rows) fields.add(row.field, papers::trending_points(row.facts, parameters));
    const auto score = of_each([&](const Row& row) {
      papers::TrendingFacts facts = row.facts;
      facts.field_points = fields.points_of(row.field);
      facts.all_points = fields.points_of_all();
      return papers::trending_score(facts, parameters).total();
    });
    return score(moment);
  };
}

double raw_votes(const Row& row) {
  return row.facts.votes;
}

double hacker_news(const Row& row) {
  return (row.facts.votes - 1) / std::pow(row.facts.age_hours + 2, 1.8);
}

double reddit(const Row& row) {
  const std::chrono::duration<double> since_1970 = row.featured.time_since_epoch();
  return std::log10(std::max(row.facts.votes, 1.0)) + since_1970.count() / 45'000;
}

Series measure(std::span<const Moment> moments, const Formula& formula) {
  Series series;
  for (const Moment& moment : moments) {
    const std::vector<double> gains = moment.gains();
    const std::vector<double> scores = formula(moment);
    series.tau.push_back(evaluate::kendall_tau_b(scores, gains));
    series.precision.push_back(evaluate::precision_at(kFirst, scores, gains));
  }
  return series;
}

Interval difference(std::span<const double> ours, std::span<const double> theirs) {
  std::vector<double> less;
  for (std::size_t i = 0; i < ours.size(); ++i) less.push_back(ours[i] - theirs[i]);
  return evaluate::block_bootstrap(less, kBlock);
}

std::string text_of(const Interval& interval) {
  char text[64];
  std::snprintf(text, sizeof text, "%+.3f (%+.3f to %+.3f)", interval.mean, interval.low, interval.high);
  return text;
}

void print_row(const char* name, const Series& series, const Series* product) {
  std::printf("| %s | %.3f | %s | %.3f | %s |\n", name, mean(series.tau),
              product == nullptr ? "" : text_of(difference(product->tau, series.tau)).c_str(),
              mean(series.precision),
              product == nullptr ? "" : text_of(difference(product->precision, series.precision)).c_str());
}

void print_heading(const char* first_column) {
  std::printf("| %s | Kendall's tau | ours less it (95 %%) | precision@5 | ours less it (95 %%) |\n",
              first_column);
  std::printf("|---|---:|---|---:|---|\n");
}

void print_span(std::span<const Moment> moments) {
  std::size_t papers = 0;
  for (const Moment& moment : moments) papers += moment.gains().size();
  std::printf("%zu moments, %s to %s, %.0f papers each\n\n", moments.size(),
              format_instant(moments.front().at).substr(0, 10).c_str(),
              format_instant(moments.back().at).substr(0, 10).c_str(),
              static_cast<double>(papers) / static_cast<double>(moments.size()));
}

void print_comparison(std::span<const Moment> moments) {
  print_span(moments);
  const Series product = measure(moments, ours({}));
  print_heading("formula");
  print_row("**ours**", product, nullptr);
  print_row("raw votes", measure(moments, of_each(raw_votes)), &product);
  print_row("Hacker News", measure(moments, of_each(hacker_news)), &product);
  print_row("Reddit", measure(moments, of_each(reddit)), &product);
}

// A half of the moments; of the first only those whose gains were all told before the second begins.
std::span<const Moment> half_of(const std::vector<Moment>& moments, bool first) {
  const std::size_t middle = moments.size() / 2;
  const std::span<const Moment> all = moments;
  if (!first) return all.subspan(middle);
  std::size_t end = middle;
  while (end > 0 && moments[end - 1].at + trending_replay::kLatest > moments[middle].at) --end;
  return all.first(end);
}

void print_half(const trending_replay::Papers& papers, bool first) {
  const std::vector<Moment> moments = moments_of(papers, kTimeOfDay);
  print_comparison(half_of(moments, first));
  std::printf("\nRaw votes at other moments of the day:\n\n");
  print_heading("moments at");
  for (const int hours : {12, 24}) {
    const std::vector<Moment> others = moments_of(papers, std::chrono::hours(hours));
    const auto half = half_of(others, first);
    const Series product = measure(half, ours({}));
    print_row((std::to_string(hours) + ":00").c_str(), measure(half, of_each(raw_votes)), &product);
  }
}

constexpr double kHalfLives[] = {24, 36, 48, 60, 72, 96, 120};
constexpr double kCountLasts[] = {0, 24, 48, 72, 96, 120, 168};
constexpr double kFieldWeights[] = {0, 0.1, 0.25, 0.5, 1};

TrendingParameters best_on(const std::vector<std::vector<Moment>>& parts) {
  TrendingParameters best;
  double most = -std::numeric_limits<double>::infinity();
  for (const double half_life : kHalfLives) {
    for (const double lasts : kCountLasts) {
      TrendingParameters parameters;
      parameters.half_life_hours = half_life;
      parameters.count_lasts_hours = lasts;
      Series all;
      for (const auto& part : parts) {
        const Series series = measure(part, ours(parameters));
        all.tau.insert(all.tau.end(), series.tau.begin(), series.tau.end());
        all.precision.insert(all.precision.end(), series.precision.begin(), series.precision.end());
      }
      if (goodness(all) <= most) continue;
      most = goodness(all);
      best = parameters;
    }
  }
  return best;
}

void print_grid(std::span<const Moment> moments) {
  print_span(moments);
  std::printf("Mean of Kendall's tau and precision@5. Raw votes: %.4f\n\n| half-life |",
              goodness(measure(moments, of_each(raw_votes))));
  for (const double lasts : kCountLasts) std::printf(" count lasts %g h |", lasts);
  std::printf("\n|---:|%s\n", "---:|---:|---:|---:|---:|---:|---:|");
  for (const double half_life : kHalfLives) {
    std::printf("| %g h |", half_life);
    for (const double lasts : kCountLasts) {
      TrendingParameters parameters;
      parameters.half_life_hours = half_life;
      parameters.count_lasts_hours = lasts;
      std::printf(" %.4f |", goodness(measure(moments, ours(parameters))));
    }
    std::printf("\n");
  }
  std::printf("\n| field weight | Kendall's tau | precision@5 |\n|---:|---:|---:|\n");
  for (const double weight : kFieldWeights) {
    TrendingParameters parameters;
    parameters.field_weight = weight;
    const Series series = measure(moments, ours(parameters));
    std::printf("| %g | %.4f | %.4f |\n", weight, mean(series.tau), mean(series.precision));
  }
}

// Five consecutive parts: what is chosen on four of them, and how much better than raw votes it is on the
// fifth.
void print_cross_validation(std::span<const Moment> moments) {
  constexpr std::size_t kParts = 5;
  const auto part = [&](std::size_t number) {
    const std::size_t begin = moments.size() * number / kParts;
    const auto span = moments.subspan(begin, moments.size() * (number + 1) / kParts - begin);
    return std::vector<Moment>(span.begin(), span.end());
  };
  std::printf("\n| left out, from | half-life | count lasts | gain in tau | gain in precision@5 |\n");
  std::printf("|---|---:|---:|---:|---:|\n");
  for (std::size_t left_out = 0; left_out < kParts; ++left_out) {
    std::vector<std::vector<Moment>> others;
    for (std::size_t number = 0; number < kParts; ++number)
      if (number != left_out) others.push_back(part(number));
    const std::vector<Moment> held = part(left_out);
    const TrendingParameters chosen = best_on(others);
    const Series product = measure(held, ours(chosen));
    const Series raw = measure(held, of_each(raw_votes));
    std::printf("| %s | %g h | %g h | %+.3f | %+.3f |\n",
                format_instant(held.front().at).substr(0, 10).c_str(), chosen.half_life_hours,
                chosen.count_lasts_hours, mean(product.tau) - mean(raw.tau),
                mean(product.precision) - mean(raw.precision));
  }
}

// Of papers whose count is fresh at the moment: what they gain, by the days for which they had been there.
void print_gains_by_age(std::span<const Moment> moments) {
  constexpr double kFreshHours = 12;
  struct Sum {
    std::size_t papers = 0;
    double votes = 0;
    double gain = 0;
  };
  std::map<long, Sum> by_age;
  for (const Moment& moment : moments) {
    for (const Row& row : moment.rows) {
      const double counted = row.facts.counted_age_hours;
      if (!row.gain || row.facts.age_hours - counted > kFreshHours) continue;
      Sum& sum = by_age[std::lround(counted / 24)];
      ++sum.papers;
      sum.votes += row.facts.votes;
      sum.gain += *row.gain;
    }
  }
  std::printf("\n| days at the count | papers | votes | gain | gain / votes |\n|---:|---:|---:|---:|---:|\n");
  for (const auto& [days, sum] : by_age) {
    const auto papers = static_cast<double>(sum.papers);
    std::printf("| %ld | %zu | %.1f | %.1f | %.2f |\n", days, sum.papers, sum.votes / papers,
                sum.gain / papers, sum.gain / sum.votes);
  }
}

void print_fit(const trending_replay::Papers& papers) {
  const std::vector<Moment> moments = moments_of(papers, kTimeOfDay);
  const auto first = half_of(moments, true);
  print_grid(first);
  print_cross_validation(first);
  print_gains_by_age(first);
}

int run(const std::string& papers_file, const std::string& votes_file, std::string_view what) {
  const auto papers = trending_replay::read_papers(papers_file, votes_file);
  if (!papers.ok()) {
    std::fprintf(stderr, "trending: %s\n", papers.error().message().c_str());
    return 1;
  }
  if (what == "fit") {
    print_fit(*papers);
  } else {
    print_half(*papers, what == "first");
  }
  return 0;
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  const std::string_view what = argc == 4 ? argv[3] : "";
  if (what != "first" && what != "second" && what != "fit") {
    std::fprintf(stderr, "trending PAPERS VOTES first|second|fit\n");
    return 2;
  }
  return broadsheet::run(argv[1], argv[2], what);
}
