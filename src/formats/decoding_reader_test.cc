// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/decoding_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using ::testing::ElementsAre;

// What each format gives of UTF-16 is what it gives of the same text in UTF-8.
TEST(DecodingReader, EveryFormatIsReadFromUtf16InAnyPieces) {
  const std::string documents[] = {
      "@article{a, title = {Tides}, year = 2026}\n@misc{b, title = {Other}}\n",
      "TY  - JOUR\r\nTI  - Tides\r\nER  - \r\n",
      "PMID- 27433151\nTI  - Tides\n",
      "{\"id\":\"arxiv:2608.01234\",\"title\":\"Tides\"}\n{\"title\":\"Other\"}\n",
      "[{\"type\":\"book\",\"title\":\"Tides\",\"issued\":{\"date-parts\":[[2026]]}}]",
      "id\tobserved_at\tupvotes\narxiv:2608.01234\t2026-08-18T00:00:00Z\t4\n",
      "<rss "
      "version='2.0'><channel><title>c</title><item><title>Tides</title><guid>g</guid></item></channel></"
      "rss>",
  };
  for (const std::string& document : documents) {
    const Format format = recognise(document);
    ASSERT_NE(format, Format::kUnknown) << document;
    const TestSink plain = read_document(format, document);
    EXPECT_GT(plain.read(), 0U) << document;
    const std::string wide = utf16_of(document);
    EXPECT_EQ(recognise(wide), format) << document;
    for (const std::string& bytes : {wide, "\xFF\xFE" + wide}) {
      for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, bytes.size()})
        EXPECT_EQ(read_document(format, bytes, {}, piece).transcript(), plain.transcript()) << document;
    }
  }
}

TEST(DecodingReader, AnXmlDeclarationOfTheEncodingThatWasIsNoObstacle) {
  const std::string feed =
      "<?xml version=\"1.0\" "
      "encoding=\"UTF-16\"?><feed><entry><id>u:1</id><title>Tides</title></entry></feed>";
  for (const std::size_t piece : {std::size_t{1}, feed.size()}) {
    const TestSink sink = read_document(Format::kAtom, "\xFF\xFE" + utf16_of(feed), {}, piece);
    EXPECT_EQ(sink.error, "");
    ASSERT_EQ(sink.records.size(), 1U);
    EXPECT_EQ(sink.records[0].title, "Tides");
    EXPECT_EQ(sink.places[0].offset, feed.find("<entry>"));
  }
}

TEST(DecodingReader, ADeclarationWithoutEndIsRefused) {
  const std::string begins = utf16_of("<?xml " + std::string(5000, ' '));
  EXPECT_NE(read_document(Format::kAtom, begins, {}, 1).error, "");
  EXPECT_NE(read_document(Format::kAtom, utf16_of("<?xm")).error, "");
}

TEST(DecodingReader, ADocumentOfFewBytesIsReadAtItsEnd) {
  EXPECT_THAT(read_document(Format::kBibtex, "@a").notes, ElementsAre("empty list"));
  EXPECT_THAT(read_document(Format::kBibtex, "").notes, ElementsAre("empty list"));
  EXPECT_THAT(read_document(Format::kBibtex, "\xFF\xFE").notes, ElementsAre("empty list"));
}

}  // namespace
}  // namespace broadsheet::formats
