// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_pieces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

constexpr std::array<std::string_view, 3> kLists{"results", "message.items", "a.b.c"};

// Each piece as one text: what it is, where it begins, what it holds.
std::vector<std::string> pieces_of(std::string_view document, std::size_t piece_bytes = 1 << 20) {
  std::vector<std::string> shown;
  JsonPieces pieces(kLists);
  const auto show = [&] {
    const JsonPiece& piece = pieces.piece();
    shown.push_back((piece.is_element ? "element " : "object ") + std::to_string(piece.line) + ":" +
                    std::to_string(piece.offset) + (piece.is_broken ? " broken " : " ") +
                    (piece.too_long ? "too long " : "") +
                    (piece.lists > 0 ? "lists " + std::to_string(piece.lists) + " " : "") +
                    std::string(piece.text));
  };
  while (!document.empty()) {
    const std::string part(document.substr(0, piece_bytes));
    document.remove_prefix(part.size());
    std::string_view rest = part;
    while (!rest.empty()) {
      rest.remove_prefix(pieces.take(rest));
      if (pieces.ready()) show();
    }
  }
  const JsonPieces::End end = pieces.finish();
  if (end == JsonPieces::End::kPiece) show();
  if (end == JsonPieces::End::kCut) shown.push_back("cut at " + std::to_string(pieces.offset()));
  return shown;
}

TEST(JsonPieces, TheElementsOfANamedListComeOneByOneAndThenWhatIsAroundThem) {
  EXPECT_THAT(pieces_of(R"({"meta":{"n":2},"results":[{"a":[1]}, {"b":"]}"}],"next":null})"),
              ElementsAre(R"(element 1:27 {"a":[1]})", R"(element 1:38 {"b":"]}"})",
                          R"(object 1:0 lists 1 {"meta":{"n":2},"results":[],"next":null})"));
}

TEST(JsonPieces, AListMayLieDeeperAndHoldAnything) {
  EXPECT_THAT(pieces_of(R"({"message":{"items":[1,null,"x",[{}]],"total":4}})"),
              ElementsAre("element 1:21 1", "element 1:23 null", "element 1:28 \"x\"", "element 1:32 [{}]",
                          R"(object 1:0 lists 1 {"message":{"items":[],"total":4}})"));
  EXPECT_THAT(
      pieces_of(R"({"a":{"x":{"c":[1]},"b":{"c":[2],"d":[3]}}})"),
      ElementsAre("element 1:30 2", R"(object 1:0 lists 1 {"a":{"x":{"c":[1]},"b":{"c":[],"d":[3]}}})"));
}

TEST(JsonPieces, OnlyTheNamedPlaceCounts) {
  for (const std::string object :
       {R"({"items":[1]})", R"({"message":[{"items":[1]}]})", R"({"message":{"x":{"items":[1]}}})",
        R"({"x":{"results":[1]}})", R"({"results":{"results":[1]}})", R"({"x":"results","y":[1]})",
        R"({"a":{"b":[1]}})", R"({"results":"[1]"})"}) {
    EXPECT_THAT(pieces_of(object), ElementsAre("object 1:0 " + object));
  }
}

TEST(JsonPieces, AListOnTopAndObjectsOneAfterAnother) {
  EXPECT_THAT(pieces_of("\xEF\xBB\xBF[{\"a\":1},\n{\"b\":2}]"),
              ElementsAre("element 1:4 {\"a\":1}", "element 2:13 {\"b\":2}"));
  EXPECT_THAT(pieces_of("{\"a\":1}\r\n\n{\"b\":\n 2}{\"c\":3}"),
              ElementsAre("object 1:0 {\"a\":1}", "object 3:10 {\"b\":\n 2}", "object 4:19 {\"c\":3}"));
  EXPECT_TRUE(pieces_of(" [] \n").empty());
  EXPECT_TRUE(pieces_of("").empty());
}

TEST(JsonPieces, ALineThatIsCutOffTakesNoOtherWithIt) {
  EXPECT_THAT(pieces_of("{\"a\":\"x\n{\"b\":2}\n"),
              ElementsAre("object 1:0 broken {\"a\":\"x\n", "object 2:8 {\"b\":2}"));
  EXPECT_THAT(pieces_of("{\"a\":{\"b\":1}\n{\"b\":2}"),
              ElementsAre("object 1:0 broken {\"a\":{\"b\":1}\n", "object 2:13 {\"b\":2}"));
  EXPECT_THAT(pieces_of("{\"results\":[{\"a\":\"x\n{\"b\":2}"),
              ElementsAre("element 1:12 broken {\"a\":\"x\n", "object 2:20 {\"b\":2}"));
}

TEST(JsonPieces, WhatIsNoJsonIsPassedOverUpToTheNextLineThatIs) {
  EXPECT_THAT(pieces_of("hello {\"x\":1}\nworld\n{\"b\":2}\n]"),
              ElementsAre("object 1:0 broken ", "object 3:20 {\"b\":2}", "object 4:28 broken "));
  EXPECT_THAT(pieces_of("{\"results\":[}\n{\"b\":2}"),
              ElementsAre("object 1:12 broken ", "object 2:14 {\"b\":2}"));
  EXPECT_THAT(pieces_of("[1}\n{\"b\":2}"),
              ElementsAre("element 1:1 broken 1}", "object 1:2 broken ", "object 2:4 {\"b\":2}"));
}

TEST(JsonPieces, BracketsAtTheBeginningOfALineOfAPrettyDocumentAreNoNewObject) {
  const std::string object = "{\n\"a\":\n{\n},\n\"b\": [\n{\n},\n{\n}\n]\n}";
  EXPECT_THAT(pieces_of(object), ElementsAre("object 1:0 " + object));
  EXPECT_THAT(pieces_of("{\"results\": [\n{},\n{\n}\n]}"),
              ElementsAre("element 2:14 {}", "element 3:18 {\n}", "object 1:0 lists 1 {\"results\": []}"));
}

TEST(JsonPieces, ADocumentThatEndsTooSoonIsToldApartByWhereItEnds) {
  EXPECT_THAT(pieces_of("{\"a\":1"), ElementsAre("object 1:0 broken {\"a\":1"));
  EXPECT_THAT(pieces_of("{\"results\":[1,2"), ElementsAre("element 1:12 1", "cut at 15"));
  EXPECT_THAT(pieces_of("{\"results\":[1],"), ElementsAre("element 1:12 1", "cut at 15"));
  EXPECT_THAT(pieces_of("[1]["), ElementsAre("element 1:1 1", "cut at 4"));
}

TEST(JsonPieces, APieceThatIsTooLongIsShownByItsBeginningAndTheRestGoesOn) {
  const std::string filling(kRecordBytesMax, 'x');
  for (const std::string& document :
       {"{\"a\":\"" + filling + "\"}\n{\"b\":2}", "{\"a\":\"" + filling + "\\\"}\"}{\"b\":2}"}) {
    const auto shown = pieces_of(document);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_TRUE(shown[0].starts_with("object 1:0 too long {\"a\":\"xxx")) << shown[0].substr(0, 40);
    EXPECT_LT(shown[0].size(), 5000U);
    EXPECT_TRUE(shown[1].ends_with("{\"b\":2}"));
  }
  const auto shown = pieces_of("{\"x\":\"" + filling + "\",\"results\":[1,\"" + filling + "\",2]}");
  ASSERT_EQ(shown.size(), 4U);
  EXPECT_TRUE(shown[1].starts_with("element 1:"));
  EXPECT_TRUE(shown[3].starts_with("object 1:0 too long lists 1 "));
}

RC_GTEST_PROP(JsonPieces, ThePiecesDoNotDependOnHowTheDocumentIsFed, ()) {
  const auto part = rc::gen::element<std::string>("{", "}", "[", "]", ",", ":", "\"", "\\", "\n", " ", "null",
                                                  "\"results\":[", "\"message\":{\"items\":[", "{\"a\":1}",
                                                  "\n{\"b\":\"c\"}", "abcdefghijklmnopq", "\xEF\xBB\xBF",
                                                  "\"ab\\\"cdefghijk\"");
  std::string document;
  for (const std::string& text : *rc::gen::container<std::vector<std::string>>(part)) document += text;
  const auto whole = pieces_of(document);
  RC_ASSERT(whole == pieces_of(document, 1));
  RC_ASSERT(whole == pieces_of(document, 3));
}

RC_GTEST_PROP(JsonPieces, EveryElementOfAListIsThere, (const std::vector<std::string>& texts)) {
  std::string document = "{\"n\":1,\"results\":[";
  std::vector<std::string> expected;
  for (const std::string& text : texts) {
    std::string element = "{\"t\":\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') element += '\\';
      element += c == '\n' ? ' ' : c;
    }
    element += "\"}";
    document += (expected.empty() ? "" : ", ") + element;
    expected.push_back(element);
  }
  document += "]}";
  const auto shown = pieces_of(document);
  RC_ASSERT(shown.size() == expected.size() + 1);
  for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(shown[i].ends_with(" " + expected[i]));
  RC_ASSERT(shown.back() == "object 1:0 lists 1 {\"n\":1,\"results\":[]}");
}

}  // namespace
}  // namespace broadsheet::formats
