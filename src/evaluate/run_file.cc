// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/run_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <system_error>
#include <unordered_set>

#include "base/file.h"
#include "evaluate/limits.h"
#include "evaluate/lines.h"

namespace broadsheet::evaluate {
namespace {

bool is_column(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void sort_ranking(Ranking& ranking) {
  std::sort(ranking.begin(), ranking.end(), [](const RankedDocument& one, const RankedDocument& other) {
    return one.score != other.score ? one.score > other.score : one.id > other.id;
  });
}

std::vector<float> exchange_scores(const Ranking& ranking) {
  std::vector<float> scores;
  scores.reserve(ranking.size());
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    auto score = static_cast<float>(ranking[i].score);
    if (i > 0) {
      const float previous = scores.back();
      const bool equal = ranking[i].score == ranking[i - 1].score;
      if (equal) {
        score = previous;
      } else if (!(score < previous)) {
        score = std::nextafter(previous, -std::numeric_limits<float>::infinity());
      }
    }
    scores.push_back(score);
  }
  return scores;
}

Result<void> write_run(const std::string& path, const Run& run, std::string_view tag) {
  std::string text;
  for (const auto& [query, ranking] : run) {
    const bool is_writable =
        is_column(query) && std::all_of(ranking.begin(), ranking.end(),
                                        [](const auto& document) { return is_column(document.id); });
    if (!is_writable) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("query \"{}\" or one of its documents has a blank in its id, "
                               "which a run file can't hold",
                               query));
    }
    const std::vector<float> scores = exchange_scores(ranking);
    for (std::size_t i = 0; i < ranking.size(); ++i) {
      fmt::format_to(std::back_inserter(text), "{} Q0 {} {} {:.9g} {}\n", query, ranking[i].id, i + 1,
                     scores[i], tag);
    }
  }
  return write_file_atomically(path, text);
}

Result<Run> read_run(const std::string& path) {
  Run run;
  std::map<std::string, std::unordered_set<std::string>, std::less<>> seen;
  const auto on_line = [&](std::string_view line) -> Result<void> {
    const auto columns = split_columns(line, ' ');
    if (columns.size() != 6)
      return Error(ErrorCode::kInvalid, "not six columns: query Q0 document rank score tag");
    const std::string_view text = columns[4];
    float score = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(score)) {
      return Error(ErrorCode::kInvalid, fmt::format("\"{}\" is no score", text));
    }
    const std::string query(columns[0]);
    const std::string document(columns[2]);
    if (!seen[query].insert(document).second) {
      return Error(ErrorCode::kInvalid,
                   fmt::format("document {} stands twice under query {}", document, query));
    }
    run[query].push_back({document, score});
    return {};
  };
  TRY_VOID(for_each_line(path, on_line));
  for (auto& [query, ranking] : run) {
    sort_ranking(ranking);
    if (ranking.size() > kRunDepthMax) ranking.resize(kRunDepthMax);
  }
  return run;
}

}  // namespace broadsheet::evaluate
