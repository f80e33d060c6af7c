// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers are found by the words of their script, whatever its case, accents and vowel signs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using testing::TestIndex;

class Scripts : public ::testing::Test {
 protected:
  void SetUp() override {
    index_.add({{.number = 1, .title = "基于深度学习的图像识别研究", .authors = {"王小明"}},
                {.number = 2, .title = "深層学習による潮位の予測", .authors = {"田中 太郎"}},
                {.number = 3, .title = "ニューラルネットワークの解析", .authors = {"鈴木 花子"}},
                {.number = 4, .title = "Étude des marées à l'échelle du port", .authors = {"Zoë Châtelet"}}});
    index_.add({{.number = 5, .title = "Прогноз приливов в малых гаванях", .authors = {"Иван Петров"}},
                {.number = 6, .title = "Πρόβλεψη παλίρροιας σε μικρούς λιμένες", .authors = {"Ελένη Παππά"}},
                {.number = 7, .title = "التنبؤ بالمد والجزر في الموانئ الصغيرة", .authors = {"ليلى حسن"}},
                {.number = 8, .title = "חיזוי גאות ושפל בנמלים", .authors = {"דנה לוי"}},
                {.number = 9, .title = "작은 항구의 조석 예측", .authors = {"김철수"}}});
  }

  std::vector<std::uint32_t> found(const std::string& query) {
    std::vector<std::uint32_t> numbers;
    const auto answer = index_.searcher().search(Query::parse(query).value(), {});
    for (const SearchHit& hit : answer.value().hits) numbers.push_back(hit.paper.value());
    return numbers;
  }

  TestIndex index_;
};

TEST_F(Scripts, WordsFindTheirPapers) {
  EXPECT_THAT(found("图像识别"), ElementsAre(1));
  EXPECT_THAT(found("+潮位"), ElementsAre(2));
  EXPECT_THAT(found("+ネットワーク"), ElementsAre(3));
  EXPECT_THAT(found("marées"), ElementsAre(4));
  EXPECT_THAT(found("приливов"), ElementsAre(5));
  EXPECT_THAT(found("παλίρροιας"), ElementsAre(6));
  EXPECT_THAT(found("الموانئ"), ElementsAre(7));
  EXPECT_THAT(found("בנמלים"), ElementsAre(8));
  EXPECT_THAT(found("항구의"), ElementsAre(9));
}

TEST_F(Scripts, CaseAccentsAndVowelSignsDoNotMatter) {
  EXPECT_THAT(found("MAREES"), ElementsAre(4));
  EXPECT_THAT(found("etude"), ElementsAre(4));
  EXPECT_THAT(found("ПРИЛИВОВ"), ElementsAre(5));
  EXPECT_THAT(found("ΠΑΛΙΡΡΟΙΑΣ"), ElementsAre(6)) << "the final sigma is a sigma";
  EXPECT_THAT(found("παλιρροιας"), ElementsAre(6));
  EXPECT_THAT(found("التَّنبُّؤ"), ElementsAre(7));
  EXPECT_THAT(found("المـــوانئ"), ElementsAre(7)) << "stretched";
  EXPECT_THAT(found("חִיזּוּי"), ElementsAre(8));
  EXPECT_THAT(found("ﾈｯﾄﾜｰｸ"), ElementsAre(3)) << "in half width";
}

TEST_F(Scripts, PhrasesAndNamesAreFound) {
  EXPECT_THAT(found("\"深度学习\""), ElementsAre(1));
  EXPECT_THAT(found("title:\"малых гаванях\""), ElementsAre(5));
  EXPECT_THAT(found("author:王小明"), ElementsAre(1));
  EXPECT_THAT(found("author:ПЕТРОВ"), ElementsAre(5));
  EXPECT_THAT(found("author:chatelet"), ElementsAre(4));
  EXPECT_THAT(found("author:ΠΑΠΠΑ"), ElementsAre(6));
  EXPECT_THAT(found("author:حسن"), ElementsAre(7));
}

}  // namespace
}  // namespace broadsheet::search
