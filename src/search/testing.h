// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Small collections for the tests of this room, and the slow twin of the searcher: it knows nothing of
// an index and answers by looking at every word of every paper. Included by tests only.

#ifndef BROADSHEET_SEARCH_TESTING_H_
#define BROADSHEET_SEARCH_TESTING_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "index/index_writer.h"
#include "index/snapshot.h"
#include "index/testing.h"
#include "search/paper_document.h"
#include "search/query.h"
#include "search/ranking.h"
#include "search/schema.h"
#include "search/searcher.h"
#include "text/analyzer.h"

namespace broadsheet::search::testing {

struct TestPaper {
  std::uint32_t number = 0;
  std::string title;
  std::string abstract = {};
  std::vector<std::string> authors = {};
  std::vector<std::string> orcids = {};
  std::vector<std::string> categories = {};
  std::vector<std::string> sources = {};
  std::vector<std::string> venues = {};
  std::vector<std::string> orgs = {};
  std::vector<std::string> submitters = {};
  std::vector<std::string> has = {};
  std::optional<PartialDate> published = {};
  std::int32_t votes = 0;

  PaperContent content() const {
    return {PaperNumber(number), title, abstract,  authors,     orcids, categories, sources, venues, orgs,
            submitters,          has,   published, std::nullopt};
  }
};

// An index in a folder of its own. Each call of add is a publication, and so at least one segment.
class TestIndex {
 public:
  TestIndex() {
    text::Analyzer analyzer;
    writer_ = index::IndexWriter::open(folder_.file("index"),
                                       {.schema = product_schema(), .analyzer = std::string(analyzer.name())})
                  .value();
  }

  void add(const std::vector<TestPaper>& papers) {
    text::Analyzer analyzer;
    index::Document document(product_schema());
    for (const TestPaper& paper : papers) {
      fill_document(paper.content(), analyzer, document);
      CHECK(writer_->put(document).ok());
      writer_->set_votes(PaperNumber(paper.number), paper.votes);
      papers_[paper.number] = paper;
    }
    publish();
  }

  void remove(std::uint32_t number) {
    CHECK(writer_->remove(PaperNumber(number)).ok());
    papers_.erase(number);
    publish();
  }

  Searcher searcher() const { return Searcher(index::Snapshot::open(folder()).value()); }
  std::string folder() const { return folder_.file("index"); }
  // The live papers.
  std::vector<TestPaper> papers() const {
    std::vector<TestPaper> all;
    for (const auto& [number, paper] : papers_) all.push_back(paper);
    return all;
  }

 private:
  void publish() {
    CHECK(writer_->publish({.record_uuid = "test", .revision = Revision(++revision_), .stamp = 1}).ok());
  }

  index::TemporaryFolder folder_;
  std::unique_ptr<index::IndexWriter> writer_;
  std::map<std::uint32_t, TestPaper> papers_;
  std::uint64_t revision_ = 0;
};

// What the twin knows of a paper: its words in order.
struct ReadPaper {
  TestPaper paper;
  std::vector<std::string> title_stems, abstract_stems, title_folded, abstract_folded;
  std::vector<std::vector<std::string>> names;
};

class PlainSearch {
 public:
  explicit PlainSearch(const std::vector<TestPaper>& papers);

  struct Match {
    std::uint32_t number = 0;
    double score = 0;
    std::int64_t day = 0;
    std::int64_t votes = 0;
  };
  // Every match, in the order of the options; limit and offset are not applied.
  std::vector<Match> all(const Query& query, const SearchOptions& options) const;

 private:
  struct Word {
    std::string folded, stem;
    QueryField scope = QueryField::kAnywhere;
    double times = 1;
  };
  std::vector<Word> words(const Query& query) const;
  std::optional<bool> holds(const Node& node, const ReadPaper& paper) const;
  std::optional<bool> holds_all(const Node& node, const ReadPaper& paper, bool top) const;
  double lexical_score(const std::vector<Word>& words, const ReadPaper& paper) const;
  double bm25(const FieldRanking& ranking, double weight, const std::string& term, int field,
              const ReadPaper& paper) const;
  std::optional<double> page_score(const std::vector<Word>& words, const ReadPaper& paper) const;

  mutable text::Analyzer analyzer_;
  std::vector<ReadPaper> papers_;
};

}  // namespace broadsheet::search::testing

#endif  // BROADSHEET_SEARCH_TESTING_H_
