// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/sentences.h"

#include <algorithm>
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/math_spans.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Sentences, EndAtStopsBeforeWhatCanBeginOne) {
  EXPECT_THAT(sentences("Tides rise. Do they fall? They do! 12 of them did."),
              ElementsAre("Tides rise.", "Do they fall?", "They do!", "12 of them did."));
  EXPECT_THAT(sentences("  One alone  "), ElementsAre("One alone"));
  EXPECT_THAT(sentences("of the model. this goes on"), SizeIs(1));
  EXPECT_THAT(sentences(""), IsEmpty());
  EXPECT_THAT(sentences("  "), IsEmpty());
}

TEST(Sentences, NumbersNamesAndAddressesGoOn) {
  EXPECT_THAT(
      sentences("At 3.5 m J. Smith and E. Noether saw https://tides.example/a.Html of the U.S. coast."),
      SizeIs(1));
  EXPECT_THAT(sentences("It is at example.org. We see"), ElementsAre("It is at example.org.", "We see"));
}

TEST(Sentences, ShortenedWordsGoOnUnlessASentenceCanOnlyBegin) {
  EXPECT_THAT(sentences("As in Fig. 2, cf. Sec. 3 of Smith et al. (2019), e.g. Paris vs. London."),
              SizeIs(1));
  EXPECT_THAT(sentences("We use that of Smith et al. We show tides."),
              ElementsAre("We use that of Smith et al.", "We show tides."));
  EXPECT_THAT(sentences("Samples are i.i.d. The rest is not."),
              ElementsAre("Samples are i.i.d.", "The rest is not."));
  EXPECT_THAT(sentences("Tides, waves, etc. Boats float."), SizeIs(1));
}

TEST(Sentences, FormulasAndGroupsAreWhole) {
  EXPECT_THAT(sentences("Let $f(x) = 1. If x. Then$ hold. We stop."),
              ElementsAre("Let $f(x) = 1. If x. Then$ hold.", "We stop."));
  EXPECT_THAT(sentences("Of \\emph{E coli. The} kind. We stop."),
              ElementsAre("Of \\emph{E coli. The} kind.", "We stop."));
  EXPECT_THAT(sentences("Tides (see there. It helps.) rise. We stop."),
              ElementsAre("Tides (see there. It helps.) rise.", "We stop."));
  EXPECT_THAT(sentences("As in [A. Boat, Tides. Fixed Waves, 5 (2015)]. We stop."),
              ElementsAre("As in [A. Boat, Tides. Fixed Waves, 5 (2015)].", "We stop."));
  EXPECT_THAT(sentences("(Tides rise.) We stop."), ElementsAre("(Tides rise.)", "We stop."));
  EXPECT_THAT(sentences("Then \\[x = 1.\\] We stop."), ElementsAre("Then \\[x = 1.\\]", "We stop."));
}

TEST(Sentences, AGroupThatNeverClosesHoldsNothing) {
  EXPECT_THAT(sentences("1) Tides rise. 2) They fall. We stop."), SizeIs(3));
  EXPECT_THAT(sentences("An {open one. We stop. It is \\} so."), SizeIs(3));
}

TEST(Sentences, QuotesBelongToWhatTheyClose) {
  EXPECT_THAT(sentences("They said \"tides rise.\" We stop."),
              ElementsAre("They said \"tides rise.\"", "We stop."));
  EXPECT_THAT(sentences("They said \u201Crise.\u201D \u201CFall\u201D is said."), SizeIs(2));
}

TEST(Sentences, ALostBlankIsFound) {
  EXPECT_THAT(sentences("of the model.We show it.Net works"),
              ElementsAre("of the model.", "We show it.Net works"));
}

TEST(Sentences, EllipsesGoOn) {
  EXPECT_THAT(sentences("Tides ... Boats and ... We stop."),
              ElementsAre("Tides ... Boats and ...", "We stop."));
}

TEST(Sentences, ChineseHasStopsOfItsOwn) {
  EXPECT_THAT(sentences("\u6211\u4EEC\u3002\u7ED3\u679C\uFF01\u597D"),
              ElementsAre("\u6211\u4EEC\u3002", "\u7ED3\u679C\uFF01", "\u597D"));
}

// Whether the sentences are the text in pieces, with nothing but blanks between them.
bool are_pieces(std::string_view text, const std::vector<std::string_view>& all) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t at = 0;
  for (const std::string_view sentence : all) {
    const auto begin = static_cast<std::size_t>(sentence.data() - text.data());
    if (sentence.empty() || begin < at) return false;
    if (text.substr(at, begin - at).find_first_not_of(kBlanks) != std::string_view::npos) return false;
    at = begin + sentence.size();
  }
  return text.substr(at).find_first_not_of(kBlanks) == std::string_view::npos;
}

rc::Gen<std::string> any_abstract() {
  static const std::vector<std::string> kPieces = {
      ". ",   "! ",  "? ", " ", "We", "The", "model",  "e.g.",   "Fig.", "$",       "$$",     "\\(",
      "\\)",  "{",   "}",  "(", ")",  "\\{", "\u3002", "\u201D", "3.5",  "\u00C9t", "x = 1.", "U.S.",
      "al. ", "...", "\"", "A", "\\", "[",   "]",      "'",      "i",    "."};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& piece : pieces) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(Sentences, AreTheTextInPieces, ()) {
  const std::string text = *rc::gen::oneOf(any_abstract(), rc::gen::arbitrary<std::string>());
  RC_ASSERT(are_pieces(text, sentences(text)));
}

RC_GTEST_PROP(Sentences, CutNoCodePointAndNoFormula, ()) {
  const std::string text = sanitize(*rc::gen::oneOf(any_abstract(), rc::gen::arbitrary<std::string>()));
  const auto all = sentences(text);
  for (const std::string_view sentence : all) RC_ASSERT(is_valid_utf8(sentence));
  for (const MathSpan& formula : find_math(text)) {
    RC_ASSERT(std::ranges::none_of(all, [&](std::string_view sentence) {
      const auto begin = static_cast<std::size_t>(sentence.data() - text.data());
      return begin > formula.begin && begin < formula.end;
    }));
  }
}

TEST(Sentences, TakeLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  for (const char* piece : {".", "$", "(", "{", "a", ". A", "\\(", ".)", "e.g. ", "\"", "$. "}) {
    std::string text;
    while (text.size() < 400'000) text += piece;
    EXPECT_TRUE(are_pieces(text, sentences(text))) << piece;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace broadsheet::text
