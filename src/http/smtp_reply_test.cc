// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/smtp_reply.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <string_view>

namespace broadsheet::http {
namespace {

using State = SmtpReplyReader::State;

SmtpReply read(std::string_view bytes) {
  SmtpReplyReader reader;
  EXPECT_EQ(reader.take(bytes), State::kDone);
  return reader.reply();
}

State state_of(std::string_view bytes) {
  SmtpReplyReader reader;
  return reader.take(bytes);
}

TEST(SmtpReply, HasACodeAStatusAndALineOfText) {
  const SmtpReply reply = read("550 5.1.1 No such user here\r\n");
  EXPECT_EQ(reply.code, 550);
  EXPECT_EQ(reply.enhanced, "5.1.1");
  EXPECT_EQ(reply.text, "No such user here");
  EXPECT_EQ(read("250\r\n").code, 250);
  EXPECT_EQ(read("250 \n").text, "");
  EXPECT_EQ(read("550 #5.7.1: blocked\r\n").enhanced, "5.7.1");
  EXPECT_EQ(read("550-sorry,\r\n550 not a host of mine (#5.7.1)\r\n").enhanced, "5.7.1");
  EXPECT_EQ(read("550-sorry,\r\n550 not a host of mine (#5.7.1)\r\n").text,
            "sorry, not a host of mine (#5.7.1)");
  for (const char* plain : {"550 5.1 x\r\n", "550 4.1.1 x\r\n", "550 5.1.1234 x\r\n", "550 5..1 x\r\n",
                            "550 5.1.x\r\n", "550 5.1.1.1 x\r\n"})
    EXPECT_EQ(read(plain).enhanced, "") << plain;
}

TEST(SmtpReply, OfSeveralLinesIsOne) {
  const SmtpReply reply =
      read("550-5.7.1 You are on a list.\r\n550-5.7.1\r\n550 5.7.1 Ask us.\r\n250 next\r\n");
  EXPECT_EQ(reply.enhanced, "5.7.1");
  EXPECT_EQ(reply.text, "You are on a list. Ask us.");
}

TEST(SmtpReply, TakesNothingOfTheNextOne) {
  std::string_view bytes = "250 a\r\n421 b\r\n";
  SmtpReplyReader reader;
  EXPECT_EQ(reader.take(bytes), State::kDone);
  EXPECT_EQ(bytes, "421 b\r\n");
  EXPECT_EQ(reader.take(bytes), State::kDone);
  EXPECT_EQ(reader.reply().code, 250);
  EXPECT_EQ(bytes, "421 b\r\n");
}

TEST(SmtpReply, IsNoneOfOtherForm) {
  for (const char* line : {"\r\n", "25\r\n", "hello\r\n", "099 x\r\n", "199 x\r\n", "600 x\r\n", "2500 x\r\n",
                           "250x\r\n", "250-a\r\n251 b\r\n", "25\xD9\xA0 x\r\n", "-250 x\r\n", " 250 x\r\n"})
    EXPECT_EQ(state_of(line), State::kGarbage) << line;
}

TEST(SmtpReply, IsBounded) {
  EXPECT_EQ(state_of(std::string(1'000'000, '2')), State::kGarbage);
  EXPECT_EQ(state_of("250 " + std::string(1'000'000, 'x') + "\r\n"), State::kGarbage);
  std::string endless;
  for (int i = 0; i < 200; ++i) endless += "250-more\r\n";
  EXPECT_EQ(state_of(endless), State::kGarbage);
  std::string longest;
  for (int i = 0; i < 127; ++i) longest += "250-" + std::string(4000, 'x') + "\r\n";
  EXPECT_EQ(read(longest + "250 end\r\n").text.size(), kSmtpTextBytesMax);
}

TEST(SmtpReply, IsShownAsOneLineOfPrintableAscii) {
  EXPECT_EQ(read("550 \x1B[2Jno\xFF\tway\r\r\n").text, "?[2Jno??way");
}

RC_GTEST_PROP(SmtpReply, ComesInAnyPieces, (const std::string& text)) {
  std::string bytes = "451-4.3.0 " + smtp_text(text) + "\r\n451 4.3.0 end\r\nrest";
  SmtpReplyReader whole;
  std::string_view rest = bytes;
  RC_ASSERT(whole.take(rest) == State::kDone);
  RC_ASSERT(rest == "rest");
  SmtpReplyReader pieces;
  for (const char& c : bytes) {
    std::string_view one(&c, 1);
    if (pieces.take(one) == State::kDone) break;
  }
  RC_ASSERT(pieces.reply().code == whole.reply().code);
  RC_ASSERT(pieces.reply().text == whole.reply().text);
}

bool concerns_address(const std::string& line) {
  return is_refusal_of_address(read(line + "\r\n"));
}

TEST(SmtpRefusal, ConcernsTheAddressOnlyIfTheServerSaysSo) {
  for (const char* line : {"550 5.1.1 no such user", "550 5.1.10 null MX", "550 5.2.1 disabled",
                           "554 5.1.2 bad system", "550 no such user (#5.1.1)"})
    EXPECT_TRUE(concerns_address(line)) << line;
  for (const char* line :
       {"550 no such user", "550 relay not permitted", "551 not here", "553 bad name (#5.7.1)",
        "550 5.1.0 sender rejected", "554 no", "552 too much", "501 syntax", "503 order",
        "550 5.7.1 on a black list", "550 5.7.26 no SPF", "553 5.1.8 bad sender", "550 5.1.7 bad sender",
        "552 5.2.2 full", "450 4.1.1 wait", "250 2.1.5 ok"})
    EXPECT_FALSE(concerns_address(line)) << line;
}

}  // namespace
}  // namespace broadsheet::http
