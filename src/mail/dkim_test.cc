// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/dkim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/base64.h"
#include "base/digest.h"
#include "mail/limits.h"

namespace broadsheet::mail {
namespace {

using testing::StartsWith;

const Instant kNow{std::chrono::seconds(1'528'637'909)};

// The message of RFC 8463, appendix A, and its key, which is that of RFC 8032, 7.1, test 1.
constexpr std::string_view kBody = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
const std::string kMessage =
    "From: Joe SixPack <joe@football.example.com>\r\n"
    "To: Suzie Q <suzie@shopping.example.net>\r\n"
    "Subject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n" +
    std::string(kBody);
constexpr std::string_view kPublic = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

std::string standard_pem() {
  const std::string head = base64_decode("MC4CAQAwBQYDK2VwBCIEIA==").value();
  const std::string secret = base64_decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=").value();
  return "-----BEGIN PRIVATE KEY-----\n" + base64_encode(head + secret) + "\n-----END PRIVATE KEY-----\n";
}

DkimSigner signer(std::string_view pem) {
  Result<DkimSigner> made = DkimSigner::make("football.example.com", "brisbane", pem);
  CHECK(made.ok());
  return std::move(made).value();
}

// The value of a tag of the first field of a message, without its blanks.
std::string tag(std::string_view message, std::string_view name) {
  // The signature goes on over the lines that begin with a blank.
  std::string value;
  std::size_t end = 0;
  do {
    end = message.find("\r\n", end + 1);
  } while (end != std::string_view::npos && message.substr(end + 2).starts_with(' '));
  const std::string field(message.substr(0, end));
  const std::size_t begin = field.find(" " + std::string(name) + "=");
  if (begin == std::string::npos) return "";
  for (std::size_t at = begin + name.size() + 2; at < field.size() && field[at] != ';'; ++at) {
    if (field[at] > ' ') value += field[at];
  }
  return value;
}

TEST(Dkim, HashesTheBodyOfTheStandard) {
  const std::string message = signer(standard_pem()).signed_message(kMessage, kNow);
  EXPECT_EQ(tag(message, "bh"), "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
  EXPECT_EQ(tag(message, "a"), "ed25519-sha256");
  EXPECT_EQ(tag(message, "c"), "relaxed/relaxed");
  EXPECT_EQ(tag(message, "d"), "football.example.com");
  EXPECT_EQ(tag(message, "s"), "brisbane");
  EXPECT_EQ(tag(message, "t"), "1528637909");
  EXPECT_THAT(message, testing::EndsWith("\r\n" + kMessage));
  EXPECT_EQ(signer(standard_pem()).dns_record(), "v=DKIM1; k=ed25519; p=" + std::string(kPublic));
  EXPECT_EQ(signer(standard_pem()).dns_name(), "brisbane._domainkey.football.example.com");
}

// The same fields in the same canonical form as there, written down by hand.
TEST(Dkim, SignsAsTheStandardShows) {
  const std::string fields =
      "from:Joe SixPack <joe@football.example.com>\r\n"
      "to:Suzie Q <suzie@shopping.example.net>\r\n"
      "subject:Is dinner ready?\r\n"
      "date:Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
      "message-id:<20030712040037.46341.5F8J@football.example.com>\r\n";
  const SigningKey key = SigningKey::read(standard_pem()).value();
  const auto sign = [&key](const std::string& text) {
    const Sha256 digest = sha256(text);
    return base64_encode(key.sign({reinterpret_cast<const char*>(digest.data()), digest.size()}));
  };
  EXPECT_EQ(
      sign(fields +
           "dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; "
           "i=@football.example.com; q=dns/txt; s=brisbane; t=1528637909; h=from : to : subject : date : "
           "message-id : from : subject : date; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b="),
      "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
  EXPECT_EQ(
      sign(fields +
           "dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; s=brisbane; "
           "t=1528637909; h=from: from: to: to: cc: reply-to: subject: subject: date: date: message-id: "
           "message-id; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b="),
      tag(signer(standard_pem()).signed_message(kMessage, kNow), "b"));
}

TEST(Dkim, SignsWithRsa) {
  const SigningKey key = SigningKey::make(KeyKind::kRsa);
  const DkimSigner rsa = signer(key.pem());
  EXPECT_EQ(rsa.dns_record(), "v=DKIM1; k=rsa; p=" + base64_encode(key.public_key()));
  const std::string message = rsa.signed_message("From: a@b.example\r\n\r\n", kNow);
  EXPECT_EQ(tag(message, "a"), "rsa-sha256");
  const std::string hashed =
      "from:a@b.example\r\n"
      "dkim-signature:v=1; a=rsa-sha256; c=relaxed/relaxed; d=football.example.com; s=brisbane; "
      "t=1528637909; "
      "h=from: from: to: cc: reply-to: subject: date: message-id; "
      "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=";
  EXPECT_TRUE(
      is_signature(KeyKind::kRsa, key.public_key(), hashed, base64_decode(tag(message, "b")).value_or("")));
}

TEST(Dkim, FoldsAndBlanksOnTheWayBreakNothing) {
  const DkimSigner ed25519 = signer(standard_pem());
  const std::string one = ed25519.signed_message(
      "From: Joe <joe@b.example>\r\nSubject: Is dinner ready?\r\nList-Id: <a.b>\r\n\r\nHi.\r\n\r\nJoe.\r\n",
      kNow);
  const std::string other = ed25519.signed_message(
      "FROM:\tJoe\r\n  <joe@b.example> \r\nList-ID :  <a.b>\r\nX-Seen: yes\r\nsubject:Is  "
      "dinner\r\n\tready?\r\n"
      "\r\nHi.\t\r\n \r\nJoe.\r\n\r\n \r\n",
      kNow);
  EXPECT_EQ(tag(one, "b"), tag(other, "b"));
}

TEST(Dkim, SignsEachFieldOfAName) {
  const DkimSigner ed25519 = signer(standard_pem());
  const std::string head = "From: joe@b.example\r\n";
  const auto signature = [&](const std::string& more) {
    return tag(ed25519.signed_message(head + more + "\r\nHi.\r\n", kNow), "b");
  };
  EXPECT_NE(signature("List-Id: <a>\r\nList-Id: <b>\r\n"), signature("List-Id: <b>\r\nList-Id: <a>\r\n"));
  EXPECT_NE(signature("List-Unsubscribe: <a>\r\n"), signature(""));
  EXPECT_EQ(signature("X-Seen: yes\r\n"), signature(""));
  EXPECT_THAT(tag(ed25519.signed_message(head + "List-Id: <a>\r\nList-Unsubscribe: <b>\r\n\r\n", kNow), "h"),
              testing::EndsWith("date:message-id:list-unsubscribe:list-unsubscribe:list-id"));
}

TEST(Dkim, LinesAreShort) {
  const SigningKey key = SigningKey::make(KeyKind::kRsa);
  for (const std::string& pem : {key.pem(), standard_pem()}) {
    const std::string message = signer(pem).signed_message(kMessage, kNow);
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = message.find("\r\n", begin)) != std::string::npos; begin = end + 2)
      EXPECT_LE(end - begin, kLineBytesAim) << message.substr(begin, end - begin);
    EXPECT_THAT(message, StartsWith("DKIM-Signature: v=1; "));
  }
}

TEST(Dkim, RefusesWhatCannotLieInTheDns) {
  const std::string pem = standard_pem();
  for (const char* domain : {"", "tides", "tides..example", ".example", "tides.example.", "ti des.example",
                             "tides.example; t=1", "tides.example\r\nBcc: x", "tïdes.example", "-a.example"})
    EXPECT_EQ(DkimSigner::make(domain, "s1", pem).error().code(), ErrorCode::kInvalid) << domain;
  for (const char* selector : {"", "s 1", "s1;", "s1.", "s1\n"})
    EXPECT_EQ(DkimSigner::make("tides.example", selector, pem).error().code(), ErrorCode::kInvalid)
        << selector;
  EXPECT_EQ(DkimSigner::make("tides.example", "s1", "no key").error().code(), ErrorCode::kInvalid);
  EXPECT_TRUE(DkimSigner::make("Tides.Example", "2026.s1", pem).ok());
}

TEST(RelaxedBody, IsThatOfTheStandard) {
  EXPECT_EQ(relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");  // RFC 6376, 3.4.5
  EXPECT_EQ(relaxed_body(""), "");
  EXPECT_EQ(relaxed_body("\r\n\r\n"), "");
  EXPECT_EQ(relaxed_body("a"), "a\r\n");
  EXPECT_EQ(relaxed_body("\r\na\r\n \t\r\nb"), "\r\na\r\n\r\nb\r\n");
}

RC_GTEST_PROP(RelaxedBody, IsTheSameOnceMore, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab \t\r\n\r\n.")));
  const std::string once = relaxed_body(text);
  RC_ASSERT(relaxed_body(once) == once);
  RC_ASSERT(once.empty() || once.ends_with("\r\n"));
}

}  // namespace
}  // namespace broadsheet::mail
