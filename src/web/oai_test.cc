// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// OAI-PMH as a harvester meets it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "formats/oai_page.h"
#include "web/limits.h"
#include "web/oai_names.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class OaiTest : public WebTest {
 protected:
  OaiTest() { backend_->record().use_clock(clock_); }

  std::string oai(const std::string& query) {
    const http::Response response = ask("/oai?" + query);
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(header_of(response, "Content-Type"), "text/xml; charset=utf-8");
    EXPECT_EQ(header_of(response, "Cache-Control"), "no-cache");
    EXPECT_TRUE(formats::read_oai_page(response.body).ok()) << response.body;
    return response.body;
  }

  std::string error_of(const std::string& query) {
    const auto page = formats::read_oai_page(oai(query));
    return page.ok() && page->error ? page->error->code : "";
  }

  // What stands between the first `begin` and the next `end`.
  static std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const std::size_t at = text.find(begin);
    if (at == std::string::npos) return "";
    const std::size_t from = at + begin.size();
    return text.substr(from, text.find(end, from) - from);
  }

  static std::vector<std::string> all_between(std::string text, const std::string& begin,
                                              const std::string& end) {
    std::vector<std::string> all;
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin)) {
      text = text.substr(at + begin.size());
      all.push_back(text.substr(0, text.find(end)));
    }
    return all;
  }

  static std::vector<std::string> identifiers(const std::string& answer) {
    return all_between(answer, "<identifier>oai:broadsheet.localhost:", "</identifier>");
  }

  // The identifiers of a whole list, page by page.
  std::vector<std::string> list(std::string query, int* pages = nullptr) {
    std::vector<std::string> all;
    while (true) {
      const std::string answer = oai(query);
      for (std::string& id : identifiers(answer)) all.push_back(std::move(id));
      if (pages != nullptr) ++*pages;
      const auto page = formats::read_oai_page(answer).value();
      if (page.resumption_token.value_or("").empty()) return all;
      query = query.substr(0, query.find('&')) + "&resumptionToken=" + *page.resumption_token;
    }
  }

  void put_many(int count) {
    for (int i = 0; i < count; ++i)
      put("acl:" + std::to_string(i), "Paper " + std::to_string(i), "2026-06-30");
  }

  void change(const std::string& id) {
    store::PaperView paper = backend_->record().paper_by_id(id).value().value();
    paper.title += ", changed";
    store::Transaction transaction = std::move(backend_->record().begin(store::Durability::kBulk)).value();
    ASSERT_TRUE(transaction.put_paper(paper).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  void remove(const std::string& id) {
    const PaperNumber number = backend_->record().number_of(id).value().value();
    store::Transaction transaction = std::move(backend_->record().begin(store::Durability::kBulk)).value();
    ASSERT_TRUE(transaction.remove_paper(number).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  static constexpr const char* kList = "verb=ListRecords&metadataPrefix=oai_dc";
};

TEST_F(OaiTest, IdentifySaysWhatTheRepositoryKeeps) {
  put("arxiv:2607.00001", "Small Tides", "2026-06-30");
  const std::string answer = oai("verb=Identify");
  EXPECT_THAT(answer, HasSubstr("<baseURL>http://127.0.0.1:8370/oai</baseURL>"));
  EXPECT_THAT(answer, HasSubstr("<protocolVersion>2.0</protocolVersion>"));
  EXPECT_THAT(answer, HasSubstr("<earliestDatestamp>2026-07-01T12:00:00Z</earliestDatestamp>"));
  EXPECT_THAT(answer, HasSubstr("<deletedRecord>persistent</deletedRecord>"));
  EXPECT_THAT(answer, HasSubstr("<adminEmail>nobody@broadsheet.localhost</adminEmail>"));
  EXPECT_THAT(answer, HasSubstr("<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>"));
  EXPECT_TRUE(formats::read_oai_page(answer)->offers_whole_papers);
  site_.contact = "librarian@papers.example";
  EXPECT_THAT(oai("verb=Identify"), HasSubstr("<adminEmail>librarian@papers.example</adminEmail>"));
}

TEST_F(OaiTest, TheResponseDateLeavesTimeForACommitToBecomeVisible) {
  EXPECT_THAT(oai("verb=Identify"), HasSubstr("<responseDate>2026-07-01T11:59:00Z</responseDate>"));
  put("arxiv:2607.00001", "Small Tides", "2026-06-30");
  EXPECT_THAT(oai("verb=Identify"), HasSubstr("<responseDate>2026-07-01T12:00:00Z</responseDate>"));
  clock_.advance(std::chrono::hours(1));
  EXPECT_THAT(oai("verb=Identify"), HasSubstr("<responseDate>2026-07-01T12:59:00Z</responseDate>"));
}

TEST_F(OaiTest, ARecordOfDublinCoreSaysWhatAReaderSees) {
  put("arxiv:2607.00001", "Tides <in> $x$ & \xEF\xBF\xBF harbours", "2026-06-30",
      [](store::PaperView& paper) {
        paper.authors = {"Mina Okafor", "Jun Tae Roh"};
        paper.categories = {"cs.CL", "strange kind/1"};
        paper.doi = "10.1/x";
        paper.ids.emplace_back("doi:10.1/x");
        paper.abstract = "They rise.";
      });
  const std::string answer =
      oai("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:broadsheet.localhost:arxiv:2607.00001");
  EXPECT_THAT(answer, HasSubstr("<dc:title>Tides &lt;in&gt; $x$ &amp;  harbours</dc:title>"));
  EXPECT_THAT(all_between(answer, "<dc:creator>", "<"), ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(all_between(answer, "<dc:identifier>", "<"),
              ElementsAre("arxiv:2607.00001", "doi:10.1/x", "http://127.0.0.1:8370/papers/2607.00001"));
  EXPECT_THAT(all_between(answer, "<setSpec>", "<"),
              ElementsAre("category:cs:cs.CL", "category:strange!20kind!2F1", "source:test"));
  EXPECT_EQ(between(answer, "<datestamp>", "<"), "2026-07-01T12:00:00Z");
  EXPECT_THAT(answer, HasSubstr("<request verb=\"GetRecord\" metadataPrefix=\"oai_dc\" "
                                "identifier=\"oai:broadsheet.localhost:arxiv:2607.00001\">"));
}

TEST_F(OaiTest, EveryErrorOfTheProtocolHasItsCode) {
  EXPECT_EQ(error_of(kList), "noRecordsMatch");
  put("arxiv:2607.00001", "Small Tides", "2026-06-30");
  EXPECT_EQ(error_of(kList), "");
  EXPECT_EQ(error_of("verb=Harvest"), "badVerb");
  EXPECT_EQ(error_of("verb=ListRecords"), "badArgument");
  EXPECT_EQ(error_of("verb=ListRecords&resumptionToken=1_2"), "badResumptionToken");
  EXPECT_EQ(error_of("verb=ListRecords&metadataPrefix=marc21"), "cannotDisseminateFormat");
  const std::string get = "verb=GetRecord&metadataPrefix=oai_dc&identifier=";
  for (const char* identifier :
       {"oai:broadsheet.localhost:arxiv:2607.00002", "oai:other.example:arxiv:2607.00001", "arxiv:2607.00001",
        "oai:broadsheet.localhost:%2561rxiv:2607.00001", "%3Cx%3E"}) {
    EXPECT_EQ(error_of(get + identifier), "idDoesNotExist") << identifier;
  }
  EXPECT_EQ(error_of("verb=ListMetadataFormats&identifier=oai:broadsheet.localhost:b:0"), "idDoesNotExist");
  EXPECT_EQ(error_of(std::string(kList) + "&set=category:nothing"), "noRecordsMatch");
  EXPECT_EQ(error_of(std::string(kList) + "&set=nothing"), "noRecordsMatch");
  EXPECT_EQ(error_of(std::string(kList) + "&from=2026-07-02"), "noRecordsMatch");
  EXPECT_EQ(error_of(std::string(kList) + "&until=1999-01-01"), "noRecordsMatch");
}

TEST_F(OaiTest, ListsFormatsAndSets) {
  put("arxiv:2607.00001", "Small Tides", "2026-06-30");
  for (const char* query :
       {"verb=ListMetadataFormats",
        "verb=ListMetadataFormats&identifier=oai:broadsheet.localhost:arxiv:2607.00001"}) {
    EXPECT_THAT(all_between(oai(query), "<metadataPrefix>", "<"), ElementsAre("oai_dc", "broadsheet"));
  }
  EXPECT_THAT(oai("verb=ListSets"),
              HasSubstr("<set><setSpec>category</setSpec><setName>Categories</setName></set>"));
}

TEST_F(OaiTest, AListIsGivenInPagesThatTogetherHaveEachPaperOnce) {
  const auto many = static_cast<int>(kOaiRecordsMax) + 30;
  put_many(many);
  int pages = 0;
  const std::vector<std::string> ids = list(kList, &pages);
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(many));
  EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
  const std::string first = oai(kList);
  EXPECT_EQ(between(first, "completeListSize=\"", "\""), std::to_string(many));
  EXPECT_EQ(list("verb=ListIdentifiers&metadataPrefix=broadsheet"), ids);
  // One that ends with its page needs no token.
  EXPECT_THAT(oai("verb=ListIdentifiers&metadataPrefix=oai_dc"), Not(HasSubstr("resumptionToken")));
}

TEST_F(OaiTest, ATokenOutlivesChangesAndTheServer) {
  put_many(static_cast<int>(kOaiRecordsMax) + 30);
  const std::string first = oai(kList);
  const std::string token = *formats::read_oai_page(first)->resumption_token;
  change("acl:3");
  change("acl:520");
  open_backend();
  std::vector<std::string> rest = identifiers(oai("verb=ListRecords&resumptionToken=" + token));
  EXPECT_EQ(rest.size(), 31u);
  EXPECT_EQ(rest[29], "acl:3");
  EXPECT_EQ(rest[30], "acl:520");
  // It may be sent again.
  EXPECT_EQ(identifiers(oai("verb=ListRecords&resumptionToken=" + token)), rest);
}

TEST_F(OaiTest, ATokenOfARecordThatWasRestoredIsBad) {
  put_many(static_cast<int>(kOaiRecordsMax) + 1);
  const std::string token = *formats::read_oai_page(oai(kList))->resumption_token;
  ASSERT_TRUE(backend_->record().backup(folder_ + "/backup").ok());
  backend_.reset();
  ASSERT_TRUE(store::Record::restore(folder_, folder_ + "/backup").ok());
  open_backend();
  EXPECT_EQ(error_of("verb=ListRecords&resumptionToken=" + token), "badResumptionToken");
}

TEST_F(OaiTest, FromAndUntilBoundAListByTheTimeOfTheLastChange) {
  put("acl:1", "One", "2026-06-30");
  clock_.advance(std::chrono::hours(24));
  put("acl:2", "Two", "2026-06-30");
  clock_.advance(std::chrono::seconds(1));
  put("acl:3", "Three", "2026-06-30");
  const std::string all = "verb=ListIdentifiers&metadataPrefix=oai_dc";
  EXPECT_THAT(list(all + "&from=2026-07-02"), ElementsAre("acl:2", "acl:3"));
  EXPECT_THAT(list(all + "&until=2026-07-01"), ElementsAre("acl:1"));
  EXPECT_THAT(list(all + "&from=2026-07-02T12:00:01Z"), ElementsAre("acl:3"));
  EXPECT_THAT(list(all + "&from=2026-07-02T12:00:00Z&until=2026-07-02T12:00:00Z"), ElementsAre("acl:2"));
  change("acl:1");
  EXPECT_THAT(list(all), ElementsAre("acl:2", "acl:3", "acl:1"));
}

TEST_F(OaiTest, MergedPapersAreDeletedAndWithdrawnOnesAreForDublinCore) {
  put("acl:1", "One", "2026-06-30");
  put("acl:2", "Two", "2026-06-30", [](store::PaperView& paper) {
    paper.withdrawn = true;
    paper.notice = "By its authors.";
  });
  put("acl:3", "Three", "2026-06-30");
  remove("acl:1");
  for (const char* format : {"oai_dc", "broadsheet"}) {
    const std::string answer = oai("verb=ListRecords&metadataPrefix=" + std::string(format));
    EXPECT_THAT(identifiers(answer), ElementsAre("acl:2", "acl:3", "acl:1"));
    const std::vector<std::string> deleted = all_between(answer, "<header status=\"deleted\">", "</header>");
    EXPECT_EQ(deleted.size(), std::string(format) == "oai_dc" ? 2u : 1u);
    EXPECT_THAT(deleted.back(), HasSubstr(":acl:1<"));
  }
  const std::string one =
      oai("verb=GetRecord&metadataPrefix=broadsheet&identifier=oai:broadsheet.localhost:acl:1");
  EXPECT_THAT(one, HasSubstr("status=\"deleted\""));
  EXPECT_THAT(one, Not(HasSubstr("<metadata>")));
}

TEST_F(OaiTest, ASetHasItsPapersAndThoseThatAreDeleted) {
  const auto in = [](std::string category, std::string source) {
    return [category = std::move(category), source = std::move(source)](store::PaperView& paper) {
      paper.categories = {category};
      paper.sources = {source};
    };
  };
  put("acl:1", "One", "2026-06-30", in("cs.CL", "arxiv"));
  put("acl:2", "Two", "2026-06-30", in("cs.LG", "rss:a b"));
  put("acl:3", "Three", "2026-06-30", in("csx", "arxiv"));
  put("acl:4", "Four", "2026-06-30", in("cs.CL", "arxiv"));
  put("acl:5", "Five", "2026-06-30", in("cs.IT", "other"));
  remove("acl:4");
  const std::string all = "verb=ListIdentifiers&metadataPrefix=oai_dc&set=";
  EXPECT_THAT(list(all + "category:cs"), ElementsAre("acl:1", "acl:2", "acl:5", "acl:4"));
  EXPECT_THAT(list(all + "category:math:math.IT"), ElementsAre("acl:5", "acl:4"));
  EXPECT_THAT(list(all + "category:cs:cs.CL"), ElementsAre("acl:1", "acl:4"));
  EXPECT_THAT(list(all + "category"), ElementsAre("acl:1", "acl:2", "acl:3", "acl:5", "acl:4"));
  EXPECT_THAT(list(all + "source:rss!3Aa!20b"), ElementsAre("acl:2", "acl:4"));
}

TEST_F(OaiTest, AFormThatIsPostedAsksTheSame) {
  put("acl:1", "One", "2026-06-30");
  const std::vector<http::Header> form{{"content-type", "application/x-www-form-urlencoded"}};
  const http::Response posted = ask("/oai?verb=Nonsense", "localhost", "POST", form, kList);
  EXPECT_EQ(posted.status, 200);
  EXPECT_THAT(identifiers(posted.body), ElementsAre("acl:1"));
  EXPECT_EQ(ask("/oai", "localhost", "POST", {{"content-type", "application/json"}}, kList).status, 415);
  EXPECT_EQ(ask("/oai", "localhost", "POST", form, "verb=%").status, 400);
}

TEST_F(OaiTest, APageIsPackedForWhoTakesItSo) {
  put_many(100);
  const http::Response plain = ask(std::string("/oai?") + kList);
  const http::Response packed =
      ask(std::string("/oai?") + kList, "localhost", "GET", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_LT(packed.content().size(), plain.content().size() / 5);
}

TEST_F(OaiTest, AnswersAreNeverKept) {
  AnswerCache cache;
  site_.answers = &cache;
  const std::string before = oai("verb=Identify");
  clock_.advance(std::chrono::hours(1));
  EXPECT_NE(oai("verb=Identify"), before);
}

TEST_F(OaiTest, TheSchemaIsServedAtTheAddressThatIsTold) {
  const std::string url =
      between(oai("verb=ListMetadataFormats"), "<schema>http://127.0.0.1:8370", "</schema>");
  EXPECT_THAT(url, Not(IsEmpty()));
  const http::Response schema = ask("/oai/whole-paper.xsd");
  EXPECT_EQ(schema.status, 200);
  EXPECT_THAT(std::string(schema.content()), HasSubstr("targetNamespace=\"urn:broadsheet:whole-paper:1\""));
  EXPECT_THAT(oai("verb=ListMetadataFormats"), HasSubstr("/oai/whole-paper.xsd</schema>"));
}

TEST_F(OaiTest, TheNameIsTheHostOfThePublicAddress) {
  EXPECT_EQ(oai_repository(site_), "broadsheet.localhost");
  site_.public_url = "https://papers.example:8443/x";
  EXPECT_EQ(oai_repository(site_), "papers.example");
  site_.public_url = "http://127.0.0.1:8370";
  EXPECT_EQ(oai_repository(site_), "broadsheet.localhost");
  EXPECT_EQ(oai_identifier("a.b", "doi:10.1/<1>"), "oai:a.b:doi:10.1/%3C1%3E");
  EXPECT_EQ(id_of_oai_identifier("a.b", "oai:a.b:doi:10.1/%3C1%3E"), "doi:10.1/<1>");
  EXPECT_FALSE(id_of_oai_identifier("a.b", "oai:a.b:doi:10.1/%3c1%3E").has_value());
}

}  // namespace
}  // namespace broadsheet::web
