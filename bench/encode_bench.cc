// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Texts a second of our encoder, beside what the runtime alone does on the same token numbers: what we add
// (tokenizing, pooling, prefix) is the difference. Rounds of both take turns, so that neighbours disturb them
// alike; processor time is printed, too, which neighbours hardly touch. Then the time of a query.
//
//   encode_bench MODELS FILE...        MODELS: a folder as models/ of a data folder; a text is a line of the
//   files

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "encode/model_manifest.h"
#include "encode/model_store.h"
#include "encode/onnx_runtime.h"
#include "encode/word_piece.h"

namespace {

using namespace broadsheet;
using namespace broadsheet::encode;

constexpr std::size_t kTexts = 100;
constexpr std::size_t kRounds = 3;

double seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// What one way of encoding took a worker, summed over its texts.
struct Took {
  double wall = 0;
  double processor = 0;

  template <class Fn>
  void add(Fn&& fn) {
    const double wall_begin = seconds(CLOCK_MONOTONIC);
    const double processor_begin = seconds(CLOCK_THREAD_CPUTIME_ID);
    fn();
    wall += seconds(CLOCK_MONOTONIC) - wall_begin;
    processor += seconds(CLOCK_THREAD_CPUTIME_ID) - processor_begin;
  }
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

struct Bench {
  std::shared_ptr<const Model> model;
  std::unique_ptr<OnnxSession> session;
  std::vector<std::string> texts;
  std::vector<std::vector<TokenId>> ids;
};

void compare(const Bench& bench, std::size_t workers) {
  std::vector<Took> ours(workers);
  std::vector<Took> bare(workers);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (std::size_t worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] {
      const auto encoder = bench.model->make_encoder();
      std::vector<float> vector(bench.model->dimension());
      const auto encode = [&](std::size_t i) {
        if (!encoder->encode(bench.texts[i], TextKind::kDocument, vector).ok()) std::abort();
      };
      const auto run = [&](std::size_t i) {
        if (!bench.session->run(bench.ids[i]).ok()) std::abort();
      };
      for (std::size_t i = next++; i < kTexts * kRounds; i = next++) {
        const std::size_t text = i % kTexts;
        if (i % 2 == 0) ours[worker].add([&] { encode(text); });
        bare[worker].add([&] { run(text); });
        if (i % 2 != 0) ours[worker].add([&] { encode(text); });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Took all[2];
  for (const Took& took : ours) all[0].wall += took.wall, all[0].processor += took.processor;
  for (const Took& took : bare) all[1].wall += took.wall, all[1].processor += took.processor;
  constexpr double kCount = double{kTexts} * kRounds;
  const auto rate = [&](const Took& took) { return kCount * static_cast<double>(workers) / took.wall; };
  std::printf(
      "%zu worker%s  ours %5.1f texts/s, %6.2f ms CPU a text   runtime alone %5.1f texts/s, %6.2f ms CPU"
      "   ours/runtime %.3f (CPU %.3f)\n",
      workers, workers == 1 ? " " : "s", rate(all[0]), all[0].processor / kCount * 1e3, rate(all[1]),
      all[1].processor / kCount * 1e3, all[1].wall / all[0].wall, all[1].processor / all[0].processor);
}

void time_query(const Bench& bench) {
  const auto encoder = bench.model->make_encoder();
  std::vector<float> vector(bench.model->dimension());
  std::vector<double> took;
  for (int i = 0; i < 200; ++i) {
    const double begin = seconds(CLOCK_MONOTONIC);
    const std::string query = "graph neural networks for weather forecasting " + std::to_string(i);
    if (!encoder->encode(query, TextKind::kQuery, vector).ok()) std::abort();
    took.push_back(seconds(CLOCK_MONOTONIC) - begin);
  }
  std::printf("a query of about 10 tokens: p50 %.2f ms\n", median(took) * 1e3);
}

Result<void> measure(const std::string& folder, const std::string& name,
                     const std::vector<std::string>& texts) {
  const ModelStore store(folder);
  Bench bench;
  const double begin = seconds(CLOCK_MONOTONIC);
  TRY(bench.model, store.load(name));
  const double loaded = seconds(CLOCK_MONOTONIC) - begin;
  TRY(const ModelManifest manifest, load_model_manifest(folder + "/" + name));
  TRY(const RuntimeManifest runtime_manifest, load_runtime_manifest(folder + "/runtime"));
  TRY(auto runtime, OnnxRuntime::load(folder + "/runtime/" + runtime_manifest.library.file));
  TRY(const MappedFile weights, open_verified(folder + "/" + name, manifest.weights));
  TRY(bench.session, OnnxSession::create(std::move(runtime), weights.bytes(), manifest.max_tokens));
  TRY(std::string vocabulary, read_file(folder + "/" + name + "/" + manifest.vocabulary.file, 1 << 24));
  TRY(const WordPiece pieces, WordPiece::from_vocabulary(std::move(vocabulary)));
  std::size_t tokens = 0;
  for (std::size_t i = 0; i < kTexts; ++i) {
    bench.texts.push_back(texts[i * texts.size() / kTexts]);
    std::vector<TokenId> ids;
    pieces.token_ids(manifest.document_prefix + bench.texts.back(), manifest.max_tokens, ids);
    tokens += ids.size();
    bench.ids.push_back(std::move(ids));
  }
  std::printf("%s, ONNX Runtime %s: loaded and verified in %.2f s; %zu texts of %.0f tokens on average\n",
              name.c_str(), runtime_manifest.version.c_str(), loaded, kTexts,
              static_cast<double>(tokens) / kTexts);
  for (const std::size_t workers : {1, 2}) compare(bench, workers);
  time_query(bench);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::vector<std::string> texts;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    for (std::string line; std::getline(in, line);) texts.push_back(line);
  }
  if (texts.empty()) {
    std::fprintf(stderr, "usage: encode_bench MODELS FILE...\n");
    return 2;
  }
  const auto models = ModelStore(argv[1]).list();
  if (!models.ok()) return 1;
  for (const InstalledModel& model : models.value()) {
    const Result<void> measured = measure(argv[1], model.name, texts);
    if (!measured.ok()) std::fprintf(stderr, "encode_bench: %s\n", measured.error().message().c_str());
  }
  return 0;
}
