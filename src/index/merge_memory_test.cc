// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A merge reads all of its inputs, which may be as large as the index; they must not stay in memory.

#include <gtest/gtest.h>

#include "base/testing.h"
#include "index/segment_builder.h"
#include "index/testing.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kDocuments = 2000;
constexpr std::uint32_t kWordsOfEach = 100;

std::shared_ptr<const Segment> segment_of(const std::string& path, std::uint32_t first_key) {
  SegmentBuilder builder(example_schema());
  Document document(example_schema());
  for (std::uint32_t i = 0; i < kDocuments; ++i) {
    document.clear(PaperNumber(first_key + i));
    for (std::uint32_t at = 0; at < kWordsOfEach; ++at) {
      document.add(kPlaces, "w" + std::to_string(i * at % 999), at);
    }
    builder.add(document);
  }
  CHECK(builder.finish(path).ok());
  return Segment::open(path, example_schema()).value();
}

TEST(MergeMemory, AMergeGivesBackWhatItRead) {
  const TemporaryFolder folder;
  const auto one = segment_of(folder.file("one"), 1);
  const auto other = segment_of(folder.file("other"), 1 + kDocuments);
  ASSERT_TRUE(one->file().verify_all().ok());
  ASSERT_GT(resident_bytes_of(folder.file("one")), one->file().size_bytes() / 2);

  const std::vector<SegmentInput> inputs = {{one.get(), nullptr}, {other.get(), nullptr}};
  ASSERT_TRUE(merge_segments(inputs, example_schema(), folder.file("both")).ok());
  EXPECT_EQ(resident_bytes_of(folder.file("one")), 0U);
  EXPECT_EQ(resident_bytes_of(folder.file("other")), 0U);
  EXPECT_TRUE(one->file().verify_all().ok());
}

}  // namespace
}  // namespace broadsheet::index
