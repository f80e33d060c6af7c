// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Markup to readable text, and on through everything that reads it.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "text/analyzer.h"
#include "text/ids.h"
#include "text/limits.h"
#include "text/normalize.h"
#include "text/readable.h"
#include "text/snippet.h"
#include "text/utf8.h"

namespace {

using namespace broadsheet::text;

void check_tokens(AnalyzerKind kind, std::string_view text) {
  Analyzer analyzer(kind);
  std::uint32_t previous_begin = 0;
  std::uint32_t position = 0;
  for (const Token& token : analyzer.tokens(text)) {
    CHECK(token.position == position++);
    CHECK(token.begin < token.end && token.end <= text.size());
    CHECK(token.position == 0 || token.begin > previous_begin);
    CHECK(!token.folded.empty() && token.folded.size() <= kTokenBytesMax && is_valid_utf8(token.folded));
    CHECK(!token.stem.empty() && token.stem.size() <= kTokenBytesMax && is_valid_utf8(token.stem));
    previous_begin = token.begin;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  const std::string text = readable(raw);
  CHECK(is_valid_utf8(text));
  CHECK(text.size() <= raw.size() * kReadableGrowthMax + 16);
  CHECK(sanitize(text) == text);
  check_tokens(AnalyzerKind::kStandard, text);
  check_tokens(AnalyzerKind::kPlain, text);
  check_tokens(AnalyzerKind::kStandard, raw);

  Normalizer normalizer;
  CHECK(is_valid_utf8(normalizer.title_key(raw)));
  CHECK(is_ascii(normalizer.fold_name(raw)));
  if (const auto id = parse_paper_id(raw))
    CHECK(parse_paper_id(printed_id(id->prefixed))->prefixed == id->prefixed);

  Analyzer analyzer;
  MatchSet matches;
  for (const Token& token : analyzer.tokens(text.substr(0, text.size() / 8))) matches.add_stem(token.stem);
  std::string joined;
  for (const HighlightRun& run : highlight_all(text, analyzer, matches)) joined += run.text;
  CHECK(joined == text);
  for (const HighlightRun& run : best_passage(text, analyzer, matches, {.chars_max = 40}))
    CHECK(is_valid_utf8(run.text));
  return 0;
}
