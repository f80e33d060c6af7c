// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending_order.h"

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "papers/taxonomy.h"
#include "store/library.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kPapersRead = 500;

struct Known {
  TrendingFacts facts;
  std::string_view field;
};
using KnownPapers = std::map<PaperNumber, Known>;

// Where sources count, a count is as old as the newest of theirs; our own readers' votes are counted now.
Instant counted_at(const store::PaperView& paper, Instant now) {
  if (paper.votes.empty()) return now;
  return std::ranges::max(paper.votes, {}, &store::SourceVotes::observed_at).observed_at;
}

Known known_of(const store::PaperView& paper, Instant now) {
  Known known;
  known.facts.votes = static_cast<double>(std::max<std::int64_t>(paper.upvotes(), 0));
  known.facts.comments = paper.own_commenters;
  const Day day = paper.edition ? paper.edition->day : std::chrono::floor<std::chrono::days>(now);
  set_ages(known.facts, Instant(day), counted_at(paper, now), now);
  if (!paper.categories.empty()) known.field = field_of(paper.categories.front());
  return known;
}

Result<KnownPapers> read_all(store::Record& record, Instant now, std::span<const store::EditionRow> rows) {
  KnownPapers known;
  store::Libraries libraries(record);
  std::vector<PaperNumber> numbers;
  for (std::size_t at = 0; at < rows.size(); at += numbers.size()) {
    numbers.clear();
    for (const store::EditionRow& row : rows.subspan(at, std::min(kPapersRead, rows.size() - at)))
      numbers.push_back(row.number);
    TRY(const store::PapersRead read, record.papers(numbers));
    for (const store::PaperView& paper : read.views) {
      Known& one = known.emplace(paper.number, known_of(paper, now)).first->second;
      TRY(const std::uint64_t keepers, libraries.keepers(paper.number));
      one.facts.saves = static_cast<double>(keepers);
    }
  }
  return known;
}

}  // namespace

Result<TrendingScores> sort_as_trending(store::Record& record, const TrendingParameters& parameters,
                                        Instant now, std::vector<store::EditionRow>& rows) {
  TRY(KnownPapers papers, read_all(record, now, rows));
  TrendingFields fields(parameters);
  for (const auto& [number, known] : papers)
    fields.add(known.field, trending_points(known.facts, parameters));
  TrendingScores scores;
  for (auto& [number, known] : papers) {
    known.facts.field_points = fields.points_of(known.field);
    known.facts.all_points = fields.points_of_all();
    scores.emplace(number, trending_score(known.facts, parameters));
  }
  // What can't be read stands last: it is left out where the list is shown.
  std::ranges::stable_sort(rows, std::greater(), [&](const store::EditionRow& row) {
    const auto found = scores.find(row.number);
    return std::tuple(found != scores.end(), row.featured,
                      found == scores.end() ? 0.0 : found->second.total());
  });
  return scores;
}

}  // namespace broadsheet::papers
