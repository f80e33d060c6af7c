// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <unordered_set>

#include "follow/lexical.h"
#include "index/check.h"

namespace broadsheet::follow {
namespace {

constexpr std::string_view kAdvice = "run `broadsheet rebuild lexical`; nothing is lost";
constexpr std::size_t kPapersBatch = 1000;
constexpr std::size_t kMissingListed = 20;  // enough to see a pattern, few enough to read

// What an index up to the record's head must agree with the record in: the papers, and their votes.
Result<void> compare(const index::Snapshot& snapshot, store::Record& record,
                     std::vector<FollowerProblem>& problems) {
  const auto add = [&problems](const std::string& what) {
    if (problems.size() < kMissingListed)
      problems.push_back({"index", std::nullopt, what, std::string(kAdvice)});
  };
  std::uint64_t papers = 0;
  // The index may have them as they were; the check of the record names them.
  std::uint64_t unreadable = 0;
  PaperNumber after(0);
  while (true) {
    TRY(const store::PapersRead read, record.papers_after(after, kPapersBatch));
    if (read.empty()) break;
    unreadable += read.unreadable.size();
    for (const store::PaperView& view : read.views) {
      if (view.withdrawn) continue;
      ++papers;
      const std::string number = std::to_string(view.number.value());
      if (!snapshot.find(view.number)) add("paper number " + number + " is not in the index");
      if (snapshot.votes(view.number) != view.upvotes())
        add("the votes of paper number " + number + " differ");
    }
    after = read.last();
  }
  const std::uint64_t indexed = snapshot.live_documents();
  if (indexed < papers || indexed > papers + unreadable) {
    add("the index holds " + std::to_string(indexed) + " papers, the record " + std::to_string(papers));
  }
  return {};
}

}  // namespace

std::vector<FollowerProblem> check_lexical(const std::string& data_folder, store::Record& record, bool deep) {
  std::vector<FollowerProblem> problems;
  const auto add = [&problems](const std::string& file, std::optional<std::uint64_t> offset,
                               const std::string& what) {
    problems.push_back({file, offset, what, std::string(kAdvice)});
  };
  for (const index::IndexProblem& problem : index::check_index(lexical_folder(data_folder), deep)) {
    add("index/" + problem.file, problem.offset, problem.what);
  }
  if (!problems.empty()) return problems;
  const auto snapshot = open_lexical_snapshot(data_folder, record);
  if (!snapshot.ok()) {
    // Nothing published is nothing wrong: the next follow brings it.
    if (snapshot.error().code() != ErrorCode::kNotFound)
      add("index", std::nullopt, snapshot.error().message());
    return problems;
  }
  if (!deep) return problems;
  // Only an index that has caught up can be compared; one that lags is not wrong.
  const auto head = record.head();
  if (!head.ok() || (*snapshot)->manifest().position.revision != *head) return problems;
  const auto pinned = record.snapshot();
  if (!pinned.ok()) return problems;
  const auto still = record.head();
  if (!still.ok() || *still != *head) return problems;
  if (const auto compared = compare(**snapshot, record, problems); !compared.ok()) {
    add("record.db", std::nullopt, compared.error().message());
  }
  return problems;
}

}  // namespace broadsheet::follow
