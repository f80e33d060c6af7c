// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Queries for benches: windows of 2 to 5 words out of titles, the same for the same papers and seed.

#ifndef BROADSHEET_BENCH_TITLE_QUERIES_H_
#define BROADSHEET_BENCH_TITLE_QUERIES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "store/record.h"
#include "text/readable.h"

namespace broadsheet::bench {

inline std::vector<std::string> words_of(const std::string& title) {
  std::vector<std::string> words(1);
  for (const char c : title) {
    if (c != ' ') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

inline Result<std::vector<std::string>> title_windows(store::Record& record, const index::Snapshot& snapshot,
                                                      std::size_t count) {
  constexpr std::uint64_t kSeed = 20260701;
  std::vector<std::uint32_t> keys;
  for (std::size_t s = 0; s < snapshot.segments().size(); ++s) {
    const std::span<const std::uint32_t> some = snapshot.segment(s).keys();
    keys.insert(keys.end(), some.begin(), some.end());
  }
  std::ranges::sort(keys);  // the same queries whatever the segments are
  if (keys.empty()) return Error(ErrorCode::kNotFound, "the index is empty");
  std::mt19937_64 random(kSeed);
  std::vector<std::string> queries;
  while (queries.size() < count) {
    TRY(const auto view, record.paper(PaperNumber(keys[random() % keys.size()])));
    if (!view) continue;
    const std::vector<std::string> words = words_of(text::readable(view->title));
    const std::size_t length = 2 + random() % 4;
    if (words.size() < length) continue;
    const std::size_t begin = random() % (words.size() - length + 1);
    std::string query;
    for (std::size_t i = begin; i < begin + length; ++i) query += (query.empty() ? "" : " ") + words[i];
    queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace broadsheet::bench

#endif  // BROADSHEET_BENCH_TITLE_QUERIES_H_
