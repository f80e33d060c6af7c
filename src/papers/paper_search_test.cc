// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What of a search needs no index: ids, limits and the shape of the document. Words are tested where the
// searcher is.

#include "papers/paper_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/file.h"

namespace broadsheet::papers {
namespace {

class PaperSearchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = *make_temporary_folder("paper-search");
    record_ = store::Record::open(folder_ + "/data", store::Record::Mode::kWrite).value();
    store::Transaction transaction = record_->begin(store::Durability::kInteractive).value();
    for (const char* id : {"arxiv:2608.00001", "doi:10.1000/one(two)"}) {
      const store::IdentityNumber identity = transaction.add_identity(id, true).value();
      store::PaperView view;
      view.number = PaperNumber(identity.value());
      view.ids = {id};
      view.title = "About $x^2$ & more";
      view.authors = {"A. Author"};
      ASSERT_TRUE(transaction.put_paper(view).ok());
    }
    ASSERT_TRUE(transaction.commit().ok());
  }
  void TearDown() override {
    record_.reset();
    ASSERT_TRUE(remove_all(folder_).ok());
  }

  std::vector<std::string> found(const std::string& query) {
    std::vector<std::string> ids;
    const PaperSearchRequest request{.query = query};
    const auto response = search_papers(*record_, nullptr, request, analyzer_).value();
    for (const FoundPaper& paper : response.results) {
      ids.push_back(paper.id);
    }
    return ids;
  }

  std::string folder_;
  std::unique_ptr<store::Record> record_;
  text::Analyzer analyzer_;
};

TEST_F(PaperSearchTest, APastedIdFindsItsPaperWithoutAnIndex) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(found("2608.00001"), ElementsAre("2608.00001"));
  EXPECT_THAT(found(" https://arxiv.org/abs/2608.00001v3 "), ElementsAre("2608.00001"));
  EXPECT_THAT(found("https://doi.org/10.1000/One(Two)"), ElementsAre("doi:10.1000/one(two)"));
  EXPECT_THAT(found("10.1000/one(two) 2608.00001"), ElementsAre("doi:10.1000/one(two)", "2608.00001"));
  EXPECT_THAT(found("id:2608.00001 OR id:2608.00001"), ElementsAre("2608.00001"));
  EXPECT_THAT(found("2608.99999"), IsEmpty());
  EXPECT_THAT(found("more"), IsEmpty()) << "words need an index";
}

TEST_F(PaperSearchTest, IdsArePagedLikeAllElse) {
  const PaperSearchRequest request{.query = "2608.00001 10.1000/one(two)", .limit = 1, .offset = 1};
  const PaperSearchResponse response = search_papers(*record_, nullptr, request, analyzer_).value();
  EXPECT_EQ(response.total, 2u);
  ASSERT_EQ(response.results.size(), 1u);
  EXPECT_EQ(response.results[0].id, "doi:10.1000/one(two)");
}

TEST_F(PaperSearchTest, AQueryThatIsTooLongIsRefused) {
  const auto response = search_papers(*record_, nullptr, {.query = std::string(9000, 'a')}, analyzer_);
  ASSERT_FALSE(response.ok());
  EXPECT_EQ(response.error().code(), ErrorCode::kTooLarge);
}

TEST_F(PaperSearchTest, MatchingPapersOfIdsAreAscending) {
  const auto numbers = matching_papers(*record_, nullptr, "10.1000/one(two) 2608.00001").value();
  ASSERT_EQ(numbers.size(), 2u);
  EXPECT_LT(numbers[0], numbers[1]);
}

TEST(PaperSearchJson, HasEveryKeyOfTheContract) {
  PaperSearchResponse response;
  response.query = "q";
  response.mode = search::SearchMode::kPage;
  response.total = 7;
  response.total_is_exact = false;
  response.offset = 2;
  response.took_ms = 0.5;
  response.revision = Revision(9);
  response.vectors_of = 3;
  response.explained = true;
  response.facets.emplace();
  response.facets->year.push_back({"2026", 4});
  FoundPaper paper;
  paper.id = "2608.00001";
  paper.view.title = "T";
  paper.view.published = PartialDate{*parse_day("2026-08-01"), DatePrecision::kMonth};
  paper.view.authors = {"A"};
  paper.score = 1.5;
  paper.title = {{true, "T"}};
  paper.why = {{"word", 1.5, "t"}};
  response.results.push_back(paper);
  JsonWriter json;
  write_json(response, json);
  EXPECT_EQ(
      json.text(),
      R"({"query":"q","mode":"page","total":7,"total_is":"at_least","offset":2,"took_ms":0.5,"revision":9,)"
      R"("vectors":{"done":0,"of":3},"facets":{"category":[],"year":[{"value":"2026","count":4}],)"
      R"("source":[],"venue":[],"organization":[],"code":0},)"
      R"("results":[{"id":"2608.00001","title":"T","score":1.5,"published":"2026-08","authors":["A"],)"
      R"("votes":0,"highlights":{"title":[{"type":"highlight",)"
      R"("text":"T"}],"abstract":[]},"why":[{"part":"word","value":1.5,"text":"t"}]}]})");
}

}  // namespace
}  // namespace broadsheet::papers
