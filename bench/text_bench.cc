// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Megabytes a second through the text room, on lines of text from the files named (JSON Lines count
// whole: keys and punctuation are text enough). One thread; CPU seconds, so that neighbours count less.
//
//   text_bench FILE...

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "text/analyzer.h"
#include "text/normalize.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace {

using namespace broadsheet::text;

template <class Fn>
void measure(const char* what, const std::vector<std::string>& lines, double megabytes, Fn&& fn) {
  const std::clock_t begin = std::clock();
  std::size_t sum = 0;
  for (const std::string& line : lines) sum += fn(line);
  const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%-32s %8.1f MB/s %8.2f s  (%zu)\n", what, megabytes / took, took, sum);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> lines;
  double megabytes = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      megabytes += static_cast<double>(line.size()) / 1e6;
      lines.push_back(line);
    }
  }
  if (lines.empty()) {
    std::fprintf(stderr, "usage: text_bench FILE...\n");
    return 2;
  }
  std::printf("%zu lines, %.1f MB\n", lines.size(), megabytes);
  Analyzer standard;
  Analyzer plain(AnalyzerKind::kPlain);
  Normalizer normalizer;
  std::string buffer;
  measure("is_valid_utf8", lines, megabytes,
          [](const std::string& s) { return std::size_t{is_valid_utf8(s)}; });
  measure("sanitize_line", lines, megabytes, [](const std::string& s) { return sanitize_line(s).size(); });
  measure("readable", lines, megabytes, [&](const std::string& s) {
    readable_into(s, buffer);
    return buffer.size();
  });
  measure("analyze, standard", lines, megabytes,
          [&](const std::string& s) { return standard.tokens(s).size(); });
  measure("analyze, plain", lines, megabytes, [&](const std::string& s) { return plain.tokens(s).size(); });
  measure("readable + analyze, standard", lines, megabytes, [&](const std::string& s) {
    readable_into(s, buffer);
    return standard.tokens(buffer).size();
  });
  measure("title_key", lines, megabytes,
          [&](const std::string& s) { return normalizer.title_key(s).size(); });
  measure("fold_surname", lines, megabytes,
          [&](const std::string& s) { return normalizer.fold_surname(s).size(); });
  return 0;
}
