// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "search/limits.h"

namespace broadsheet::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Query parsed(std::string_view text) {
  return Query::parse(text).value();
}

// The canonical form, which shows the whole tree.
std::string canonical(std::string_view text) {
  return to_string(parsed(text));
}

TEST(Query, PlainWordsRank) {
  const Query query = parsed("graph neural  networks");
  ASSERT_EQ(query.root().children.size(), 3u);
  for (const Node& node : query.root().children) {
    EXPECT_EQ(node.kind, NodeKind::kWord);
    EXPECT_EQ(node.occur, Presence::kShould);
    EXPECT_EQ(node.field, QueryField::kAnywhere);
  }
  EXPECT_EQ(query.root().children[1].text, "neural");
}

TEST(Query, SignsRequireAndExclude) {
  const Query query = parsed("+graph -survey");
  ASSERT_EQ(query.root().children.size(), 2u);
  EXPECT_EQ(query.root().children[0].occur, Presence::kMust);
  EXPECT_EQ(query.root().children[1].occur, Presence::kMustNot);
  EXPECT_EQ(query.root().children[1].text, "survey");
}

TEST(Query, HyphensAndPlusesInsideAWordAreText) {
  EXPECT_EQ(canonical("state-of-the-art C++ a+b"), "state-of-the-art C++ a+b");
  EXPECT_EQ(parsed("state-of-the-art").root().children.size(), 1u);
}

TEST(Query, PhrasesMustMatch) {
  const Query query = parsed("\"graph  neural\" nets -\"a survey\"");
  ASSERT_EQ(query.root().children.size(), 3u);
  EXPECT_EQ(query.root().children[0].kind, NodeKind::kPhrase);
  EXPECT_EQ(query.root().children[0].occur, Presence::kMust);
  EXPECT_EQ(query.root().children[0].text, "graph  neural");
  EXPECT_EQ(query.root().children[2].occur, Presence::kMustNot);
}

TEST(Query, CurlyQuotesAreQuotes) {
  EXPECT_EQ(canonical("\u201cglobal behavior\u201d model"), "\"global behavior\" model");
  EXPECT_EQ(canonical("\u201eglobal behavior\u201c"), "\"global behavior\"");
}

TEST(Query, RangesPointIntoTheText) {
  const std::string text = "  -title:\"deep nets\"  word";
  const Query query = parsed(text);
  ASSERT_EQ(query.root().children.size(), 2u);
  const SourceRange range = query.root().children[0].range;
  EXPECT_EQ(text.substr(range.begin, range.end - range.begin), "-title:\"deep nets\"");
  const SourceRange word = query.root().children[1].range;
  EXPECT_EQ(text.substr(word.begin, word.end - word.begin), "word");
}

TEST(Query, OrBetweenWordsIsWhatPlainWordsAreAnyway) {
  EXPECT_EQ(canonical("graph OR network nets"), "graph network nets");
  EXPECT_EQ(canonical("+graph OR network nets"), "+(graph network) nets");
}

TEST(Query, OrBetweenOtherThingsNeedsOneOfThem) {
  const Query query = parsed("a \"b c\" OR title:d OR e f");
  ASSERT_EQ(query.root().children.size(), 3u);
  const Node& any = query.root().children[1];
  EXPECT_EQ(any.kind, NodeKind::kAny);
  EXPECT_EQ(any.occur, Presence::kMust);
  ASSERT_EQ(any.children.size(), 3u);
  EXPECT_EQ(to_string(any), "\"b c\" OR title:d OR e");
  EXPECT_EQ(canonical("\"a b\" OR (\"c d\" OR e)"), "\"a b\" OR \"c d\" OR e");
  EXPECT_EQ(canonical("-(\"a b\" OR c) d"), "-(\"a b\" OR c) d");
}

TEST(Query, AnOrWithNothingToJoinIsAWord) {
  EXPECT_EQ(canonical("OR"), "or");
  EXPECT_EQ(canonical("OR graph"), "or graph");
  EXPECT_EQ(canonical("graph OR"), "graph or");
  EXPECT_EQ(canonical("+OR"), "+or");
  EXPECT_EQ(canonical("graph or nets"), "graph or nets");
}

TEST(Query, GroupsKeepTheirSign) {
  EXPECT_EQ(canonical("+(graph network) -(survey review)"), "+(graph network) -(survey review)");
  EXPECT_EQ(canonical("(graph network) nets"), "graph network nets");
  EXPECT_EQ(canonical("-(graph)"), "-graph");
  EXPECT_EQ(canonical("-(-graph)"), "+graph");
  EXPECT_EQ(canonical("(+graph -nets) x"), "+graph -nets x");
  EXPECT_EQ(canonical("(\"a b\" c) OR d"), "(\"a b\" c) OR d");
}

TEST(Query, FieldsTakeWordsPhrasesAndGroups) {
  const Query query = parsed("TITLE:graph author:\"Geoffrey Hinton\" abstract:(deep \"belief nets\")");
  ASSERT_EQ(query.root().children.size(), 4u);
  EXPECT_EQ(query.root().children[0].field, QueryField::kTitle);
  EXPECT_EQ(query.root().children[0].occur, Presence::kMust);
  EXPECT_EQ(query.root().children[1].kind, NodeKind::kPhrase);
  EXPECT_EQ(query.root().children[1].field, QueryField::kAuthor);
  EXPECT_EQ(to_string(query.root().children[2]), "abstract:deep");
  EXPECT_EQ(to_string(query.root().children[3]), "abstract:\"belief nets\"");
  EXPECT_EQ(canonical("title:(a OR b -c)"), "title:a OR title:b -title:c");
}

TEST(Query, UnknownPrefixesAndEmptyFieldsAreText) {
  EXPECT_EQ(canonical("foo:bar http://x.org/a"), "foo:bar http://x.org/a");
  EXPECT_EQ(canonical("title: a study"), "title a study");
  EXPECT_EQ(canonical("title:"), "title");
  EXPECT_EQ(canonical("date:yesterday"), "date:yesterday");
  EXPECT_EQ(parsed("date:yesterday").root().children[0].kind, NodeKind::kWord);
}

TEST(Query, CategoriesAddAndTakeAway) {
  using Steps = std::vector<CategoryStep>;
  EXPECT_EQ(parse_category_expression("cs.AI+cs.LG-cs.CY"),
            (Steps{{true, "cs.ai"}, {true, "cs.lg"}, {false, "cs.cy"}}));
  EXPECT_EQ(parse_category_expression("cs,math"), (Steps{{true, "cs"}, {true, "math"}}));
  EXPECT_EQ(parse_category_expression("-cs.CY"), (Steps{{false, "cs.cy"}}));
  EXPECT_THAT(parse_category_expression("+,-"), IsEmpty());
}

TEST(Query, HyphensInCategoryNamesTakeNothingAway) {
  using Steps = std::vector<CategoryStep>;
  EXPECT_EQ(parse_category_expression("cond-mat.str-el-hep-th"),
            (Steps{{true, "cond-mat.str-el"}, {false, "hep-th"}}));
  EXPECT_EQ(parse_category_expression("physics.app-ph+math-ph-math"),
            (Steps{{true, "physics.app-ph"}, {true, "math-ph"}, {false, "math"}}));
  EXPECT_EQ(parse_category_expression("math-cs.LG"), (Steps{{true, "math"}, {false, "cs.lg"}}));
  EXPECT_EQ(parse_category_expression("q-bio-q-bio.NC"), (Steps{{true, "q-bio"}, {false, "q-bio.nc"}}));
}

TEST(Query, CategoriesTakenAwayOneAfterTheOtherStayTwo) {
  EXPECT_EQ(canonical("category:cs-cond--mat"), "category:cs--cond--mat");
  EXPECT_EQ(canonical("category:cs--cond--mat"), "category:cs--cond--mat");
  EXPECT_EQ(canonical("category:cs-cond-mat"), "category:cs-cond-mat");
}

TEST(Query, AQuotedCategoryIsOneName) {
  const Query query = parsed("category:\"I.2.7; K.4.1-x\"");
  ASSERT_EQ(query.root().children.size(), 1u);
  EXPECT_EQ(query.root().children[0].categories, (std::vector<CategoryStep>{{true, "i.2.7; k.4.1-x"}}));
}

DateRange dates_of(std::string_view text) {
  const Query query = parsed(text);
  EXPECT_EQ(query.root().children.at(0).kind, NodeKind::kDate) << text;
  return query.root().children.at(0).dates;
}

TEST(Query, DatesAreRangesOfDays) {
  const auto day = [](std::string_view text) { return parse_day(text).value(); };
  EXPECT_EQ(dates_of("date:2026-01..2026-06"), (DateRange{day("2026-01-01"), day("2026-06-30")}));
  EXPECT_EQ(dates_of("date:2024-02"), (DateRange{day("2024-02-01"), day("2024-02-29")}));
  EXPECT_EQ(dates_of("date:2024"), (DateRange{day("2024-01-01"), day("2024-12-31")}));
  EXPECT_EQ(dates_of("date:2024-03-05"), (DateRange{day("2024-03-05"), day("2024-03-05")}));
  EXPECT_EQ(dates_of("date:2024.."), (DateRange{day("2024-01-01"), last_possible_day()}));
  EXPECT_EQ(dates_of("date:..2024-05"), (DateRange{first_possible_day(), day("2024-05-31")}));
  EXPECT_EQ(dates_of("date:2026..2024"), (DateRange{day("2024-01-01"), day("2026-12-31")}));
}

TEST(Query, PastedIdsAreIdQueries) {
  EXPECT_THAT(parsed(" 2608.01234 ").ids(), ElementsAre("2608.01234"));
  EXPECT_THAT(parsed("https://arxiv.org/abs/2608.01234v2").ids(),
              ElementsAre("https://arxiv.org/abs/2608.01234v2"));
  EXPECT_THAT(parsed("10.1016/S0370-2693(00)00123-4").ids(), ElementsAre("10.1016/S0370-2693(00)00123-4"));
  EXPECT_THAT(parsed("2608.01234 hep-th/9901001").ids(), ElementsAre("2608.01234", "hep-th/9901001"));
  EXPECT_THAT(parsed("id:2608.01234").ids(), ElementsAre("2608.01234"));
  EXPECT_THAT(parsed("attention 2608.01234").ids(), IsEmpty());
  EXPECT_THAT(parsed("-id:2608.01234").ids(), IsEmpty());
}

TEST(Query, BrokenSyntaxIsText) {
  EXPECT_EQ(canonical("\"graph neural"), "graph neural");
  EXPECT_EQ(canonical("graph \" neural"), "graph neural");
  EXPECT_EQ(canonical("(graph neural"), "graph neural");
  EXPECT_EQ(canonical("graph) neural"), "graph neural");
  EXPECT_EQ(canonical("+ - -- +- graph"), "graph");
  EXPECT_EQ(canonical("-\"graph"), "-graph");
  EXPECT_EQ(canonical("()"), "");
  EXPECT_EQ(canonical("\"\" -\"\" title:\"\" +()"), "");
  EXPECT_EQ(canonical("f(x) O(n log n)"), "f(x) O n log n");
}

TEST(Query, BlankIsNotTheSameAsMeaningless) {
  EXPECT_TRUE(parsed("").blank());
  EXPECT_TRUE(parsed(" \t\u3000").blank());
  EXPECT_FALSE(parsed("+").blank());
  EXPECT_THAT(parsed("+").root().children, IsEmpty());
}

TEST(Query, DeepNestingReadsAsIfFlat) {
  const std::string text = std::string(4000, '(') + "a b" + std::string(4000, ')');
  EXPECT_EQ(canonical(text), "a b");
  std::string alternating;
  for (int i = 0; i < 300; ++i) alternating += "-(a +(b ";
  alternating += "c" + std::string(600, ')');
  EXPECT_EQ(canonical(canonical(alternating)), canonical(alternating));
}

TEST(Query, LengthIsLimitedAndClausesAreCut) {
  EXPECT_TRUE(Query::parse(std::string(kQueryBytesMax, 'a')).ok());
  const Result<Query> long_query = Query::parse(std::string(kQueryBytesMax + 1, 'a'));
  ASSERT_FALSE(long_query.ok());
  EXPECT_EQ(long_query.error().code(), ErrorCode::kTooLarge);
  std::string many;
  for (std::size_t i = 0; i < kQueryClausesMax; ++i) many += "ab ";
  EXPECT_FALSE(parsed(many).truncated());
  many += "cd";
  EXPECT_TRUE(parsed(many).truncated());
  EXPECT_EQ(parsed(many).root().children.size(), kQueryClausesMax);
}

// Queries made of the language's own pieces, which meet more of the grammar than random bytes do.
rc::Gen<std::string> queries() {
  const std::vector<std::string> pieces{
      "graph",     "nets",   "OR",      "or",     " ",          " ",        " ",        "\"",
      "+",         "-",      "(",       ")",      "title:",     "date:",    "id:",      "author:",
      "category:", "venue:", "2026-01", "..",     "cs.AI",      ",",        "c++",      "f(x)",
      "\u201c",    "\u201d", "\u00a0",  "hep-th", "2608.01234", "has:code", "\xff",     "é",
      ":",         "abc\"d", "a)b",     "a(b",    "10.1/x(y",   "org:",     "source:(", "\\\"o"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& chosen) {
                        std::string text;
                        for (const std::string& piece : chosen) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(QueryProperty, PrintingAndParsingAgainGivesTheSameTree, ()) {
  const std::string text = *queries();
  const Query query = parsed(text);
  const std::string printed = to_string(query);
  const Query again = parsed(printed);
  RC_LOG() << "text: " << text << "\nprinted: " << printed << "\nagain: " << to_string(again) << "\n";
  RC_ASSERT(same_query(query.root(), again.root()));
  RC_ASSERT(to_string(again) == printed);
}

void check_ranges(const Node& node, std::size_t size) {
  RC_ASSERT(node.range.begin <= node.range.end);
  RC_ASSERT(node.range.end <= size);
  for (const Node& child : node.children) check_ranges(child, size);
}

RC_GTEST_PROP(QueryProperty, AnyBytesAreAQueryWithRangesInside, (const std::string& bytes)) {
  const Query query = parsed(bytes);
  check_ranges(query.root(), bytes.size());
  RC_ASSERT(same_query(parsed(to_string(query)).root(), query.root()));
}

}  // namespace
}  // namespace broadsheet::search
