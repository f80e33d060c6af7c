// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/sender_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "mail/spf_record.h"

namespace broadsheet::mail {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string kKey = std::string(392, 'A');

// All as it should be.
SenderFacts good_facts() {
  SenderFacts facts;
  facts.from_domain = facts.envelope_domain = "tides.example";
  facts.mail_server = "smtp.relay.example";
  facts.takes_bounces = true;
  facts.signing = SigningFacts{.domain = "tides.example", .record = "v=DKIM1; k=rsa; p=" + kKey};
  facts.spf = {"tides.example", {"v=spf1 mx -all"}, ""};
  facts.dkim = {"papers._domainkey.tides.example", {facts.signing->record}, ""};
  facts.dmarc = {{"_dmarc.tides.example", {"v=DMARC1; p=reject"}, ""}};
  facts.bounces = {"tides.example", true, {{10, "mx.tides.example"}}, ""};
  return facts;
}

SenderFinding finding_of(const SenderFacts& facts, std::string_view about) {
  for (const SenderFinding& finding : judge_sender(facts)) {
    if (finding.about == about) return finding;
  }
  ADD_FAILURE() << "nothing is said of " << about;
  return {};
}

SenderFinding spf(const std::vector<std::string>& texts) {
  SenderFacts facts = good_facts();
  facts.spf.texts = texts;
  return finding_of(facts, "SPF");
}

SenderFinding dkim(const std::vector<std::string>& texts) {
  SenderFacts facts = good_facts();
  facts.dkim.texts = texts;
  return finding_of(facts, "DKIM");
}

SenderFinding dmarc(const std::vector<std::string>& texts) {
  SenderFacts facts = good_facts();
  facts.dmarc.front().texts = texts;
  return finding_of(facts, "DMARC");
}

TEST(SenderCheck, FindsNothingWrongWhereNothingIs) {
  const std::vector<SenderFinding> findings = judge_sender(good_facts());
  ASSERT_THAT(findings, SizeIs(5));
  for (const SenderFinding& finding : findings) {
    EXPECT_EQ(finding.level, FindingLevel::kOk) << finding.about << ": " << finding.text;
    EXPECT_EQ(finding.record, "");
  }
  EXPECT_EQ(worst_of(findings), FindingLevel::kOk);
  EXPECT_EQ(worst_of({}), FindingLevel::kOk);
}

TEST(SpfCheck, SaysWhatToPublishWhereThereIsNone) {
  for (const std::vector<std::string>& texts :
       {std::vector<std::string>{}, {"google-site-verification=1"}, {"v=spf10 -all"}, {"v=spf1-all"}}) {
    const SenderFinding finding = spf(texts);
    EXPECT_EQ(finding.level, FindingLevel::kWrong);
    EXPECT_EQ(finding.record_name, "tides.example");
    EXPECT_EQ(finding.record, "v=spf1 mx a:smtp.relay.example ~all");
  }
  SenderFacts facts = good_facts();
  facts.spf.texts.clear();
  for (const char* own : {"", "127.0.0.1", "localhost", "mail.tides.example", "192.0.2.7", "2001:db8::7"}) {
    facts.mail_server = own;
    EXPECT_EQ(finding_of(facts, "SPF").record, "v=spf1 a mx ~all") << own;
  }
}

TEST(SpfCheck, ReadsHowTheRecordEnds) {
  EXPECT_EQ(spf({"v=spf1 mx ~all"}).level, FindingLevel::kOk);
  EXPECT_EQ(spf({"V=SPF1 MX -ALL"}).level, FindingLevel::kOk);
  EXPECT_EQ(spf({"v=spf1 redirect=_spf.relay.example"}).level, FindingLevel::kOk);
  EXPECT_EQ(spf({"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a/24 mx:x.example//64 exp=e.example -all"}).level,
            FindingLevel::kOk);
  for (const char* open : {"v=spf1 mx +all", "v=spf1 all", "v=spf1 mx all -all"}) {
    EXPECT_EQ(spf({open}).level, FindingLevel::kWrong) << open;
    EXPECT_THAT(spf({open}).text, HasSubstr("everybody"));
  }
  EXPECT_EQ(spf({"v=spf1 mx +all"}).record, "v=spf1 mx ~all");
  EXPECT_EQ(spf({"v=spf1 a:%{D} all mx what=ever"}).record, "v=spf1 a:%{D} what=ever ~all");
  EXPECT_EQ(spf({"v=spf1 mx ?all"}).level, FindingLevel::kAdvice);
  EXPECT_EQ(spf({"v=spf1 mx"}).level, FindingLevel::kAdvice);
  EXPECT_EQ(spf({"v=spf1 mx"}).record, "v=spf1 mx ~all");
  EXPECT_EQ(spf({"v=spf1"}).level, FindingLevel::kAdvice);
  EXPECT_EQ(spf({"v=spf1 ptr -all"}).level, FindingLevel::kAdvice);
}

TEST(SpfCheck, SeveralRecordsAreJoined) {
  const SenderFinding finding =
      spf({"v=spf1 mx include:_spf.relay.example ~all", "hello", "v=spf1 ip4:192.0.2.1 mx -all"});
  EXPECT_EQ(finding.level, FindingLevel::kWrong);
  EXPECT_EQ(finding.record, "v=spf1 mx include:_spf.relay.example ip4:192.0.2.1 -all");
  EXPECT_THAT(finding.text, HasSubstr("several"));
}

TEST(SpfCheck, WhatIsJoinedAllowsWhatEachAllowed) {
  const auto joined = [](const std::string& one, const std::string& other) {
    return spf({"v=spf1 " + one, "v=spf1 " + other}).record;
  };
  // A redirect is taken only where the record has no "all".
  EXPECT_EQ(joined("redirect=_spf.relay.example", "mx ~all"), "v=spf1 include:_spf.relay.example mx ~all");
  EXPECT_EQ(joined("Redirect=%{D}", "mx -all"), "v=spf1 include:%{D} mx -all");
  EXPECT_EQ(joined("mx ~all redirect=_spf.relay.example", "a ~all"), "v=spf1 mx a ~all");
  EXPECT_EQ(joined("include:x.example ~all", "redirect=x.example"), "v=spf1 include:x.example ~all");
  // The strictest end, but none that lets anybody in.
  EXPECT_EQ(joined("mx ?all", "a +all"), "v=spf1 mx a ~all");
  EXPECT_EQ(joined("mx", "a -all"), "v=spf1 mx a -all");
  // There may be one explanation.
  EXPECT_EQ(joined("mx -all exp=e.x.example", "a -all exp=f.x.example"), "v=spf1 mx exp=e.x.example a -all");
  // What nobody can read is left out; if nothing else is there, so is the rest.
  EXPECT_EQ(joined("mx ~all", "inclde:x.example -all"), "v=spf1 mx ~all");
  EXPECT_EQ(joined("what", "ever"), "v=spf1 mx a:smtp.relay.example ~all");
}

TEST(SpfCheck, NothingIsProposedThatNeedsTooManyLookups) {
  std::string many = "v=spf1";
  for (int i = 0; i < 6; ++i) many += " include:s" + std::to_string(i) + ".example";
  std::string others = "v=spf1";
  for (int i = 5; i < 10; ++i) others += " include:s" + std::to_string(i) + ".example";
  EXPECT_THAT(spf({many + " ~all", others + " ~all"}).record, HasSubstr("s9.example ~all"));
  const SenderFinding finding = spf({many + " ~all", others + " a ~all"});
  EXPECT_EQ(finding.level, FindingLevel::kWrong);
  EXPECT_EQ(finding.record, "");
  EXPECT_EQ(finding.record_name, "");
  EXPECT_THAT(finding.text, AllOf(HasSubstr("several"), HasSubstr("11 look-ups")));
}

TEST(SpfCheck, WhatReceiversCannotReadIsWrong) {
  for (const char* text : {"v=spf1 inclde:_spf.relay.example -all", "v=spf1 include: -all", "v=spf1 ip4 -all",
                           "v=spf1 mx -all:x", "v=spf1 - -all", "v=spf1 =x -all", "v=spf1 m\xC3\xBC -all"}) {
    EXPECT_EQ(spf({text}).level, FindingLevel::kWrong) << text;
    EXPECT_THAT(spf({text}).text, HasSubstr("can't be read")) << text;
  }
}

// RFC 7208, 4.6, 5, 6 and 12: one error anywhere, and receivers read nothing of the record.
TEST(SpfCheck, OneTermThatIsNoneSpoilsTheRecord) {
  for (const char* term : {"ip4:203.0.113.999",
                           "ip4:203.0.113",
                           "ip4:203.0.113.07",
                           "ip4:203.0.113.7/33",
                           "ip4:203.0.113.7/",
                           "ip4:203.0.113.7/08",
                           "ip4:203.0.113.7//32",
                           "ip4:2001:db8::7",
                           "ip4:x.example",
                           "ip4/24",
                           "ip6:2001:db8::7/129",
                           "ip6:2001:db8::g",
                           "ip6:203.0.113.7",
                           "ip6:2001:db8::/-1",
                           "a/99",
                           "a/",
                           "a/24/64",
                           "a//129",
                           "a:",
                           "a:/24",
                           "mx:",
                           "mx:x.example/33",
                           "mx:example",
                           "a:x.example:8080",
                           "a:192.0.2.1",
                           "a:x.example-",
                           "a:x..",
                           "ptr:",
                           "ptr/24",
                           "exists:",
                           "exists:%{c}.x.example",
                           "exists:%{i0}.x.example",
                           "exists:%{i.x.example",
                           "exists:%i.x.example",
                           "exists",
                           "include",
                           "include:",
                           "include:x.example/24/",
                           "all/8",
                           "redirect=",
                           "redirect=x",
                           "exp=",
                           "exp=%",
                           "what=%{",
                           "wh%at=ever",
                           "-what=ever",
                           "what",
                           "+"}) {
    for (const std::string& record :
         {"v=spf1 " + std::string(term) + " -all", "v=spf1 mx -all " + std::string(term)}) {
      EXPECT_EQ(spf({record}).level, FindingLevel::kWrong) << record;
      EXPECT_THAT(spf({record}).text, HasSubstr("can't be read")) << record;
    }
  }
  for (const char* twice : {"redirect=x.example REDIRECT=y.example", "exp=x.example mx -all exp=x.example"})
    EXPECT_THAT(spf({"v=spf1 " + std::string(twice)}).text, HasSubstr("can't be read")) << twice;
}

TEST(SpfCheck, ReadsWhatReceiversRead) {
  for (const char* term : {"ip4:203.0.113.7",
                           "ip4:203.0.113.0/0",
                           "ip4:203.0.113.7/32",
                           "ip6:2001:db8::7",
                           "ip6:::/0",
                           "IP6:2001:DB8::/128",
                           "ip6:::ffff:192.0.2.1",
                           "a/0",
                           "a//0",
                           "a/24//64",
                           "a//128",
                           "a:x.example/24",
                           "mx:x.example//64",
                           "mx:x.example.",
                           "a:a-1.x-y",
                           "a:foo:bar/baz.x.example",
                           "exists:%{ir}.%{v}._spf.%{d2}",
                           "exists:%{L1r-+,/_=}.x.example",
                           "include:%{d}",
                           "exists:%%%_%-.x.example",
                           "exists:x.%-",
                           "what=",
                           "what=ever:%{c}",
                           "a=b",
                           "Wh-a_t.1=ever",
                           "-ip4:192.0.2.7",
                           "?exists:x.example",
                           "ptr:x.example"}) {
    for (const std::string& record :
         {"v=spf1 " + std::string(term) + " -all", "v=spf1 mx -all  " + std::string(term) + " "})
      EXPECT_THAT(spf({record}).text, Not(HasSubstr("can't be read"))) << record;
  }
  EXPECT_EQ(spf({"v=spf1 mx -all redirect=x.example what=1 what=2 exp=e.example"}).level, FindingLevel::kOk);
}

TEST(SpfCheck, ProposesNoServerWhoseNameNoRecordMayHave) {
  SenderFacts facts = good_facts();
  facts.spf.texts.clear();
  for (const char* server : {"relay", "x.example/", "a b.example", "x.ex\033ample"}) {
    facts.mail_server = server;
    EXPECT_EQ(finding_of(facts, "SPF").record, "v=spf1 a mx ~all") << server;
  }
}

TEST(SpfCheck, CountsWhatAReceiverHasToAsk) {
  std::string record = "v=spf1";
  for (int i = 0; i < 10; ++i) record += " include:s" + std::to_string(i) + ".example";
  EXPECT_EQ(spf({record + " -all"}).level, FindingLevel::kOk);
  EXPECT_EQ(spf({record + " ip4:192.0.2.1 -all"}).level, FindingLevel::kOk);
  for (const char* eleventh : {"a", "mx", "?ptr", "exists:%{i}.x.example", "include:x.example"})
    EXPECT_THAT(spf({record + " " + eleventh + " -all"}).text, HasSubstr("11 look-ups")) << eleventh;
  EXPECT_THAT(spf({record + " redirect=x.example"}).text, HasSubstr("11 look-ups"));
  // Behind "all" nobody looks.
  EXPECT_EQ(spf({record + " -all mx redirect=x.example"}).level, FindingLevel::kOk);
}

RC_GTEST_PROP(SpfCheck, TakesAnyText, (const std::vector<std::string>& texts)) {
  std::vector<std::string> records;
  for (const std::string& text : texts) records.push_back("v=spf1 " + text);
  const SenderFinding finding = spf(records);
  // What is proposed can be read, and closes the domain.
  if (!finding.record.empty()) {
    RC_ASSERT(is_spf(finding.record));
    const SpfRecord proposed = read_spf(finding.record);
    RC_ASSERT(proposed.fault.empty());
    RC_ASSERT(proposed.rest == '~' || proposed.rest == '-');
    RC_ASSERT(proposed.lookups <= kSpfLookupsMax);
  }
}

TEST(DkimCheck, ComparesTheKeyWithOurs) {
  EXPECT_EQ(dkim({"v=DKIM1;k=rsa;p= " + kKey.substr(0, 200) + " " + kKey.substr(200)}).level,
            FindingLevel::kOk);
  EXPECT_EQ(dkim({"p=" + kKey}).level, FindingLevel::kOk);
  EXPECT_EQ(dkim({"v=DKIM1; h=sha1:sha256; s=email; t=s; p=" + kKey + ";"}).level, FindingLevel::kOk);
  const SenderFinding other = dkim({"v=DKIM1; k=rsa; p=" + std::string(392, 'B')});
  EXPECT_EQ(other.level, FindingLevel::kWrong);
  EXPECT_THAT(other.text, HasSubstr("another"));
  EXPECT_EQ(other.record_name, "papers._domainkey.tides.example");
  EXPECT_EQ(other.record, "v=DKIM1; k=rsa; p=" + kKey);
  EXPECT_THAT(dkim({"v=DKIM1; k=ed25519; p=" + kKey}).text, HasSubstr("another"));
}

TEST(DkimCheck, SaysWhatIsWrongWithARecord) {
  EXPECT_THAT(dkim({}).text, HasSubstr("There is no DKIM key"));
  EXPECT_THAT(dkim({"v=DKIM1; k=rsa; p="}).text, HasSubstr("revoked"));
  EXPECT_THAT(dkim({"v=DKIM1; k=rsa"}).text, HasSubstr("no key"));
  EXPECT_THAT(dkim({"p=" + kKey, "p=" + kKey}).text, HasSubstr("several"));
  EXPECT_THAT(dkim({"p=" + kKey + "; p=" + kKey}).text, HasSubstr("can't be read"));
  EXPECT_THAT(dkim({"v=DKIM2; p=" + kKey}).text, HasSubstr("version"));
  EXPECT_THAT(dkim({"p=" + kKey + "; v=DKIM1"}).text, HasSubstr("begin"));
  EXPECT_THAT(dkim({"h=sha1; p=" + kKey}).text, HasSubstr("SHA-256"));
  EXPECT_THAT(dkim({"s=tlsrpt; p=" + kKey}).text, HasSubstr("not meant for mail"));
  EXPECT_THAT(dkim({"hello"}).text, HasSubstr("can't be read"));
  const SenderFinding testing = dkim({"t=y:s; p=" + kKey});
  EXPECT_EQ(testing.level, FindingLevel::kAdvice);
  EXPECT_THAT(testing.text, HasSubstr("testing"));
}

TEST(DkimCheck, AdvisesOnTheKindOfKey) {
  SenderFacts facts = good_facts();
  facts.signing->record = "v=DKIM1; k=ed25519; p=" + std::string(44, 'A');
  facts.dkim.texts = {facts.signing->record};
  EXPECT_THAT(finding_of(facts, "DKIM").text, HasSubstr("Ed25519"));
  facts.signing->record = "v=DKIM1; k=rsa; p=" + std::string(216, 'A');
  facts.dkim.texts = {facts.signing->record};
  EXPECT_THAT(finding_of(facts, "DKIM").text, HasSubstr("fewer than 2048"));
  facts.signing.reset();
  EXPECT_EQ(finding_of(facts, "DKIM").level, FindingLevel::kAdvice);
  EXPECT_THAT(finding_of(facts, "DKIM").text, HasSubstr("not signed"));
}

RC_GTEST_PROP(DkimCheck, NoOtherKeyIsOurs, (const std::string& text)) {
  const SenderFinding finding = dkim({text});
  RC_ASSERT(finding.level == FindingLevel::kWrong);
}

TEST(DmarcCheck, ReadsThePolicy) {
  EXPECT_EQ(dmarc({"v=DMARC1; p=quarantine; rua=mailto:x@tides.example"}).level, FindingLevel::kOk);
  EXPECT_EQ(dmarc({"v=DMARC1;p=REJECT"}).level, FindingLevel::kOk);
  const SenderFinding none = dmarc({"hello", "v=DMARC1; p=none"});
  EXPECT_EQ(none.level, FindingLevel::kAdvice);
  EXPECT_EQ(none.record, "v=DMARC1; p=quarantine");
  EXPECT_EQ(none.record_name, "_dmarc.tides.example");
  const SenderFinding missing = dmarc({});
  EXPECT_EQ(missing.level, FindingLevel::kWrong);
  EXPECT_EQ(missing.record, "v=DMARC1; p=none");
  EXPECT_EQ(dmarc({"v=DMARC1; p=reject", "v=DMARC1; p=none"}).level, FindingLevel::kWrong);
  for (const char* text : {"v=DMARC1", "v=DMARC1; p=", "v=DMARC1; p=refuse", "v=DMARC1; sp=reject",
                           "v=DMARC1; p=none; p=reject", "v=DMARC1; what"})
    EXPECT_THAT(dmarc({text}).text, HasSubstr("can't be read")) << text;
}

TEST(DmarcCheck, OfSeveralRecordsOneIsProposedWhereTheyAre) {
  SenderFacts facts = good_facts();
  facts.from_domain = facts.envelope_domain = "papers.tides.example";
  facts.dmarc = {{"_dmarc.papers.tides.example", {}, ""},
                 {"_dmarc.tides.example", {"v=DMARC1; p=reject", "v=DMARC1; p=none"}, ""}};
  const SenderFinding finding = finding_of(facts, "DMARC");
  EXPECT_EQ(finding.record_name, "_dmarc.tides.example");
  EXPECT_EQ(finding.record, "v=DMARC1; p=reject");
}

// The zone above is somebody else's, who writes into it what they like.
TEST(DmarcCheck, NothingIsProposedThatATerminalWouldObey) {
  for (const char* hostile :
       {"v=DMARC1; p=reject; \x1B]0;x\x07", "v=DMARC1; p=reject; x=\xFF", "v=DMARC1;\np=reject",
        "v=DMARC1; p=reject; x=\xC2\x9B", "v=DMARC1; what", "v=DMARC1; p=none; sp=all"}) {
    EXPECT_EQ(dmarc({hostile, "v=DMARC1; p=quarantine"}).record, "v=DMARC1; p=quarantine");
    const SenderFinding finding = dmarc({hostile, hostile});
    EXPECT_EQ(finding.level, FindingLevel::kWrong);
    EXPECT_EQ(finding.record, "");
    EXPECT_EQ(finding.record_name, "");
    EXPECT_THAT(finding.text, AllOf(HasSubstr("several"), HasSubstr("none of them"), Not(HasSubstr("\x1B"))));
  }
}

TEST(DmarcCheck, WhatStandsAboveTheDomainHoldsForIt) {
  SenderFacts facts = good_facts();
  facts.from_domain = facts.envelope_domain = "papers.tides.example";
  facts.dmarc = {{"_dmarc.papers.tides.example", {}, ""},
                 {"_dmarc.tides.example", {"v=DMARC1; p=reject"}, ""}};
  EXPECT_THAT(finding_of(facts, "DMARC").text, AllOf(HasSubstr("reject"), HasSubstr("from tides.example")));
  facts.dmarc[1].texts = {"v=DMARC1; p=reject; sp=none"};
  EXPECT_EQ(finding_of(facts, "DMARC").level, FindingLevel::kAdvice);
  facts.dmarc[0].texts = {"v=DMARC1; p=quarantine; sp=none"};
  EXPECT_EQ(finding_of(facts, "DMARC").level, FindingLevel::kOk);
}

TEST(AlignmentCheck, SignatureOrEnvelopeMustBeOfTheDomainThatReadersSee) {
  SenderFacts facts = good_facts();
  facts.envelope_domain = "bounces.tides.example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kOk);
  facts.envelope_domain = "relay.example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kOk);
  facts.signing->domain = "relay.example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kWrong);
  facts.dmarc.front().texts = {"v=DMARC1; p=none"};
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kAdvice);
  facts.envelope_domain = "tides.example";
  EXPECT_THAT(finding_of(facts, "alignment").text, HasSubstr("SPF alone"));
}

TEST(AlignmentCheck, AStrictRecordWantsTheSameDomain) {
  SenderFacts facts = good_facts();
  facts.envelope_domain = "bounces.tides.example";
  facts.signing->domain = "mail.tides.example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kOk);
  facts.dmarc.front().texts = {"v=DMARC1; p=reject; adkim=s"};
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kAdvice);
  facts.dmarc.front().texts = {"v=DMARC1; p=reject; adkim=s; aspf=s"};
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kWrong);
  // Names that only end alike are others', and so is what is below a whole country.
  facts = good_facts();
  facts.signing.reset();
  facts.envelope_domain = "ebbtides.example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kWrong);
  facts.envelope_domain = "example";
  EXPECT_EQ(finding_of(facts, "alignment").level, FindingLevel::kWrong);
}

TEST(ReturnedMailCheck, SomebodyMustTakeIt) {
  SenderFacts facts = good_facts();
  facts.bounces.servers = {{0, ""}};
  EXPECT_EQ(finding_of(facts, "returned mail").level, FindingLevel::kWrong);
  facts.bounces.servers.clear();
  EXPECT_EQ(finding_of(facts, "returned mail").level, FindingLevel::kAdvice);
  facts.bounces.exists = false;
  EXPECT_EQ(finding_of(facts, "returned mail").level, FindingLevel::kWrong);
  facts.bounces = {"tides.example", true, {{10, "mx\x1B[2J.\xFF"}}, ""};
  EXPECT_EQ(finding_of(facts, "returned mail").text, "Mail comes back to \"mx?[2J.?\".");
  facts = good_facts();
  facts.takes_bounces = false;
  EXPECT_THAT(finding_of(facts, "returned mail").text, HasSubstr("mail.bounces"));
}

TEST(SenderCheck, WhatNobodyAnswersIsWrong) {
  SenderFacts facts = good_facts();
  facts.spf.error = facts.dkim.error = facts.dmarc.front().error = facts.bounces.error = "nobody answers";
  for (const char* about : {"SPF", "DKIM", "DMARC", "returned mail"}) {
    EXPECT_EQ(finding_of(facts, about).level, FindingLevel::kWrong) << about;
    EXPECT_THAT(finding_of(facts, about).text, HasSubstr("nobody answers")) << about;
  }
}

TEST(ZoneLine, CutsARecordIntoStrings) {
  EXPECT_EQ(zone_line("tides.example", "v=spf1 \"-all"), "tides.example. IN TXT ( \"v=spf1 \\\"-all\" )");
  EXPECT_EQ(zone_line("x.example", std::string(300, 'a')),
            "x.example. IN TXT ( \"" + std::string(255, 'a') + "\" \"" + std::string(45, 'a') + "\" )");
}

// RFC 1035, 5.1: \DDD. A line of it is read on a terminal first.
TEST(ZoneLine, WritesOtherBytesAsNumbers) {
  EXPECT_EQ(zone_line("x.example", "a\x1B[2J\n\xFF\x7F"),
            "x.example. IN TXT ( \"a\\027[2J\\010\\255\\127\" )");
}

}  // namespace
}  // namespace broadsheet::mail
