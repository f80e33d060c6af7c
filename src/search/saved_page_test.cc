// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// `page` mode against the page that it is modelled on: a saved answer to "global behavior", of which
// exactly the papers 1 to 36 and 53 have both words. Needs ../shared; passes over it otherwise.

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "search/testing.h"
#include "text/readable.h"

namespace broadsheet::search {
namespace {

using testing::TestIndex;
using testing::TestPaper;

// The page's papers, numbered from 1 as they stand: an abstract is the only block of its length, and its
// title is the block before it.
std::vector<TestPaper> read_page(std::istream& page) {
  constexpr std::size_t kAbstractBytesMin = 250;
  std::vector<std::string> blocks(1);
  for (std::string line; std::getline(page, line);) {
    if (line.empty()) {
      if (!blocks.back().empty()) blocks.emplace_back();
    } else {
      blocks.back() += (blocks.back().empty() ? "" : " ") + line;
    }
  }
  std::vector<TestPaper> papers;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (blocks[i].size() <= kAbstractBytesMin) continue;
    papers.push_back({.number = static_cast<std::uint32_t>(papers.size() + 1),
                      .title = text::readable(blocks[i - 1]),
                      .abstract = text::readable(blocks[i])});
  }
  return papers;
}

TEST(SavedPage, PageModePutsThePapersWithBothWordsFirst) {
  std::ifstream page("../shared/data/daily-papers-page/page.txt");
  if (!page) GTEST_SKIP() << "the saved page is not at hand";
  const std::vector<TestPaper> papers = read_page(page);
  ASSERT_EQ(papers.size(), 67u);
  TestIndex index;
  index.add(papers);
  const Query query = Query::parse("global behavior").value();
  const SearchAnswer first = index.searcher().search(query, {.mode = SearchMode::kPage, .limit = 37}).value();
  std::vector<std::uint32_t> numbers;
  for (const SearchHit& hit : first.hits) numbers.push_back(hit.paper.value());
  const std::vector<std::uint32_t> order = numbers;
  std::ranges::sort(numbers);
  std::vector<std::uint32_t> expected;
  for (std::uint32_t number = 1; number <= 36; ++number) expected.push_back(number);
  expected.push_back(53);
  EXPECT_EQ(numbers, expected);
  // The page's first two, in which the words stand side by side, and its next two, in which they are near.
  EXPECT_TRUE((order[0] == 1 && order[1] == 2) || (order[0] == 2 && order[1] == 1));
  EXPECT_TRUE((order[2] == 4 && order[3] == 5) || (order[2] == 5 && order[3] == 4));
  // Then those with one of the two in the title.
  for (std::size_t place = 4; place < 19; ++place) {
    EXPECT_TRUE(order[place] >= 6 && order[place] <= 20) << "place " << place << ": " << order[place];
  }

  const SearchAnswer all = index.searcher().search(query, {.mode = SearchMode::kPage, .limit = 67}).value();
  for (std::size_t place = 37; place < all.hits.size(); ++place) {
    EXPECT_LT(all.hits[place].score, all.hits[36].score);
    EXPECT_LT(all.hits[place].score, 1000) << "only what has all the words scores a thousand";
  }
}

}  // namespace
}  // namespace broadsheet::search
