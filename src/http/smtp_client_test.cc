// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Against a server of this process that answers from a script. The grid of all stages and faults, and TLS,
// are in tests/smtp.

#include "http/smtp_client.h"

#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "http/scripted_testing.h"

namespace broadsheet::http {
namespace {

using std::chrono::milliseconds;

SmtpOptions options_for(std::uint16_t port) {
  SmtpOptions options;
  options.host = "127.0.0.1";
  options.port = port;
  options.security = SmtpSecurity::kNone;
  options.hello_name = "papers.test";
  options.timeouts.reply = milliseconds(500);
  options.timeouts.final_dot = milliseconds(500);
  options.timeouts.quit = milliseconds(200);
  return options;
}

const SmtpEnvelope kAda{"bounce@papers.test", "ada@readers.test"};
constexpr std::string_view kMessage = "Subject: x\r\n\r\nhello\r\n";

SmtpOutcome send_once(const ScriptedServer& server, std::string_view message = kMessage) {
  return SmtpClient::make(options_for(server.port())).value()->send(kAda, message);
}

TEST(SmtpClient, SendsWithDotsStuffedAndSaysGoodbye) {
  const ScriptedServer server({willing()});
  const std::string message = ".\r\n.a\r\n..\r\nb.\r\n\r\n.\r\n";
  const SmtpOutcome outcome = send_once(server, message);
  EXPECT_EQ(outcome.result, SmtpResult::kAccepted) << outcome.text;
  EXPECT_EQ(outcome.code, 250);
  EXPECT_EQ(outcome.enhanced, "2.0.0");
  EXPECT_EQ(outcome.text, "taken");
  const std::vector<std::string> expected{
      "EHLO papers.test",
      "MAIL FROM:<bounce@papers.test> SIZE=" + std::to_string(message.size()),
      "RCPT TO:<ada@readers.test>",
      "DATA",
      "BODY:..\r\n..a\r\n...\r\nb.\r\n\r\n..\r\n.\r\n",
      "QUIT"};
  EXPECT_EQ(server.seen(), expected);
}

TEST(SmtpClient, KeepsItsConnection) {
  const ScriptedServer server({willing()});
  const auto client = SmtpClient::make(options_for(server.port())).value();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kAccepted);
  EXPECT_EQ(server.count("EHLO"), 1);
  EXPECT_EQ(server.count("RSET"), 0);
  client->close();
  EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kAccepted);
  EXPECT_EQ(server.count("EHLO"), 2);
}

TEST(SmtpClient, ClearsWhatARefusalLeftOpen) {
  const ScriptedServer server({willing({{"RCPT", "550 5.1.1 no such user"}})});
  const auto client = SmtpClient::make(options_for(server.port())).value();
  for (int i = 0; i < 2; ++i) {
    const SmtpOutcome outcome = client->send(kAda, kMessage);
    EXPECT_EQ(outcome.result, SmtpResult::kRefusedAddress);
    EXPECT_EQ(outcome.stage, SmtpStage::kRecipient);
    EXPECT_EQ(outcome.code, 550);
    EXPECT_EQ(outcome.enhanced, "5.1.1");
  }
  EXPECT_EQ(server.count("EHLO"), 1);
  EXPECT_EQ(server.count("RSET"), 1);
  EXPECT_EQ(server.count("DATA"), 0);
}

TEST(SmtpClient, TellsRefusalsApart) {
  struct Case {
    const char* verb;
    const char* answer;
    SmtpResult result;
  };
  for (const Case& one :
       std::vector<Case>{{"MAIL", "550 5.7.1 we don't know you", SmtpResult::kRefusedMessage},
                         {"MAIL", "530 5.7.0 log in first", SmtpResult::kUnreachable},
                         {"MAIL", "250-half\r\n251 other", SmtpResult::kTryLater},
                         {"MAIL", "354 go", SmtpResult::kTryLater},
                         {"RCPT", "550 5.7.1 on a black list", SmtpResult::kRefusedMessage},
                         {"RCPT", "553 no", SmtpResult::kRefusedMessage},
                         {"RCPT", "550 relay not permitted", SmtpResult::kRefusedMessage},
                         {"RCPT", "553 no such user (#5.1.1)", SmtpResult::kRefusedAddress},
                         {"RCPT", "530 5.7.57 log in first", SmtpResult::kTryLater},
                         {"RCPT", "450 4.2.0 grey", SmtpResult::kTryLater},
                         {"DATA", "250 what", SmtpResult::kTryLater},
                         {"DATA", "554 no", SmtpResult::kRefusedMessage},
                         {".", "552 5.3.4 too big", SmtpResult::kRefusedMessage},
                         {".", "550 5.1.1 gone", SmtpResult::kRefusedAddress},
                         {".", "451 later", SmtpResult::kTryLater},
                         {".", "354 again", SmtpResult::kUnknown},
                         {".", "what?", SmtpResult::kUnknown},
                         {".", kHangUp, SmtpResult::kUnknown},
                         {".", kSilence, SmtpResult::kUnknown}}) {
    const ScriptedServer server({willing({{one.verb, one.answer}})});
    const SmtpOutcome outcome = send_once(server);
    EXPECT_EQ(outcome.result, one.result) << one.verb << " " << one.answer << ": " << outcome.text;
  }
}

TEST(SmtpClient, TriesOnceMoreWhereAKeptConnectionWasLost) {
  for (const char* lost : {"<close>", "421 idle", "<silence>", "junk"}) {
    // A fresh connection has no excuse.
    const ScriptedServer deaf({willing({{"MAIL", lost}}), willing()});
    EXPECT_EQ(send_once(deaf).result, SmtpResult::kTryLater) << lost;
    EXPECT_EQ(deaf.count("EHLO"), 1);
    // One that was kept may have ended for reasons of its own.
    const Script tired = willing({{"MAIL", "250 ok|" + std::string(lost)}});
    const ScriptedServer server({tired, willing()});
    const auto client = SmtpClient::make(options_for(server.port())).value();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kAccepted) << lost;
    EXPECT_EQ(server.count("EHLO"), 2);
    EXPECT_EQ(server.count("BODY"), 3);
    const ScriptedServer twice({tired, willing({{"MAIL", lost}})});
    const auto other = SmtpClient::make(options_for(twice.port())).value();
    EXPECT_EQ(other->send(kAda, kMessage).result, SmtpResult::kAccepted);
    EXPECT_EQ(other->send(kAda, kMessage).result, SmtpResult::kTryLater) << "once is enough";
    EXPECT_EQ(twice.count("EHLO"), 2);
  }
}

TEST(SmtpClient, NoticesWhatHappenedBetweenTwoMessages) {
  // Said after the reply; or instead of the one to RSET.
  for (const Script& tired :
       {willing({{".", "250 ok\r\n421 bye"}}), willing({{"RCPT", "450 grey"}, {"RSET", "421 too many"}}),
        willing({{"RCPT", "450 grey"}, {"RSET", kHangUp}}),
        willing({{"RCPT", "450 grey"}, {"RSET", kSilence}})}) {
    const ScriptedServer server({tired, willing()});
    const auto client = SmtpClient::make(options_for(server.port())).value();
    (void)client->send(kAda, kMessage);
    EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kAccepted);
    EXPECT_EQ(server.count("EHLO"), 2);
  }
}

TEST(SmtpClient, NeverResendsAfterTheDot) {
  const ScriptedServer server({willing({{".", kHangUp}}), willing()});
  const auto client = SmtpClient::make(options_for(server.port())).value();
  EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kUnknown);
  EXPECT_EQ(server.count("BODY"), 1);
}

TEST(SmtpClient, AsksBeforeTheDotAndOnlyThen) {
  const ScriptedServer server({willing(), willing({{"RCPT", "550 5.1.1 no"}})});
  const auto client = SmtpClient::make(options_for(server.port())).value();
  int asked = 0;
  const auto refuse = [&]() -> Result<void> {
    ++asked;
    EXPECT_EQ(server.count("DATA"), 1);
    return Error(ErrorCode::kIo, "the disk is full");
  };
  const SmtpOutcome outcome = client->send(kAda, kMessage, refuse);
  EXPECT_EQ(outcome.result, SmtpResult::kTryLater);
  EXPECT_EQ(outcome.text, "the disk is full");
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(server.count("BODY"), 0) << "the message never got its end";
  EXPECT_EQ(client->send(kAda, kMessage, refuse).result, SmtpResult::kRefusedAddress);
  EXPECT_EQ(asked, 1);
}

TEST(SmtpClient, GivesNoEndToAMessageThatTheServerInterrupts) {
  struct Case {
    const char* early;
    SmtpResult result;
  };
  for (const Case& one : std::vector<Case>{{"354 go\r\n421 shutting down", SmtpResult::kTryLater},
                                           {"354 go\r\n552 5.3.4 too big", SmtpResult::kRefusedMessage},
                                           {"354 go\r\n250 ok", SmtpResult::kTryLater},
                                           {"354 go\r\njunk", SmtpResult::kTryLater}}) {
    const ScriptedServer server({willing({{"DATA", one.early}})});
    const SmtpOutcome outcome = send_once(server);
    EXPECT_EQ(outcome.result, one.result) << one.early;
    EXPECT_EQ(outcome.stage, SmtpStage::kBody);
    EXPECT_EQ(server.count("BODY"), 0);
  }
}

TEST(SmtpClient, SendsNothingThatCouldBeTwoMessages) {
  const ScriptedServer server({willing()});
  const std::string long_line(999, 'x');
  for (const std::string& message :
       {std::string(), std::string("no end"), std::string("a\nb\r\n"), std::string("a\rb\r\n"),
        std::string("a\r\r\n"), std::string("\n.\nMAIL FROM:<x@y>\r\n"), std::string("a\0b\r\n", 5),
        long_line + "\r\n"}) {
    const SmtpOutcome outcome = send_once(server, message);
    EXPECT_EQ(outcome.result, SmtpResult::kRefusedMessage);
    EXPECT_EQ(outcome.stage, SmtpStage::kPrepare);
  }
  const auto client = SmtpClient::make(options_for(server.port())).value();
  for (const std::string& address :
       {std::string(), std::string("ada"), std::string("ada@x>\r\nDATA"), std::string("a da@x.test"),
        std::string("ad\xC3\xA4@x.test"), std::string("@x.test"), std::string("a@"), std::string("a@x test"),
        std::string("a@b\0c", 5), std::string("a@[1.2.3.4"), std::string(65, 'a') + "@x.test",
        "a@" + std::string(255, 'b')})
    EXPECT_EQ(client->send({"", address}, kMessage).result, SmtpResult::kRefusedAddress) << address;
  EXPECT_EQ(client->send({"x> BODY=8BITMIME", "a@b.test"}, kMessage).result, SmtpResult::kRefusedMessage);
  EXPECT_TRUE(server.seen().empty());
  EXPECT_EQ(client->send({"", "\"a\\\"b\"@[IPv6:::1]"}, kMessage).result, SmtpResult::kAccepted);
  EXPECT_EQ(server.count("MAIL FROM:<> "), 1);
}

TEST(SmtpClient, KeepsToWhatTheServerTakes) {
  const ScriptedServer server({willing(), willing({{"EHLO", "250 me"}})});
  const auto client = SmtpClient::make(options_for(server.port())).value();
  std::string large;
  while (large.size() <= 5000) large += "line\r\n";
  EXPECT_EQ(client->send(kAda, large).result, SmtpResult::kRefusedMessage);
  EXPECT_EQ(client->send(kAda, "\xC3\xA4\r\n").result, SmtpResult::kAccepted);
  EXPECT_EQ(server.count("MAIL FROM:<bounce@papers.test> SIZE=4 BODY=8BITMIME"), 1);
  client->close();
  EXPECT_EQ(client->send(kAda, "\xC3\xA4\r\n").result, SmtpResult::kRefusedMessage);
  EXPECT_EQ(client->send(kAda, large).result, SmtpResult::kAccepted);
}

TEST(SmtpClient, BoundsEveryReply) {
  std::string endless;
  while (endless.size() < 1'000'000) endless += "250-more of the same\r\n";
  for (const char* verb : {"", "EHLO", "MAIL", "RCPT", "DATA", "."}) {
    for (const std::string& reply : {endless + "250 end", "250 " + std::string(1'000'000, 'x')}) {
      const ScriptedServer server({willing({{verb, reply}})});
      const SmtpOutcome outcome = send_once(server);
      EXPECT_NE(outcome.result, SmtpResult::kAccepted) << verb;
      EXPECT_LT(outcome.text.size(), 500U);
    }
  }
}

// libcurl keeps the front of a line that is too long and the end, so that only what arrived tells.
TEST(SmtpClient, BoundsTheGreetingHoweverItsLineIsCut) {
  for (std::size_t size = 140'000; size < 180'000; size += 1'000) {
    const ScriptedServer server({willing({{"", "220 " + std::string(size, 'x')}})});
    const SmtpOutcome outcome = send_once(server);
    EXPECT_EQ(outcome.result, SmtpResult::kUnreachable) << size;
    EXPECT_EQ(outcome.stage, SmtpStage::kBanner);
  }
}

TEST(SmtpClient, GreetsTheOldWayOnlyWhereTheNewOneIsUnknown) {
  const ScriptedServer old({willing({{"EHLO", "502 what"}})});
  EXPECT_EQ(send_once(old).result, SmtpResult::kAccepted);
  EXPECT_EQ(old.count("HELO"), 1);
  const ScriptedServer closing({willing({{"EHLO", "421 shutting down"}})});
  const SmtpOutcome outcome = send_once(closing);
  EXPECT_EQ(outcome.result, SmtpResult::kUnreachable);
  EXPECT_EQ(outcome.stage, SmtpStage::kHello);
  EXPECT_EQ(outcome.code, 421);
  EXPECT_EQ(outcome.text, "shutting down");
  EXPECT_EQ(closing.count("HELO"), 0);
}

TEST(SmtpClient, StopsWhenAsked) {
  std::atomic<bool> stop = true;
  const ScriptedServer server({willing({{".", kSilence}})});
  SmtpOptions options = options_for(server.port());
  options.stop = &stop;
  options.timeouts.final_dot = std::chrono::minutes(10);
  options.timeouts.stop_grace = milliseconds(50);
  const auto client = SmtpClient::make(options).value();
  EXPECT_EQ(client->send(kAda, kMessage).result, SmtpResult::kTryLater);
  stop = false;
  const auto ask_to_stop = [&]() -> Result<void> {
    stop = true;
    return {};
  };
  EXPECT_EQ(client->send(kAda, kMessage, ask_to_stop).result, SmtpResult::kUnknown);
}

TEST(SmtpClient, SaysWhereNobodyListens) {
  const SmtpOutcome outcome = SmtpClient::make(options_for(9)).value()->send(kAda, kMessage);
  EXPECT_EQ(outcome.result, SmtpResult::kUnreachable);
  EXPECT_EQ(outcome.stage, SmtpStage::kConnect);
  EXPECT_FALSE(outcome.text.empty());
}

TEST(SmtpClient, RefusesOptionsThatCannotWork) {
  const auto is_wrong = [](SmtpOptions options) {
    const auto made = SmtpClient::make(std::move(options));
    return !made.ok() && made.error().code() == ErrorCode::kInvalid;
  };
  SmtpOptions options = options_for(25);
  EXPECT_FALSE(is_wrong(options));
  options.user = "ada";
  EXPECT_FALSE(is_wrong(options)) << "this machine hears no one else";
  options.host = "mail.example.org";
  EXPECT_TRUE(is_wrong(options)) << "a password in the clear";
  options.host = "127.0.0.1.example.org";
  EXPECT_TRUE(is_wrong(options));
  options.security = SmtpSecurity::kStartTls;
  EXPECT_FALSE(is_wrong(options));
  for (const char* host : {"", "a b", "a/b", "a@b", "-a", "[::1]", "a\r\nb"}) {
    options.host = host;
    EXPECT_TRUE(is_wrong(options)) << host;
  }
  options.host = "::1";
  EXPECT_FALSE(is_wrong(options));
  options.hello_name = "a\r\nMAIL";
  EXPECT_TRUE(is_wrong(options));
  options.hello_name = "[127.0.0.1]";
  EXPECT_FALSE(is_wrong(options));
}

}  // namespace
}  // namespace broadsheet::http
