// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_page.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

using testing::HasSubstr;

std::string answer(const std::string& content) {
  return "<?xml version='1.0'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>"
         "<responseDate>2026-03-04T05:06:07Z</responseDate><request verb='ListRecords'>https://x</request>" +
         content + "</OAI-PMH>";
}

std::string list(const std::string& token) {
  return answer("<ListRecords><record><header/></record>" + token + "</ListRecords>");
}

TEST(OaiPage, SaysHowTheListGoesOn) {
  const auto page = read_oai_page(
      list("<resumptionToken expirationDate='2026-03-05T00:00:00Z' completeListSize='835' cursor='400'>\n"
           " verb%3DListRecords&amp;skip=2500 \n</resumptionToken>"));
  ASSERT_TRUE(page.ok()) << page.error().message();
  EXPECT_EQ(page->resumption_token, "verb%3DListRecords&skip=2500");
  EXPECT_EQ(format_instant(*page->response_date), "2026-03-04T05:06:07.000Z");
  EXPECT_EQ(format_instant(*page->expiration_date), "2026-03-05T00:00:00.000Z");
  EXPECT_EQ(page->complete_list_size, 835U);
  EXPECT_EQ(page->cursor, 400U);
  EXPECT_EQ(page->verb, "ListRecords");
  EXPECT_FALSE(page->error);
}

TEST(OaiPage, AnEmptyTokenIsTheLastPageAndNoneIsTheWholeList) {
  EXPECT_EQ(read_oai_page(list("<resumptionToken/>")).value().resumption_token, "");
  EXPECT_EQ(read_oai_page(list("<resumptionToken cursor='7'> \n </resumptionToken>")).value().cursor, 7U);
  EXPECT_FALSE(read_oai_page(list("")).value().resumption_token);
}

TEST(OaiPage, ATokenInsideARecordIsNoToken) {
  const auto page = read_oai_page(
      answer("<ListRecords><record><metadata><resumptionToken>x</resumptionToken></metadata></record>"
             "</ListRecords>"));
  EXPECT_FALSE(page.value().resumption_token);
}

TEST(OaiPage, NumbersAndDatesThatAreNoneAreAbsent) {
  const OaiPage page =
      read_oai_page(list("<resumptionToken expirationDate='soon' completeListSize='-1' cursor='1e3'>t"
                         "</resumptionToken>"))
          .value();
  EXPECT_EQ(page.resumption_token, "t");
  EXPECT_FALSE(page.expiration_date || page.complete_list_size || page.cursor);
  EXPECT_FALSE(read_oai_page(list("<resumptionToken cursor='99999999999999999999'>t</resumptionToken>"))
                   .value()
                   .cursor);
}

TEST(OaiPage, KeepsTheFirstErrorOfSeveral) {
  const OaiPage page = read_oai_page(answer("<error code='badResumptionToken'>expired</error>"
                                            "<error code='badArgument'/>"))
                           .value();
  EXPECT_EQ(page.error->code, "badResumptionToken");
  EXPECT_EQ(page.error->message, "expired");
}

TEST(OaiPage, ALongTokenIsWholeAndOneThatIsTooLongIsAnError) {
  const std::string token(kOaiTokenBytesMax, 't');
  EXPECT_EQ(read_oai_page(list("<resumptionToken>" + token + "</resumptionToken>")).value().resumption_token,
            token);
  for (const std::size_t size : {kOaiTokenBytesMax + 1, 4 * kRecordBytesMax}) {
    const auto page =
        read_oai_page(list("<resumptionToken>" + std::string(size, 't') + "</resumptionToken>"));
    ASSERT_FALSE(page.ok());
    EXPECT_EQ(page.error().code(), ErrorCode::kTooLarge);
  }
}

TEST(OaiPage, WhatIsNoAnswerOrWasCutIsAnError) {
  EXPECT_FALSE(read_oai_page("").ok());
  EXPECT_THAT(read_oai_page("<html><body>Gateway</body></html>").error().message(), HasSubstr("'html'"));
  const std::string whole = list("<resumptionToken>t</resumptionToken>");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_oai_page(std::string_view(whole).substr(0, size)).ok()) << size;
  }
}

TEST(OaiPage, ByteByByteItIsTheSame) {
  const std::string whole = list("<resumptionToken cursor='3'>a&amp;b</resumptionToken>");
  OaiPageReader reader;
  for (const char byte : whole) ASSERT_TRUE(reader.feed({&byte, 1}).ok());
  const auto page = reader.finish();
  EXPECT_EQ(page.value().resumption_token, "a&b");
  EXPECT_EQ(page.value().cursor, 3U);
}

TEST(OaiPage, AnswersOfRealRepositories) {
  const std::filesystem::path folder = "../shared/data/raw/oai-pmh";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data";
  const auto page_of = [&](const char* name) {
    return read_oai_page(read_file((folder / name).string(), std::size_t{16} << 20).value());
  };
  EXPECT_EQ(page_of("sickle/ListRecords.xml").value().resumption_token, "ListRecords2.xml");
  EXPECT_EQ(page_of("sickle/ListRecords.xml").value().complete_list_size, 8U);
  EXPECT_EQ(page_of("sickle/badArgument.xml").value().error->code, "badArgument");
  EXPECT_EQ(page_of("sickle/noRecordsMatch.xml").value().error->code, "noRecordsMatch");
  EXPECT_EQ(page_of("scrapi/npp_ksu.2.xml").value().complete_list_size, 835U);
  EXPECT_EQ(page_of("scrapi/mla.14.xml").value().error->code, "noRecordsMatch");
  EXPECT_EQ(page_of("scrapi/dryad.3.xml").value().resumption_token, "");
  EXPECT_FALSE(page_of("scrapi/plos.xml").ok());
  EXPECT_FALSE(page_of("sickle/ListRecordsBroken.xml").ok());
}

}  // namespace
}  // namespace broadsheet::formats
