// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "papers/for_you_day.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kWordsSaid = 5;
constexpr std::size_t kPapersSaid = 2;
constexpr std::size_t kTitleBytesSaid = 120;
constexpr std::size_t kNearest = 3;
constexpr std::size_t kNearestFarther = 10;
// Of kept papers and of candidates that have a vector before meaning is asked and not topics.
constexpr double kWithVectorsMin = 0.8;
constexpr double kDeviationMin = 1e-9;

// Four sums side by side, as the compiler makes vectors of them without being asked to reorder sums.
using Lanes = std::array<float, 4>;
void add_products(Lanes& sums, const float* one, const float* other) {
  for (std::size_t lane = 0; lane < sums.size(); ++lane) sums[lane] += one[lane] * other[lane];
}

// Of vectors of one length.
double product(std::span<const float> one, std::span<const float> other) {
  constexpr std::size_t kStep = 16;
  Lanes a{};
  Lanes b{};
  Lanes c{};
  Lanes d{};
  std::size_t i = 0;
  for (; i + kStep <= one.size(); i += kStep) {
    add_products(a, &one[i], &other[i]);
    add_products(b, &one[i + 4], &other[i + 4]);
    add_products(c, &one[i + 8], &other[i + 8]);
    add_products(d, &one[i + 12], &other[i + 12]);
  }
  double sum = 0;
  for (; i < one.size(); ++i) sum += double{one[i]} * other[i];
  for (std::size_t lane = 0; lane < a.size(); ++lane) sum += (a[lane] + b[lane]) + (c[lane] + d[lane]);
  return sum;
}

}  // namespace

ForYouRanking::ForYouRanking(const ForYouDay::State& day, const ForYouTaste& taste, text::Analyzer& analyzer)
    : day_(day), analyzer_(analyzer) {
  kept_ = told(taste.kept, {});
  if (kept_.empty() || day.candidates.empty()) return;
  refused_ = told(taste.refused, kept_);
  known_.insert(taste.never.begin(), taste.never.end());
  for (const auto* list : {&taste.kept, &taste.refused})
    for (const ForYouTold& one : *list) known_.insert(one.paper.paper);
  for (const Told& one : kept_) {
    for (std::string& key : author_keys(one.said->authors))
      if (!key.empty()) kept_authors_.insert(std::move(key));
  }
  find_vector_size();
  weigh_words();
  look_at_candidates();
}

// By number, each paper once; none that is among `without`.
std::vector<ForYouRanking::Told> ForYouRanking::told(std::span<const ForYouTold> all,
                                                     std::span<const Told> without) {
  struct Said {
    const ForYouTold* told = nullptr;
    bool recent = false;
  };
  std::map<PaperNumber, Said> by_number;
  for (const ForYouTold& one : all.first(std::min(all.size(), kForYouToldMax))) {
    if (!(one.weight > 0) || !std::isfinite(one.weight)) continue;
    if (std::ranges::binary_search(without, one.paper.paper, {}, &Told::paper)) continue;
    const bool recent = by_number.size() < kForYouNearMax;
    const auto [at, fresh] = by_number.emplace(one.paper.paper, Said{&one, recent});
    if (!fresh && one.weight > at->second.told->weight) at->second.told = &one;
  }
  WordCounter counter(day_.words, analyzer_);
  std::vector<Told> chosen;
  for (const auto& [number, said] : by_number) {
    const ForYouPaper& paper = said.told->paper;
    Told& told = chosen.emplace_back();
    told.paper = number;
    told.weight = said.told->weight;
    told.said = &paper;
    told.recent = said.recent;
    const auto times = counter.count(paper.title, paper.abstract, day_.parameters.title_times);
    told.row = weighted_row(times, counter.unknown(), day_.papers_with, day_.papers);
    if (!said.recent) continue;
    if (!day_.topics.empty()) told.topic = day_.topics.front().place(told.row);
    told.vector = unit_vector(paper.vector);
  }
  return chosen;
}

double ForYouRanking::refused_share() const {
  const auto count = static_cast<double>(refused_.size());
  return count > 0 ? day_.parameters.refused_weight * count / (count + day_.parameters.refused_prior) : 0;
}

// How much more of a word these papers have than all papers, over how much papers differ in it: Fisher's
// linear discriminant with a diagonal covariance.
std::vector<double> ForYouRanking::discriminant(std::span<const Told> papers) const {
  std::vector<double> weights(day_.mean.size());
  double sum = 0;
  for (const Told& one : papers) sum += one.weight;
  for (const Told& one : papers)
    for (const WordWeight& cell : one.row) weights[cell.word] += one.weight / sum * cell.weight;
  for (std::size_t word = 0; word < weights.size(); ++word) {
    weights[word] -= day_.mean[word];
    weights[word] /= day_.variance[word] + day_.parameters.variance_floor;
  }
  return weights;
}

void ForYouRanking::weigh_words() {
  kept_words_ = discriminant(kept_);
  if (refused_.empty()) return;
  refused_words_ = discriminant(refused_);
  for (double& weight : refused_words_) weight *= refused_share();
}

// Vectors that cannot be compared count as none.
void ForYouRanking::find_vector_size() {
  const auto first = std::ranges::find_if(kept_, [](const Told& one) { return !one.vector.empty(); });
  if (first == kept_.end() || !(day_.parameters.meaning_weight > 0)) return;
  const std::size_t size = first->vector.size();
  double all = 0;
  double with = 0;
  for (const Told& one : kept_) {
    if (!one.recent) continue;
    all += one.weight;
    with += one.vector.size() == size ? one.weight : 0;
  }
  const auto same_size = [&](const ForYouCandidate& candidate) { return candidate.vector.size() == size; };
  const auto candidates = static_cast<double>(std::ranges::count_if(day_.candidates, same_size));
  if (with >= kWithVectorsMin * all &&
      candidates >= kWithVectorsMin * static_cast<double>(day_.candidates.size()))
    vector_size_ = size;
}

std::span<const float> ForYouRanking::place_of(View view, const TopicVector& topic,
                                               std::span<const float> vector) const {
  // A paper without a word of any topic has no place among them.
  const auto is_nowhere = [&] { return std::ranges::all_of(topic, [](float part) { return part == 0; }); };
  if (view == View::kTopic)
    return day_.topics.empty() || is_nowhere() ? std::span<const float>() : std::span<const float>(topic);
  return vector.size() == vector_size_ ? vector : std::span<const float>();
}

// The mean of the largest cosines, by the weights of the papers. Of topics a few nearest papers and a circle
// of further ones count half each: two topics may be near by chance.
double ForYouRanking::nearest(View view, std::span<const float> place, std::span<const Told> papers,
                              std::vector<std::size_t>& nearest) const {
  std::vector<std::pair<double, std::size_t>> near;
  near.reserve(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (!papers[i].recent) continue;
    const std::span<const float> other = place_of(view, papers[i].topic, papers[i].vector);
    if (!other.empty()) near.emplace_back(-product(place, other), i);
  }
  const std::size_t used = std::min(kNearestFarther, near.size());
  std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(used));
  const auto mean_of = [&](std::size_t count) {
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < std::min(count, used); ++i) {
      const double weight = papers[near[i].second].weight;
      sum -= weight * near[i].first;
      weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
  };
  for (std::size_t i = 0; i < std::min(kPapersSaid, used); ++i) nearest.push_back(near[i].second);
  if (view == View::kMeaning) return mean_of(kNearest);
  return (mean_of(kNearest) + mean_of(kNearestFarther)) / 2;
}

ForYouRanking::Near ForYouRanking::nearness(View view, const ForYouCandidate& candidate) const {
  Near near;
  const std::span<const float> place = place_of(view, candidate.topic, candidate.vector);
  if (place.empty()) return near;
  near.placed = true;
  near.kept = nearest(view, place, kept_, near.nearest_kept);
  near.refused = nearest(view, place, refused_, near.nearest_refused);
  return near;
}

void ForYouRanking::look_at_candidates() {
  for (std::size_t place = 0; place < day_.candidates.size(); ++place) {
    const ForYouCandidate& candidate = day_.candidates[place];
    if (known_.contains(candidate.paper)) continue;
    Row& row = rows_.emplace_back();
    row.candidate = &candidate;
    row.words = &day_.rows[place];
    for (const WordWeight& cell : day_.rows[place]) {
      const double value = cell.weight * kept_words_[cell.word];
      (value > 0 ? row.shared : row.other) += value;
      if (!refused_words_.empty()) row.refused += cell.weight * refused_words_[cell.word];
    }
    row.meaning = nearness(View::kMeaning, candidate);
    row.topic = nearness(View::kTopic, candidate);
    for (std::size_t i = 0; i < candidate.author_keys.size() && row.author == 0; ++i)
      if (kept_authors_.contains(candidate.author_keys[i])) row.author = i + 1;
  }
  words_ = scale_of([](const Row& row) { return std::optional(row.shared + row.other); });
  const auto kept = [](const Near& near) { return near.placed ? std::optional(near.kept) : std::nullopt; };
  const auto refused = [](const Near& near) {
    return near.placed ? std::optional(near.refused) : std::nullopt;
  };
  meaning_ = scale_of([&](const Row& row) { return kept(row.meaning); });
  topic_ = scale_of([&](const Row& row) { return kept(row.topic); });
  refused_words_scale_ = scale_of([](const Row& row) { return std::optional(row.refused); });
  refused_meaning_ = scale_of([&](const Row& row) { return refused(row.meaning); });
  refused_topic_ = scale_of([&](const Row& row) { return refused(row.topic); });
}

template <class Value>
ForYouRanking::Scale ForYouRanking::scale_of(Value&& value) const {
  double count = 0;
  Scale scale;
  for (const Row& row : rows_) {
    const std::optional<double> one = value(row);
    count += one ? 1 : 0;
    scale.mean += one.value_or(0);
  }
  if (count == 0) return scale;
  scale.mean /= count;
  double squares = 0;
  for (const Row& row : rows_) {
    const double away = value(row).value_or(scale.mean) - scale.mean;
    squares += away * away;
  }
  const double deviation = std::sqrt(squares / count);
  scale.deviation = deviation > kDeviationMin ? deviation : 0;
  return scale;
}

// The values alone: texts are made for the papers that are chosen.
ForYouPick ForYouRanking::scored(const Row& row) const {
  const ForYouParameters& parameters = day_.parameters;
  ForYouPick pick;
  pick.paper = row.candidate->paper;
  const auto add = [&pick](const char* part, double value) {
    pick.reasons.push_back({.part = part, .value = value, .text = {}});
    pick.score += value;
  };
  add("words", words_.share(row.shared));
  add("other words", words_.share(row.other - words_.mean));
  double like = words_.share(row.refused - refused_words_scale_.mean);
  const auto look = [&](const char* part, const Near& near, const Scale& scale, const Scale& refused,
                        double weight) {
    if (!near.placed || weight == 0) return;
    add(part, weight * scale.of(near.kept));
    like += refused_share() * weight * refused.of(near.refused);
  };
  look("meaning", row.meaning, meaning_, refused_meaning_, parameters.meaning_weight);
  look("topic", row.topic, topic_, refused_topic_, parameters.topic_weight);
  if (!refused_.empty()) add("not for me", -like);
  if (row.author > 0) add("authors", parameters.author_weight);
  return pick;
}

std::vector<ForYouPick> ForYouRanking::best(std::size_t limit) {
  std::vector<std::pair<ForYouPick, const Row*>> picks;
  picks.reserve(rows_.size());
  for (const Row& row : rows_) picks.emplace_back(scored(row), &row);
  // Rows are by number, so that of equal scores the smallest number stays first.
  std::ranges::stable_sort(picks, std::ranges::greater(), [](const auto& one) { return one.first.score; });
  std::vector<ForYouPick> best;
  for (std::size_t i = 0; i < std::min(limit, picks.size()); ++i) {
    explain(picks[i].first, *picks[i].second);
    best.push_back(std::move(picks[i].first));
  }
  return best;
}

void ForYouRanking::explain(ForYouPick& pick, const Row& row) {
  for (ForYouReason& reason : pick.reasons) {
    if (reason.part == "words") {
      reason.words = shared_words(row);
      for (const ForYouWord& word : reason.words)
        reason.text.append(reason.text.empty() ? "words of papers you keep: " : ", ").append(word.shown);
      if (reason.text.empty()) reason.text = "no words of papers you keep";
    } else if (reason.part == "other words") {
      reason.text = "its other words, beside an average paper of the day";
    } else if (reason.part == "meaning" || reason.part == "topic") {
      const Near& of = reason.part == "meaning" ? row.meaning : row.topic;
      const std::string titles = titles_of(of.nearest_kept, kept_, reason.papers);
      const std::string view = reason.part == "meaning" ? "meaning" : "topic";
      const std::string near = reason.value > 0 ? "near in " : "not near in ";
      reason.text =
          near + view + (titles.empty() ? " to papers you keep" : " to " + titles + ", which you keep");
    } else if (reason.part == "not for me") {
      const std::string titles =
          titles_of((row.meaning.placed ? row.meaning : row.topic).nearest_refused, refused_, reason.papers);
      if (reason.value > 0) {
        reason.text = "less than others like what you marked \"not for me\"";
        continue;
      }
      reason.text = titles.empty() ? "like what you marked \"not for me\""
                                   : "like " + titles + ", which you marked \"not for me\"";
    } else {
      reason.text = "by " + row.candidate->authors[row.author - 1] + ", of whom you keep a paper";
    }
  }
}

// As the paper itself writes them, the most telling first, ties as they stand in it.
std::vector<ForYouWord> ForYouRanking::shared_words(const Row& row) {
  std::vector<std::pair<double, std::uint32_t>> best;
  for (const WordWeight& cell : *row.words) {
    const double value = words_.share(cell.weight * kept_words_[cell.word]);
    if (value > 0) best.emplace_back(-value, cell.word);
  }
  const std::size_t count = std::min(kWordsSaid, best.size());
  std::ranges::partial_sort(best, best.begin() + static_cast<std::ptrdiff_t>(count));
  best.resize(count);
  std::vector<ForYouWord> words(count);
  for (std::size_t i = 0; i < count; ++i) words[i].value = -best[i].first;
  for (const std::string* text : {&row.candidate->title, &row.candidate->abstract}) {
    for (const text::Token& token : analyzer_.tokens(*text)) {
      for (std::size_t i = 0; i < count; ++i) {
        if (words[i].shown.empty() && token.stem == day_.words.stems()[best[i].second])
          words[i].shown = text->substr(token.begin, token.end - token.begin);
      }
    }
  }
  return words;
}

std::string ForYouRanking::titles_of(std::span<const std::size_t> places, std::span<const Told> told,
                                     std::vector<PaperNumber>& papers) const {
  std::string titles;
  for (const std::size_t place : places) {
    papers.push_back(told[place].paper);
    const std::string& title = told[place].said->title;
    if (title.empty()) continue;
    const std::string_view shown = text::truncate_utf8(title, kTitleBytesSaid);
    titles.append(titles.empty() ? "\"" : " and \"").append(shown);
    titles.append(shown.size() < title.size() ? "…\"" : "\"");
  }
  return titles;
}

}  // namespace broadsheet::papers
