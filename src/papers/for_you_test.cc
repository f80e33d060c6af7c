// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "papers/topic_space.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Texts of a subject are made of its own words and of words that all have.
class Library {
 public:
  explicit Library(std::uint32_t seed) : rng_(seed) {}

  ForYouPaper paper(std::uint32_t number, const std::string& subject, std::vector<float> vector = {}) {
    return {.paper = PaperNumber(number),
            .title = words(subject, 4),
            .abstract = words(subject, 20) + words("common", 20),
            .vector = std::move(vector)};
  }

  std::vector<ForYouPaper> papers(std::uint32_t first, std::uint32_t count,
                                  const std::vector<std::string>& subjects) {
    std::vector<ForYouPaper> papers;
    for (std::uint32_t i = 0; i < count; ++i)
      papers.push_back(paper(first + i, subjects[i % subjects.size()]));
    return papers;
  }

 private:
  std::string words(const std::string& subject, std::size_t count) {
    constexpr std::uint32_t kWords = 40;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t word = static_cast<std::uint32_t>(rng_()) % kWords;
      text += subject + static_cast<char>('a' + word / 20) + static_cast<char>('b' + word % 20) + " ";
    }
    return text;
  }

  std::mt19937 rng_;  // the same numbers with every library
};

ForYouTaste keeping(std::vector<ForYouPaper> kept, std::vector<ForYouPaper> refused = {}) {
  ForYouTaste taste;
  for (ForYouPaper& paper : kept) taste.kept.push_back({std::move(paper)});
  for (ForYouPaper& paper : refused) taste.refused.push_back({std::move(paper)});
  return taste;
}

std::vector<ForYouPick> rank(const std::vector<ForYouPaper>& candidates,
                             const std::vector<ForYouPaper>& earlier, const ForYouTaste& taste,
                             std::size_t limit = 1000) {
  text::Analyzer analyzer;
  return ForYouDay(candidates, earlier, analyzer).rank(taste, limit, analyzer);
}

std::vector<std::uint32_t> numbers_of(const std::vector<ForYouPick>& picks) {
  std::vector<std::uint32_t> numbers;
  for (const ForYouPick& pick : picks) numbers.push_back(pick.paper.value());
  return numbers;
}

const ForYouReason* reason(const ForYouPick& pick, const std::string& part) {
  const auto found = std::ranges::find(pick.reasons, part, &ForYouReason::part);
  return found == pick.reasons.end() ? nullptr : &*found;
}

const ForYouPick& pick_of(const std::vector<ForYouPick>& picks, std::uint32_t number) {
  return *std::ranges::find(picks, PaperNumber(number), &ForYouPick::paper);
}

void expect_reasons_add_up(const std::vector<ForYouPick>& picks) {
  for (const ForYouPick& pick : picks) {
    double sum = 0;
    for (const ForYouReason& one : pick.reasons) {
      EXPECT_TRUE(std::isfinite(one.value));
      EXPECT_FALSE(one.text.empty());
      sum += one.value;
      double words = 0;
      for (const ForYouWord& word : one.words) {
        EXPECT_FALSE(word.shown.empty());
        words += word.value;
      }
      if (!one.words.empty()) {
        EXPECT_LE(words, one.value + 1e-9) << one.part;
      }
    }
    EXPECT_NEAR(pick.score, sum, 1e-9);
  }
}

const std::vector<std::string> kSubjects = {"tides", "proteins", "galaxies", "graphs", "stroke"};

TEST(ForYou, PutsPapersOfTheSubjectThatAReaderKeepsFirst) {
  Library library(1);
  const auto candidates = library.papers(1, 50, kSubjects);
  const auto picks = rank(candidates, {}, keeping(library.papers(100, 5, {"proteins"})), 10);
  ASSERT_THAT(picks, SizeIs(10));
  for (const ForYouPick& pick : picks) EXPECT_EQ((pick.paper.value() - 1) % 5, 1U);
  EXPECT_THAT(reason(picks[0], "words")->text, HasSubstr("words of papers you keep: proteins"));
  EXPECT_THAT(reason(picks[0], "words")->words, SizeIs(5));
  expect_reasons_add_up(picks);
}

TEST(ForYou, TopicsNameThePapersThatAreNear) {
  Library library(2);
  const auto earlier = library.papers(1000, 300, kSubjects);
  auto kept = library.papers(100, 6, {"galaxies"});
  kept[0].title = "The rotation of galaxiesab";
  const auto picks = rank(library.papers(1, 50, kSubjects), earlier, keeping(kept));
  double same = 0;
  double apart = 0;
  for (const ForYouPick& pick : picks) {
    const ForYouReason* const topic = reason(pick, "topic");
    ASSERT_NE(topic, nullptr);
    EXPECT_THAT(topic->papers, SizeIs(2));
    EXPECT_THAT(topic->text, HasSubstr("which you keep"));
    EXPECT_EQ(reason(pick, "meaning"), nullptr);
    (pick.paper.value() % 5 == 3 ? same : apart) += topic->value;
  }
  EXPECT_GT(same, 0);
  EXPECT_NEAR(same + apart, 0, 1e-6) << "beside an average paper of the day";
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(picks[i].paper.value() % 5, 3U);
  expect_reasons_add_up(picks);
}

TEST(ForYou, MeaningCountsWhereThereAreVectors) {
  Library library(3);
  std::vector<ForYouPaper> candidates(30, library.paper(0, "tides"));
  for (std::uint32_t i = 0; i < 30; ++i) candidates[i].paper = PaperNumber(i + 1);
  for (std::size_t i = 0; i < candidates.size(); ++i)
    candidates[i].vector = i % 3 == 0 ? std::vector<float>{3, 4} : std::vector<float>{-4, 3};
  ForYouPaper kept = library.paper(100, "common", {0.6F, 0.8F});
  kept.title = "On the sea";
  const auto picks = rank(candidates, {}, keeping({kept}));
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ((picks[i].paper.value() - 1) % 3, 0U);
  EXPECT_EQ(reason(picks[0], "meaning")->text, "near in meaning to \"On the sea\", which you keep");
  EXPECT_THAT(reason(picks[0], "meaning")->papers, ElementsAre(PaperNumber(100)));
  expect_reasons_add_up(picks);
}

TEST(ForYou, VectorsOfOtherLengthsOrWithoutADirectionCountAsNone) {
  Library library(4);
  auto candidates = library.papers(1, 20, kSubjects);
  for (ForYouPaper& paper : candidates) paper.vector = {1, 0};
  candidates[0].vector = {1, 0, 0};
  candidates[1].vector = {0, 0};
  candidates[2].vector = {std::nanf(""), 1};
  const auto kept = std::vector<ForYouPaper>{library.paper(100, "graphs", {1, 1})};
  const auto picks = rank(candidates, {}, keeping(kept));
  ASSERT_THAT(picks, SizeIs(20));
  for (const std::uint32_t bare : {1U, 2U, 3U}) EXPECT_EQ(reason(pick_of(picks, bare), "meaning"), nullptr);
  EXPECT_NE(reason(pick_of(picks, 4), "meaning"), nullptr);
  EXPECT_EQ(reason(pick_of(picks, 4), "meaning")->value, 0) << "all that have one are alike";
  expect_reasons_add_up(picks);
}

TEST(ForYou, WhatWasNotForMeLowersWhatIsLikeIt) {
  Library library(5);
  const auto candidates = library.papers(1, 50, kSubjects);
  const auto earlier = library.papers(1000, 300, kSubjects);
  const auto kept = library.papers(100, 6, {"tides", "stroke"});
  auto refused = library.papers(200, 3, {"stroke"});
  for (ForYouPaper& paper : refused) paper.title = "Strokes strokeab";
  const auto before = rank(candidates, earlier, keeping(kept));
  const auto after = rank(candidates, earlier, keeping(kept, refused));
  const auto mean_of = [](const std::vector<ForYouPick>& picks, std::uint32_t subject) {
    double sum = 0;
    for (const ForYouPick& pick : picks) sum += (pick.paper.value() - 1) % 5 == subject ? pick.score : 0;
    return sum;
  };
  EXPECT_LT(mean_of(after, 4), mean_of(before, 4));
  EXPECT_GT(mean_of(after, 0) - mean_of(after, 4), mean_of(before, 0) - mean_of(before, 4));
  const auto among_the_first = [](const std::vector<ForYouPick>& picks) {
    return std::count_if(picks.begin(), picks.begin() + 10,
                         [](const ForYouPick& pick) { return (pick.paper.value() - 1) % 5 == 4; });
  };
  EXPECT_LT(among_the_first(after), among_the_first(before));
  const ForYouReason* const like = reason(pick_of(after, 5), "not for me");
  ASSERT_NE(like, nullptr);
  EXPECT_LT(like->value, 0);
  EXPECT_THAT(like->text, HasSubstr("which you marked \"not for me\""));
  EXPECT_EQ(reason(before[0], "not for me"), nullptr);
  expect_reasons_add_up(after);
}

TEST(ForYou, AnAuthorOfAKeptPaperIsAReason) {
  Library library(6);
  auto candidates = library.papers(1, 20, kSubjects);
  candidates[7].authors = {"Kim Lee", "Jun Tae  Roh"};
  auto kept = library.paper(100, "graphs");
  const auto before = rank(candidates, {}, keeping({kept}));
  kept.authors = {"Mina Okafor", "jun tae roh", ""};
  candidates[8].authors = {""};
  const auto after = rank(candidates, {}, keeping({kept}));
  const ForYouReason* const by = reason(pick_of(after, 8), "authors");
  ASSERT_NE(by, nullptr);
  EXPECT_EQ(by->text, "by Jun Tae  Roh, of whom you keep a paper");
  EXPECT_NEAR(pick_of(after, 8).score, pick_of(before, 8).score + ForYouParameters().author_weight, 1e-9);
  EXPECT_EQ(reason(pick_of(after, 9), "authors"), nullptr) << "an empty name is nobody's";
}

TEST(ForYou, NothingForWhoKeepsNothing) {
  Library library(7);
  const auto candidates = library.papers(1, 20, kSubjects);
  EXPECT_THAT(rank(candidates, {}, {}), IsEmpty());
  EXPECT_THAT(rank(candidates, {}, keeping({}, library.papers(100, 3, kSubjects))), IsEmpty());
  EXPECT_THAT(rank({}, candidates, keeping(library.papers(100, 3, kSubjects))), IsEmpty());
  EXPECT_THAT(rank(candidates, {}, keeping(library.papers(100, 3, kSubjects)), 0), IsEmpty());
  for (const double weight : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    ForYouTaste taste = keeping(library.papers(100, 1, kSubjects));
    taste.kept[0].weight = weight;
    EXPECT_THAT(rank(candidates, {}, taste), IsEmpty()) << weight;
  }
}

TEST(ForYou, WhatWasKeptOrRefusedIsNotProposed) {
  Library library(8);
  const auto candidates = library.papers(1, 20, kSubjects);
  const auto picks =
      rank(candidates, {}, keeping({candidates[3], candidates[4]}, {candidates[4], candidates[5]}));
  EXPECT_THAT(picks, SizeIs(17));
  for (const std::uint32_t told : {4U, 5U, 6U}) EXPECT_THAT(numbers_of(picks), Not(testing::Contains(told)));
}

TEST(ForYou, NorWhatWasToldBeyondWhatIsReadOrIsToBeLeftOut) {
  Library library(12);
  const auto candidates = library.papers(1, 20, kSubjects);
  ForYouTaste taste;
  for (std::uint32_t i = 0; i < kForYouToldMax; ++i)
    taste.kept.push_back({{.paper = PaperNumber(1000 + i), .title = "Tides"}});
  taste.kept.push_back({candidates[6]});
  taste.kept.push_back({candidates[7], 0});
  taste.never = {PaperNumber(9)};
  const auto picks = rank(candidates, {}, taste);
  EXPECT_THAT(picks, SizeIs(17));
  for (const std::uint32_t known : {7U, 8U, 9U})
    EXPECT_THAT(numbers_of(picks), Not(testing::Contains(known)));
}

TEST(ForYou, AWeakerWordMovesLess) {
  Library library(9);
  const auto candidates = library.papers(1, 50, kSubjects);
  ForYouTaste taste = keeping({library.paper(100, "tides"), library.paper(101, "galaxies")});
  taste.kept[1].weight = kForYouVoted / 4;
  const auto picks = rank(candidates, {}, taste, 10);
  for (const ForYouPick& pick : picks) EXPECT_EQ((pick.paper.value() - 1) % 5, 0U);
}

TEST(ForYou, PapersThatSayNothingOrTheSameAreBorne) {
  const std::vector<ForYouPaper> empty(5);
  EXPECT_THAT(rank(empty, empty, keeping({ForYouPaper{.paper = PaperNumber(9)}})), SizeIs(1)) << "one number";
  std::vector<ForYouPaper> alike;
  for (std::uint32_t i = 1; i <= 5; ++i) alike.push_back({.paper = PaperNumber(i), .title = "Tides"});
  const auto picks = rank(alike, {}, keeping({ForYouPaper{.paper = PaperNumber(9), .title = "Tides"}}));
  EXPECT_THAT(numbers_of(picks), ElementsAre(1U, 2U, 3U, 4U, 5U));
  for (const ForYouPick& pick : picks) EXPECT_EQ(pick.score, 0);
  expect_reasons_add_up(picks);
}

TEST(ForYou, ReadsNoMoreThanItsBounds) {
  Library library(10);
  std::vector<ForYouPaper> many;
  for (std::uint32_t i = 1; i <= kForYouCandidatesMax + 50; ++i)
    many.push_back({.paper = PaperNumber(i), .title = i % 2 == 0 ? "Tides" : "Graphs"});
  ForYouTaste taste;
  for (std::uint32_t i = 0; i < kForYouToldMax + 10; ++i)
    taste.kept.push_back(
        {{.paper = PaperNumber(100'000 + i), .title = i < kForYouToldMax ? "Tides" : "Graphs"}});
  const auto picks = rank(many, many, taste, many.size());
  EXPECT_EQ(picks.size(), kForYouCandidatesMax);
  EXPECT_EQ(pick_of(picks, 51).paper, PaperNumber(51)) << "the first went";
  EXPECT_THAT(numbers_of(picks), Not(testing::Contains(50U)));
  EXPECT_EQ(picks.front().paper.value() % 2, 0U);
  EXPECT_THAT(reason(pick_of(picks, 51), "words")->words, IsEmpty())
      << "the last of what was told was not read";
}

TEST(ForYou, LongTitlesAreCutWhereTheyAreNamed) {
  Library library(11);
  auto candidates = library.papers(1, 10, kSubjects);
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].vector = {1, static_cast<float>(i)};
  ForYouPaper kept{.paper = PaperNumber(100), .title = "", .vector = {1, 9}};
  for (int i = 0; i < 300; ++i) kept.title += "ü";
  const auto picks = rank(candidates, {}, keeping({kept}), 1);
  const std::string& text = reason(picks[0], "meaning")->text;
  EXPECT_LT(text.size(), 170U);
  EXPECT_THAT(text, HasSubstr("ü…\""));
}

// Any bytes, as readable() gives them.
std::vector<ForYouPaper> any_papers(std::uint32_t first, std::size_t count_max) {
  const auto count = *rc::gen::inRange<std::size_t>(0, count_max);
  std::vector<ForYouPaper> papers;
  for (std::size_t i = 0; i < count; ++i) {
    ForYouPaper& paper = papers.emplace_back();
    paper.paper =
        PaperNumber(first + static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, 2 * count_max)));
    paper.title = text::readable(*rc::gen::arbitrary<std::string>());
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "tides", "graph", "the", "深度学习", "$x^2$", "1999", "Stroke", "\xff"));
    std::string abstract;
    for (const std::string& word : words) abstract += word + " ";
    paper.abstract = text::readable(abstract);
    paper.authors =
        *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("Roh", "Lee", ""));
    using Vector = std::vector<float>;
    paper.vector = *rc::gen::elementOf(std::vector<Vector>{{}, {1, 0}, {0.6F, -0.8F}, {0, 0}, {1, 2, 3}});
  }
  return papers;
}

RC_GTEST_PROP(ForYou, WhateverIsSaidTheReasonsAddUpAndTheOrderOfInputsDoesNotMatter, ()) {
  auto candidates = any_papers(1, 30);
  auto earlier = any_papers(40, 30);
  ForYouTaste taste;
  for (ForYouPaper& paper : any_papers(20, 10))
    taste.kept.push_back({std::move(paper), *rc::gen::element(0.5, 1.0, 2.0)});
  for (ForYouPaper& paper : any_papers(25, 5)) taste.refused.push_back({std::move(paper)});
  // Of several with one number the first is taken, so there is one of each.
  const auto once = [](auto& papers, auto number) {
    std::set<PaperNumber> seen;
    std::erase_if(papers, [&](const auto& paper) { return !seen.insert(number(paper)).second; });
  };
  const auto of_paper = [](const ForYouPaper& paper) { return paper.paper; };
  const auto of_told = [](const ForYouTold& told) { return told.paper.paper; };
  once(candidates, of_paper);
  once(earlier, of_paper);
  once(taste.kept, of_told);
  once(taste.refused, of_told);
  const auto picks = rank(candidates, earlier, taste);
  expect_reasons_add_up(picks);
  for (std::size_t i = 1; i < picks.size(); ++i) RC_ASSERT(picks[i - 1].score >= picks[i].score);
  for (const ForYouPick& pick : picks) {
    RC_ASSERT(std::ranges::find(taste.kept, pick.paper, of_told) == taste.kept.end());
    RC_ASSERT(std::ranges::find(taste.refused, pick.paper, of_told) == taste.refused.end());
  }
  std::ranges::reverse(candidates);
  std::ranges::reverse(earlier);
  std::ranges::reverse(taste.kept);
  std::ranges::reverse(taste.refused);
  const auto again = rank(candidates, earlier, taste);
  RC_ASSERT(numbers_of(again) == numbers_of(picks));
  for (std::size_t i = 0; i < picks.size(); ++i) RC_ASSERT(again[i].score == picks[i].score);
}

TEST(TopicSpace, PutsTextsOfOneSubjectTogetherThatShareNoWord) {
  constexpr std::uint32_t kOwn = 20;  // words of a subject, of which a text has six
  constexpr std::uint32_t kSubjectCount = 40;
  std::vector<std::string> stems;
  for (std::uint32_t word = 0; word < kSubjectCount * kOwn; ++word)
    stems.push_back("word" + std::to_string(word));
  const auto row_of = [](const std::set<std::uint32_t>& words) {
    WordRow row;
    for (const std::uint32_t word : words)
      row.push_back({word, 1 / std::sqrt(static_cast<float>(words.size()))});
    return row;
  };
  std::vector<WordRow> rows;
  std::mt19937 rng(1);
  for (std::uint32_t text = 0; text < 1200; ++text) {
    std::set<std::uint32_t> words;
    while (words.size() < 6)
      words.insert(text % kSubjectCount * kOwn + static_cast<std::uint32_t>(rng()) % kOwn);
    rows.push_back(row_of(words));
  }
  const TopicSpace space(rows, stems);
  ASSERT_TRUE(space.usable());
  // The first half of a subject's words, and the second.
  const auto place = [&](std::uint32_t subject, std::uint32_t first) {
    std::set<std::uint32_t> words;
    for (std::uint32_t i = 0; i < 6; ++i) words.insert(subject * kOwn + first + i);
    return space.place(row_of(words));
  };
  const auto cosine = [](const TopicVector& one, const TopicVector& other) {
    double sum = 0;
    for (std::size_t i = 0; i < kTopics; ++i) sum += double{one[i]} * other[i];
    return sum;
  };
  double same = 0;
  double apart = 0;
  for (std::uint32_t subject = 0; subject < kSubjectCount; ++subject) {
    const TopicVector one = place(subject, 0);
    same += cosine(one, place(subject, 10)) / kSubjectCount;
    apart += cosine(one, place((subject + 1) % kSubjectCount, 10)) / kSubjectCount;
    EXPECT_NEAR(cosine(one, one), 1, 1e-5);
  }
  EXPECT_GT(same, apart + 0.3);
}

TEST(TopicSpace, IsOfNoUseWithFewTextsOrWords) {
  const std::vector<std::string> stems = {"tide", "graph"};
  const std::vector<WordRow> few(kTopicTextsMin - 1, WordRow{{0, 1}});
  EXPECT_FALSE(TopicSpace(few, stems).usable());
  const std::vector<WordRow> alike(kTopicTextsMin, WordRow{{0, 1}});
  const TopicSpace space(alike, stems);
  EXPECT_FALSE(space.usable());
  EXPECT_THAT(space.place({{0, 1}}), Each(0));
  EXPECT_THAT(space.place({{7, 1}}), Each(0));
}

}  // namespace
}  // namespace broadsheet::papers
