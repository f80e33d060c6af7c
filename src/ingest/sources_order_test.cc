// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One paper as five sources tell of it: whatever comes first, it is the same paper in the end.

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "papers/record_keeper.h"
#include "store/record.h"

namespace broadsheet::ingest {
namespace {

using store::PaperView;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kArxivOai =
    R"(<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:arXiv.org:2601.00001</identifier>
<datestamp>2026-03-04</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2601.00001</id><created>2026-01-02</created>
<updated>2026-02-03</updated><authors><author><keyname>Okafor</keyname><forenames>Mina</forenames></author>
<author><keyname>Roh</keyname><forenames>Jun Tae</forenames></author></authors>
<title>Quiet Forecasts of Small Tides</title><categories>cs.LG math.CO</categories>
<comments>12 pages</comments>
<doi>10.1000/tides.1</doi><abstract>Tides with sensors.</abstract></arXiv></metadata></record>
</ListRecords></OAI-PMH>)";
constexpr const char* kAclXml =
    R"(<?xml version="1.0"?><collection id="2026.acl">
<volume id="long" ingest-date="2026-08-01" type="proceedings">
<meta><booktitle>Proceedings of the 64th Meeting</booktitle><month>August</month><year>2026</year>
<venue>acl</venue></meta><paper id="12"><title>Quiet Forecasts of Small Tides</title>
<author><first>M.</first><last>Okafor</last></author><author><first>J. T.</first><last>Roh</last></author>
<abstract>Tides with three sensors.</abstract><url>2026.acl-long.12</url><bibkey>okafor</bibkey></paper>
</volume></collection>)";
constexpr const char* kCrossref =
    R"({"indexed":{"date-parts":[[2026,9,3]],"date-time":"2026-09-03T07:20:50Z"},"DOI":"10.1000/tides.1",)"
    R"("title":["Quiet forecasts of small tides"],"author":[{"given":"Mina","family":"Okafor"},)"
    R"({"given":"Jun Tae","family":"Roh"}],"container-title":["Tides"],"issued":{"date-parts":[[2026,8]]},)"
    R"("URL":"https://doi.org/10.1000/tides.1","member":"221"})";
constexpr const char* kBibtex = R"(@article{okafor2026, title = {Quiet Forecasts of {Small} Tides},
  author = {Okafor, Mina and Roh, Jun Tae}, year = {2026}, journal = {Journal of Tides},
  doi = {10.1000/tides.1}})";
constexpr const char* kDailyPapers =
    R"([{"paper":{"id":"2601.00001","authors":[{"name":"Mina Okafor"},{"name":"Jun Tae Roh"}],)"
    R"("publishedAt":"2026-01-02T17:59:01.000Z","submittedOnDailyAt":"2026-01-05T00:00:00.000Z",)"
    R"("title":"Quiet Forecasts of Small Tides","summary":"Tides with sensors.","upvotes":7},)"
    R"("publishedAt":"2026-01-05T00:00:00.000Z","title":"Quiet Forecasts of Small Tides",)"
    R"("summary":"Tides with sensors.","numComments":3}])";
constexpr const char* kOther =
    R"({"id":"doi:10.2000/loud","title":"Loud Harbours","authors":["Ana Ruiz"],"source":"lab"})";

class SourcesOrder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = *make_temporary_folder("sources_order");
    write("oai.xml", kArxivOai);
    write("acl.xml", kAclXml);
    write("crossref.json", kCrossref);
    write("tides.bib", kBibtex);
    write("daily.json", kDailyPapers);
    write("other.jsonl", kOther);
  }
  void TearDown() override { ASSERT_TRUE(remove_all(folder_).ok()); }

  void write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(folder_ + "/" + name, text).ok());
  }

  std::string data() const { return folder_ + "/data"; }

  void ingest(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(folder_ + "/" + name);
    const auto report = ingest_files(data(), paths, {});
    ASSERT_TRUE(report.ok()) << report.error().message();
    ASSERT_EQ(report->total.rejected, 0U) << report->rejects.front().reason;
  }

  // By their ids, without the numbers, which tell the order of arrival.
  static std::vector<PaperView> papers_of(store::Record& record) {
    std::vector<PaperView> papers = record.papers_after(PaperNumber(0), 100)->views;
    for (PaperView& paper : papers) paper.number = PaperNumber();
    std::ranges::sort(papers, {}, &PaperView::ids);
    return papers;
  }

  std::vector<PaperView> papers_in_order(const std::vector<std::string>& names) {
    EXPECT_TRUE(remove_all(data()).ok());
    ingest(names);
    const auto record = store::Record::open(data(), store::Record::Mode::kRead).value();
    EXPECT_THAT(record->check(true).value(), IsEmpty());
    return papers_of(*record);
  }

  std::string folder_;
};

TEST_F(SourcesOrder, FiveSourcesInAnyOrderTellOfTheSamePaper) {
  std::vector<std::string> names = {"acl.xml", "crossref.json", "daily.json", "oai.xml", "tides.bib"};
  const std::vector<PaperView> papers = papers_in_order(names);
  ASSERT_THAT(papers, SizeIs(1));
  EXPECT_THAT(papers[0].sources, SizeIs(5));
  EXPECT_EQ(papers[0].ids[0], "arxiv:2601.00001");
  EXPECT_EQ(papers[0].upvotes(), 7);
  while (std::ranges::next_permutation(names).found) {
    EXPECT_EQ(papers_in_order(names), papers) << ::testing::PrintToString(names);
  }
}

TEST_F(SourcesOrder, MergingByHandAndItsUndoMoveNoVote) {
  ingest({"oai.xml", "acl.xml", "daily.json", "other.jsonl"});
  const auto record = store::Record::open(data(), store::Record::Mode::kWrite).value();
  papers::RecordKeeper keeper(*record);
  const Instant when = *parse_instant("2026-09-01");
  const std::vector<PaperView> before = papers_of(*record);
  ASSERT_THAT(before, SizeIs(2));

  auto merging = record->begin(store::Durability::kInteractive).value();
  ASSERT_TRUE(keeper.merge(merging, "arxiv:2601.00001", "doi:10.2000/loud", when).ok());
  ASSERT_TRUE(merging.commit().ok());
  ASSERT_THAT(papers_of(*record), SizeIs(1));
  EXPECT_EQ(record->paper_by_id("doi:10.2000/loud").value()->upvotes(), 7);

  auto undoing = record->begin(store::Durability::kInteractive).value();
  ASSERT_TRUE(keeper.undo_merge(undoing, "doi:10.2000/loud", when).ok());
  ASSERT_TRUE(undoing.commit().ok());
  EXPECT_EQ(papers_of(*record), before);
}

}  // namespace
}  // namespace broadsheet::ingest
