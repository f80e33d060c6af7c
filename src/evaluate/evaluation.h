// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Runs the queries of a test collection through the search that people use, over a temporary index of
// the collection's documents, and says how good the rankings are.

#ifndef BROADSHEET_EVALUATE_EVALUATION_H_
#define BROADSHEET_EVALUATE_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "encode/encoder.h"
#include "evaluate/collection.h"
#include "evaluate/measures.h"
#include "evaluate/significance.h"
#include "search/searcher.h"

namespace broadsheet::evaluate {

enum class Baseline : std::uint8_t {
  kNone,
  kZ,    // the plain mean of normalised scores over the union of both top 1,000
  kRrf,  // reciprocal rank fusion with k = 60 (Cormack et al. 2009)
};

struct EvaluationOptions {
  search::SearchMode mode = search::SearchMode::kHybrid;
  // Beside words: what the modes that go by meaning need. Without it hybrid and page go by words.
  std::shared_ptr<const encode::Model> model = {};
  // Known ways to join the two, to compare kHybrid with; they replace `mode` and need a model.
  Baseline baseline = Baseline::kNone;
  // The textbook reference instead: words of AnalyzerKind::kPlain, one field of title and text, BM25
  // with k1 0.9 and b 0.4. Only with kLexical and kHybrid, which it does not tell apart.
  bool plain = false;
  // Rank only each query's judged documents; those that were not found follow at the end.
  bool pool_judged = false;
  // Words that no document has stay as they were typed.
  bool verbatim = false;
  // A long query is one need, whatever its aspects (search::SearchOptions::aspects).
  bool whole = false;
  std::size_t depth =
      1000;  // hits of a ranking, 1 to kRunDepthMax; the product's modes end at search::kPoolMax
  std::string run_path = {};        // where to write the rankings as a run file; empty: nowhere
  std::string against_path = {};    // the run file to compare with; empty: none
  std::string measure = {};         // by which they are compared; empty: nDCG@10, with `pool_judged` nDCG%20
  std::string cache_folder = {};    // where indexes are kept from one evaluation to the next; empty: nowhere
  std::function<bool()> stop = {};  // asked between queries and documents; true ends it with kInterrupted
};

struct EvaluationReport {
  std::string mode;
  bool plain = false;
  bool pool_judged = false;
  std::size_t queries = 0;  // those with a positive judgement; the means are over these
  Measures measures;
  // Of one query, from its text to its hits, in milliseconds.
  double latency_p50_ms = 0;
  double latency_p99_ms = 0;
  // Ours less that of the other run, in the measure of that name.
  std::optional<Comparison> against;
  std::string compared;
};

// kInvalid for options that don't go together, an unknown measure, for a broken run file and for a collection
// without judged queries; kUnsupported for a mode without its model; else what the index fails with.
Result<EvaluationReport> evaluate(const Collection& collection, const EvaluationOptions& options);

// The measures that mean something for such a report, in the order in which they are printed: those of judged
// pools, which come last, only with pool_judged.
std::span<const NamedMeasure> shown_measures(const EvaluationReport& report);

// One JSON object: {"mode","plain","queries", each of shown_measures by its name, "latency_ms":{"p50",
// "p99"},"against"?:{"measure","delta","p"}}.
std::string to_json(const EvaluationReport& report);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_EVALUATION_H_
