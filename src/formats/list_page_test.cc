// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/list_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::formats {
namespace {

using ::testing::HasSubstr;

ListPage page_of(Format format, std::string_view body, const std::string& url) {
  const auto page = read_list_page(format, body, url);
  EXPECT_TRUE(page.ok() && page->has_value());
  return page.ok() ? page->value_or(ListPage()) : ListPage();
}

TEST(ListPage, ACursorIsAParameter) {
  const std::string url = "https://api.openalex.org/works?filter=x:y&cursor=abc&per-page=2";
  const ListPage page =
      page_of(Format::kOpenAlex,
              R"({"meta":{"count":7,"next_cursor":"I+/="},"results":[{"id":"W1"},{"id":"W2"}]})", url);
  EXPECT_EQ(page.records, 2U);
  EXPECT_EQ(page.total, 7U);
  EXPECT_EQ(page.next, "https://api.openalex.org/works?filter=x:y&cursor=I%2B%2F%3D&per-page=2");
  EXPECT_EQ(page_of(Format::kOpenAlex, R"({"meta":{"next_cursor":null},"results":[{"id":"W3"}]})", url).next,
            "");
}

TEST(ListPage, AListThatWasNotBegunWithACursorIsBegunWithOne) {
  EXPECT_EQ(page_of(Format::kCrossref, R"({"message":{"items":[{"DOI":"10.1/x"}],"total-results":9}})",
                    "https://api.crossref.org/works?query=a")
                .next,
            "https://api.crossref.org/works?query=a&cursor=%2A");
  EXPECT_EQ(page_of(Format::kCrossref, R"({"message":{"items":[{"DOI":"10.1/x"}]}})",
                    "https://api.crossref.org/works?cursor=%2A")
                .next,
            "")
      << "it was begun with one";
}

TEST(ListPage, AnEmptyPageIsTheLast) {
  EXPECT_EQ(page_of(Format::kCrossref, R"({"message":{"next-cursor":"z","items":[]}})",
                    "https://api.crossref.org/works?cursor=y")
                .next,
            "");
}

TEST(ListPage, TheSameMarkAgainIsTheEnd) {
  const std::string body = R"({"hitCount":3,"nextCursorMark":"AoI=","resultList":{"result":[{"id":"1"}]}})";
  const std::string first = "https://www.ebi.ac.uk/search?query=a&format=json";
  const ListPage page = page_of(Format::kEuropePmc, body, first);
  EXPECT_EQ(page.next, first + "&cursorMark=AoI%3D");
  EXPECT_EQ(page_of(Format::kEuropePmc, body, page.next).next, "");
}

TEST(ListPage, ALinkIsFollowedOnItsHostAlone) {
  const std::string url = "https://zenodo.org/api/records?q=a";
  const std::string second = "https://zenodo.org/api/records?page=2";
  const std::string body = R"({"hits":{"hits":[{"id":1}],"total":2},"links":{"next":")" + second + "\"}}";
  EXPECT_EQ(page_of(Format::kZenodo, body, url).next, second);
  const auto elsewhere = read_list_page(
      Format::kZenodo, R"({"hits":{"hits":[{"id":1}]},"links":{"next":"https://evil.example/api"}})", url);
  ASSERT_FALSE(elsewhere.ok());
  EXPECT_THAT(elsewhere.error().message(), HasSubstr("evil.example"));
}

TEST(ListPage, BiorxivCountsInThePath) {
  const std::string url = "https://api.biorxiv.org/details/biorxiv/2026-01-01/2026-01-31";
  const auto body = [](int cursor) {
    return R"({"messages":[{"status":"ok","cursor":)" + std::to_string(cursor) +
           R"(,"count":2,"total":"5"}],"collection":[{"doi":"10.1/a"},{"doi":"10.1/b"}]})";
  };
  EXPECT_EQ(page_of(Format::kBiorxiv, body(0), url).next, url + "/2");
  EXPECT_EQ(page_of(Format::kBiorxiv, body(2), url + "/2").next, url + "/4");
  EXPECT_EQ(page_of(Format::kBiorxiv, body(4), url + "/4").next, "");
  EXPECT_EQ(page_of(Format::kBiorxiv, body(2), url + "/4").next, "") << "it goes in a circle";
}

TEST(ListPage, WhatIsNoListIsNone) {
  EXPECT_FALSE(read_list_page(Format::kBibtex, "@misc{a}", "https://a.example/")->has_value());
  EXPECT_FALSE(read_list_page(Format::kOpenAlex, R"({"id":"W1","title":"One work"})", "https://a.example/")
                   ->has_value());
  EXPECT_FALSE(
      read_list_page(Format::kCrossref, R"({"message":{"items":[{"DOI":)", "https://a.example/").ok());
}

}  // namespace
}  // namespace broadsheet::formats
