// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "search/page_order.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using testing::PlainSearch;
using testing::TestIndex;
using testing::TestPaper;
using ::testing::UnorderedElementsAre;

PartialDate date(std::string_view text) {
  return parse_partial_date(text).value();
}

// A small library in which each paper is there for a reason.
std::vector<TestPaper> library() {
  return {
      {.number = 1,
       .title = "Graph neural networks",
       .abstract = "Message passing on graphs learns global behavior.",
       .authors = {"Geoffrey E. Hinton", "Yann LeCun"},
       .categories = {"cs.LG", "cs.AI"},
       .sources = {"arxiv"},
       .published = date("2026-01-15"),
       .votes = 3},
      {.number = 2,
       .title = "A survey of global optimization",
       .abstract = "We survey methods. Behaviors of networks are studied too.",
       .authors = {"Ada Hinton", "Geoffrey Moore"},
       .orcids = {"", "0000-0002-1825-0097"},
       .categories = {"math.OC", "cs.LG"},
       .sources = {"acl-anthology", "arxiv"},
       .venues = {"Findings of EMNLP 2025", "emnlp"},
       .published = date("2026-02"),
       .votes = 9},
      {.number = 3,
       .title = "Behavioral studies of global trade",
       .abstract = "Trade and its behavioral side.",
       .authors = {"M. Müller"},
       .categories = {"econ.GN"},
       .sources = {"arxiv"},
       .orgs = {"deep-lab", "The Deep Laboratory"},
       .submitters = {"mokafor", "Mina Okafor"},
       .has = {"code"},
       .published = date("2025")},
      {.number = 4,
       .title = "Nothing in common",
       .abstract = "Words that nobody looks for, with a graph at the end of a network.",
       .categories = {"cs.CY"},
       .sources = {"acl-anthology"}},
  };
}

class Library : public ::testing::Test {
 protected:
  Library() { index_.add(library()); }

  SearchAnswer ask(std::string_view text, SearchOptions options = {}) {
    options.resolve_id = [](std::string_view id) -> Result<std::vector<PaperNumber>> {
      return std::vector<PaperNumber>{PaperNumber(id == "2608.00002" ? 2 : 99)};
    };
    return index_.searcher().search(Query::parse(text).value(), options).value();
  }

  std::vector<std::uint32_t> found(std::string_view text, SearchOptions options = {}) {
    std::vector<std::uint32_t> numbers;
    for (const SearchHit& hit : ask(text, options).hits) numbers.push_back(hit.paper.value());
    return numbers;
  }

  TestIndex index_;
};

TEST_F(Library, AnyWordIsEnoughAndTheTitleWeighs) {
  EXPECT_THAT(found("graph"), ElementsAre(1, 4));
  EXPECT_THAT(found("graph networks"), ElementsAre(1, 4, 2));
  EXPECT_EQ(ask("graph networks").total, 3u);
  EXPECT_TRUE(ask("graph networks").total_is_exact);
}

TEST_F(Library, PlainWordsFindAuthorsToo) {
  EXPECT_THAT(found("lecun"), ElementsAre(1));
}

TEST_F(Library, SignsRequireAndExclude) {
  EXPECT_THAT(found("+graph networks"), ElementsAre(1, 4));
  EXPECT_THAT(found("networks -survey"), UnorderedElementsAre(1, 4));
  EXPECT_THAT(found("-networks"), ElementsAre(3));
}

TEST_F(Library, PhrasesAreWordsSideBySideInOneText) {
  EXPECT_THAT(found("\"neural networks\""), ElementsAre(1));
  EXPECT_THAT(found("\"networks neural\""), IsEmpty());
  EXPECT_THAT(found("\"global behaviors\""), ElementsAre(1));
  EXPECT_THAT(found("\"networks message\""), IsEmpty()) << "the title ends between them";
  EXPECT_THAT(found("\"yann lecun\""), ElementsAre(1));
}

TEST_F(Library, FieldsLookWhereTheySay) {
  EXPECT_THAT(found("title:networks"), ElementsAre(1));
  EXPECT_THAT(found("abstract:networks"), UnorderedElementsAre(2, 4));
  EXPECT_THAT(found("title:\"neural networks\""), ElementsAre(1));
  EXPECT_THAT(found("abstract:\"neural networks\""), IsEmpty());
  EXPECT_THAT(found("title:(global OR nothing)"), UnorderedElementsAre(2, 3, 4));
  EXPECT_THAT(found("author:muller"), ElementsAre(3));
}

TEST_F(Library, AnAuthorIsOneNameWhateverStandsInTheMiddle) {
  EXPECT_THAT(found("author:\"geoffrey hinton\""), ElementsAre(1));
  EXPECT_THAT(found("author:(geoffrey hinton)"), UnorderedElementsAre(1, 2));
}

TEST_F(Library, CategoriesAddAndTakeAway) {
  EXPECT_THAT(found("category:cs.lg"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(found("category:cs"), UnorderedElementsAre(1, 2, 4));
  EXPECT_THAT(found("category:cs.LG+cs.CY-math"), UnorderedElementsAre(1, 4));
  EXPECT_THAT(found("category:-cs"), ElementsAre(3));
  EXPECT_THAT(found("-category:cs"), ElementsAre(3));
  EXPECT_THAT(found("category:cs,econ global"), UnorderedElementsAre(1, 2, 3));
}

TEST_F(Library, KeywordsMatchAsAWholeOrByTheirWords) {
  EXPECT_THAT(found("venue:EMNLP"), ElementsAre(2));
  EXPECT_THAT(found("venue:\"findings emnlp\""), ElementsAre(2));
  EXPECT_THAT(found("venue:cs.cy"), ElementsAre(4)) << "venue keys come as categories";
  EXPECT_THAT(found("source:acl"), UnorderedElementsAre(2, 4));
  EXPECT_THAT(found("source:acl-anthology"), UnorderedElementsAre(2, 4));
  EXPECT_THAT(found("org:deep-lab"), ElementsAre(3));
  EXPECT_THAT(found("has:code"), ElementsAre(3));
  EXPECT_THAT(found("has:nothing"), IsEmpty());
}

TEST_F(Library, DatesHoldAPaperOnlyIfTheyHoldAllOfWhatIsKnown) {
  EXPECT_THAT(found("date:2026-01..2026-02"), ElementsAre(2, 1));
  EXPECT_THAT(found("date:2026-02-01"), IsEmpty());
  EXPECT_THAT(found("date:2026-01-15"), ElementsAre(1));
  EXPECT_THAT(found("date:2025-01..2025-06"), IsEmpty());
  EXPECT_THAT(found("date:..2025"), ElementsAre(3));
}

TEST_F(Library, IdsResolveThroughTheCaller) {
  EXPECT_THAT(found("2608.00002"), ElementsAre(2));
  EXPECT_THAT(found("id:2608.00002 OR title:graph"), ElementsAre(1, 2));
  EXPECT_THAT(found("id:2608.99999"), IsEmpty());
}

TEST_F(Library, FiltersAloneListTheNewestFirst) {
  EXPECT_THAT(found(""), ElementsAre(2, 1, 3, 4));
  EXPECT_THAT(found("source:arxiv"), ElementsAre(2, 1, 3));
  EXPECT_EQ(ask("source:arxiv").hits[0].score, 0);
}

TEST_F(Library, WhatMeansNothingFindsNothing) {
  EXPECT_THAT(found("+++"), IsEmpty());
  EXPECT_THAT(found("!!! ???"), IsEmpty());
  EXPECT_EQ(ask("!!!").total, 0u);
  EXPECT_THAT(found("!!! graph"), ElementsAre(1, 4));
}

TEST_F(Library, SortsByDateAndVotes) {
  EXPECT_THAT(found("global", {.sort = SearchSort::kDate}), ElementsAre(2, 1, 3));
  EXPECT_THAT(found("graph global", {.sort = SearchSort::kVotes}), ElementsAre(2, 1, 3, 4));
  EXPECT_GT(ask("global", {.sort = SearchSort::kDate}).hits[0].score, 0);
}

TEST_F(Library, FindsWhatSomebodySubmitted) {
  EXPECT_THAT(found("submitter:mokafor"), ElementsAre(3));
  EXPECT_THAT(found("submitter:\"Mina Okafor\""), ElementsAre(3));
  EXPECT_THAT(found("submitter:nobody"), IsEmpty());
}

TEST_F(Library, ABylineIsAWholeName) {
  EXPECT_THAT(found("byline:\"geoffrey e. hinton\""), ElementsAre(1));
  EXPECT_THAT(found("byline:\"Geoffrey Hinton\""), IsEmpty());
  EXPECT_THAT(found("byline:hinton"), IsEmpty());
  EXPECT_THAT(found("byline:\"M. Müller\" OR byline:\"Ada  Hinton\""), ElementsAre(2, 3));
  EXPECT_THAT(found("byline:\"M. Muller\""), IsEmpty());
  EXPECT_THAT(found("byline:0000-0002-1825-0097"), ElementsAre(2));
  EXPECT_THAT(found("byline:https://orcid.org/0000000218250097"), ElementsAre(2));
}

TEST_F(Library, NamesAndOrcidsAreTiedByThePapersThatGiveBoth) {
  index_.add({{.number = 5, .title = "Tides", .authors = {"G. Moore"}, .orcids = {"0000-0002-1825-0097"}},
              {.number = 6, .title = "Moons", .authors = {"G. Moore"}, .orcids = {"0000-0002-1825-0097"}},
              {.number = 7, .title = "Suns", .authors = {"G. Moore"}, .orcids = {"0000-0002-1694-233X"}}});
  const auto partners = [&](std::string_view author) {
    std::vector<std::pair<std::string, std::uint64_t>> all;
    const std::vector<BylinePartner> found = index_.searcher().byline_partners(author).value();
    for (const BylinePartner& partner : found) all.emplace_back(partner.text, partner.papers);
    return all;
  };
  EXPECT_THAT(partners("0000-0002-1825-0097"), ElementsAre(Pair("G. Moore", 2), Pair("Geoffrey Moore", 1)));
  EXPECT_THAT(partners("g. moore"),
              ElementsAre(Pair("0000-0002-1825-0097", 2), Pair("0000-0002-1694-233X", 1)));
  EXPECT_THAT(partners("Geoffrey Moore"), ElementsAre(Pair("0000-0002-1825-0097", 1)));
  EXPECT_THAT(partners("Geoffrey"), IsEmpty()) << "no author, but the beginning of one";
  EXPECT_THAT(partners("Ada Hinton"), IsEmpty());
  index_.add({{.number = 6, .title = "Moons", .authors = {"G. Moore"}}});
  EXPECT_THAT(partners("0000-0002-1825-0097"), ElementsAre(Pair("G. Moore", 1), Pair("Geoffrey Moore", 1)))
      << "what a paper no longer says does not count";
}

TEST_F(Library, AListByDateGoesOnBehindAPlace) {
  SearchOptions options{.sort = SearchSort::kDate};
  ASSERT_THAT(found("", options), ElementsAre(2, 1, 3, 4));
  options.after = DatePlace{date("2026-01-15").day, PaperNumber(1)};
  EXPECT_THAT(found("", options), ElementsAre(3, 4));
  options.after = DatePlace{date("2026-01-15").day, PaperNumber(2)};
  EXPECT_THAT(found("", options), ElementsAre(1, 3, 4)) << "a smaller number of the same day comes behind";
  options.after = DatePlace{std::nullopt, PaperNumber(4)};
  EXPECT_THAT(found("", options), IsEmpty());
  options.after = DatePlace{date("2030-01-01").day, PaperNumber(1)};
  options.limit = 2;
  EXPECT_EQ(ask("", options).last->paper, PaperNumber(1));
  EXPECT_EQ(ask("", options).total, 4u) << "the total is that of the whole list";
}

TEST_F(Library, PagesAreCutFromOneList) {
  EXPECT_THAT(found("global graph", {.limit = 2}), ElementsAre(1, 4));
  const std::vector<std::uint32_t> all = found("global graph");
  ASSERT_EQ(all.size(), 4u);
  EXPECT_THAT(found("global graph", {.limit = 2, .offset = 2}), ElementsAre(all[2], all[3]));
  EXPECT_THAT(found("global graph", {.limit = 2, .offset = 5}), IsEmpty());
  EXPECT_EQ(ask("global graph", {.limit = 2, .offset = 5}).total, 4u);
  EXPECT_THAT(found("global graph", {.limit = 10, .offset = kPoolMax}), IsEmpty());
}

TEST_F(Library, PageModeWantsAllTheWordsWithPluralsFolded) {
  const SearchOptions page{.mode = SearchMode::kPage, .limit = 2};
  EXPECT_THAT(found("global behavior", page), ElementsAre(1, 2)) << "behavioral is another word";
  EXPECT_THAT(found("global behavior", {.mode = SearchMode::kPage}), ElementsAre(1, 2, 3));
  EXPECT_EQ(ask("global behavior", page).total, 3u);
}

TEST_F(Library, FacetsCountEveryMatch) {
  const Facets facets = ask("global", {.limit = 1, .facets = true}).facets.value();
  ASSERT_FALSE(facets.category.empty());
  EXPECT_EQ(facets.category[0].value, "cs.LG");
  EXPECT_EQ(facets.category[0].count, 2u);
  EXPECT_EQ(facets.category.size(), 4u);
  ASSERT_EQ(facets.year.size(), 2u);
  EXPECT_EQ(facets.year[0].value, "2026");
  EXPECT_EQ(facets.year[0].count, 2u);
  EXPECT_EQ(facets.source[0].value, "arxiv");
  EXPECT_EQ(facets.source[0].count, 3u);
  ASSERT_EQ(facets.venue.size(), 1u);
  EXPECT_EQ(facets.venue[0].value, "Findings of EMNLP 2025");
}

TEST_F(Library, SemanticSaysThatThereIsNoModel) {
  const auto answer =
      index_.searcher().search(Query::parse("graph").value(), {.mode = SearchMode::kSemantic});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code(), ErrorCode::kUnsupported);
}

TEST_F(Library, HybridAnswersWithWordsAndSaysHowManyVectorsThereAre) {
  const SearchAnswer answer = ask("graph", {.mode = SearchMode::kHybrid});
  EXPECT_EQ(answer.hits.size(), 2u);
  EXPECT_EQ(answer.vectors_done, 0u);
  EXPECT_EQ(answer.vectors_of, 4u);
}

TEST_F(Library, RemovedPapersAreGoneFromEverything) {
  index_.remove(1);
  EXPECT_THAT(found("graph"), ElementsAre(4));
  EXPECT_THAT(found("category:cs"), ElementsAre(2, 4));
  EXPECT_THAT(found("-survey"), ElementsAre(3, 4));
  EXPECT_EQ(ask("", {.facets = true}).facets->source[0].count, 2u);
}

TEST_F(Library, AllMatchesAreInOrderOfNumber) {
  const auto all = index_.searcher().all_matches(Query::parse("global graph").value(), {});
  EXPECT_THAT(all.value(), ElementsAre(PaperNumber(1), PaperNumber(2), PaperNumber(3), PaperNumber(4)));
}

TEST(NearestWindow, IsTheShortestStretchWithOneOfEach) {
  using Lists = std::vector<std::vector<std::uint32_t>>;
  EXPECT_EQ(nearest_window(Lists{{3, 90}, {40, 88}}), 3u);
  EXPECT_EQ(nearest_window(Lists{{1}, {2}, {3}}), 3u);
  EXPECT_EQ(nearest_window(Lists{{7}}), 1u);
  EXPECT_EQ(nearest_window(Lists{{7}, {}}), 0u);
}

// Collections and questions from few words, so that everything meets everything.
const std::vector<std::string>& vocabulary() {
  static const std::vector<std::string> words{"graph",      "graphs", "network",     "behavior",
                                              "behavioral", "global", "the",         "of",
                                              "C++",        "hinton", "co-training", "深度学习"};
  return words;
}

rc::Gen<std::string> texts(int words_max) {
  return rc::gen::map(rc::gen::resize(words_max, rc::gen::container<std::vector<std::string>>(
                                                     rc::gen::elementOf(vocabulary()))),
                      [](const std::vector<std::string>& words) {
                        std::string text;
                        for (const std::string& word : words) text += word + " ";
                        return text;
                      });
}

TestPaper random_paper(std::uint32_t number) {
  TestPaper paper;
  paper.number = number;
  paper.title = *texts(4);
  paper.abstract = *texts(14);
  const auto some = [](std::vector<std::string> values) {
    return *rc::gen::resize(2, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(values)));
  };
  paper.authors = some({"Geoffrey Hinton", "Graph Network", "Hinton, G. of"});
  paper.categories = some({"cs.LG", "cs.AI", "math.OC", "hep-th"});
  paper.sources = some({"arxiv", "acl-anthology"});
  paper.venues = some({"Global Network", "acl"});
  paper.has = some({"code", "abstract"});
  const auto day = *rc::gen::element<std::string>("", "2024", "2025-03", "2025-03-05", "2026-01-01");
  if (!day.empty()) paper.published = date(day);
  paper.votes = *rc::gen::inRange(0, 3);
  return paper;
}

rc::Gen<std::string> questions() {
  std::vector<std::string> pieces = vocabulary();
  for (const char* piece : {"+graph",
                            "-behavior",
                            "\"global behavior\"",
                            "\"graph network\"",
                            "-\"the graph\"",
                            "OR",
                            "OR",
                            "(",
                            ")",
                            "title:graph",
                            "abstract:global",
                            "author:\"geoffrey hinton\"",
                            "-author:hinton",
                            "byline:\"geoffrey hinton\"",
                            "-byline:hinton",
                            "title:\"graph network\"",
                            "abstract:\"of the\"",
                            "category:cs",
                            "category:cs.LG-cs.AI",
                            "-category:math",
                            "source:acl",
                            "venue:network",
                            "has:code",
                            "-has:abstract",
                            "date:2025",
                            "date:2025-03..",
                            "date:2025-03-05",
                            "id:2",
                            "-id:1",
                            "+???",
                            "+(graph global)",
                            "-(graph global)",
                            "title:(graph -network)"}) {
    pieces.emplace_back(piece);
  }
  return rc::gen::map(
      rc::gen::resize(6, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))),
      [](const std::vector<std::string>& chosen) {
        std::string text;
        for (const std::string& piece : chosen) text += piece + " ";
        return text;
      });
}

void compare(const TestIndex& index, const Searcher& searcher, const std::string& text,
             SearchOptions options) {
  options.resolve_id = [](std::string_view id) -> Result<std::vector<PaperNumber>> {
    return std::vector<PaperNumber>{PaperNumber(static_cast<std::uint32_t>(id[0] - '0'))};
  };
  options.explain = true;
  const Query query = Query::parse(text).value();
  const SearchAnswer answer = searcher.search(query, options).value();
  const std::vector<PlainSearch::Match> expected = PlainSearch(index.papers()).all(query, options);
  RC_LOG() << "query: " << text << "\nmode: " << search_mode_name(options.mode)
           << " sort: " << search_sort_name(options.sort) << " offset: " << options.offset << "\n";
  RC_ASSERT(answer.total == expected.size());
  const std::size_t from = std::min(options.offset, expected.size());
  const std::size_t count = std::min(options.limit, expected.size() - from);
  RC_ASSERT(answer.hits.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    RC_LOG() << "expected " << expected[from + i].number << " " << expected[from + i].score << ", got "
             << answer.hits[i].paper.value() << " " << answer.hits[i].score << "\n";
    RC_ASSERT(std::abs(answer.hits[i].score - expected[from + i].score) <= 1e-9);
    RC_ASSERT(answer.hits[i].paper.value() == expected[from + i].number);
    double sum = 0;
    for (const ScorePart& part : answer.hits[i].why) sum += part.value;
    RC_ASSERT(sum == answer.hits[i].score);
  }
}

RC_GTEST_PROP(SearcherProperty, AnswersAsItsSlowTwin, ()) {
  TestIndex index;
  const auto segments = *rc::gen::inRange(1, 4);
  std::uint32_t number = 0;
  for (int s = 0; s < segments; ++s) {
    std::vector<TestPaper> papers;
    for (int i = *rc::gen::inRange(1, 8); i > 0; --i) papers.push_back(random_paper(++number));
    index.add(papers);
  }
  if (*rc::gen::arbitrary<bool>()) index.remove(*rc::gen::inRange(1u, number + 1));
  if (*rc::gen::arbitrary<bool>()) index.add({random_paper(*rc::gen::inRange(1u, number + 1))});
  const Searcher searcher = index.searcher();
  for (int i = 0; i < 12; ++i) {
    SearchOptions options;
    options.mode = *rc::gen::element(SearchMode::kLexical, SearchMode::kHybrid, SearchMode::kPage);
    options.sort = *rc::gen::element(SearchSort::kRelevance, SearchSort::kRelevance, SearchSort::kDate,
                                     SearchSort::kVotes);
    options.limit = *rc::gen::inRange<std::size_t>(0, 12);
    options.offset = *rc::gen::element<std::size_t>(0, 0, 2, 5);
    options.facets = *rc::gen::arbitrary<bool>();
    options.names = false;  // the twin knows nobody (named_author_test.cc)
    compare(index, searcher, *questions(), options);
  }
}

}  // namespace
}  // namespace broadsheet::search
