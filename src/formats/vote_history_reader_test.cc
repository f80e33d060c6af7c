// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/vote_history_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

TestSink read(std::string_view text, std::size_t piece = 1 << 20) {
  return read_document(Format::kVoteHistory, text, {}, piece);
}

TEST(VoteHistoryReader, ReadsRowsWithAndWithoutHeading) {
  const std::string row = "arxiv:2211.16780\t2026-04-18T00:09:52Z\t1\tdaily\n";
  for (const std::string& text : {row, "id\tobserved_at\tupvotes\tfeed\r\n" + row}) {
    const TestSink sink = read(text);
    ASSERT_EQ(sink.votes.size(), 1U);
    EXPECT_EQ(sink.votes[0].source, "hf-daily-papers");
    EXPECT_EQ(sink.votes[0].id, "arxiv:2211.16780");
    EXPECT_EQ(sink.votes[0].count.upvotes, 1);
    EXPECT_EQ(format_instant(sink.votes[0].count.observed_at), "2026-04-18T00:09:52.000Z");
    EXPECT_EQ(sink.votes[0].feed, "daily");
  }
}

TEST(VoteHistoryReader, TheFeedMayBeAbsent) {
  EXPECT_EQ(read("2211.16780\t2026-04-18T00:09:52Z\t1\r\n").votes.size(), 1U);
}

TEST(VoteHistoryReader, RejectsWithLineIdAndReason) {
  const TestSink sink = read(
      "id\tobserved_at\tupvotes\tfeed\n"
      "arxiv:2211.16780\tyesterday\t1\tdaily\n"
      "arxiv:2211.16780\t2026-04-18T00:09:52Z\tmany\tdaily\n"
      "nobody\t2026-04-18T00:09:52Z\t1\tdaily\n"
      "arxiv:2211.16780\t2026-04-18T00:09:52Z\n"
      "arxiv:2211.16780\t2026-04-18T00:09:52Z\t-1\tdaily\n"
      "id\tobserved_at\tupvotes\tfeed\n"
      "arxiv:2211.16780\t2026-04-18T00:09:52Z\t4\tdaily");
  EXPECT_EQ(sink.votes.size(), 1U);
  ASSERT_EQ(sink.rejects.size(), 6U);
  EXPECT_EQ(sink.rejects[0].where.line, 2U);
  EXPECT_EQ(sink.rejects[0].id, "arxiv:2211.16780");
  EXPECT_EQ(sink.rejects[0].reason, "'yesterday' is no time");
  EXPECT_EQ(sink.rejects[1].reason, "'many' is no count of votes");
  EXPECT_EQ(sink.rejects[2].reason, "'nobody' is no paper id");
}

TEST(VoteHistoryReader, ATooLongLineIsRejectedAndTheNextOneRead) {
  const std::string text =
      std::string(1'000'000, '\t') + "\narxiv:2211.16780\t2026-04-18T00:09:52Z\t4\tday\n";
  for (const std::size_t piece : {std::size_t{1000}, text.size()}) {
    const TestSink sink = read(text, piece);
    EXPECT_EQ(sink.rejects.size(), 1U);
    EXPECT_EQ(sink.votes.size(), 1U);
  }
}

TEST(VoteHistoryReader, AHeadingAloneIsANote) {
  const TestSink sink = read("id\tobserved_at\tupvotes\tfeed\n");
  EXPECT_EQ(sink.read(), 0U);
  EXPECT_THAT(sink.notes, testing::ElementsAre("empty list"));
}

}  // namespace
}  // namespace broadsheet::formats
