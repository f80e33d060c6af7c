// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/atom_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The seeds of the fuzz target: small documents of each kind.
std::string seed(const std::string& name) {
  return read_file("fuzz/corpus/atom/" + name, 1 << 20).value();
}

TEST(AtomReader, ReadsAnAnswerOfTheArxivApi) {
  const std::string text = seed("query.xml");
  const TestSink sink = read_document(Format::kAtom, text, {}, 7);
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(recognise(text), Format::kAtom);
  EXPECT_EQ(r.source, "arxiv");
  EXPECT_EQ(r.key, "arxiv:2601.00001");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2601.00001", "doi:10.1000/x"));
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_EQ(r.abstract, "Tides with a < b. Quiet.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(r.categories, ElementsAre("cs.LG", "math.CO"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-01-02");
  EXPECT_EQ(format_day(*r.updated), "2026-02-03");
  EXPECT_EQ(r.comment, "12 pages");
  EXPECT_EQ(r.venue, "J. Tides 3");
  EXPECT_EQ(r.url, "https://arxiv.org/abs/2601.00001v2");
  EXPECT_EQ(sink.places[0].offset, text.find("<entry>"));
  EXPECT_TRUE(sink.raws[0].starts_with("<entry>") && sink.raws[0].ends_with("</entry>"));
}

TEST(AtomReader, AnErrorIsANoteAndSoIsAnEmptyFeed) {
  const TestSink error = read_document(Format::kAtom, seed("error.xml"));
  EXPECT_EQ(error.read(), 0U);
  EXPECT_THAT(error.notes, ElementsAre("the API answered: bad id"));
  const TestSink empty = read_document(Format::kAtom, "<feed xmlns='http://www.w3.org/2005/Atom'/>");
  EXPECT_THAT(empty.notes, ElementsAre("empty list"));
}

TEST(AtomReader, TheFeedOfTheDayAnnouncesAndReplacesNothing) {
  const TestSink sink = read_document(Format::kAtom, seed("day.xml"));
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "arxiv");
  EXPECT_EQ(r.key, "feed:new:arxiv:2601.00001");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2601.00001"));
  EXPECT_EQ(r.abstract, "Tides.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(format_day(*r.listed), "2026-01-05");
  EXPECT_FALSE(r.published || r.updated);
}

TEST(AtomReader, OtherFeedsAreSourcesOfTheirOwn) {
  const TestSink sink = read_document(
      Format::kAtom,
      "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://blog.example/all'/>"
      "<entry><id>tag:7</id><title>T</title>"
      "<author><name>Plato</name><uri>https://a.example/</uri></author>"
      "<author><name>Mina Okafor</name><uri>https://orcid.org/0000-0002-1825-0097</uri></author>"
      "<summary type='xhtml'><div>One <b>two</b></div></summary></entry>"
      "<entry><id>tag:8</id></entry></feed>");
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  EXPECT_EQ(sink.records[0].source, "atom:blog.example");
  EXPECT_EQ(sink.records[0].key, "tag:7");
  EXPECT_EQ(sink.records[0].abstract, "One two");
  EXPECT_THAT(sink.records[0].authors, ElementsAre("Plato", "Mina Okafor"));
  EXPECT_THAT(sink.records[0].orcids, ElementsAre("", "0000-0002-1825-0097"));
  EXPECT_THAT(sink.records[0].ids, IsEmpty());
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
}

}  // namespace
}  // namespace broadsheet::formats
