// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/keywords.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "papers/limits.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> keywords(std::string_view title, std::string_view abstract) {
  text::Analyzer analyzer;
  return keywords_of(title, abstract, analyzer);
}

constexpr const char* kTides =
    "Tidal forecasts for harbours are needed by many. We propose a novel k-means method for tidal forecasts, "
    "which "
    "is based on graph neural networks (GNN) and on Kalman filters. In this paper the results of the GNN are "
    "compared with those of Kalman filters, and the graph neural network is found to be better in all of the "
    "harbours that we have seen so far.";

TEST(Keywords, ArePhrasesThatAreSaidOften) {
  const auto found = keywords("Tidal Forecasts by Graph Neural Networks", kTides);
  EXPECT_THAT(found, Contains("tidal forecasts"));
  EXPECT_THAT(found, Contains("graph neural networks"));
  EXPECT_THAT(found, Contains("Kalman filters"));
}

TEST(Keywords, NoneIsPartOfAnother) {
  EXPECT_THAT(keywords("Tidal Forecasts by Graph Neural Networks", kTides), Not(Contains("neural networks")));
}

TEST(Keywords, WhatOnlyTellsOfTheTellingIsNone) {
  for (const char* word : {"paper", "results", "novel", "method", "novel k-means method"})
    EXPECT_THAT(keywords("", kTides), Not(Contains(word)));
}

TEST(Keywords, AShortOrForeignTextHasNone) {
  EXPECT_THAT(keywords("Small Tides", "We study tides with three sensors."), IsEmpty());
  EXPECT_THAT(keywords("", ""), IsEmpty());
  std::string french;
  for (int i = 0; i < 10; ++i) french += "Nous proposons une méthode pour les marées dans les petits ports. ";
  EXPECT_THAT(keywords("", french), IsEmpty());
}

RC_GTEST_PROP(Keywords, AreFewAndValid, ()) {
  const std::string any = *rc::gen::arbitrary<std::string>();
  std::string abstract = kTides;
  abstract.insert(*rc::gen::inRange<std::size_t>(0, abstract.size()), any);
  const auto found = keywords(text::sanitize_line(any), text::sanitize_line(abstract));
  RC_ASSERT(found.size() <= kKeywordsShown);
  for (const std::string& keyword : found) RC_ASSERT(!keyword.empty() && text::is_valid_utf8(keyword));
}

TEST(Keywords, HostileTextsCostLittle) {
  const auto begin = std::chrono::steady_clock::now();
  for (const char* piece : {"a-", "the tidal ", "ab ", "the ab-", "x", ". ", "\u4E2D"}) {
    std::string text = kTides;
    while (text.size() < 1'000'000) text += piece;
    (void)keywords(text, text);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace broadsheet::papers
