// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as what the DNS says of a domain that sends: whatever is told of it is one printable line, and
// what is proposed instead is a record that receivers read.
//
// The input is a list of texts, each behind a letter that says where it was found and before a zero byte.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/check.h"
#include "mail/sender_check.h"
#include "mail/spf_record.h"
#include "text/utf8.h"

namespace {

using broadsheet::mail::FindingLevel;
using broadsheet::mail::SenderFacts;
using broadsheet::mail::SenderFinding;

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
}

SenderFacts read_facts(std::string_view bytes) {
  SenderFacts facts;
  facts.from_domain = "papers.tides.example";
  facts.envelope_domain = "bounces.tides.example";
  facts.mail_server = "smtp.relay.example";
  facts.takes_bounces = true;
  facts.signing = {.domain = "papers.tides.example", .record = "v=DKIM1; k=rsa; p=" + std::string(392, 'A')};
  facts.spf.name = facts.bounces.name = facts.envelope_domain;
  facts.dkim.name = "papers._domainkey.papers.tides.example";
  facts.dmarc = {{"_dmarc.papers.tides.example", {}, ""}, {"_dmarc.tides.example", {}, ""}};
  facts.bounces.exists = true;
  while (!bytes.empty()) {
    const char where = bytes.front();
    bytes.remove_prefix(1);
    const std::string text(broadsheet::take_until(bytes, '\0'));
    if (where == 's') facts.spf.texts.push_back(text);
    if (where == 'S') facts.spf.texts.push_back("v=spf1 " + text);
    if (where == 'k') facts.dkim.texts.push_back(text);
    if (where == 'd') facts.dmarc[0].texts.push_back(text);
    if (where == 'D') facts.dmarc[0].texts.push_back("v=DMARC1; " + text);
    if (where == 'p') facts.dmarc[1].texts.push_back(text);
    if (where == 'm') facts.bounces.servers.push_back({10, text});
    if (where == 'n') facts.mail_server = text;
  }
  return facts;
}

// What is proposed, once it is published, is judged as a record that can be read and that is the only one.
void check_proposal(SenderFacts facts, const SenderFinding& finding) {
  std::vector<std::string> published{finding.record};
  if (finding.about == "SPF") {
    const broadsheet::mail::SpfRecord read = broadsheet::mail::read_spf(finding.record);
    CHECK(broadsheet::mail::is_spf(finding.record) && read.fault.empty());
    CHECK(read.lookups <= broadsheet::mail::kSpfLookupsMax && (read.rest == '~' || read.rest == '-'));
    facts.spf.texts = published;
  } else if (finding.about == "DKIM") {
    facts.dkim.texts = published;
  } else {
    CHECK(finding.about == "DMARC");
    for (broadsheet::mail::DnsTexts& asked : facts.dmarc) {
      if (asked.name == finding.record_name) asked.texts = published;
    }
  }
  for (const SenderFinding& again : broadsheet::mail::judge_sender(facts))
    CHECK(again.about != finding.about || again.level != FindingLevel::kWrong);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const SenderFacts facts = read_facts(bytes);
  for (const SenderFinding& finding : broadsheet::mail::judge_sender(facts)) {
    CHECK(broadsheet::text::is_valid_utf8(finding.text) && !finding.text.empty());
    for (const char c : finding.text) CHECK(static_cast<unsigned char>(c) >= ' ' && c != 0x7F);
    CHECK(is_printable(finding.record) && is_printable(finding.record_name));
    CHECK(finding.record.empty() == finding.record_name.empty());
    if (!finding.record.empty()) check_proposal(facts, finding);
  }
  CHECK(is_printable(broadsheet::mail::zone_line("x.example", bytes)));
  return 0;
}
