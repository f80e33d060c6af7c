// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How well and how fast titles and abstracts are typeset: a text a line on standard input.
//
//   bench/texts_with_tex.py ../shared/data/corpora 10000 | build/bench/typeset_bench
//
// Printed are the texts and formulas, the share of each that is shown as source, and the time of a text.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "text/math_spans.h"
#include "text/readable.h"
#include "text/typesetter.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

int run() {
  Typesetter typesetter;
  typesetter.typeset("$x$");  // the interpreter's start is no text's fault
  std::vector<double> millis;
  std::string slowest;
  std::size_t formulas = 0;
  std::size_t failed = 0;
  std::size_t texts_failed = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto began = std::chrono::steady_clock::now();
    typesetter.typeset(line);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    if (millis.empty() || took.count() > *std::ranges::max_element(millis)) slowest = line;
    millis.push_back(took.count());
    typesetter.rest();  // as the server does between two answers
    const std::string text = without_entities(sanitize_line(line));
    bool whole = true;
    for (const MathSpan& span : find_math(text)) {
      ++formulas;
      if (typesetter.formula(span.tex, span.display)) continue;
      ++failed;
      whole = false;
      if (failed <= 1000) std::fprintf(stderr, "%.*s\n", static_cast<int>(span.tex.size()), span.tex.data());
    }
    if (!whole) ++texts_failed;
  }
  if (millis.empty()) return 1;
  std::ranges::sort(millis);
  const auto share = [](std::size_t part, std::size_t all) {
    return all == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(all);
  };
  std::printf("texts %zu, with a formula shown as source %zu (%.2f %%)\n", millis.size(), texts_failed,
              share(texts_failed, millis.size()));
  std::printf("formulas %zu, shown as source %zu (%.2f %%)\n", formulas, failed, share(failed, formulas));
  std::printf("ms a text: p50 %.3f, p99 %.3f, longest %.3f\n", millis[millis.size() / 2],
              millis[millis.size() * 99 / 100], millis.back());
  std::fprintf(stderr, "the slowest: %s\n", slowest.c_str());
  return 0;
}

}  // namespace
}  // namespace broadsheet::text

int main() {
  return broadsheet::text::run();
}
