// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "papers/for_you_day.h"
#include "search/byline_key.h"

namespace broadsheet::papers {
namespace {

// Of a collaboration of thousands the first are compared.
constexpr std::size_t kAuthorsCompared = 50;

// The papers with the highest numbers, at most `count`, by number and each once; none of `without`.
std::vector<const ForYouPaper*> newest(std::span<const ForYouPaper> papers, std::size_t count,
                                       std::span<const ForYouPaper* const> without) {
  std::map<PaperNumber, const ForYouPaper*> by_number;
  for (const ForYouPaper& paper : papers) by_number.emplace(paper.paper, &paper);
  for (const ForYouPaper* paper : without) by_number.erase(paper->paper);
  while (by_number.size() > count) by_number.erase(by_number.begin());
  std::vector<const ForYouPaper*> chosen;
  for (const auto& [number, paper] : by_number) chosen.push_back(paper);
  return chosen;
}

// Counts the words of all papers and gives the row of each.
std::vector<WordRow> rows_of(std::span<const ForYouPaper* const> papers, ForYouDay::State& day,
                             text::Analyzer& analyzer) {
  WordCounter counter(day.words, analyzer);
  std::vector<std::vector<WordTimes>> times;
  times.reserve(papers.size());
  for (const ForYouPaper* paper : papers)
    times.push_back(counter.count(paper->title, paper->abstract, day.parameters.title_times));
  day.papers = papers.size();
  day.papers_with.assign(day.words.stems().size(), 0);
  for (const auto& words : times)
    for (const WordTimes& word : words) ++day.papers_with[word.word];
  std::vector<WordRow> rows;
  rows.reserve(papers.size());
  for (const auto& words : times) rows.push_back(weighted_row(words, {}, day.papers_with, day.papers));
  return rows;
}

void find_mean_and_variance(ForYouDay::State& day) {
  day.mean.assign(day.words.stems().size(), 0);
  day.variance.assign(day.words.stems().size(), 0);
  const auto count = static_cast<double>(day.rows.size());
  for (const WordRow& row : day.rows) {
    for (const WordWeight& cell : row) {
      day.mean[cell.word] += cell.weight / count;
      day.variance[cell.word] += double{cell.weight} * cell.weight / count;
    }
  }
  for (std::size_t word = 0; word < day.mean.size(); ++word)
    day.variance[word] = std::max(0.0, day.variance[word] - day.mean[word] * day.mean[word]);
}

}  // namespace

std::vector<float> unit_vector(std::span<const float> vector) {
  double squares = 0;
  for (const float value : vector) squares += double{value} * value;
  if (!(squares > 0) || !std::isfinite(squares)) return {};
  std::vector<float> unit;
  unit.reserve(vector.size());
  for (const float value : vector) unit.push_back(static_cast<float>(value / std::sqrt(squares)));
  return unit;
}

std::vector<std::string> author_keys(std::span<const std::string> authors) {
  std::vector<std::string> keys;
  for (const std::string& author : authors.first(std::min(authors.size(), kAuthorsCompared)))
    keys.push_back(search::byline_key(author));
  return keys;
}

ForYouDay::ForYouDay(std::span<const ForYouPaper> candidates, std::span<const ForYouPaper> earlier,
                     text::Analyzer& analyzer, const ForYouParameters& parameters)
    : state_(std::make_unique<State>()) {
  state_->parameters = parameters;
  std::vector<const ForYouPaper*> papers = newest(candidates, kForYouCandidatesMax, {});
  const std::size_t chosen = papers.size();
  const auto before = newest(earlier, kForYouEarlierMax, papers);
  papers.insert(papers.end(), before.begin(), before.end());
  state_->rows = rows_of(papers, *state_, analyzer);
  find_mean_and_variance(*state_);
  if (parameters.topic_weight > 0) {
    TopicSpace topics(state_->rows, state_->words.stems());
    if (topics.usable()) state_->topics.push_back(std::move(topics));
  }
  for (std::size_t i = 0; i < chosen; ++i) {
    const ForYouPaper& paper = *papers[i];
    ForYouCandidate candidate{.paper = paper.paper,
                              .title = paper.title,
                              .abstract = paper.abstract,
                              .authors = paper.authors,
                              .author_keys = author_keys(paper.authors),
                              .vector = unit_vector(paper.vector)};
    if (!state_->topics.empty()) candidate.topic = state_->topics.front().place(state_->rows[i]);
    state_->candidates.push_back(std::move(candidate));
  }
}

ForYouDay::~ForYouDay() = default;
ForYouDay::ForYouDay(ForYouDay&&) noexcept = default;
ForYouDay& ForYouDay::operator=(ForYouDay&&) noexcept = default;

std::size_t ForYouDay::candidates() const {
  return state_->candidates.size();
}

std::vector<ForYouPick> ForYouDay::rank(const ForYouTaste& taste, std::size_t limit,
                                        text::Analyzer& analyzer) const {
  return ForYouRanking(*state_, taste, analyzer).best(limit);
}

}  // namespace broadsheet::papers
