// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/sender_lookup.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "mail/limits.h"

namespace broadsheet::mail {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Each question takes its time on a clock that only moves with it.
class FakeDns : public SenderDns {
 public:
  struct Answer {
    seconds takes{0};
    std::vector<std::string> texts;
    std::optional<ErrorCode> fails;
  };
  std::map<std::string, Answer> answers;  // by name
  Answer usual;                           // of the others
  std::vector<std::string> asked;
  seconds longest_patience{0};

  Result<std::vector<std::string>> texts(const std::string& name, seconds patience) override {
    const auto known = answers.find(name);
    const Answer& answer = known == answers.end() ? usual : known->second;
    asked.push_back(name);
    longest_patience = std::max(longest_patience, patience);
    now_ += answer.takes;
    if (answer.fails) return Error(*answer.fails, name + ": it failed");
    return answer.texts;
  }
  Result<std::vector<http::MailServer>> mail_servers(const std::string& name, seconds patience) override {
    TRY_VOID(texts("mx " + name, patience));
    return std::vector<http::MailServer>{{10, "mx.example"}};
  }
  // To look at a clock takes time, too.
  Instant now() const override { return now_ += std::chrono::milliseconds(1); }
  seconds took() const { return std::chrono::duration_cast<seconds>(now_.time_since_epoch()); }

 private:
  mutable Instant now_;
};

SenderFacts look_up(FakeDns& dns) {
  Sender sender;
  sender.from.address = "Papers@news.Tides.example";
  sender.bounces = "back@bounces.tides.example";
  return look_up_sender(sender, "smtp.relay.example", dns);
}

TEST(SenderLookup, AsksForWhatIsJudged) {
  FakeDns dns;
  dns.answers["bounces.tides.example"].texts = {"v=spf1 mx -all"};
  dns.answers["_dmarc.news.tides.example"].fails = ErrorCode::kNotFound;
  dns.answers["_dmarc.tides.example"].texts = {"v=DMARC1; p=reject"};
  const SenderFacts facts = look_up(dns);
  EXPECT_THAT(dns.asked, ElementsAre("bounces.tides.example", "_dmarc.news.tides.example",
                                     "_dmarc.tides.example", "mx bounces.tides.example"));
  EXPECT_EQ(facts.from_domain, "news.tides.example");
  EXPECT_EQ(facts.spf.texts, std::vector<std::string>{"v=spf1 mx -all"});
  ASSERT_THAT(facts.dmarc, SizeIs(2));
  EXPECT_EQ(facts.dmarc[0].error, "");
  EXPECT_THAT(facts.bounces.servers, SizeIs(1));
  EXPECT_TRUE(facts.bounces.exists);
  EXPECT_EQ(dns.longest_patience, seconds(2));
}

TEST(SenderLookup, WhereNobodyAnswersItAsksOnce) {
  FakeDns dns;
  dns.usual = {.takes = seconds(6), .texts = {}, .fails = ErrorCode::kIo};
  const SenderFacts facts = look_up(dns);
  EXPECT_THAT(dns.asked, ElementsAre("bounces.tides.example"));
  EXPECT_EQ(facts.spf.error, "bounces.tides.example: it failed");
  ASSERT_THAT(facts.dmarc, SizeIs(1));
  EXPECT_THAT(facts.dmarc.front().error, HasSubstr("no name server answers"));
  EXPECT_THAT(facts.bounces.error, HasSubstr("no name server answers"));
  for (const SenderFinding& finding : judge_sender(facts)) {
    const bool is_asked = finding.about != "DKIM" && finding.about != "alignment";
    EXPECT_EQ(finding.text.find("could not be looked up") != std::string::npos, is_asked) << finding.text;
  }
}

TEST(SenderLookup, AFailureThatComesAtOnceIsOfOneName) {
  FakeDns dns;
  dns.answers["bounces.tides.example"].fails = ErrorCode::kIo;
  const SenderFacts facts = look_up(dns);
  EXPECT_NE(facts.spf.error, "");
  EXPECT_THAT(dns.asked, SizeIs(4));
  EXPECT_EQ(facts.bounces.error, "");
}

TEST(SenderLookup, SlowServersAreAskedForSoLongAndNoLonger) {
  FakeDns dns;
  dns.usual.takes = seconds(6);
  const SenderFacts facts = look_up(dns);
  EXPECT_THAT(dns.asked, SizeIs(2));
  EXPECT_LT(dns.took(), kSenderLookupTime + seconds(6));
  EXPECT_EQ(facts.spf.error, "");
  EXPECT_THAT(facts.dmarc.back().error, HasSubstr("took too long"));
  EXPECT_THAT(facts.bounces.error, HasSubstr("took too long"));
}

}  // namespace
}  // namespace broadsheet::mail
