// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/newest_papers.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include "papers/paper_view.h"
#include "search/query.h"

namespace broadsheet::papers {
namespace {

// Beyond are days that no calendar of ours has.
constexpr std::int32_t kDayMax = 4'000'000;

template <typename Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

// "20451.177": the day since 1970-01-01 and the number of the last paper that was shown; "-.177" without a
// day.
Result<std::optional<search::DatePlace>> read_cursor(std::string_view cursor) {
  if (cursor.empty()) return std::optional<search::DatePlace>();
  search::DatePlace place;
  std::int32_t day = 0;
  std::uint32_t number = 0;
  if (cursor.starts_with("-.")) {
    cursor.remove_prefix(1);
  } else if (take_number(cursor, day) && std::abs(day) < kDayMax) {
    place.day = Day(std::chrono::days(day));
  }
  const bool dot = cursor.starts_with('.');
  if (dot) cursor.remove_prefix(1);
  if (!dot || !take_number(cursor, number) || !cursor.empty()) {
    return Error(ErrorCode::kInvalid,
                 "this cursor is none of ours: leave it out to begin at the newest paper");
  }
  place.paper = PaperNumber(number);
  return std::optional(place);
}

std::string write_cursor(const search::DatePlace& place) {
  return (place.day ? std::to_string(place.day->time_since_epoch().count()) : "-") + "." +
         std::to_string(place.paper.value());
}

Result<NewestPapers> read_papers(store::Record& record, const search::SearchAnswer& answer,
                                 std::size_t skipped) {
  NewestPapers newest;
  newest.total = answer.total;
  std::vector<PaperNumber> numbers;
  for (std::size_t i = skipped; i < answer.hits.size(); ++i) numbers.push_back(answer.hits[i].paper);
  TRY(store::PapersRead read, record.papers(numbers));
  log_unreadable(read);
  // The record may be ahead of the index.
  std::erase_if(read.views, [](const store::PaperView& paper) { return paper.withdrawn; });
  newest.papers = std::move(read.views);
  return newest;
}

}  // namespace

Result<NewestPapers> newest_papers(store::Record& record, const search::Searcher* searcher,
                                   std::string_view query_text, std::string_view cursor, std::size_t limit) {
  TRY(const search::Query query, search::Query::parse(query_text));
  search::SearchOptions options;
  TRY(options.after, read_cursor(cursor));
  if (searcher == nullptr) return NewestPapers{};
  options.sort = search::SearchSort::kDate;
  options.limit = limit;
  TRY(const search::SearchAnswer answer, searcher->search(query, options));
  TRY(NewestPapers newest, read_papers(record, answer, 0));
  if (answer.hits.size() == limit && answer.last) newest.next = write_cursor(*answer.last);
  return newest;
}

Result<NewestPapers> newest_papers_from(store::Record& record, const search::Searcher* searcher,
                                        std::string_view query_text, std::uint64_t offset,
                                        std::size_t limit) {
  TRY(const search::Query query, search::Query::parse(query_text));
  if (searcher == nullptr) return NewestPapers{};
  search::SearchOptions options;
  options.sort = search::SearchSort::kDate;
  while (true) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(offset, search::kPoolMax - limit));
    options.limit = skipped + limit;
    TRY(const search::SearchAnswer answer, searcher->search(query, options));
    const bool here = skipped == offset || answer.hits.size() < options.limit || answer.total <= offset;
    if (here) return read_papers(record, answer, skipped == offset ? skipped : answer.hits.size());
    offset -= options.limit;
    options.after = answer.last;
  }
}

}  // namespace broadsheet::papers
