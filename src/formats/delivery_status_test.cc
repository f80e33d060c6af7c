// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/delivery_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/mail_parts.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The messages that the fuzz target begins with.
std::string seed(const std::string& name) {
  const Result<std::string> bytes = read_file("fuzz/corpus/mail_report/" + name, kMailBytesMax);
  EXPECT_TRUE(bytes.ok()) << bytes.error().message();
  return bytes.ok() ? bytes.value() : "";
}

MailReport report_of(const std::string& name) {
  return read_mail_report(seed(name));
}

void expect_postfix(const MailReport& report) {
  EXPECT_EQ(report.kind, MailReportKind::kDelivery);
  EXPECT_THAT(report.delivered_to, ElementsAre("bounces+k7.3f9c@tides.example"));
  ASSERT_THAT(report.recipients, SizeIs(1));
  const RecipientStatus& recipient = report.recipients.front();
  EXPECT_EQ(recipient.final_recipient, "okafor@reef.example");
  EXPECT_EQ(recipient.original_recipient, "mina@tides.example");
  EXPECT_EQ(recipient.action, DeliveryAction::kFailed);
  EXPECT_EQ(recipient.status, "5.1.1");
  EXPECT_EQ(recipient.diagnostic, "smtp; 550 5.1.1 <okafor@reef.example>: no such person");
  EXPECT_TRUE(is_permanent(recipient));
  EXPECT_EQ(report.original_message_id, "2026-07-01.7@tides.example");
  EXPECT_EQ(report.original_list_unsubscribe,
            "<https://tides.example/leave/k7>, <mailto:leave+k7@tides.example>");
}

TEST(MailReport, IsReadAsTheStandardHasIt) {
  expect_postfix(report_of("postfix"));
}

TEST(MailReport, LineEndsAndTheLineOfAMailboxDontMatter) {
  expect_postfix(report_of("crlf_from_line"));
}

TEST(MailReport, EachRecipientHasAStatus) {
  const MailReport report = report_of("two_recipients");
  EXPECT_EQ(report.kind, MailReportKind::kDelivery);
  ASSERT_THAT(report.recipients, SizeIs(3));
  EXPECT_EQ(report.recipients[0].final_recipient, "mina@reef.example");
  EXPECT_EQ(report.recipients[0].action, DeliveryAction::kDelayed);
  EXPECT_EQ(report.recipients[0].status, "4.4.1");
  EXPECT_FALSE(is_permanent(report.recipients[0]));
  EXPECT_EQ(report.recipients[1].final_recipient, "jun@reef.example");
  EXPECT_EQ(report.recipients[1].action, DeliveryAction::kDelivered);
  EXPECT_EQ(report.recipients[1].status, "2.0.0");
  EXPECT_EQ(report.recipients[2].action, DeliveryAction::kFailed);
  EXPECT_EQ(report.recipients[2].status, "5.2.2");
  EXPECT_EQ(report.recipients[2].diagnostic, "smtp;552-5.2.2 mailbox full…");
}

TEST(MailReport, AFailureOfTheFourthClassIsNotPermanent) {
  const auto permanent = [](DeliveryAction action, const char* code) {
    RecipientStatus status;
    status.action = action;
    status.status = code;
    return is_permanent(status);
  };
  EXPECT_FALSE(permanent(DeliveryAction::kFailed, "4.4.7"));
  EXPECT_FALSE(permanent(DeliveryAction::kDelayed, "5.1.1"));
  EXPECT_FALSE(permanent(DeliveryAction::kFailed, ""));
  EXPECT_TRUE(permanent(DeliveryAction::kFailed, "5.0.0"));
}

TEST(MailReport, AClassAloneIsMadePreciseByWhatTheServerSaid) {
  const auto status = [](const char* field, const char* said) {
    const std::string report = std::string("Content-Type: message/delivery-status\r\n\r\n") +
                               "Reporting-MTA: dns; tides.example\r\n\r\nAction: failed\r\n" +
                               "Final-Recipient: rfc822;mina@reef.example\r\nStatus: " + field +
                               "\r\nDiagnostic-Code: smtp; " + said + "\r\n";
    return read_mail_report(report).recipients.at(0).status;
  };
  EXPECT_EQ(status("5.0.0", "550 5.7.1 on a black list"), "5.7.1");
  EXPECT_EQ(status("5.0.0", "552-5.2.2 full"), "5.2.2");
  EXPECT_EQ(status("5.0.0", "451 4.7.1 come back later"), "4.7.1");
  EXPECT_EQ(status("5.0.0", "550 no such user"), "5.0.0");
  EXPECT_EQ(status("5.1.1", "550 5.7.1 on a black list"), "5.1.1");
  EXPECT_EQ(status("failed", "550 5.1.1 nobody"), "5.1.1");
}

TEST(MailReport, APostmasterOnHolidayReportsNothing) {
  const std::string away =
      "From: postmaster@reef.example\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\n"
      "Until Monday I am away; call 555 1234, room 501 B.\r\n";
  EXPECT_EQ(read_mail_report(away).kind, MailReportKind::kAutomaticReply);
  EXPECT_EQ(read_mail_report("Return-Path: <>\r\n" + away).kind, MailReportKind::kDelivery);
}

TEST(MailReport, IsReadFromTheWordsOfOlderSystems) {
  const MailReport exim = report_of("exim");
  EXPECT_EQ(exim.kind, MailReportKind::kDelivery);
  EXPECT_THAT(exim.delivered_to, ElementsAre("bounces+k8@tides.example"));
  ASSERT_THAT(exim.recipients, SizeIs(1));
  EXPECT_EQ(exim.recipients[0].final_recipient, "okafor@reef.example");
  EXPECT_EQ(exim.recipients[0].action, DeliveryAction::kFailed);
  EXPECT_EQ(exim.recipients[0].status, "5.0.0");
  EXPECT_EQ(exim.recipients[0].diagnostic, "550 mailbox unavailable");
  EXPECT_EQ(exim.original_message_id, "2026-07-01.8@tides.example");

  const MailReport qmail = report_of("qmail");
  ASSERT_THAT(qmail.recipients, SizeIs(1));
  EXPECT_EQ(qmail.recipients[0].final_recipient, "");
  EXPECT_EQ(qmail.recipients[0].status, "5.1.1");
  EXPECT_TRUE(is_permanent(qmail.recipients[0]));
  EXPECT_EQ(qmail.original_message_id, "2026-07-01.9@tides.example");

  const MailReport html = report_of("exchange_html");
  ASSERT_THAT(html.recipients, SizeIs(1));
  EXPECT_EQ(html.recipients[0].status, "5.4.1");

  const MailReport unclear = report_of("unclear");
  EXPECT_EQ(unclear.kind, MailReportKind::kDelivery);
  ASSERT_THAT(unclear.recipients, SizeIs(1));
  EXPECT_EQ(unclear.recipients[0].status, "");
  EXPECT_EQ(unclear.recipients[0].action, DeliveryAction::kUnknown);
}

TEST(MailReport, IsReadAsFarAsItGoes) {
  const MailReport report = report_of("cut");
  ASSERT_THAT(report.recipients, SizeIs(1));
  EXPECT_EQ(report.recipients[0].status, "5.7.1");
  EXPECT_EQ(report.original_message_id, "");
}

TEST(MailReport, ComplaintsSayWhatTheyAreAbout) {
  const MailReport report = report_of("complaint");
  EXPECT_EQ(report.kind, MailReportKind::kComplaint);
  EXPECT_EQ(report.feedback_type, "abuse");
  EXPECT_EQ(report.original_recipient, "mina@reef.example");
  EXPECT_EQ(report.original_message_id, "2026-07-01.7@tides.example");
  EXPECT_EQ(report.original_list_unsubscribe, "<https://tides.example/leave/k7>");
  EXPECT_THAT(report.recipients, IsEmpty());
  EXPECT_EQ(report_of("not_spam").kind, MailReportKind::kNone);
}

TEST(MailReport, AnswersOfMachinesAndPeopleAreNone) {
  EXPECT_EQ(report_of("on_holiday").kind, MailReportKind::kAutomaticReply);
  EXPECT_THAT(report_of("on_holiday").recipients, IsEmpty());
  EXPECT_EQ(report_of("read_receipt").kind, MailReportKind::kAutomaticReply);
  const MailReport person = report_of("person");
  EXPECT_EQ(person.kind, MailReportKind::kNone);
  EXPECT_THAT(person.delivered_to, ElementsAre("papers@tides.example", "desk@tides.example"));
  EXPECT_EQ(report_of("forwarded").kind, MailReportKind::kNone);
  EXPECT_EQ(read_mail_report("").kind, MailReportKind::kNone);
}

TEST(MailReport, TheEnvelopeComesFirst) {
  const MailReport report = read_mail_report(
      "To: d@x.example, A@x.example\nEnvelope-To: c@x.example\nX-Original-To: b@x.example\n"
      "Delivered-To: <a@x.example>\nDelivered-To: b@x.example\n\n");
  EXPECT_THAT(report.delivered_to,
              ElementsAre("a@x.example", "b@x.example", "c@x.example", "d@x.example", "A@x.example"));
}

// What costs most of what a stranger can send: each is read in a blink, and what is given stays within its
// limits.
TEST(MailReport, HostileMessagesAreBounded) {
  const std::string daemon = "From: MAILER-DAEMON@x.example\n";
  std::string addresses = "To: ";
  for (int i = 0; i < 100'000; ++i) addresses += "a" + std::to_string(i) + "@x.example,\n ";
  EXPECT_LE(read_mail_report(addresses).delivered_to.size(), kMailRecipientsMax);
  std::string fields = daemon;
  for (int i = 0; i < 200'000; ++i) fields += "Delivered-To: a" + std::to_string(i) + "@x\n";
  EXPECT_THAT(read_mail_report(fields).delivered_to, SizeIs(kMailRecipientsMax));
  std::string lists = "Content-Type: message/delivery-status\n\n";
  for (int i = 0; i < 100'000; ++i) lists += "\nAction: failed\nStatus: 5.1.1\n";
  EXPECT_THAT(read_mail_report(lists).recipients, SizeIs(kMailRecipientsMax));
  const std::string said = daemon + "\n550 " + std::string(kMailBytesMax, 'x');
  EXPECT_THAT(read_mail_report(said).recipients.at(0).diagnostic, SizeIs(kDiagnosticBytesMax));
  std::string codes = daemon + "\n";
  while (codes.size() < kMailBytesMax) codes += "5.5.5.5.5.5.5.";
  EXPECT_EQ(read_mail_report(codes).recipients.at(0).status, "");

  std::string nested;
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = std::to_string(i);
    nested.append("Content-Type: multipart/mixed; boundary=b").append(name).append("\n\n--b").append(name);
    nested += "\n";
  }
  EXPECT_LE(mail_parts(nested).size(), kMailDepthMax + 1);
  std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 100'000; ++i) wide += "--b\n\nx\n";
  EXPECT_THAT(mail_parts(wide), SizeIs(kMailPartsMax));
  for (const std::string& message : {std::string(4 << 20, '\n'), std::string(4 << 20, ':'),
                                     "Content-Type: multipart/x; boundary=" + std::string(1 << 20, '"'),
                                     "Content-Type: multipart/x; " + std::string(1 << 20, ';')})
    EXPECT_EQ(read_mail_report(message).kind, MailReportKind::kNone);
}

TEST(MailParts, LieWithinEachOther) {
  const std::vector<MailPart> parts = mail_parts(
      "Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\nbefore\r\n--a b\r\n"
      "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c \r\n\r\none\r\n\r\n--c\r\n"
      "Content-Type: TEXT/html\r\n\r\ntwo\r\n--c--\r\nafter\r\n--a b\r\n\r\nthree\r\n--a bc\r\n--a "
      "b--\r\nend\r\n");
  ASSERT_THAT(parts, SizeIs(5));
  EXPECT_EQ(parts[1].type, "multipart/alternative");
  EXPECT_EQ(parts[2].type, "text/plain");
  EXPECT_EQ(parts[2].body, "one\r\n");
  EXPECT_EQ(parts[3].type, "text/html");
  EXPECT_EQ(parts[3].body, "two");
  EXPECT_EQ(parts[4].body, "three\r\n--a bc");
}

TEST(MailParts, AreDecoded) {
  const auto decoded = [](std::string_view encoding, std::string_view body) {
    return decoded_body(
        mail_parts("Content-Transfer-Encoding: " + std::string(encoding) + "\n\n" + std::string(body))
            .front());
  };
  EXPECT_EQ(decoded("QUOTED-PRINTABLE", "a=\r\nb=\nc=C3=a9=3D=zz="), "abcé==zz=");
  EXPECT_EQ(decoded("Base64", "Zm9v\r\nYmFy\r\n"), "foobar");
  EXPECT_EQ(decoded("base64", "Zm9vYmF"), "fooba");
  EXPECT_EQ(decoded("8bit", "a=3D"), "a=3D");
  EXPECT_THAT(decoded("7bit", std::string(kMailBytesMax - 100, 'x')), SizeIs(kMailDecodedBytesMax));
}

TEST(MailParts, HaveParameters) {
  EXPECT_EQ(mail_parameter("multipart/report; a=\"x; boundary=y\"; Boundary = \"a\\\"b\" ; c=d", "boundary"),
            "a\"b");
  EXPECT_EQ(mail_parameter("multipart/report;boundary=a/b", "boundary"), "a/b");
  EXPECT_EQ(mail_parameter("boundary=a", "boundary"), "");
  EXPECT_EQ(mail_parameter("x; boundary; c=d", "boundary"), "");
  EXPECT_EQ(mail_parameter("x; boundary=\"a", "boundary"), "a");
}

TEST(MailParts, AddressesAreFoundAmongOtherWords) {
  EXPECT_THAT(mail_addresses("\"Okafor, M.\" <mina@tides.example>, <jun@reef.example> (Jun), lee@x."),
              ElementsAre("mina@tides.example", "jun@reef.example", "lee@x"));
  EXPECT_THAT(mail_addresses("a@b@c, @b, a@, \xC3\xA9@b, a\x01@b"), IsEmpty());
}

// Any mixture of what such messages are made of.
RC_GTEST_PROP(MailReport, StaysWithinItsLimits, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"\n",
                                                  "\r\n",
                                                  "\n\n",
                                                  " ",
                                                  "\t",
                                                  ":",
                                                  ";",
                                                  "=",
                                                  "\"",
                                                  "--",
                                                  "--b\n",
                                                  "--b--\n",
                                                  "From: MAILER-DAEMON@x\n",
                                                  "To: <a@b>",
                                                  "Content-Type: multipart/report; boundary=b\n",
                                                  "Content-Type: message/delivery-status\n\n",
                                                  "Content-Type: message/feedback-report\n\n",
                                                  "Content-Type: message/rfc822\n\n",
                                                  "Final-Recipient: rfc822;a@b\n",
                                                  "Action: failed\n",
                                                  "Status: 5.1.1\n",
                                                  "Feedback-Type: abuse\n",
                                                  "Message-ID: <x@y>\n",
                                                  "X-Failed-Recipients: a@b, c@d\n",
                                                  "Content-Transfer-Encoding: base64\n",
                                                  "\xFF",
                                                  "550 no",
                                                  "\xC3"}));
  std::string message;
  for (const std::string& piece : pieces) message += piece;
  const MailReport report = read_mail_report(message);
  RC_ASSERT((report.kind == MailReportKind::kDelivery) == !report.recipients.empty());
  for (const RecipientStatus& recipient : report.recipients) {
    RC_ASSERT(text::is_valid_utf8(recipient.diagnostic));
    RC_ASSERT(text::is_ascii(recipient.status + recipient.final_recipient + recipient.original_recipient));
  }
  // Nothing depends on how lines end.
  std::string other;
  for (const char c : message) {
    if (c == '\r') continue;
    other += c == '\n' ? "\r\n" : std::string(1, c);
  }
  const MailReport same = read_mail_report(other);
  RC_ASSERT(same.kind == report.kind && same.recipients.size() == report.recipients.size());
}

}  // namespace
}  // namespace broadsheet::formats
