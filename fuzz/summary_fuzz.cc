// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A title in the first line and an abstract in the rest. Sentences are the abstract in pieces, with nothing
// but blanks between them and no formula cut; a summary is some of them, in their order; keywords are few and
// short.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "papers/keywords.h"
#include "papers/limits.h"
#include "papers/summary.h"
#include "text/analyzer.h"
#include "text/math_spans.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace broadsheet {
namespace {

void check_sentences(std::string_view abstract, const std::vector<std::string_view>& sentences) {
  std::size_t at = 0;
  for (const std::string_view sentence : sentences) {
    const auto begin = static_cast<std::size_t>(sentence.data() - abstract.data());
    CHECK(!sentence.empty() && begin >= at);
    CHECK(abstract.substr(at, begin - at).find_first_not_of(' ') == std::string_view::npos);
    CHECK(text::is_valid_utf8(sentence));
    at = begin + sentence.size();
  }
  CHECK(abstract.substr(at).find_first_not_of(' ') == std::string_view::npos);
  for (const text::MathSpan& formula : text::find_math(abstract)) {
    const bool cut = std::ranges::any_of(sentences, [&](std::string_view sentence) {
      const auto begin = static_cast<std::size_t>(sentence.data() - abstract.data());
      return begin > formula.begin && begin < formula.end;
    });
    CHECK(!cut);
  }
}

// One part of the abstract, or two.
void check_summary(const std::string& summary, const std::string& abstract) {
  const auto has = [&](std::string_view part) { return abstract.find(part) != std::string::npos; };
  bool is_of_parts = has(summary);
  for (std::size_t at = summary.find(' '); !is_of_parts && at != std::string::npos;
       at = summary.find(' ', at + 1)) {
    is_of_parts =
        has(std::string_view(summary).substr(0, at)) && has(std::string_view(summary).substr(at + 1));
  }
  CHECK(is_of_parts);
}

}  // namespace
}  // namespace broadsheet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  const std::string title = text::sanitize_line(bytes.substr(0, end));
  const std::string abstract = text::sanitize_line(bytes.substr(std::min(end + 1, size)));
  check_sentences(abstract, text::sentences(abstract));
  text::Analyzer analyzer;
  const std::string summary = papers::summary_of(abstract, analyzer);
  CHECK(text::is_valid_utf8(summary));
  check_summary(summary, abstract);
  const std::vector<std::string> keywords = papers::keywords_of(title, abstract, analyzer);
  CHECK(keywords.size() <= papers::kKeywordsShown);
  for (const std::string& keyword : keywords) CHECK(!keyword.empty() && text::is_valid_utf8(keyword));
  return 0;
}
