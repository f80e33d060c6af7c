// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(JsonFields, ObjectsListsAndTruthsBecomeFields) {
  EXPECT_THAT(json_fields(R"({"item": {"type": "paper", "id": "2608.01234"}, "tags": ["a", "b"],
                              "private": true, "position": 3, "note": null, "text": "one\ntwo"})")
                  .value(),
              ElementsAre(Pair("item.type", "paper"), Pair("item.id", "2608.01234"), Pair("tags", "a"),
                          Pair("tags", "b"), Pair("private", "true"), Pair("position", "3"),
                          Pair("text", "one\ntwo")));
  EXPECT_THAT(json_fields("{}").value(), testing::IsEmpty());
}

TEST(JsonFields, AListThatHoldsNoValueIsOneEmptyValue) {
  for (const char* list : {"[]", "[null]", "[[]]", "[{}]", "[null, {}, null]"})
    EXPECT_THAT(json_fields(std::string("{\"tags\": ") + list + "}").value(), ElementsAre(Pair("tags", "")))
        << list;
  EXPECT_THAT(json_fields(R"({"add": {"tags": []}, "delete": [{"id": "a"}, {}], "note": null})").value(),
              ElementsAre(Pair("add.tags", ""), Pair("delete.id", "a")));
}

TEST(JsonFields, WhatMisleadsAReaderGoes) {
  EXPECT_THAT(json_fields("{\"a\": \"x\\u202ey\\u0000z\"}").value(), ElementsAre(Pair("a", "xyz")));
}

TEST(JsonFields, WhatIsNoObjectIsRefused) {
  for (const char* text : {"", "[]", "1", "{", "{\"a\": }", "\xFF"})
    EXPECT_EQ(json_fields(text).error().code(), ErrorCode::kInvalid) << text;
  std::string many = "{\"a\": [0";
  for (std::size_t i = 0; i < kJsonFieldsMax; ++i) many += ",0";
  EXPECT_EQ(json_fields(many + "]}").error().code(), ErrorCode::kTooLarge);
  std::string empty = "{\"a\": [[]";
  for (std::size_t i = 0; i < kJsonFieldsMax; ++i) empty += ",[]";
  EXPECT_EQ(json_fields(empty + "]}").error().code(), ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace broadsheet::formats
