// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/oai_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/oai_page.h"
#include "web/target.h"

namespace broadsheet::web {
namespace {

using ::testing::IsEmpty;

OaiRequestRead read(const std::string& query) {
  return read_oai_request(parse_target("/oai?" + query).value().parameters);
}

std::string error_of(const std::string& query) {
  const OaiRequestRead asked = read(query);
  return asked.error ? std::string(asked.error->code) : "";
}

TEST(OaiRequest, EachVerbTakesItsArguments) {
  for (const char* query :
       {"verb=Identify", "verb=ListMetadataFormats", "verb=ListMetadataFormats&identifier=oai:a:b",
        "verb=ListSets", "verb=ListIdentifiers&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=broadsheet&set=category:cs",
        "metadataPrefix=oai_dc&from=2026-07-01&until=2026-07-01&verb=ListRecords",
        "verb=GetRecord&identifier=oai:a:b&metadataPrefix=oai_dc"}) {
    EXPECT_EQ(error_of(query), "") << query;
  }
}

TEST(OaiRequest, AVerbThatIsNoneMissingOrRepeatedIsBad) {
  for (const char* query : {"", "verb=", "verb=identify", "verb=Identify&verb=Identify", "Verb=Identify"})
    EXPECT_EQ(error_of(query), "badVerb") << query;
}

TEST(OaiRequest, ArgumentsThatAreUnknownRepeatedOrMissingAreBad) {
  for (const char* query :
       {"verb=Identify&set=cs", "verb=ListRecords",
        "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "verb=GetRecord&identifier=oai:a:b",
        "verb=GetRecord&metadataPrefix=oai_dc", "verb=GetRecord&identifier=&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc&p=1", "verb=ListRecords&metadataPrefix=oai_dc&set=",
        "verb=ListRecords&metadataPrefix=oai_dc&set=a b", "verb=ListRecords&metadataPrefix=oai_dc&set=a::b",
        "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x",
        "verb=ListIdentifiers&metadataPrefix=oai_dc&identifier=oai:a:b"}) {
    EXPECT_EQ(error_of(query), "badArgument") << query;
    EXPECT_THAT(read(query).request.arguments, IsEmpty()) << query;
  }
}

TEST(OaiRequest, TimesAreDaysOrSecondsOfOneGranularityInTheirOrder) {
  const std::string list = "verb=ListRecords&metadataPrefix=oai_dc&";
  for (const char* times :
       {"from=yesterday", "from=2026-02-30", "from=2026-07", "until=2026-07-01T12:00Z",
        "until=2026-07-01T12:00:00.5Z", "until=2026-07-01T12:00:00%2B02", "from=2026-07-01T12:00:00",
        "from=2026-07-01&until=2026-07-01T12:00:00Z", "from=2026-07-02&until=2026-07-01"}) {
    EXPECT_EQ(error_of(list + times), "badArgument") << times;
  }
  const OaiRequest days = read(list + "from=2026-07-01&until=2026-07-01").request;
  EXPECT_EQ(formats::oai_time(*days.from), "2026-07-01T00:00:00Z");
  EXPECT_EQ(formats::oai_time(*days.until), "2026-07-01T23:59:59Z");
  const OaiRequest seconds = read(list + "from=2026-07-01T12:00:00Z").request;
  EXPECT_EQ(formats::oai_time(*seconds.from), "2026-07-01T12:00:00Z");
}

TEST(OaiRequest, AFormatThatWeDoNotHaveIsSaidSo) {
  EXPECT_EQ(error_of("verb=ListRecords&metadataPrefix=marc21"), "cannotDisseminateFormat");
  EXPECT_EQ(error_of("verb=GetRecord&identifier=oai:a:b&metadataPrefix=OAI_DC"), "cannotDisseminateFormat");
}

OaiToken token() {
  OaiToken token;
  token.format = OaiFormat::kWholePaper;
  token.set = "category:cs:cs.CL";
  token.until = *parse_instant("2026-07-01T12:00:00Z");
  token.place = {.after = Revision(500), .head = Revision(900), .stamp = 0xFEDCBA9876543210, .record = 0xFF};
  token.cursor = 500;
  token.total = 900;
  return token;
}

TEST(OaiRequest, ATokenThatOneByteIsWrongInIsNone) {
  const std::string text = write_oai_token(token());
  ASSERT_EQ(read_oai_token(text), token());
  EXPECT_EQ(error_of("verb=ListRecords&resumptionToken=" + text), "");
  EXPECT_EQ(error_of("verb=ListIdentifiers&resumptionToken=" + text), "badResumptionToken");
  EXPECT_EQ(error_of("verb=ListSets&resumptionToken=" + text), "badResumptionToken");
  EXPECT_EQ(error_of("verb=ListRecords&resumptionToken="), "badResumptionToken");
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'0', '9', '_', '-', 'x'}) {
      std::string wrong = text;
      wrong[i] = c;
      if (wrong == text) continue;
      EXPECT_FALSE(read_oai_token(wrong).has_value()) << wrong;
    }
    EXPECT_FALSE(read_oai_token(text.substr(0, i)).has_value()) << i;
  }
  EXPECT_FALSE(read_oai_token(text + "0").has_value());
  EXPECT_FALSE(read_oai_token(std::string(5000, '1')).has_value());
}

RC_GTEST_PROP(OaiRequestProperty, EveryTokenIsReadAsItWasWritten, ()) {
  OaiToken any;
  any.verb = *rc::gen::element(OaiVerb::kListIdentifiers, OaiVerb::kListRecords);
  any.format = *rc::gen::element(OaiFormat::kDublinCore, OaiFormat::kWholePaper);
  any.set = *rc::gen::element<std::string>("", "source:a_b", "category:x!2F(y)");
  if (*rc::gen::arbitrary<bool>())
    any.until = Instant(std::chrono::seconds(*rc::gen::inRange(0, 2'000'000'000)));
  const auto head = *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000'000);
  any.place = {.after = Revision(*rc::gen::inRange<std::uint64_t>(0, head + 1)),
               .head = Revision(head),
               .stamp = *rc::gen::arbitrary<std::uint64_t>(),
               .record = *rc::gen::arbitrary<std::uint32_t>()};
  any.cursor = *rc::gen::arbitrary<std::uint32_t>();
  if (*rc::gen::arbitrary<bool>()) any.total = *rc::gen::arbitrary<std::uint64_t>();
  const auto back = read_oai_token(write_oai_token(any));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == any);
}

}  // namespace
}  // namespace broadsheet::web
