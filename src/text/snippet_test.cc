// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/snippet.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// "[..]" around what is highlighted.
std::string shown(const Highlights& runs) {
  std::string out;
  for (const HighlightRun& run : runs) out += run.highlight ? "[" + run.text + "]" : run.text;
  return out;
}

std::string plain(const Highlights& runs) {
  std::string out;
  for (const HighlightRun& run : runs) out += run.text;
  return out;
}

MatchSet stems(std::initializer_list<std::string_view> words) {
  MatchSet matches;
  for (const std::string_view word : words) matches.add_stem(word);
  return matches;
}

TEST(Highlights, MarkEveryFormOfAWord) {
  Analyzer analyzer;
  EXPECT_EQ(shown(highlight_all("Global Behaviors are behavioral.", analyzer, stems({"behavior"}))),
            "Global [Behaviors] are [behavioral].");
  MatchSet surface;
  surface.add_folded("behavior");
  EXPECT_EQ(shown(highlight_all("Global Behaviors are behavioral.", analyzer, surface)),
            "Global [Behaviors] are behavioral.");
}

TEST(Highlights, JoinNeighbours) {
  Analyzer analyzer;
  EXPECT_EQ(
      shown(highlight_all("Self-attention, attention heads", analyzer, stems({"self", "attent", "head"}))),
      "[Self-attention], [attention heads]");
  EXPECT_EQ(shown(highlight_all("深度学习吗", analyzer, stems({"深度", "度学", "学习"}))), "[深度学习]吗");
}

TEST(Passage, IsTheWholeTextWhereItFits) {
  Analyzer analyzer;
  EXPECT_EQ(shown(best_passage("A short text.", analyzer, stems({"short"}))), "A [short] text.");
  EXPECT_EQ(shown(best_passage("", analyzer, stems({"short"}))), "");
}

TEST(Passage, HoldsTheMostDifferentWordsAndBeginsASentence) {
  Analyzer analyzer;
  const std::string filler = "Nothing of interest stands in here at all, whatever one may think. ";
  const std::string text =
      filler + "Whales appear once. " + filler + "Here whales sing songs. " + filler + filler;
  const Highlights passage =
      best_passage(text, analyzer, stems({"whale", "sing", "song"}), {.chars_max = 60});
  EXPECT_EQ(shown(passage), "… Here [whales sing songs]. Nothing of interest stands in here …");
}

TEST(Passage, GivesTheBeginningWithoutAMatch) {
  Analyzer analyzer;
  const std::string text = "One two three. Four five six. Seven eight nine. Ten eleven twelve.";
  EXPECT_EQ(shown(best_passage(text, analyzer, stems({"zebra"}), {.chars_max = 14})), "One two three. …");
}

RC_GTEST_PROP(Highlights, LoseNothing, (const std::string& bytes, const std::string& word)) {
  Analyzer analyzer;
  const std::string text = sanitize_line(bytes + " " + word + " zzz");
  MatchSet matches;
  for (const Token& token : analyzer.tokens(word)) matches.add_stem(token.stem);
  const Highlights runs = highlight_all(text, analyzer, matches);
  RC_ASSERT(plain(runs) == text);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    RC_ASSERT(!runs[i].text.empty());
    if (i > 0) RC_ASSERT(runs[i].highlight != runs[i - 1].highlight);
    RC_ASSERT(is_valid_utf8(runs[i].text));
  }
}

RC_GTEST_PROP(Passage, IsAPieceOfTheTextWithinItsBound, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "net", "Whales.", "深度学习", "é", "a,b", "!!!!!", "C++", "xxxxxxxxxxxxxxxxxxxxxxxxxxxx", "..."));
  std::string text;
  for (const std::string& word : words) text += word + " ";
  text = sanitize_line(text);
  const std::size_t chars_max = *rc::gen::inRange<std::size_t>(1, 60);
  Analyzer analyzer;
  std::string passage =
      plain(best_passage(text, analyzer, stems({"whale", "net", "度学"}), {.chars_max = chars_max}));
  RC_ASSERT(is_valid_utf8(passage));
  RC_ASSERT(count_code_points(passage) <= chars_max + 8);
  const std::string ellipsis = "…";
  if (passage.starts_with(ellipsis)) passage = passage.substr(ellipsis.size() + 1);
  if (passage.ends_with(ellipsis)) passage.resize(passage.size() - ellipsis.size() - 1);
  RC_ASSERT(text.find(passage) != std::string::npos);
}

}  // namespace
}  // namespace broadsheet::text
