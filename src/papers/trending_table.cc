// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending_table.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

#include "papers/front_page_order.h"
#include "papers/taxonomy.h"
#include "store/library.h"

namespace broadsheet::papers {
namespace {

using store::EditionRow;

constexpr std::size_t kPapersRead = 500;

// As old as the newest count of its sources.
std::optional<Instant> counted_at(const store::PaperView& paper) {
  if (paper.votes.empty()) return std::nullopt;
  return std::ranges::max(paper.votes, {}, &store::SourceVotes::observed_at).observed_at;
}

TrendingPaper known_of(EditionRow row, const store::PaperView& paper) {
  TrendingPaper known;
  known.row = std::move(row);
  known.counted = counted_at(paper);
  known.commenters = paper.own_commenters;
  if (!paper.categories.empty()) known.field = field_of(paper.categories.front());
  return known;
}

Result<void> read_piece(store::Record& record, std::span<EditionRow> rows,
                        std::vector<TrendingPaper>& papers) {
  std::vector<PaperNumber> numbers;
  for (const EditionRow& row : rows) numbers.push_back(row.number);
  TRY(const store::PapersRead read, record.papers(numbers));
  std::unordered_map<std::uint32_t, const store::PaperView*> views;
  for (const store::PaperView& view : read.views) views.emplace(view.number.value(), &view);
  store::Libraries libraries(record);
  for (EditionRow& row : rows) {
    const auto view = views.find(row.number.value());
    if (view == views.end()) continue;
    papers.push_back(known_of(std::move(row), *view->second));
    TRY(papers.back().keepers, libraries.keepers(papers.back().row.number));
  }
  return {};
}

}  // namespace

Result<std::vector<TrendingPaper>> read_trending_papers(store::Record& record, std::vector<EditionRow> rows,
                                                        const Stop& stop) {
  std::vector<TrendingPaper> papers;
  papers.reserve(rows.size());
  for (std::size_t at = 0; at < rows.size(); at += kPapersRead) {
    if (stop && stop()) return Error(ErrorCode::kInterrupted, "reading papers was stopped");
    const std::span<EditionRow> left = std::span(rows).subspan(at);
    TRY_VOID(read_piece(record, left.first(std::min(kPapersRead, left.size())), papers));
  }
  return papers;
}

std::vector<const TrendingPaper*> TrendingTable::between(Day first, Day last) const {
  std::vector<const TrendingPaper*> papers;
  const auto begin = days_.lower_bound(first);
  for (auto day = days_.upper_bound(last); day != begin;) {
    --day;
    for (const TrendingPaper& paper : *day->second) papers.push_back(&paper);
  }
  return papers;
}

const std::vector<TrendingPaper>& TrendingTable::day(Day day) const {
  static const std::vector<TrendingPaper> kNone;
  const auto found = days_.find(day);
  return found == days_.end() ? kNone : *found->second;
}

void TrendingTable::set_day(Day day, std::vector<TrendingPaper> papers) {
  papers_ = papers_ - this->day(day).size() + papers.size();
  if (papers.empty()) {
    days_.erase(day);
    return;
  }
  sort_as_front_page(papers, &TrendingPaper::row);
  days_[day] = std::make_shared<const std::vector<TrendingPaper>>(std::move(papers));
}

void TrendingTable::forget_before(Day first) {
  const auto end = days_.lower_bound(first);
  for (auto day = days_.begin(); day != end; ++day) papers_ -= day->second->size();
  days_.erase(days_.begin(), end);
  first_ = std::max(first_, first);
}

bool operator==(const TrendingTable& one, const TrendingTable& other) {
  return one.first_ == other.first_ &&
         std::ranges::equal(one.days_, other.days_, [](const auto& a, const auto& b) {
           return a.first == b.first && *a.second == *b.second;
         });
}

Result<TrendingTable> read_trending_table(store::Record& record, Day first, Day last, const Stop& stop) {
  TRY(std::vector<EditionRow> rows, record.edition_rows(first, last));
  std::erase_if(rows, [](const EditionRow& row) { return row.edition.precision != DatePrecision::kDay; });
  TRY(std::vector<TrendingPaper> papers, read_trending_papers(record, std::move(rows), stop));
  std::map<Day, std::vector<TrendingPaper>> days;
  for (TrendingPaper& paper : papers) days[paper.row.edition.day].push_back(std::move(paper));
  TrendingTable table(first);
  for (auto& [day, of_day] : days) table.set_day(day, std::move(of_day));
  return table;
}

}  // namespace broadsheet::papers
