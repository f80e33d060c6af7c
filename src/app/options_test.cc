// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A command line like that of a search.
class SearchLike : public testing::Test {
 protected:
  SearchLike() : options_("search") {
    options_.words("QUERY", "what to look for", Need::kRequired, &words_);
    options_.number("-n,--count", "N", "how many", &count_, 1, 100);
    options_.choice("--sort", {"date", "votes"}, "by what", &sort_);
    options_.flag("--json", "as JSON", &json_);
    options_.let_words_begin_with_dash();
  }

  std::string complaint(const std::vector<std::string>& arguments) {
    const Result<void> parsed = options_.parse(arguments);
    return parsed.ok() ? "" : parsed.error().message();
  }

  Options options_;
  std::vector<std::string> words_;
  std::uint32_t count_ = 10;
  std::string sort_ = "relevance";
  bool json_ = false;
};

TEST_F(SearchLike, OptionsMayStandAnywhere) {
  EXPECT_EQ(complaint({"graph", "-n", "5", "networks", "--json"}), "");
  EXPECT_THAT(words_, ElementsAre("graph", "networks"));
  EXPECT_EQ(count_, 5U);
  EXPECT_TRUE(json_);
}

TEST_F(SearchLike, WordsMayBeginWithADash) {
  EXPECT_EQ(complaint({"graph", "-survey", "-n20", "-neural nets", "--sort=date"}), "");
  EXPECT_THAT(words_, ElementsAre("graph", "-survey", "-neural nets"));
  EXPECT_EQ(count_, 20U);
  EXPECT_EQ(sort_, "date");
}

TEST_F(SearchLike, AfterTwoDashesEverythingIsAWord) {
  EXPECT_EQ(complaint({"--json", "--", "-n", "--sort"}), "");
  EXPECT_THAT(words_, ElementsAre("-n", "--sort"));
}

TEST_F(SearchLike, AWordMayLookLikeAList) {
  EXPECT_EQ(complaint({"a,b", "[c]", "\"two words\"", ""}), "");
  EXPECT_THAT(words_, ElementsAre("a,b", "[c]", "\"two words\"", ""));
}

TEST_F(SearchLike, ComplaintsSayWhatIsWrong) {
  EXPECT_EQ(complaint({}), "QUERY is missing");
  EXPECT_EQ(complaint({"graph", "--jsno"}), "unknown: --jsno");
  EXPECT_EQ(complaint({"graph", "--jsno=1", "--xy"}), "unknown: --jsno=1 --xy");
  EXPECT_THAT(complaint({"graph", "-n", "0"}), HasSubstr("'0' is not a number from 1 to 100"));
  EXPECT_THAT(complaint({"graph", "-n", "many"}), HasSubstr("'many' is not a number"));
  EXPECT_THAT(complaint({"graph", "--sort", "size"}), HasSubstr("'size' is none of date, votes"));
  EXPECT_NE(complaint({"graph", "--sort"}), "");
}

TEST_F(SearchLike, HelpIsGivenWhateverElseIsWrong) {
  EXPECT_EQ(complaint({"--nonsense", "--help"}), "");
  EXPECT_TRUE(options_.help_asked());
}

TEST(Options, EveryCommandTakesADataFolder) {
  Options options("status");
  ASSERT_TRUE(options.parse({"--data", "/tmp/x"}).ok());
  EXPECT_EQ(options.data_folder(), "/tmp/x");
}

TEST(Options, AWordThatIsCheckedIsNamedInTheComplaint) {
  std::string day;
  Options options("day");
  options.word("DATE", "a day", Need::kOptional, &day,
               [](const std::string&) { return std::optional<std::string>("no such day"); });
  const Result<void> parsed = options.parse({"2026-13-40"});
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().message(), "DATE: no such day");
  EXPECT_TRUE(Options("day").parse({}).ok());
}

TEST(Options, WordsAreCounted) {
  std::string one;
  std::string other;
  Options options("merge");
  options.word("ID", "one", Need::kRequired, &one);
  options.word("OTHER", "other", Need::kOptional, &other);
  EXPECT_EQ(options.parse({"a", "b", "c"}).error().message(), "one word too many: c");
  EXPECT_EQ(options.parse({"-x", "a"}).error().message(), "unknown: -x");
  EXPECT_TRUE(options.parse({"-", "b"}).ok());
  EXPECT_EQ(one, "-");
}

TEST(Options, RowsDescribeWhatIsDeclared) {
  Options options("search");
  std::uint32_t count = 0;
  options.number("-n,--count", "N", "how many", &count, 1, 2);
  EXPECT_EQ(options.rows().back().usage, "-n N, --count N");
}

}  // namespace
}  // namespace broadsheet::app
