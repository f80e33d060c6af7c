// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you_choosing.h"

#include <algorithm>
#include <functional>

#include "papers/for_you_taste.h"

namespace broadsheet::papers {
namespace {

// By whose papers words are told to be rare.
constexpr std::chrono::days kEarlierDays{14};

// Those with the highest numbers, which came last.
Result<std::vector<PaperNumber>> papers_between(store::Record& record, Day first, Day last,
                                                std::size_t limit) {
  TRY(const std::vector<store::EditionRow> rows, record.edition_rows(first, last));
  std::vector<PaperNumber> papers;
  for (const store::EditionRow& row : rows)
    if (row.edition.precision == DatePrecision::kDay) papers.push_back(row.number);
  std::ranges::sort(papers, std::greater());
  if (papers.size() > limit) papers.resize(limit);
  return papers;
}

}  // namespace

Result<const ForYouDay*> ForYouChooser::day_of(Day first, Day last) {
  const auto known = days_.find({first, last});
  if (known != days_.end()) return &known->second;
  TRY(const std::vector<PaperNumber> numbers, papers_between(record_, first, last, kForYouCandidatesMax));
  TRY(const std::vector<PaperNumber> before,
      papers_between(record_, first - kEarlierDays, first - std::chrono::days(1), kForYouEarlierMax));
  TRY(const std::vector<ForYouPaper> candidates, for_you_papers(record_, searcher_, numbers));
  TRY(const std::vector<ForYouPaper> earlier, for_you_papers(record_, searcher_, before));
  return &days_.emplace(std::pair(first, last), ForYouDay(candidates, earlier, analyzer_)).first->second;
}

Result<std::vector<ForYouPick>> ForYouChooser::choose(store::AccountNumber account, Day first, Day last,
                                                      std::size_t limit) {
  TRY(const ReaderTaste taste, taste_of(record_, account));
  if (taste.kept.empty()) return std::vector<ForYouPick>();
  TRY(const ForYouTaste told, read_taste(record_, searcher_, taste));
  TRY(const ForYouDay* const day, day_of(first, last));
  std::vector<ForYouPick> picks = day->rank(told, limit, analyzer_);
  // What has more against it than for it is for somebody else.
  std::erase_if(picks, [](const ForYouPick& pick) { return pick.score <= 0; });
  return picks;
}

}  // namespace broadsheet::papers
