// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/base64.h"
#include "mail/header_text.h"
#include "mail/limits.h"
#include "mail/quoted_printable.h"

namespace broadsheet::mail {
namespace {

using testing::ElementsAre;

Message small() {
  Message message;
  message.from = {"Broadsheet", "papers@tides.example"};
  message.to = {"", "Mina@Tides.example"};
  message.subject = "Your papers";
  message.message_id = "2026-07-01.7@tides.example";
  message.date = parse_instant("2026-07-01T06:05:04.321Z").value();
  message.text = "Good morning\n";
  return message;
}

std::string composed(const Message& message) {
  const Result<std::string> bytes = compose(message);
  EXPECT_TRUE(bytes.ok()) << bytes.error().message();
  return bytes.ok() ? bytes.value() : "";
}

ErrorCode refusal(const Message& message) {
  const Result<std::string> bytes = compose(message);
  EXPECT_FALSE(bytes.ok());
  return bytes.ok() ? ErrorCode::kIo : bytes.error().code();
}

std::vector<std::string> lines_of(std::string_view message) {
  std::vector<std::string> lines;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find("\r\n"), message.size());
    lines.emplace_back(message.substr(0, end));
    message.remove_prefix(std::min(end + 2, message.size()));
  }
  return lines;
}

// The lines of one field, its name included.
std::vector<std::string> field(std::string_view message, std::string_view name) {
  std::vector<std::string> found;
  for (const std::string& line : lines_of(message.substr(0, message.find("\r\n\r\n") + 2))) {
    if (line.starts_with(std::string(name) + ":") || (!found.empty() && line.starts_with(' '))) {
      found.push_back(line);
    } else if (!found.empty()) {
      break;
    }
  }
  return found;
}

std::string subject_of(std::string_view subject) {
  Message message = small();
  message.subject = subject;
  std::string all;
  for (const std::string& line : field(composed(message), "Subject")) all += line + "\n";
  return all;
}

TEST(Compose, PlainTextIsAPlainMessage) {
  EXPECT_EQ(composed(small()),
            "Date: Wed, 01 Jul 2026 06:05:04 +0000\r\n"
            "From: \"Broadsheet\" <papers@tides.example>\r\n"
            "To: <Mina@Tides.example>\r\n"
            "Subject: Your papers\r\n"
            "Message-ID: <2026-07-01.7@tides.example>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Good morning\r\n");
}

TEST(Compose, HtmlComesAsTheBetterOfTwoParts) {
  Message message = small();
  message.reply_to = {"Désirée", "desk@tides.example"};
  message.headers = {{"List-Id", "<daily.tides.example>"}, {"Auto-Submitted", "auto-generated"}};
  message.html = "<p>Good morning, Désirée</p>";
  const std::string bytes = composed(message);
  const std::string boundary = "=_1ca3c47d8c978fc8b66da77abc650119";
  EXPECT_EQ(bytes,
            "Date: Wed, 01 Jul 2026 06:05:04 +0000\r\n"
            "From: \"Broadsheet\" <papers@tides.example>\r\n"
            "To: <Mina@Tides.example>\r\n"
            "Reply-To: =?utf-8?B?RMOpc2lyw6ll?= <desk@tides.example>\r\n"
            "Subject: Your papers\r\n"
            "Message-ID: <2026-07-01.7@tides.example>\r\n"
            "List-Id: <daily.tides.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative;\r\n"
            " boundary=\"" +
                boundary +
                "\"\r\n"
                "\r\n"
                "--" +
                boundary +
                "\r\n"
                "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n"
                "\r\n"
                "Good morning\r\n"
                "\r\n"
                "--" +
                boundary +
                "\r\n"
                "Content-Type: text/html; charset=utf-8\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n"
                "\r\n"
                "<p>Good morning, D=C3=A9sir=C3=A9e</p>\r\n"
                "\r\n"
                "--" +
                boundary + "--\r\n");
  EXPECT_EQ(composed(message), bytes);
}

TEST(Subject, IsFoldedAtItsBlanks) {
  EXPECT_EQ(subject_of("one two three four five six seven eight nine ten eleven twelve thirteen fourteen"),
            "Subject: one two three four five six seven eight nine ten eleven twelve\n thirteen fourteen\n");
}

TEST(Subject, IsEncodedWhereItIsNotPlain) {
  EXPECT_EQ(subject_of("Séance"), "Subject: =?utf-8?Q?S=C3=A9ance?=\n");
  EXPECT_EQ(subject_of("論文集"), "Subject: =?utf-8?B?6KuW5paH6ZuG?=\n");
  EXPECT_EQ(subject_of("=?utf-8?q?fake?="), "Subject: =?utf-8?B?PT91dGYtOD9xP2Zha2U/PQ==?=\n");
  EXPECT_EQ(subject_of("a_b = c? über alles und noch mehr"),
            "Subject: =?utf-8?Q?a=5Fb_=3D_c=3F_=C3=BCber_alles_und_noch_mehr?=\n");
  EXPECT_EQ(subject_of(std::string(61, 'w')),
            "Subject: =?utf-8?Q?" + std::string(48, 'w') + "?=\n =?utf-8?Q?" + std::string(13, 'w') + "?=\n");
}

TEST(Subject, NeverCutsACharacter) {
  // 3 bytes of Latin and then characters of 4, so that cuts fall everywhere.
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string subject = std::string(shift, 'x');
    for (int i = 0; i < 60; ++i) subject += "\xF0\x9F\x98\x80";
    std::string decoded;
    for (std::string line : lines_of(composed([&] {
           Message message = small();
           message.subject = subject;
           return message;
         }()))) {
      const std::size_t begin = line.find("=?utf-8?B?");
      if (begin == std::string::npos) continue;
      line = line.substr(begin);
      EXPECT_LE(line.size(), kEncodedWordBytesMax);
      const std::string word = base64_decode(line.substr(10, line.size() - 12)).value_or("");
      EXPECT_NE(static_cast<unsigned char>(word.front()) & 0xC0U, 0x80U);
      decoded += word;
    }
    EXPECT_EQ(decoded, subject);
  }
}

TEST(Subject, LineEndsAndControlsAreBlanksOrGone) {
  EXPECT_EQ(subject_of("Hi\r\nBcc: evil@x.example"), "Subject: Hi Bcc: evil@x.example\n");
  EXPECT_EQ(subject_of("Hi\rBcc: a\n\n .\xC2\x85 b\xE2\x80\xA8 c\v"), "Subject: Hi Bcc: a . b c\n");
  EXPECT_EQ(subject_of(std::string_view("a\0b\x7F", 4)), "Subject: ab\n");
  EXPECT_EQ(subject_of("\xE2\x80\xAE"), "Subject:\n");
  EXPECT_EQ(subject_of(""), "Subject:\n");
}

TEST(Subject, IsCutWhereNobodyReadsOn) {
  const std::string line = readable_line(std::string(100'000, 'x'), kSubjectBytesMax);
  EXPECT_EQ(line, std::string(kSubjectBytesMax - 3, 'x') + "…");
  EXPECT_EQ(readable_line(std::string(kSubjectBytesMax, 'x'), kSubjectBytesMax),
            std::string(kSubjectBytesMax, 'x'));
  EXPECT_EQ(readable_line("morning tide", 11), "morning…");
  EXPECT_EQ(readable_line("ééééé", 9), "ééé…");
}

TEST(Names, AreQuotedOrEncoded) {
  EXPECT_EQ(phrase("Mina Okafor"), "\"Mina Okafor\"");
  EXPECT_EQ(phrase("Okafor, \"M\\\""), "\"Okafor, \\\"M\\\\\\\"\"");
  EXPECT_EQ(phrase("x <evil@x.example>, y"), "\"x <evil@x.example>, y\"");
  EXPECT_EQ(phrase("Ö <e@x.y>"), "=?utf-8?B?w5YgPGVAeC55Pg==?=");
  EXPECT_EQ(phrase("\r\n\t"), "");
}

TEST(Headers, FoldAtBlanksAndNowhereElse) {
  Message message = small();
  const std::string url = "<https://tides.example/unsubscribe/" + std::string(300, 'k') + ">";
  message.headers = {
      {"List-Unsubscribe", url + ", <mailto:leave+" + std::string(40, 'k') + "@tides.example>"},
      {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
  const std::string bytes = composed(message);
  EXPECT_THAT(field(bytes, "List-Unsubscribe"),
              ElementsAre("List-Unsubscribe: " + url + ",",
                          " <mailto:leave+" + std::string(40, 'k') + "@tides.example>"));
  EXPECT_THAT(field(bytes, "List-Unsubscribe-Post"),
              ElementsAre("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
}

TEST(Headers, ThatCannotBeWrittenAreRefused) {
  const std::pair<std::string, std::string> bad[] = {
      {"", "x"},
      {"List Id", "x"},
      {"List-Id:", "x"},
      {"List-Id\r\nBcc", "x"},
      {"Lïst", "x"},
      {std::string(65, 'a'), "x"},
      {"X-A", ""},
      {"X-A", " x"},
      {"X-A", "x "},
      {"X-A", "x  y"},
      {"X-A", "x\r\nBcc: y"},
      {"X-A", "x\n y"},
      {"X-A", "x\ry"},
      {"X-A", std::string("x\0y", 3)},
      {"X-A", "x\ty"},
      {"X-A", "é"},
      {"X-A", std::string(901, 'x')},
      {"X-A", std::string(8193, 'x')},
      {"Bcc", "x@y.z"},
      {"SUBJECT", "x"},
      {"Content-Type", "text/html"},
      {"Resent-To", "x@y.z"},
      {"DKIM-Signature", "v=1"},
  };
  for (const auto& [name, value] : bad) {
    Message message = small();
    message.headers = {{name, value}};
    EXPECT_EQ(refusal(message), ErrorCode::kInvalid) << name << ": " << value;
  }
  Message message = small();
  message.headers = {{"List-Id", "<a.b>"}, {"LIST-ID", "<c.d>"}};
  EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
  message.headers.clear();
  for (std::size_t i = 0; i <= kHeadersMax; ++i) message.headers.push_back({"X-" + std::to_string(i), "x"});
  EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
  message.headers.pop_back();
  EXPECT_TRUE(compose(message).ok());
}

TEST(Addresses, AreThoseThatCanBeWritten) {
  for (const char* address : {"mina@tides.example", "Mina.O+papers=x@Tides.Example", "a'b@c.example"})
    EXPECT_TRUE(is_mail_address(address)) << address;
  for (const char* address :
       {"", "mina", " mina@tides.example", "mina@tides.example\n", "mina@tides.example\r\nBcc: x@y.z",
        "<mina@tides.example>", "\"mi na\"@tides.example", "mi,na@tides.example", "mina@tides.example>",
        "mína@tides.example", "mina@tïdes.example", "=?utf-8?q?x?=@tides.example", "mina@[127.0.0.1]",
        "a@b@c.d"})
    EXPECT_FALSE(is_mail_address(address)) << address;
  EXPECT_TRUE(is_mail_address(std::string(64, 'a') + "@b.cd"));
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b.cd"));
  for (Mailbox Message::*mailbox : {&Message::from, &Message::to}) {
    Message message = small();
    (message.*mailbox).address = "mina@tides.example>\r\nBcc: <x@y.z";
    EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
  }
  Message message = small();
  message.reply_to = {"", ""};
  EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
}

TEST(MessageIds, AreTwoPartsAroundAnAt) {
  for (const char* id : {"", "x", "@x", "x@", "a@b@c", "a b@c", "<a@b>", "a@b\r\n", "a..b@c", ".a@b", "a@b.",
                         "é@b", "a(b)@c", "a\"@c"}) {
    Message message = small();
    message.message_id = id;
    EXPECT_EQ(refusal(message), ErrorCode::kInvalid) << id;
  }
  Message message = small();
  message.message_id = std::string(kMessageIdBytesMax, 'a') + "@b";
  EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
}

TEST(Compose, RefusesWhatNoServerTakes) {
  Message message = small();
  message.text = std::string(kBodyBytesMax + 1, 'x');
  EXPECT_EQ(refusal(message), ErrorCode::kTooLarge);
  message = small();
  message.date = Instant(std::chrono::hours(24 * 366 * 2000));
  EXPECT_EQ(refusal(message), ErrorCode::kInvalid);
}

TEST(QuotedPrintable, IsThatOfTheStandard) {
  EXPECT_EQ(quoted_printable(""), "\r\n");
  EXPECT_EQ(quoted_printable("a=b\n\né"), "a=3Db\r\n\r\n=C3=A9\r\n");
  EXPECT_EQ(quoted_printable("a \nb\t\n \n"), "a=20\r\nb=09\r\n=20\r\n");
  EXPECT_EQ(quoted_printable("a\tb c\n"), "a=09b c\r\n");
  EXPECT_EQ(quoted_printable(std::string(160, 'x') + "\n"),
            std::string(75, 'x') + "=\r\n" + std::string(75, 'x') + "=\r\n" + std::string(10, 'x') + "\r\n");
  EXPECT_EQ(quoted_printable(std::string(74, 'x') + "é\n"), std::string(74, 'x') + "=\r\n=C3=A9\r\n");
}

TEST(QuotedPrintable, NoLineIsTakenForSomethingElse) {
  EXPECT_EQ(quoted_printable(".\n..\nFrom here\n--x\n-- \nfrom\nx.\n"),
            "=2E\r\n=2E.\r\n=46rom here\r\n=2D-x\r\n=2D-=20\r\nfrom\r\nx.\r\n");
  const std::string line(75, 'x');
  EXPECT_EQ(quoted_printable(line + ".\n" + line + "From x\n" + line + "--\n"),
            line + "=\r\n=2E\r\n" + line + "=\r\n=46rom x\r\n" + line + "=\r\n=2D-\r\n");
}

std::string decoded(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    if (lines.starts_with("=\r\n")) {
      lines.remove_prefix(3);
    } else if (lines.starts_with("\r\n")) {
      text += '\n';
      lines.remove_prefix(2);
    } else if (lines.front() == '=') {
      text += static_cast<char>(std::stoi(std::string(lines.substr(1, 2)), nullptr, 16));
      lines.remove_prefix(3);
    } else {
      text += lines.front();
      lines.remove_prefix(1);
    }
  }
  return text;
}

RC_GTEST_PROP(QuotedPrintable, ComesBackFromShortLines, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{".", "From ", "--", "=", "=_", " ", "\t", "\n", "\n", "word", "é", "論",
                               "\xF0\x9F\x98\x80", "xxxxxxxxxxxxxxxxx"}));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const std::string encoded = quoted_printable(text);
  if (!text.ends_with('\n')) text += '\n';
  RC_ASSERT(decoded(encoded) == text);
  RC_ASSERT(encoded.find("=_") == std::string::npos);
  for (const std::string& line : lines_of(encoded)) {
    RC_ASSERT(line.size() <= kBodyLineBytesMax);
    RC_ASSERT(!line.starts_with('.') && !line.starts_with("From ") && !line.starts_with("--"));
    RC_ASSERT(line.find_first_of("\r\n") == std::string::npos && !line.ends_with(' '));
  }
}

RC_GTEST_PROP(Compose, WritesNoFieldButThoseAskedFor,
              (const std::string& subject, const std::string& name, const std::string& text)) {
  Message message = small();
  message.subject = subject + "\r\nX-Evil: 1\r\n\r\n" + name;
  message.to.name = name + "\nBcc: evil@x.example\r" + subject;
  message.text = text;
  const Result<std::string> bytes = compose(message);
  RC_ASSERT(bytes.ok());
  const std::string_view head = std::string_view(bytes.value()).substr(0, bytes.value().find("\r\n\r\n"));
  std::size_t fields = 0;
  for (const std::string& line : lines_of(head)) fields += line.starts_with(' ') ? 0 : 1;
  RC_ASSERT(fields == 8U);
  for (const std::string& line : lines_of(bytes.value())) {
    RC_ASSERT(line.size() <= kLineBytesAim);
    RC_ASSERT(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  }
}

}  // namespace
}  // namespace broadsheet::mail
