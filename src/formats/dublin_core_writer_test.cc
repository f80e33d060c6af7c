// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/dublin_core_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using ::testing::ElementsAre;

TEST(DublinCoreWriter, OurOwnReaderFindsThePaperInIt) {
  SourceRecord record;
  record.ids = {"acl:2024.acl-long.12", "b:0123456789ab", "doi:10.1000/x"};
  record.title = "Tides & <harbours>";
  record.abstract = "They rise.";
  record.authors = {"Mina Okafor", "Jun Tae Roh"};
  record.categories = {"cs.CL"};
  record.published = *parse_partial_date("2024-08");
  record.comment = "12 pages";
  record.language = "en";
  const TestSink back = read_document(
      Format::kOaiPmh,
      "<OAI-PMH><GetRecord><record><header><identifier>oai:a.example:b</identifier></header><metadata>" +
          write_dublin_core(record, "https://papers.example/papers/x") +
          "</metadata></record></GetRecord></OAI-PMH>");
  ASSERT_EQ(back.records.size(), 1u) << back.error;
  const SourceRecord& read = back.records[0];
  EXPECT_EQ(read.title, record.title);
  EXPECT_EQ(read.abstract, record.abstract);
  EXPECT_EQ(read.authors, record.authors);
  EXPECT_EQ(read.published, record.published);
  EXPECT_EQ(read.comment, record.comment);
  EXPECT_EQ(read.language, record.language);
  EXPECT_THAT(read.ids, ElementsAre("acl:2024.acl-long.12", "doi:10.1000/x"));
  EXPECT_EQ(read.url, "https://papers.example/papers/x");
}

}  // namespace
}  // namespace broadsheet::formats
