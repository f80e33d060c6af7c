// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/strong_id.h"

namespace broadsheet {
namespace {

RC_GTEST_PROP(Varints, AreReadBackAsTheyWereWritten, (const std::vector<std::uint64_t>& values)) {
  std::string bytes;
  for (const std::uint64_t value : values) append_varint(bytes, value);
  ByteReader reader(bytes);
  for (const std::uint64_t value : values) RC_ASSERT(reader.read_varint() == value);
  RC_ASSERT(reader.ok() && reader.remaining() == 0U);
}

RC_GTEST_PROP(ByteReader, NeverRunsPastItsEnd, (const std::string& bytes)) {
  ByteReader reader(bytes);
  while (reader.ok()) {
    (void)reader.read_varint();
    (void)reader.read_string();
    (void)reader.read<std::uint32_t>();
  }
  RC_ASSERT(reader.remaining() == 0U);
}

TEST(ByteReader, RefusesVarintsWiderThan64Bits) {
  ByteReader reader(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10));
  EXPECT_EQ(reader.read_varint(), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(Digest, AgreesWithPublishedValues) {
  const Sha256 digest = sha256("abc");
  EXPECT_EQ(hex(digest.data(), digest.size()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(crc32c("123456789", 9), 0xE3069283U);
  EXPECT_EQ(hash64(std::string_view{}), 0x2D06800538D394C2U);
}

RC_GTEST_PROP(Crc32c, TheInstructionAgreesWithTheTable,
              (const std::string& first, const std::string& second)) {
  const std::string both = first + second;
  RC_ASSERT(crc32c(both.data(), both.size()) == crc32c_portable(both.data(), both.size()));
  RC_ASSERT(crc32c(second.data(), second.size(), crc32c(first.data(), first.size())) ==
            crc32c(both.data(), both.size()));
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  JsonWriter json;
  json.begin_object().key("a").begin_array().value(1).value("x").null().end_array();
  json.key("b").begin_object().end_object().key("c").value(true).key("d").value(-2.5).end_object();
  EXPECT_EQ(json.text(), R"({"a":[1,"x",null],"b":{},"c":true,"d":-2.5})");
}

TEST(JsonWriter, EscapesWhatCouldEndAStringOrAScript) {
  JsonWriter json;
  json.value("\"\\</script>\n\x01\x7f\xe2\x80\xa8\xe2\x82\xac");
  EXPECT_EQ(json.text(), "\"\\\"\\\\\\u003c/script>\\n\\u0001\\u007f\\u2028\xe2\x82\xac\"");
}

TEST(JsonWriter, HasNoNumberForWhatIsNotFinite) {
  JsonWriter json;
  json.begin_array().value(0.1).value(1.0 / 0.0).value(std::uint64_t{18446744073709551615U}).end_array();
  EXPECT_EQ(json.text(), "[0.1,null,18446744073709551615]");
}

Result<int> half(int value) {
  if (value % 2 != 0) return Error(ErrorCode::kInvalid, "odd");
  return value / 2;
}

Result<int> quarter(int value) {
  TRY(const int first, half(value));
  TRY(const int second, half(first).context("second half"));
  return second;
}

TEST(Result, TryPassesTheErrorUpWithItsContext) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(7).error().message(), "odd");
  EXPECT_EQ(quarter(6).error().message(), "second half: odd");
  EXPECT_EQ(quarter(6).error().code(), ErrorCode::kInvalid);
}

TEST(ResultDeathTest, TheValueOfAnErrorIsAMistakeOfOurs) {
  EXPECT_DEATH((void)quarter(7).value(), "CHECK");
}

TEST(StrongId, ComparesOnlyWithItsOwnKind) {
  static_assert(!std::is_convertible_v<PaperNumber, Revision>);
  static_assert(!std::is_convertible_v<int, Revision>);
  EXPECT_LT(Revision{1}, Revision{2});
}

}  // namespace
}  // namespace broadsheet
