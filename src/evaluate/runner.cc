// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From an arm to a report: runs the queries, measures, compares, prints.

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <unordered_map>
#include <unordered_set>

#include "base/check.h"
#include "base/json_writer.h"
#include "evaluate/arm.h"
#include "evaluate/run_file.h"

namespace broadsheet::evaluate {
namespace {

// The value below which `share` of the values lie, by the nearest rank; 0 for none.
double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(rank, values.size() - 1)];
}

// Documents of the pool that the arm did not find come last, in trec_eval's order of ties.
void append_rest_of_pool(const Numbering& numbering, const std::vector<std::uint32_t>& pool,
                         Ranking& ranking) {
  std::unordered_set<std::string_view> found;
  for (const RankedDocument& document : ranking) found.insert(document.id);
  std::vector<std::string> rest;
  for (const std::uint32_t number : pool) {
    const std::string& id = numbering.document(number).id;
    if (!found.contains(id)) rest.push_back(id);
  }
  const double below = (ranking.empty() ? 0 : std::min(ranking.back().score, 0.0)) - 1;
  for (std::string& id : rest) ranking.push_back({std::move(id), below});
}

std::vector<std::string> ids_of(const Ranking& ranking) {
  std::vector<std::string> ids;
  ids.reserve(ranking.size());
  for (const RankedDocument& document : ranking) ids.push_back(document.id);
  return ids;
}

// By which two runs are compared.
const NamedMeasure& measure_of(const EvaluationOptions& options) {
  const std::string_view usual = options.pool_judged ? "ndcg%20" : "ndcg@10";
  const NamedMeasure* const found = find_measure(options.measure.empty() ? usual : options.measure);
  CHECK(found != nullptr);
  return *found;
}

Result<Comparison> compare_with_run(const EvaluationOptions& options, const Collection& collection,
                                    const Task& task, std::span<const Measures> ours) {
  TRY(const Run run, read_run(options.against_path));
  double Measures::*const compared = measure_of(options).value;
  std::vector<double> our_values;
  std::vector<double> their_values;
  for (std::size_t i = 0; i < task.queries.size(); ++i) {
    const Grades& grades = collection.judgements.at(task.queries[i]->id);
    std::vector<std::string> ids;
    if (const auto ranking = run.find(task.queries[i]->id); ranking != run.end())
      ids = ids_of(ranking->second);
    if (options.pool_judged)
      std::erase_if(ids, [&grades](const std::string& id) { return !grades.contains(id); });
    our_values.push_back(ours[i].*compared);
    their_values.push_back(measure(ids, grades).*compared);
  }
  return compare_paired(our_values, their_values);
}

std::string tag_of(const EvaluationOptions& options) {
  return options.plain ? "broadsheet-plain"
                       : fmt::format("broadsheet-{}", search::search_mode_name(options.mode));
}

}  // namespace

Numbering::Numbering(const Collection& collection) {
  documents_.reserve(collection.documents.size());
  for (const formats::CollectionEntry& document : collection.documents) documents_.push_back(&document);
  std::sort(documents_.begin(), documents_.end(),
            [](const auto* one, const auto* other) { return one->id > other->id; });
}

Task task_of(const Collection& collection, const Numbering& numbering, bool pool_judged) {
  Task task;
  task.queries = judged_queries(collection);
  if (!pool_judged) return task;
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (std::uint32_t number = 1; number <= numbering.size(); ++number)
    numbers[numbering.document(number).id] = number;
  for (const formats::CollectionEntry* query : task.queries) {
    std::vector<std::uint32_t> pool;
    for (const auto& [id, grade] : collection.judgements.at(query->id)) {
      if (const auto number = numbers.find(id); number != numbers.end()) pool.push_back(number->second);
    }
    std::sort(pool.begin(), pool.end());
    task.pools.push_back(std::move(pool));
  }
  return task;
}

Result<EvaluationReport> evaluate_arm(const Collection& collection, const Numbering& numbering,
                                      const Task& task, Arm& arm, const EvaluationOptions& options) {
  Run run;
  std::vector<Measures> each;
  std::vector<double> latencies_ms;
  // The first query also pays for pages of the index that nobody has read yet; once without a watch.
  TRY_VOID(arm.rank(0, options.depth));
  for (std::size_t i = 0; i < task.queries.size(); ++i) {
    if (options.stop && options.stop()) return Error(ErrorCode::kInterrupted, "stopped between two queries");
    const auto begin = std::chrono::steady_clock::now();
    TRY(const auto hits, arm.rank(i, options.depth));
    latencies_ms.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    Ranking ranking;
    for (const ScoredDocument& hit : hits) ranking.push_back({numbering.document(hit.number).id, hit.score});
    if (options.pool_judged) append_rest_of_pool(numbering, task.pools[i], ranking);
    const std::string& query = task.queries[i]->id;
    each.push_back(measure(ids_of(ranking), collection.judgements.at(query)));
    if (!options.run_path.empty()) run[query] = std::move(ranking);
  }
  if (!options.run_path.empty()) TRY_VOID(write_run(options.run_path, run, tag_of(options)));

  EvaluationReport report;
  report.mode = search::search_mode_name(options.mode);
  report.plain = options.plain;
  report.pool_judged = options.pool_judged;
  report.queries = each.size();
  report.measures = mean_of(each);
  report.latency_p50_ms = percentile(latencies_ms, .50);
  report.latency_p99_ms = percentile(latencies_ms, .99);
  if (!options.against_path.empty()) {
    TRY(report.against, compare_with_run(options, collection, task, each));
    report.compared = measure_of(options).name;
  }
  return report;
}

std::span<const NamedMeasure> shown_measures(const EvaluationReport& report) {
  const std::span<const NamedMeasure> all = named_measures();
  return report.pool_judged ? all : all.first(all.size() - kJudgedPoolMeasures);
}

std::string to_json(const EvaluationReport& report) {
  JsonWriter json;
  json.begin_object();
  json.key("mode").value(report.mode);
  json.key("plain").value(report.plain);
  json.key("queries").value(report.queries);
  for (const NamedMeasure& measure : shown_measures(report))
    json.key(measure.name).value(report.measures.*measure.value);
  json.key("latency_ms").begin_object();
  json.key("p50").value(report.latency_p50_ms);
  json.key("p99").value(report.latency_p99_ms);
  json.end_object();
  if (report.against) {
    json.key("against").begin_object();
    json.key("measure").value(report.compared);
    json.key("delta").value(report.against->delta);
    json.key("p").value(report.against->p);
    json.end_object();
  }
  json.end_object();
  return json.take();
}

}  // namespace broadsheet::evaluate
