// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/json_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/limits.h"

namespace broadsheet::web {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

TEST(JsonBody, TextsAreUnderTheirNames) {
  const auto body = read_json_body(
      R"({"comment": "a \u00e9", "item": {"type": "paper", "n": 12, "in": {"deep": "b"}}, "l": [1]})");
  ASSERT_TRUE(body.ok());
  EXPECT_THAT(*body, UnorderedElementsAre(Pair("comment", "a é"), Pair("item.type", "paper"),
                                          Pair("item.in.deep", "b")));
  EXPECT_EQ(needed_text(*body, "comment").value(), "a é");
  EXPECT_EQ(needed_text(*body, "reason").error().message(), "the body has no text \"reason\"");
}

TEST(JsonBody, WhatIsNoObjectIsRefused) {
  for (const char* body :
       {"", "[]", "\"text\"", "{", "{\"a\": 1} x", "{\"a\": \"\xff\"}", "null", "{'a': 1}"})
    EXPECT_EQ(read_json_body(body).error().code(), ErrorCode::kInvalid) << body;
  std::string deep;
  for (std::size_t i = 0; i <= kJsonDepthMax; ++i) deep += "{\"a\":";
  deep += "1" + std::string(kJsonDepthMax + 1, '}');
  EXPECT_FALSE(read_json_body(deep).ok());
  EXPECT_TRUE(read_json_body(deep.substr(5, deep.size() - 6)).ok());
}

}  // namespace
}  // namespace broadsheet::web
