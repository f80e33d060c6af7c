// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/vectors.h"
#include "index/check.h"
#include "index/vector_snapshot.h"
#include "search/vector_recall.h"

namespace broadsheet::follow {
namespace {

constexpr std::string_view kOfIndex = "run `broadsheet rebuild vectors`; nothing is encoded again";
constexpr std::string_view kOfStore = "run `broadsheet rebuild vectors`: what is lost is encoded again";
// Neighbours looked for, of so many papers, to see what the lists miss.
constexpr std::size_t kRecallAt = 100;
constexpr std::size_t kRecallQueries = 100;
constexpr double kRecallMin = 0.97;

}  // namespace

VectorFindings check_vectors(const std::string& data_folder, bool deep) {
  VectorFindings findings;
  const auto snapshot = index::VectorSnapshot::open(vector_index_folder(data_folder));
  // Nothing published is nothing wrong.
  if (!snapshot.ok() && snapshot.error().code() == ErrorCode::kNotFound) return findings;
  const auto add = [&findings](std::string file, std::optional<std::uint64_t> offset, std::string what,
                               std::string_view advice) {
    findings.problems.push_back({std::move(file), offset, std::move(what), std::string(advice)});
  };
  if (!snapshot.ok()) {
    add("index/vectors", std::nullopt, snapshot.error().message(), kOfIndex);
    return findings;
  }
  const auto store =
      index::VectorStore::open(vector_store_folder(data_folder), (*snapshot)->manifest().fingerprint);
  if (!store.ok()) {
    add("vectors", std::nullopt, store.error().message(), kOfStore);
    return findings;
  }
  for (const index::VectorStoreProblem& problem : (*store)->verify())
    add("vectors/" + problem.file, problem.offset, problem.what, kOfStore);
  for (const index::IndexProblem& problem :
       index::check_vector_index(vector_index_folder(data_folder), store->get()))
    add("index/vectors/" + problem.file, problem.offset, problem.what, kOfIndex);
  if (!deep || !findings.problems.empty() || (*snapshot)->live_rows() == 0) return findings;
  const auto recall =
      search::measure_vector_recall((*snapshot)->segments(), **store, kRecallQueries, kRecallAt);
  if (!recall.ok()) {
    add("index/vectors", std::nullopt, recall.error().message(), kOfIndex);
    return findings;
  }
  for (const search::VectorRecall& measured : *recall) {
    findings.recall.push_back({measured.percent, measured.mean});
    if (measured.mean < kRecallMin)
      add("index/vectors", std::nullopt,
          "the search by meaning finds only " + std::to_string(measured.mean) + " of the nearest hundred",
          kOfIndex);
  }
  return findings;
}

}  // namespace broadsheet::follow
