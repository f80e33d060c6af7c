// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/test_collection.h"

#include <gtest/gtest.h>

namespace broadsheet::formats {
namespace {

TEST(CollectionLines, AreReadWithTheirThreeKeys) {
  CollectionLineReader reader;
  const auto document =
      reader.read(R"({"_id":"MED-10","title":"A  title","text":"Some\ntext","split":["x"]})");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document.value().id, "MED-10");
  EXPECT_EQ(document.value().title, "A title");
  EXPECT_EQ(document.value().text, "Some text");
  const auto query = reader.read(R"({"_id":"1","text":"deafness"})");
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(query.value().title, "");
}

TEST(CollectionLines, ThatHaveNoIdOrOtherTypesAreRefused) {
  CollectionLineReader reader;
  for (const char* line :
       {"", "{", "[]", R"({"text":"x"})", R"({"_id":1,"text":"x"})", R"({"_id":"1","text":[]})"}) {
    const auto entry = reader.read(line);
    ASSERT_FALSE(entry.ok()) << line;
    EXPECT_EQ(entry.error().code(), ErrorCode::kInvalid);
  }
}

}  // namespace
}  // namespace broadsheet::formats
