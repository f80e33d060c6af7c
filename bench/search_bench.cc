// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How long the product's own search takes in process: from a query's text to ten hits with scores.
//
//   build/bench/search_bench DATA_FOLDER [QUERIES [PASSES]]
//
// The queries are windows of 2 to 5 words out of titles, chosen with a fixed seed. The first pass warms
// the page cache and checks checksums; the others are timed. Printed are p50, p99 and the mean in
// microseconds.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/query.h"
#include "search/searcher.h"
#include "store/record.h"
#include "title_queries.h"

namespace broadsheet {
namespace {

struct Timing {
  std::vector<double> micros;
  std::uint64_t hits = 0;
};

Result<Timing> time_queries(const search::Searcher& searcher, const std::vector<std::string>& queries,
                            const search::SearchOptions& options, int passes) {
  Timing timing;
  for (int pass = 0; pass <= passes; ++pass) {
    for (const std::string& text : queries) {
      const auto began = std::chrono::steady_clock::now();
      TRY(const search::Query query, search::Query::parse(text));
      TRY(const search::SearchAnswer answer, searcher.search(query, options));
      const auto ended = std::chrono::steady_clock::now();
      timing.hits += answer.hits.size();
      if (pass == 0) continue;
      timing.micros.push_back(std::chrono::duration<double, std::micro>(ended - began).count());
    }
  }
  std::ranges::sort(timing.micros);
  return timing;
}

void print(const char* name, const Timing& timing) {
  const std::vector<double>& all = timing.micros;
  double sum = 0;
  for (const double one : all) sum += one;
  std::printf("%-28s p50 %8.1f  p99 %8.1f  max %8.1f  mean %8.1f us  (%zu timings)\n", name,
              all[all.size() / 2], all[all.size() * 99 / 100], all.back(),
              sum / static_cast<double>(all.size()), all.size());
}

Result<void> run(const std::string& folder, std::size_t count, int passes) {
  TRY(const auto record, store::Record::open(folder, store::Record::Mode::kRead));
  TRY(const auto snapshot, index::Snapshot::open(folder + "/index"));
  TRY(const std::vector<std::string> queries, bench::title_windows(*record, *snapshot, count));
  std::printf("%llu papers in %zu segments, %zu queries\n",
              static_cast<unsigned long long>(snapshot->live_documents()), snapshot->segments().size(),
              queries.size());
  const search::Searcher searcher(snapshot);
  search::SearchOptions options;
  TRY(const Timing counted, time_queries(searcher, queries, options, passes));
  print("lexical top 10, exact total", counted);
  options.total = false;
  TRY(const Timing uncounted, time_queries(searcher, queries, options, passes));
  print("lexical top 10, no total", uncounted);
  options.total = true;
  options.facets = true;
  TRY(const Timing facets, time_queries(searcher, queries, options, 1));
  print("lexical top 10, facets", facets);
  options.facets = false;
  options.mode = search::SearchMode::kPage;
  TRY(const Timing page, time_queries(searcher, queries, options, 1));
  print("page top 10", page);
  return {};
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s DATA_FOLDER [QUERIES [PASSES]]\n", argv[0]);
    return 2;
  }
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000;
  const int passes = argc > 3 ? std::atoi(argv[3]) : 3;
  const broadsheet::Result<void> result = broadsheet::run(argv[1], count, passes);
  if (result.ok()) return 0;
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  return 1;
}
