// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The services whose readers are a table and a function: bioRxiv, Europe PMC, DOAJ, Zenodo, HAL, dblp, CORE,
// OpenAIRE.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
// The one record of a document that must be told for `format`, however it is fed.
SourceRecord only_record(Format format, const std::string& json) {
  EXPECT_EQ(recognise(json), format) << json;
  TestSink sink = read_document(format, json);
  EXPECT_EQ(sink.transcript(), read_document(format, json, {}, 1).transcript());
  EXPECT_EQ(sink.records.size(), 1U) << sink.transcript();
  return sink.records.empty() ? SourceRecord{} : sink.records[0];
}

std::string version_of_preprint(const std::string& version, const std::string& doi) {
  return R"({"messages":[{"status":"ok","total":"1"}],"collection":[{"title":"T",)"
         R"("authors":"Wright, K. M.; Roh, J.",)"
         R"("author_corresponding_institution":"Harvard","doi":")" +
         doi + R"(","date":"2024-12-16","version":")" + version +
         R"(","type":"new results","jatsxml":"x","abstract":"A","published":"10.1038/X",)"
         R"("server":"bioRxiv"}]})";
}

TEST(BiorxivReader, ReadsEveryFieldOfAFirstVersion) {
  const SourceRecord record =
      only_record(Format::kBiorxiv, version_of_preprint("1", "10.1101/2024.12.10.627777"));
  EXPECT_EQ(record.source, "biorxiv");
  EXPECT_EQ(record.key, "10.1101/2024.12.10.627777");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1101/2024.12.10.627777", "doi:10.1038/x"));
  EXPECT_EQ(record.title, "T");
  EXPECT_EQ(record.abstract, "A");
  EXPECT_THAT(record.authors, ElementsAre("K. M. Wright", "J. Roh"));
  EXPECT_EQ(record.organization->fullname, "Harvard");
  EXPECT_EQ(format_partial_date(*record.published), "2024-12-16");
  EXPECT_EQ(format_day(*record.updated), "2024-12-16");
  EXPECT_EQ(format_day(*record.stated), "2024-12-16");
  EXPECT_EQ(record.url, "https://doi.org/10.1101/2024.12.10.627777");
}

TEST(BiorxivReader, ALaterVersionDoesNotPassForTheFirst) {
  EXPECT_FALSE(only_record(Format::kBiorxiv, version_of_preprint("3", "10.1101/029900")).published);
  EXPECT_EQ(
      format_partial_date(
          *only_record(Format::kBiorxiv, version_of_preprint("2", "10.1101/2021.03.04.433919")).published),
      "2021");
}

TEST(BiorxivReader, AnEmptyAnswerIsANote) {
  const std::string empty = R"({"messages":[{"status":"no posts found"}],"collection":[]})";
  EXPECT_EQ(recognise(empty), Format::kBiorxiv);
  EXPECT_THAT(read_document(Format::kBiorxiv, empty).notes, ElementsAre("empty list"));
}

TEST(EuropePmcReader, ReadsEveryField) {
  const SourceRecord record = only_record(
      Format::kEuropePmc,
      R"({"hitCount":1,"request":{},"resultList":{"result":[{"id":"41","source":"MED","pmid":"41",)"
      R"("doi":"10.1038/S1",)"
      R"("title":"T.","authorString":"Liu Q, Yu N.","authorList":{"author":[{"fullName":"Liu Q",)"
      R"("firstName":"Qi",)"
      R"("lastName":"Liu","authorId":{"type":"ISNI","value":"0000000218250097"}},)"
      R"({"collectiveName":"The Group","authorId":{"type":"ORCID","value":"0000-0002-1694-233X"}}]},)"
      R"("journalInfo":{"journal":{"title":"Scientific reports"}},)"
      R"("pubYear":"2026","abstractText":"A","language":"eng","dateOfRevision":"2026-03-06",)"
      R"("firstPublicationDate":)"
      R"("2026-03-05","pubTypeList":{"pubType":["Journal Article","Retracted Publication"]}}]}})");
  EXPECT_EQ(record.source, "europe-pmc");
  EXPECT_EQ(record.key, "MED/41");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1038/s1"));
  EXPECT_THAT(record.authors, ElementsAre("Qi Liu", "The Group"));
  EXPECT_THAT(record.orcids, ElementsAre("", "0000-0002-1694-233X"));
  EXPECT_EQ(record.abstract, "A");
  EXPECT_EQ(record.venue, "Scientific reports");
  EXPECT_EQ(format_partial_date(*record.published), "2026-03-05");
  EXPECT_EQ(format_day(*record.stated), "2026-03-06");
  EXPECT_EQ(record.language, "en");
  EXPECT_EQ(record.url, "https://europepmc.org/article/MED/41");
  EXPECT_TRUE(record.deleted);
}

TEST(DoajReader, ReadsEveryField) {
  const SourceRecord record = only_record(
      Format::kDoaj,
      R"({"total":1,"page":1,"pageSize":10,"results":[{"id":"ab12",)"
      R"("last_updated":"2024-02-03T04:05:06Z","bibjson":)"
      R"({"title":"T","abstract":"A","author":[{"name":"Mina Okafor",)"
      R"("orcid_id":"https://orcid.org/0000-0002-1825-0097"}],)"
      R"("identifier":[{"type":"eissn","id":"1"},)"
      R"({"type":"doi","id":"10.1000/A"}],"journal":{"title":"J","language":["EN","FR"]},"year":"2020",)"
      R"("month":"3",)"
      R"("link":[{"type":"fulltext","url":"https://example.org/a"}]}}]})");
  EXPECT_EQ(record.source, "doaj");
  EXPECT_EQ(record.key, "ab12");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1000/a"));
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(record.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(record.abstract, "A");
  EXPECT_EQ(format_partial_date(*record.published), "2020-03");
  EXPECT_EQ(format_day(*record.stated), "2024-02-03");
  EXPECT_EQ(record.venue, "J");
  EXPECT_EQ(record.language, "en");
  EXPECT_EQ(record.url, "https://example.org/a");
}

TEST(ZenodoReader, ReadsBothShapes) {
  const SourceRecord older = only_record(
      Format::kZenodo, R"({"hits":{"hits":[{"id":7,"conceptrecid":"6","doi":"10.5281/zenodo.7",)"
                       R"("conceptdoi":"10.5281/zenodo.6",)"
                       R"("updated":"2024-02-03T04:05:06.123456+00:00",)"
                       R"("links":{"self_html":"https://zenodo.org/records/7"},"metadata":)"
                       R"({"title":"T","description":"<p>A</p>","creators":[{"name":"Okafor, Mina",)"
                       R"("orcid":"0000-0002-1825-0097"}],)"
                       R"("publication_date":"2024-02",)"
                       R"("language":"eng","journal":{"title":"J"},)"
                       R"("related_identifiers":[{"relation":"isIdenticalTo","identifier":)"
                       R"("arXiv:2402.00001"},{"relation":"cites","identifier":"10.1000/x"}]}}],"total":1},)"
                       R"("links":{"next":"u"}})");
  EXPECT_EQ(older.source, "zenodo");
  EXPECT_EQ(older.key, "7");
  EXPECT_THAT(older.ids, ElementsAre("doi:10.5281/zenodo.7", "doi:10.5281/zenodo.6", "arxiv:2402.00001"));
  EXPECT_THAT(older.authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(older.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(older.abstract, "<p>A</p>");
  EXPECT_EQ(format_partial_date(*older.published), "2024-02");
  EXPECT_EQ(format_day(*older.stated), "2024-02-03");
  EXPECT_EQ(older.venue, "J");
  EXPECT_EQ(older.language, "en");
  EXPECT_EQ(older.url, "https://zenodo.org/records/7");
  const SourceRecord newer =
      only_record(Format::kZenodo,
                  R"({"id":"8","pids":{"doi":{"identifier":"10.5281/zenodo.8"}},"parent":{"id":"6"},)"
                  R"("metadata":{"title":"T",)"
                  R"("creators":[{"person_or_org":{"name":"Roh, Jun","given_name":"Jun","family_name":"Roh",)"
                  R"("identifiers":[{"scheme":"isni","identifier":"0000000218250097"},)"
                  R"({"scheme":"orcid","identifier":"0000-0002-1694-233X"}]}}]}})");
  EXPECT_THAT(newer.ids, ElementsAre("doi:10.5281/zenodo.8"));
  EXPECT_THAT(newer.authors, ElementsAre("Jun Roh"));
  EXPECT_THAT(newer.orcids, ElementsAre("0000-0002-1694-233X"));
}

TEST(HalReader, ReadsEveryField) {
  const SourceRecord record =
      only_record(Format::kHal,
                  R"({"response":{"numFound":1,"start":0,"docs":[{"docid":"1","halId_s":"hal-01",)"
                  R"("uri_s":"https://hal.science/hal-01",)"
                  R"("title_s":["T","Titre"],"abstract_s":["A"],"authFullName_s":["Mina Okafor","Jun Roh"],)"
                  R"("doiId_s":"10.1000/A",)"
                  R"("arxivId_s":"1706.03762","publicationDate_s":"2017-06","journalTitle_s":"J",)"
                  R"("language_s":["fr"]}]}})");
  EXPECT_EQ(record.source, "hal");
  EXPECT_EQ(record.key, "hal-01");
  EXPECT_EQ(record.title, "T");
  EXPECT_THAT(record.ids, ElementsAre("arxiv:1706.03762", "doi:10.1000/a"));
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_EQ(format_partial_date(*record.published), "2017-06");
  EXPECT_EQ(record.venue, "J");
  EXPECT_EQ(record.language, "fr");
  EXPECT_EQ(record.url, "https://hal.science/hal-01");
}

TEST(DblpReader, ReadsOneAuthorAndSeveral) {
  const std::string before =
      R"({"result":{"query":"q","status":{"@code":"200"},"completions":{},"hits":{"@total":"1",)"
      R"("hit":[{"@score":"1","@id":"9","info":{"authors":{"author":)";
  const std::string after =
      R"(},"title":"On Whales.","venue":"CoRR","year":"2017","key":"journals/corr/1","doi":"10.1000/A","ee":)"
      R"("https://arxiv.org/abs/1706.03762","url":"https://dblp.org/rec/1"},"url":"URL#9"}]}}})";
  const SourceRecord one =
      only_record(Format::kDblp, before + R"({"@pid":"1","text":"Wei Wang 0001"})" + after);
  EXPECT_EQ(one.source, "dblp");
  EXPECT_EQ(one.key, "journals/corr/1");
  EXPECT_EQ(one.title, "On Whales");
  EXPECT_THAT(one.ids, ElementsAre("doi:10.1000/a", "arxiv:1706.03762"));
  EXPECT_THAT(one.authors, ElementsAre("Wei Wang"));
  EXPECT_EQ(format_partial_date(*one.published), "2017");
  EXPECT_EQ(one.venue, "");
  EXPECT_EQ(one.url, "https://arxiv.org/abs/1706.03762");
  const SourceRecord two = only_record(Format::kDblp, before +
                                                          R"([{"text":"A B"},)"
                                                          R"({"text":"C D"}])" +
                                                          after);
  EXPECT_THAT(two.authors, ElementsAre("A B", "C D"));
}

TEST(CoreReader, ReadsEveryField) {
  const SourceRecord record = only_record(
      Format::kCore,
      R"({"totalHits":1,"limit":3,"offset":0,"results":[{"id":58,"arxivId":"1904.10788",)"
      R"("doi":"10.1109/X","title":"T",)"
      R"("abstract":"A","authors":[{"name":"Byun, Seokhyun"}],"publishedDate":"2019-05-09T01:00:00",)"
      R"("yearPublished":2019,)"
      R"("updatedDate":"2021-08-10T16:23:19","journals":[{"title":"J"}],)"
      R"("downloadUrl":"http://example.org/a",)"
      R"("language":{"code":"en"},"oaiIds":[]}]})");
  EXPECT_EQ(record.source, "core");
  EXPECT_EQ(record.key, "58");
  EXPECT_THAT(record.ids, ElementsAre("arxiv:1904.10788", "doi:10.1109/x"));
  EXPECT_THAT(record.authors, ElementsAre("Seokhyun Byun"));
  EXPECT_EQ(format_partial_date(*record.published), "2019-05-09");
  EXPECT_EQ(format_day(*record.stated), "2021-08-10");
  EXPECT_EQ(record.venue, "J");
  EXPECT_EQ(record.language, "en");
  EXPECT_EQ(record.url, "http://example.org/a");
}

TEST(OpenAireReader, ReadsEveryField) {
  const SourceRecord record = only_record(
      Format::kOpenAire,
      R"({"header":{"numFound":1,"nextCursor":"c"},"results":[{"id":"doi_dedup___::1",)"
      R"("mainTitle":"T","subTitle":"U",)"
      R"("descriptions":["A"],"authors":[{"fullName":"Tsang, Jennifer","name":"Jennifer",)"
      R"("surname":"Tsang"},)"
      R"({"fullName":"Roh, Jun","pid":{"id":{"scheme":"orcid_pending","value":"0000-0002-1694-233X"},)"
      R"("provenance":null}}],"publicationDate":"2020-06-01","container":{"name":"J"},)"
      R"("pids":[{"scheme":"doi",)"
      R"("value":"10.1089/X"},{"scheme":"arXiv","value":"1706.03762"}],"language":{"code":"eng"},)"
      R"("originalIds":[],)"
      R"("instances":[{"urls":["https://doi.org/10.1089/x"]}]}]})");
  EXPECT_EQ(record.source, "openaire");
  EXPECT_EQ(record.key, "doi_dedup___::1");
  EXPECT_EQ(record.title, "T: U");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1089/x", "arxiv:1706.03762"));
  EXPECT_THAT(record.authors, ElementsAre("Jennifer Tsang", "Jun Roh"));
  EXPECT_THAT(record.orcids, ElementsAre("", "0000-0002-1694-233X"));
  EXPECT_EQ(record.abstract, "A");
  EXPECT_EQ(format_partial_date(*record.published), "2020-06-01");
  EXPECT_EQ(record.venue, "J");
  EXPECT_EQ(record.language, "en");
  EXPECT_EQ(record.url, "https://doi.org/10.1089/x");
}

TEST(ScholarlyServices, ErrorAnswersAreNotesWhateverTheirShape) {
  for (const auto& [json, message] :
       {std::pair(R"({"status":404,"message":"PID does not exist."})", "PID does not exist."),
        std::pair(R"({"title":"Bad Request","status":400,"detail":"page is too large"})",
                  "page is too large"),
        std::pair(R"({"error":{"msg":"undefined field","code":400}})", "undefined field"),
        std::pair(R"({"errCode":404,"errMsg":"Not found"})", "Not found"),
        std::pair(R"({"errors":[{"message":"no"}]})", "no"), std::pair(R"({"errors":["no"]})", "no")}) {
    for (const Format format : {Format::kBiorxiv, Format::kEuropePmc, Format::kDoaj, Format::kZenodo,
                                Format::kHal, Format::kDblp, Format::kCore, Format::kOpenAire}) {
      const TestSink sink = read_document(format, json);
      EXPECT_EQ(sink.read(), 0U) << json;
      EXPECT_THAT(sink.notes,
                  ElementsAre(std::string("the source answered with an error: '") + message + "'"));
    }
  }
}

TEST(ScholarlyServices, ReadingStopsWhenItIsTold) {
  const TestSink sink = read_document(Format::kDoaj,
                                      R"([{"bibjson":{"title":"T"}},)"
                                      R"({"bibjson":{"title":"U"}}])",
                                      {}, std::size_t{1} << 20, 1);
  EXPECT_EQ(sink.records.size(), 1U);
}

}  // namespace
}  // namespace broadsheet::formats
