// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Feeds of publishers and of arXiv, in RSS 2.0, RSS 1.0 and Atom.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/arxiv_announcement.h"
#include "formats/feed_text.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ArxivAnnouncement, IsReadFromTheDescription) {
  const auto found = read_arxiv_announcement("arXiv:2608.01234v1 Announce Type: new \nAbstract: Tides.\nB.");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, "arxiv:2608.01234");
  EXPECT_EQ(found->type, AnnounceType::kNew);
  EXPECT_EQ(found->abstract, "Tides.\nB.");
  EXPECT_EQ(read_arxiv_announcement("arXiv:hep-th/9901001v2 Announce Type: replace-cross")->type,
            AnnounceType::kReplaceCross);
  EXPECT_FALSE(read_arxiv_announcement("arXiv:2608.01234v1 Announce Type: other Abstract: x")->type);
  for (const char* other :
       {"", "Abstract: x", "arXiv:x Announce Type: new", "arXiv:2608.01234v1 Abstract: x"})
    EXPECT_FALSE(read_arxiv_announcement(other)) << other;
}

TEST(FeedText, AnAbstractIsWithoutLinksImagesAndNavigation) {
  EXPECT_EQ(feed_abstract("<p>H<sub>2</sub>O and <a href='x'>links</a>.</p><img src='y'/>"),
            "<p>H<sub>2</sub>O and links.</p>");
  EXPECT_EQ(feed_abstract("a < b, <think>, <!-- no --><script>if (a < b) x();</script>c"),
            "a < b, <think>, c");
  EXPECT_EQ(feed_abstract("<h3>Title</h3>Text<figure><figcaption>F</figcaption></figure>"), "Title Text");
  EXPECT_EQ(feed_abstract("<script>never closed"), "never closed");
  EXPECT_EQ(feed_abstract("<"), "<");
}

TEST(FeedText, UnclosedMarkupIsLinear) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "<!--<script><nav><a ";
  EXPECT_FALSE(feed_abstract(text).empty());
}

TEST(FeedText, AuthorsOfOneFieldOrOfSeveral) {
  EXPECT_THAT(feed_authors({"Mina Okafor, Jun Tae Roh"}), ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(feed_authors({"Okafor, M., Roh, J. T."}), ElementsAre("M. Okafor", "J. T. Roh"));
  EXPECT_THAT(feed_authors({"Okafor, Mina"}), ElementsAre("Mina Okafor"));
  EXPECT_THAT(feed_authors({"Okafor, Mina; Roh, Jun"}), ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_THAT(feed_authors({"Mina Okafor and Jun Roh"}), ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_THAT(feed_authors({"Okafor, Mina", "Jun Roh", ""}), ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_THAT(feed_authors({}), IsEmpty());
  EXPECT_EQ(name_of_mailbox("m@x.example (Mina Okafor)"), "Mina Okafor");
  EXPECT_EQ(name_of_mailbox("m@x.example"), "");
}

TEST(Feeds, TheRssOfTheDayAnnounces) {
  const std::string text =
      "<rss xmlns:arxiv='http://arxiv.org/schemas/atom' xmlns:dc='http://purl.org/dc/elements/1.1/' "
      "version='2.0'><channel><title>cs.LG updates</title><link>http://rss.arxiv.org/rss/cs.LG</link>"
      "<pubDate>Mon, 05 Jan 2026 00:00:00 -0500</pubDate>"
      "<item><title>Small Tides</title><link>https://arxiv.org/abs/2601.00001</link>"
      "<description>arXiv:2601.00001v1 Announce Type: cross \nAbstract: Tides.</description>"
      "<guid isPermaLink='false'>oai:arXiv.org:2601.00001v1</guid><category>cs.LG</category>"
      "<category>math.CO</category><pubDate>Mon, 05 Jan 2026 00:00:00 -0500</pubDate>"
      "<arxiv:announce_type>cross</arxiv:announce_type><arxiv:DOI>10.1000/X</arxiv:DOI>"
      "<arxiv:journal_reference>J. Tides 3</arxiv:journal_reference>"
      "<dc:creator>Mina Okafor, Jun Tae Roh</dc:creator></item>"
      "<item><title>Old</title><link>https://arxiv.org/abs/2501.00001</link>"
      "<description>arXiv:2501.00001v3 Announce Type: replace \nAbstract: Older.</description>"
      "<pubDate>Mon, 05 Jan 2026 00:00:00 -0500</pubDate></item></channel></rss>";
  const TestSink sink = read_document(Format::kRss, text, {}, 5);
  ASSERT_EQ(sink.records.size(), 2U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "arxiv");
  EXPECT_EQ(r.key, "feed:cross:arxiv:2601.00001");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2601.00001", "doi:10.1000/x"));
  EXPECT_EQ(r.abstract, "Tides.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(r.categories, ElementsAre("cs.LG", "math.CO"));
  EXPECT_EQ(r.venue, "J. Tides 3");
  EXPECT_EQ(format_day(*r.listed), "2026-01-05");
  EXPECT_FALSE(r.published || r.featured);
  EXPECT_EQ(r.announced, (Announcement{AnnounceType::kCross, *r.listed, 1}));
  EXPECT_FALSE(sink.records[1].listed);
  EXPECT_EQ(sink.records[1].announced, (Announcement{AnnounceType::kReplace, *r.listed, 3}));
  EXPECT_EQ(sink.records[1].key, "feed:replace:arxiv:2501.00001");
}

TEST(Feeds, Rss10OfAPublisher) {
  const std::string text =
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/' "
      "xmlns:prism='http://prismstandard.org/namespaces/1.2/basic/'>"
      "<channel><title>J</title><link>https://journal.example</link></channel>"
      "<item rdf:about='https://journal.example/7'><title>Tides</title>"
      "<link>https://journal.example/7?rss=1</link>"
      "<description>&lt;p&gt;Quiet &lt;a href='x'&gt;tides&lt;/a&gt;.&lt;/p&gt;</description>"
      "<dc:creator>Okafor, M., Roh, J. T.</dc:creator><dc:date>2026-05-16</dc:date>"
      "<dc:identifier>doi:10.1101/2026.05.16</dc:identifier><dc:language>en</dc:language>"
      "<prism:publicationName>J. Tides</prism:publicationName></item></rdf:RDF>";
  EXPECT_EQ(recognise(text), Format::kRss);
  const TestSink sink = read_document(Format::kRss, text, {}, 5);
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "rss:journal.example");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1101/2026.05.16"));
  EXPECT_THAT(r.authors, ElementsAre("M. Okafor", "J. T. Roh"));
  EXPECT_EQ(r.abstract, "<p>Quiet tides.</p>");
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_EQ(r.language, "en");
  EXPECT_EQ(format_partial_date(*r.published), "2026-05-16");
}

TEST(Feeds, OtherRdfIsNoFeed) {
  EXPECT_EQ(
      recognise("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><records/></rdf:RDF>"),
      Format::kUnknown);
}

TEST(Feeds, AtomOfAPublisher) {
  const TestSink sink = read_document(
      Format::kAtom,
      "<feed xmlns='http://www.w3.org/2005/Atom' "
      "xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><link href='https://j.example/'/><entry><id>tag:7</id>"
      "<title type='xhtml'><div>Of <i>E. coli</i> tides</div></title>"
      "<content type='html'>&lt;nav&gt;Home&lt;/nav&gt;Quiet.</content><dc:creator>Okafor, Mina</dc:creator>"
      "<updated>2026-06-01T00:00:00Z</updated><prism:doi>10.1000/Z</prism:doi>"
      "<prism:publicationName>J. Tides</prism:publicationName>"
      "<prism:publicationDate>2026-05</prism:publicationDate></entry></feed>");
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.title, "Of E. coli tides");
  EXPECT_EQ(r.abstract, "Quiet.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/z"));
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_EQ(format_partial_date(*r.published), "2026-05");
}

}  // namespace
}  // namespace broadsheet::formats
