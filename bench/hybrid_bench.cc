// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How long `hybrid` takes in process, from a query's text to ten hits with scores, and where the time goes.
//
//   hybrid_bench DATA_FOLDER [QUERIES]
//
// DATA_FOLDER has a model, and every paper a vector (fill_vectors, where they are not encoded). Queries are
// windows of titles (title_queries.h), each asked once to warm up and once for each row. The rows under "of
// which" are timed by themselves, in the same order.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "encode/model_store.h"
#include "follow/vectors.h"
#include "index/snapshot.h"
#include "search/limits.h"
#include "search/meaning.h"
#include "search/query.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/readable.h"
#include "title_queries.h"

namespace broadsheet {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

Result<void> time_all(const char* name, const std::vector<std::string>& queries,
                      const std::function<Result<void>(const std::string&)>& work) {
  std::vector<double> all;
  const std::clock_t before = std::clock();
  for (const std::string& query : queries) {
    const auto began = std::chrono::steady_clock::now();
    TRY_VOID(work(query));
    all.push_back(Milliseconds(std::chrono::steady_clock::now() - began).count());
  }
  std::ranges::sort(all);
  double sum = 0;
  for (const double one : all) sum += one;
  const auto count = static_cast<double>(all.size());
  const double processor = 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / count;
  std::printf("| %s | %.2f | %.2f | %.2f | %.2f | %.2f |\n", name, all[all.size() / 2],
              all[all.size() * 99 / 100], all.back(), sum / count, processor);
  return {};
}

class Bench {
 public:
  Bench(store::Record& record, const search::Searcher& searcher, const encode::Model& model)
      : record_(record), searcher_(searcher), encoder_(model.make_encoder()) {}

  Result<void> encode(const std::string& text) {
    std::vector<float>& vector = vectors_[text];
    vector.resize(encoder_->dimension());
    return encoder_->encode(text, encode::TextKind::kQuery, vector);
  }

  Result<void> search(const std::string& text, const search::SearchOptions& options) const {
    TRY(const search::Query query, search::Query::parse(text));
    TRY(const search::SearchAnswer answer, searcher_.search(query, options));
    return {};
  }

  search::SearchOptions options(search::SearchMode mode, bool encoding) {
    search::SearchOptions options;
    options.mode = mode;
    options.encode_query = [this, encoding](std::string_view text) -> Result<std::vector<float>> {
      std::vector<float>& vector = vectors_[std::string(text)];
      if (encoding || vector.empty()) TRY_VOID(encode(std::string(text)));
      return vector;
    };
    options.text_of = [this](std::span<const PaperNumber> papers) { return texts_of(papers); };
    return options;
  }

 private:
  Result<std::vector<search::PaperText>> texts_of(std::span<const PaperNumber> papers) const {
    TRY(const store::PapersRead read, record_.papers(papers));
    std::vector<search::PaperText> texts(papers.size());
    for (const store::PaperView& view : read.views) {
      const auto place = std::ranges::find(papers, view.number) - papers.begin();
      texts[static_cast<std::size_t>(place)] = {text::readable(view.title), text::readable(view.abstract)};
    }
    return texts;
  }

  store::Record& record_;
  const search::Searcher& searcher_;
  std::unique_ptr<encode::Encoder> encoder_;
  std::map<std::string, std::vector<float>> vectors_;
};

Result<void> run(const std::string& folder, std::size_t count) {
  TRY(const auto model, encode::ModelStore(folder + "/models").load());
  TRY(const auto record, store::Record::open(folder, store::Record::Mode::kRead));
  TRY(const auto snapshot, index::Snapshot::open(folder + "/index"));
  TRY(const auto meaning, follow::open_meaning(folder, *record, model->fingerprint()));
  TRY(const auto queries, bench::title_windows(*record, *snapshot, count));
  const search::Searcher searcher(snapshot, meaning);
  Bench bench(*record, searcher, *model);
  std::printf("%llu papers, %llu vectors, %zu queries; milliseconds\n\n",
              static_cast<unsigned long long>(snapshot->live_documents()),
              static_cast<unsigned long long>(meaning->snapshot().live_rows()), queries.size());
  std::printf("| what | p50 | p99 | longest | mean | processor |\n|---|---:|---:|---:|---:|---:|\n");

  const search::SearchOptions encoding = bench.options(search::SearchMode::kHybrid, true);
  const search::SearchOptions encoded = bench.options(search::SearchMode::kHybrid, false);
  search::SearchOptions joined = encoded;
  joined.feedback = false;
  search::SearchOptions words = bench.options(search::SearchMode::kLexical, false);
  search::SearchOptions nearest = bench.options(search::SearchMode::kSemantic, false);
  words.limit = nearest.limit = search::kPoolMax;
  const auto ask = [&bench](const search::SearchOptions& options) {
    return [&bench, &options](const std::string& query) { return bench.search(query, options); };
  };
  for (const std::string& query : queries) TRY_VOID(bench.search(query, encoding));
  TRY_VOID(time_all("hybrid, with the query's encoding", queries, ask(encoding)));
  TRY_VOID(time_all("hybrid, the query encoded before", queries, ask(encoded)));
  TRY_VOID(time_all("of which: both arms joined, without feedback", queries, ask(joined)));
  TRY_VOID(time_all("of which: the best 1,000 by words", queries, ask(words)));
  TRY_VOID(time_all("of which: the best 1,000 by meaning", queries, ask(nearest)));
  TRY_VOID(
      time_all("encoding the query", queries, [&](const std::string& text) { return bench.encode(text); }));
  return {};
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s DATA_FOLDER [QUERIES]\n", argv[0]);
    return 2;
  }
  const auto result = broadsheet::run(argv[1], argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000);
  if (result.ok()) return 0;
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  return 1;
}
