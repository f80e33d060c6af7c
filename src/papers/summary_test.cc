// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/summary.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "papers/limits.h"
#include "papers/word_rarity.h"
#include "text/readable.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kTides =
    "Forecasts of tides are needed in many places of the world. However, harbours with few sensors have been "
    "difficult so far. We propose sparse tidal sensing, a method that forecasts harbour tides from three "
    "sensors. It is simple. Experiments in four harbours show that sparse tidal sensing halves the error of "
    "harmonic analysis. Our code is available at https://tides.example/code.";

std::string summary(std::string_view abstract) {
  text::Analyzer analyzer;
  return summary_of(abstract, analyzer);
}

TEST(Summary, SaysWhatIsThePapersOwn) {
  EXPECT_THAT(summary(kTides), HasSubstr("We propose sparse tidal sensing, a method that forecasts harbour "
                                         "tides from three sensors."));
  EXPECT_THAT(summary(kTides), Not(HasSubstr("available")));
  EXPECT_THAT(summary(kTides), Not(HasSubstr("However")));
}

TEST(Summary, ASentenceThatLeansOnAnotherComesOnlyWithIt) {
  EXPECT_THAT(summary(kTides), Not(HasSubstr("It is simple.")));
}

TEST(Summary, AShortAbstractNeedsNone) {
  EXPECT_EQ(summary(""), "");
  EXPECT_EQ(summary("We study tides of small harbours with three sensors."), "");
  EXPECT_EQ(summary("We study tides of small harbours. We show that three sensors are enough for them."), "");
}

TEST(Summary, FormulasStayAsTheyWere) {
  const std::string abstract =
      "Sums of squares have been studied for a long time by many people in number theory. We prove that "
      "$r_2(n) "
      "= O(n^{\\epsilon}).$ The proof of it uses nothing but a theorem of Jacobi and the theory of theta "
      "series. "
      "There are open questions about the cubes, which remain difficult for the time being.";
  EXPECT_THAT(summary(abstract), HasSubstr("We prove that $r_2(n) = O(n^{\\epsilon}).$"));
}

TEST(Summary, AnotherLanguageHasNone) {
  EXPECT_EQ(
      summary("Les marées sont difficiles à prévoir dans les petits ports. Nous proposons une méthode qui "
              "prévoit les marées avec trois capteurs. Les expériences montrent que la méthode divise "
              "l'erreur par deux dans quatre ports de la côte atlantique."),
      "");
}

TEST(WordRarity, WordsOfEveryAbstractAreNotRare) {
  EXPECT_LT(word_rarity("model"), 2);
  EXPECT_LT(word_rarity("show"), 2);
  EXPECT_GE(word_rarity("bert"), 4);
  EXPECT_EQ(word_rarity("1997"), word_rarity("7"));
  EXPECT_EQ(word_rarity("zzyzx"), kRarityMax);
}

// The summary of any abstract is one or two of its sentences, in their order.
bool is_of_sentences(std::string_view summary, const std::vector<std::string_view>& sentences) {
  if (summary.empty()) return true;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (summary == sentences[i]) return true;
    for (std::size_t k = i + 1; k < sentences.size(); ++k) {
      if (summary == std::string(sentences[i]).append(" ").append(sentences[k])) return true;
    }
  }
  return false;
}

rc::Gen<std::string> any_abstract() {
  static const std::vector<std::string> kPieces = {"We propose tides of the harbour with sensors. ",
                                                   "It is the one that we have. ",
                                                   "However, ",
                                                   "In this paper we show that $x = 1.$ The ",
                                                   "results of \\emph{E. coli} ",
                                                   "e.g. the (other. One) ",
                                                   "and the boats. ",
                                                   "\u00C9t\u00E9 of a ",
                                                   "U.S. boats? "};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& piece : pieces) text += piece;
                        return text::sanitize_line(text);
                      });
}

RC_GTEST_PROP(Summary, IsOfSentencesOfTheAbstractAndShort, ()) {
  const std::string abstract = *any_abstract();
  const std::string found = summary(abstract);
  RC_ASSERT(text::is_valid_utf8(found));
  RC_ASSERT(is_of_sentences(found, text::sentences(abstract)));
  RC_ASSERT(text::count_code_points(text::readable(found)) <= kSummaryCharsMax + 1);
}

TEST(Summary, HostileAbstractsCostLittle) {
  const auto begin = std::chrono::steady_clock::now();
  for (const char* piece : {".", "a", "We show the. ", "$", "A. ", "the of and. We propose ", "\u4E2D"}) {
    std::string abstract;
    while (abstract.size() < 1'000'000) abstract += piece;
    (void)summary(abstract);
  }
  (void)summary(std::string(10'000, 'w') + " is the. We " + std::string(10'000, 'v') + ". It is.");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace broadsheet::papers
