// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// ingest DATA FILE...: files into the record, without followers. Prints what came of each file, the
// wall and processor time, the peak memory and the size of the record.

#include <cstdio>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "ingest/ingest.h"
#include "store/record.h"

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

void print_tally(const std::string& name, const broadsheet::ingest::Tally& tally) {
  const auto count = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("%s: %llu read, %llu new, %llu updated, %llu unchanged, %llu deleted, %llu rejected\n",
              name.c_str(), count(tally.read), count(tally.new_papers), count(tally.updated),
              count(tally.unchanged), count(tally.deleted), count(tally.rejected));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "ingest DATA FILE...\n");
    return 2;
  }
  const std::vector<std::string> files(argv + 2, argv + argc);
  const auto report = broadsheet::ingest::ingest_files(argv[1], files, {});
  if (!report.ok()) {
    std::fprintf(stderr, "%s\n", report.error().message().c_str());
    return 1;
  }
  for (const auto& file : report.value().files) print_tally(file.file + " (" + file.format + ")", file.tally);
  for (const auto& reject : report.value().rejects) {
    std::printf("rejected %s: %s\n", reject.file.c_str(), reject.reason.c_str());
  }
  print_tally("all", report.value().total);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto record = broadsheet::store::Record::open(argv[1], broadsheet::store::Record::Mode::kRead);
  if (!record.ok()) return 1;
  const auto counts = record.value()->counts();
  if (!counts.ok()) return 1;
  std::printf("%.2f s wall, %.2f s user, %.2f s system, %ld MiB peak, %llu papers (%llu merged), %.1f MiB\n",
              static_cast<double>(report.value().took_ms) * 1e-3, seconds(usage.ru_utime),
              seconds(usage.ru_stime), usage.ru_maxrss / 1024,
              static_cast<unsigned long long>(counts.value().papers),
              static_cast<unsigned long long>(counts.value().merged_papers),
              static_cast<double>(counts.value().bytes) / 1048576.0);
  return 0;
}
