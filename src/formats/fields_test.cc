// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/fields.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/limits.h"
#include "formats/record_values.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

TEST(Clean, KeepsPlainTextAsItIs) {
  EXPECT_EQ(clean("Small Tides: $\\alpha$-flows, 3 sensors"), "Small Tides: $\\alpha$-flows, 3 sensors");
}

TEST(Clean, CollapsesBlanksAndDropsControls) {
  EXPECT_EQ(clean("  a \t b\n\nc\x7f "), "a b c");
}

RC_GTEST_PROP(Clean, FastPathAgreesWithTheGeneralOne, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
      {{8, rc::gen::inRange('a', 'z')}, {3, rc::gen::just(' ')}, {1, rc::gen::arbitrary<char>()}}));
  if (is_plain(text)) RC_ASSERT(text::sanitize_line(text) == text);
  RC_ASSERT(clean(text) == text::sanitize_line(text));
}

RC_GTEST_PROP(Clean, EveryPlainAsciiTextTakesTheFastPath, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('!', '\x7f'))));
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  RC_ASSERT(is_plain(text));
}

TEST(CanonicalId, ReadsPrefixesAndDropsVersions) {
  EXPECT_EQ(canonical_id("arxiv:2608.01234"), "arxiv:2608.01234");
  EXPECT_EQ(canonical_id("doi:10.1000/\uFEFFru"), "doi:10.1000/ru");
  EXPECT_EQ(canonical_id("doi:10.1000/%EF%BB%BFru"), std::nullopt);
  EXPECT_EQ(canonical_id(" 2608.01234v3 "), "arxiv:2608.01234");
  EXPECT_EQ(canonical_id("https://arxiv.org/abs/2605.16745"), "arxiv:2605.16745");
  EXPECT_EQ(canonical_id("acl:2024.acl-long.12"), "acl:2024.acl-long.12");
  EXPECT_EQ(canonical_id("doi:10.1103/PhysRevA.96.043618"), "doi:10.1103/physreva.96.043618");
}

TEST(CanonicalId, RefusesWhatIsNoId) {
  for (const char* text : {"", "arxiv:", "hello", "arxiv:2613.01234", "2026", "b:0123456789ab"}) {
    EXPECT_FALSE(canonical_id(text)) << text;
  }
}

TEST(DoiIds, FindsEachOnceAndSkipsBrokenOnes) {
  EXPECT_EQ(doi_ids("10.1063/1.4999687 10.1063/1.4999687"),
            std::vector<std::string>{"doi:10.1063/1.4999687"});
  EXPECT_EQ(doi_ids("10.1016/j.a.2019, 10.31219/osf.io/J2"),
            (std::vector<std::string>{"doi:10.1016/j.a.2019", "doi:10.31219/osf.io/j2"}));
  EXPECT_TRUE(doi_ids("10. 1145/3154499").empty());
  EXPECT_TRUE(doi_ids("").empty());
}

TEST(TitleKey, DependsOnLettersAndDigitsAlone) {
  EXPECT_EQ(title_key("Small Tides: A Study"), title_key("small  tides - a study!"));
  EXPECT_NE(title_key("Small Tides 2"), title_key("Small Tides 3"));
  EXPECT_NE(title_key("???"), title_key("!!!"));
  // Stored keys must be found again by every later version.
  EXPECT_EQ(title_key("Small Tides"), "title:a4f22d05ebfd17cf");
}

TEST(ReadRfc822, ReadsTheFormsThatFeedsHave) {
  const auto at = parse_instant("2026-06-03T00:31:00Z");
  EXPECT_EQ(read_rfc822("Wed, 03 Jun 2026 00:31:00 +0000"), *at);
  EXPECT_EQ(read_rfc822("3 Jun 26 00:31 GMT"), *at);
  EXPECT_EQ(read_rfc822("Tue, 02 Jun 2026 20:31:00 EDT"), *at);
  EXPECT_EQ(read_rfc822("Wed, 03 Jun 2026 02:31:00 +0200"), *at);
}

TEST(ReadRfc822, RefusesWhatIsNoDate) {
  for (const char* text : {"", "Wed", "32 Jun 2026", "30 Feb 2026 00:00:00 GMT", "03 Jun 2026 25:00 GMT",
                           "03 Jun 2026 00:31:00 +9900", "03 Foo 2026", "2026-06-03T00:31:00Z",
                           "03 Jun 8026 00:31:00 GMT", "31 Dec 2999 23:59:00 -0100"}) {
    EXPECT_FALSE(read_rfc822(text)) << text;
  }
}

TEST(ReadDay, TakesTheUtcDayOfATimeStamp) {
  EXPECT_EQ(read_day("2026-07-01"), *parse_day("2026-07-01"));
  EXPECT_EQ(read_day("2026-07-01T23:30:00-02:00"), *parse_day("2026-07-02"));
  EXPECT_FALSE(read_day("2026-02-30"));
  EXPECT_FALSE(read_day("yesterday"));
}

TEST(BrokenRule, NamesTheLimit) {
  SourceRecord record;
  EXPECT_EQ(broken_rule(record), "no title");
  record.deleted = true;
  EXPECT_EQ(broken_rule(record), "");
  record.title.assign(kTitleBytesMax, 'x');
  EXPECT_EQ(broken_rule(record), "");
  record.title.push_back('x');
  EXPECT_EQ(broken_rule(record), "title longer than 4096 bytes");
}

TEST(BrokenRule, NobodyHasAnOrcidIdWithoutAName) {
  SourceRecord record;
  record.title = "T";
  record.authors = {"A B"};
  record.orcids = {"0000-0002-1825-0097"};
  EXPECT_EQ(broken_rule(record), "");
  record.orcids.emplace_back();
  EXPECT_EQ(broken_rule(record), "more ORCID iDs than authors");
  record.orcids = {std::string(kKeyBytesMax + 1, '0')};
  EXPECT_EQ(broken_rule(record), "an ORCID iD longer than 512 bytes");
}

TEST(RecordValues, AnOrcidIdStandsAtThePlaceOfItsAuthor) {
  SourceRecord record;
  add_author(record, "A B");
  EXPECT_TRUE(record.orcids.empty());
  add_author(record, "", "0000-0001-5109-3700");
  add_author(record, "C D", "https://orcid.org/0000-0002-1825-0097");
  add_author(record, "E F", "0000-0002-1825-0098");
  EXPECT_EQ(record.authors, (std::vector<std::string>{"A B", "C D", "E F"}));
  EXPECT_EQ(record.orcids, (std::vector<std::string>{"", "0000-0002-1825-0097"}));
}

TEST(RecordValues, AWithdrawnPaperSaysSoInItsFirstWords) {
  for (const std::string_view text :
       {"This paper has been withdrawn by the author", "Withdrawn.",
        "This submissions has been withdrawn by arXiv", "This article is withdrawn because",
        "arXiv admin note: This submission has been withdrawn by arXiv",
        "The manuscript was temporarily withdrawn", "THIS PAPER HAS BEEN WITHDRAWN"}) {
    EXPECT_EQ(withdrawal_notice(text), text);
  }
  for (const std::string_view text :
       {"", "12 pages", "This paper studies how a ball is withdrawn", "We consider a withdrawn ball",
        "Theorem 3 is withdrawn", "This paper, which replaces an older one that we had withdrawn, is new",
        "The paper"}) {
    EXPECT_EQ(withdrawal_notice(text), "") << text;
  }
  EXPECT_EQ(withdrawal_notice("Withdrawn " + std::string(2 * kNoticeBytesMax, 'x')).size(), kNoticeBytesMax);
}

TEST(RecordValues, VersionsAreKeptByNumberEachOnce) {
  SourceRecord record;
  add_version(record, 2, read_day("2026-02-01").value());
  add_version(record, 1, read_day("2026-01-01").value());
  add_version(record, 2, read_day("2026-03-01").value());
  add_version(record, 0, read_day("2026-03-01").value());
  ASSERT_EQ(record.versions.size(), 2U);
  EXPECT_EQ(record.versions[0].number, 1U);
  EXPECT_EQ(record.versions[1], (SourceVersion{2, read_day("2026-02-01").value()}));
  for (std::uint32_t number = 3; number < 2 * kVersionsMax; ++number)
    add_version(record, number, read_day("2026-03-01").value());
  EXPECT_EQ(record.versions.size(), kVersionsMax);
  EXPECT_EQ(version_number("v12"), 12U);
  EXPECT_EQ(version_number("v"), 0U);
  EXPECT_EQ(version_number("v-1"), 0U);
  EXPECT_EQ(version_number("99999999999"), 0U);
}

}  // namespace
}  // namespace broadsheet::formats
