// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// record_latency DATA [EVERY_MS]: what a person waits for while machines write. Commits one row with
// synchronous=FULL every EVERY_MS (50) until standard input ends, from this process, while an ingest into
// the same record runs in another, and prints p50, p99 and the longest in milliseconds.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "store/record.h"

namespace {

using std::chrono::steady_clock;

bool commit_one(broadsheet::store::Record& record, const std::string& value) {
  auto transaction = record.begin(broadsheet::store::Durability::kInteractive);
  if (!transaction.ok() || !transaction.value().set_progress("record_latency", value).ok()) return false;
  return transaction.value().commit().ok();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "record_latency DATA [EVERY_MS]\n");
    return 2;
  }
  const auto every = std::chrono::milliseconds(argc > 2 ? std::atoi(argv[2]) : 50);
  auto record = broadsheet::store::Record::open(argv[1], broadsheet::store::Record::Mode::kWrite);
  if (!record.ok()) {
    std::fprintf(stderr, "%s\n", record.error().message().c_str());
    return 1;
  }
  std::vector<double> waits_ms;
  std::atomic<bool> ended = false;
  const std::jthread input([&] {
    while (std::getchar() != EOF) {
    }
    ended = true;
  });
  while (!ended) {
    std::this_thread::sleep_for(every);
    const auto began = steady_clock::now();
    if (!commit_one(*record.value(), std::to_string(waits_ms.size()))) {
      std::fprintf(stderr, "a commit failed\n");
      std::_Exit(1);
    }
    waits_ms.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - began).count());
  }
  if (waits_ms.empty()) return 1;
  std::sort(waits_ms.begin(), waits_ms.end());
  const auto at = [&](double share) {
    return waits_ms[static_cast<std::size_t>(share * static_cast<double>(waits_ms.size() - 1))];
  };
  std::printf("%zu commits: p50 %.1f ms, p99 %.1f ms, longest %.1f ms\n", waits_ms.size(), at(0.5), at(0.99),
              waits_ms.back());
  return 0;
}
