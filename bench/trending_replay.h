// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Recorded votes replayed: what was known of the featured papers at a moment, and what they gained after it.
// docs/trending.md says how moments are chosen.

#ifndef BROADSHEET_BENCH_TRENDING_REPLAY_H_
#define BROADSHEET_BENCH_TRENDING_REPLAY_H_

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "evaluate/lines.h"
#include "formats/reader.h"
#include "formats/vote_history_reader.h"
#include "papers/taxonomy.h"
#include "papers/trending.h"

namespace broadsheet::trending_replay {

inline constexpr std::chrono::days kWindow{7};  // papers featured so long before the moment
inline constexpr std::chrono::days kSoonest{1};
inline constexpr std::chrono::days kLatest{7};  // of the observation that tells the gain
inline constexpr std::size_t kPapersMin = 20;   // of a moment

struct Paper {
  Instant featured;  // the day's beginning
  std::string field;
  std::vector<formats::VoteCount> counts;  // by time
};
using Papers = std::map<std::string, Paper>;

// A paper at a moment.
struct Row {
  papers::TrendingFacts facts;  // without field_points and all_points, which depend on parameters
  std::string field;
  Instant featured;
  std::optional<double> gain;  // at its next observation; none if that did not come in time
};

struct Moment {
  Instant at;
  std::vector<Row> rows;  // all that were counted by then, for the means of fields
  std::vector<double> gains() const {
    std::vector<double> gains;
    for (const Row& row : rows)
      if (row.gain) gains.push_back(*row.gain);
    return gains;
  }
};

class PaperSink final : public formats::RecordSink {
 public:
  explicit PaperSink(Papers& papers) : papers_(papers) {}
  void on_record(formats::SourceRecord&& record, std::string_view, formats::Location) override {
    if (!record.featured || record.ids.empty()) return;
    Paper& paper = papers_[record.ids.front()];
    paper.featured = *record.featured;
    if (!record.categories.empty()) paper.field = papers::field_of(record.categories.front());
  }
  void on_votes(formats::VoteObservation&&, formats::Location) override {}
  void on_reject(formats::Reject&&) override {}
  void on_note(std::string&&) override {}
  bool stopped() const override { return false; }

 private:
  Papers& papers_;
};

inline Result<Papers> read_papers(const std::string& papers_file, const std::string& votes_file) {
  Papers papers;
  PaperSink sink(papers);
  const auto reader = formats::make_reader(formats::Format::kJsonLines, {});
  TRY_VOID(evaluate::for_each_line(
      papers_file, [&](std::string_view line) { return reader->feed(std::string(line) + "\n", sink); }));
  TRY_VOID(reader->finish(sink));
  TRY_VOID(evaluate::for_each_line(votes_file, [&](std::string_view line) -> Result<void> {
    if (formats::is_vote_heading(line)) return {};
    std::string reason;
    const auto row = formats::read_vote_row(line, reason);
    if (!row) return Error(ErrorCode::kInvalid, reason);
    if (const auto paper = papers.find(row->id); paper != papers.end())
      paper->second.counts.push_back(row->count);
    return {};
  }));
  for (auto& [id, paper] : papers)
    std::ranges::stable_sort(paper.counts, {}, &formats::VoteCount::observed_at);
  return papers;
}

// None if the paper was not featured in the window or not counted by then.
inline std::optional<Row> row_at(const Paper& paper, Instant at) {
  if (paper.featured > at || paper.featured <= at - kWindow) return std::nullopt;
  const auto next = std::ranges::upper_bound(paper.counts, at, {}, &formats::VoteCount::observed_at);
  if (next == paper.counts.begin()) return std::nullopt;
  const formats::VoteCount& last = *std::prev(next);
  Row row{.facts = {.votes = static_cast<double>(last.upvotes)},
          .field = paper.field,
          .featured = paper.featured,
          .gain = std::nullopt};
  papers::set_ages(row.facts, paper.featured, last.observed_at, at);
  const auto told =
      std::ranges::lower_bound(paper.counts, at + kSoonest, {}, &formats::VoteCount::observed_at);
  if (told != paper.counts.end() && told->observed_at <= at + kLatest)
    row.gain = static_cast<double>(told->upvotes - last.upvotes);
  return row;
}

// Each day at this time after its beginning, UTC, that has enough papers; by time.
inline std::vector<Moment> moments_of(const Papers& papers, std::chrono::hours time_of_day) {
  std::vector<Moment> moments;
  if (papers.empty()) return moments;
  Instant first = papers.begin()->second.featured;
  Instant last = first;
  for (const auto& [id, paper] : papers) {
    first = std::min(first, paper.featured);
    last = std::max(last, paper.featured);
  }
  for (Instant at = first + time_of_day; at < last + kWindow; at += std::chrono::days(1)) {
    Moment moment{.at = at, .rows = {}};
    for (const auto& [id, paper] : papers)
      if (auto row = row_at(paper, at)) moment.rows.push_back(*std::move(row));
    if (moment.gains().size() >= kPapersMin) moments.push_back(std::move(moment));
  }
  return moments;
}

}  // namespace broadsheet::trending_replay

#endif  // BROADSHEET_BENCH_TRENDING_REPLAY_H_
