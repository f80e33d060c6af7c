// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whether the DNS says what servers that receive our mail look for: who may send for our domain (SPF, RFC
// 7208), with which key letters are signed (DKIM, RFC 6376), what is to be done with the rest (DMARC, RFC
// 7489), and who takes mail that comes back. Rules over texts: asking is apart from judging.

#ifndef BROADSHEET_MAIL_SENDER_CHECK_H_
#define BROADSHEET_MAIL_SENDER_CHECK_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/dns_text.h"

namespace broadsheet::mail {

// What was found under a name. Without such a name there are no texts.
struct DnsTexts {
  std::string name;
  std::vector<std::string> texts;
  std::string error;  // why nobody knows; empty if asked
};

struct DnsMailServers {
  std::string name;
  bool exists = false;  // the name
  std::vector<http::MailServer> servers;
  std::string error;
};

// Of the key that letters are signed with.
struct SigningFacts {
  std::string domain;  // d= of the signature
  std::string record;  // what must be in the DNS
};

// All that is judged. Domains are in lower case.
struct SenderFacts {
  std::string from_domain;      // behind the @ that readers see
  std::string envelope_domain;  // where mail comes back to, and whose SPF receivers look at
  std::string mail_server;      // that sends for us, a name or an address; may be empty
  bool takes_bounces = false;   // mail.bounces is set
  std::optional<SigningFacts> signing;
  DnsTexts spf;                 // at envelope_domain
  DnsTexts dkim;                // at SELECTOR._domainkey.DOMAIN
  std::vector<DnsTexts> dmarc;  // at _dmarc. of from_domain, then of what is above it
  DnsMailServers bounces;       // of envelope_domain
};

enum class FindingLevel : std::uint8_t {
  kOk,
  kAdvice,  // could be better, or will matter to some
  kWrong,   // letters are refused or taken for spam, or nobody knows
};
std::string_view finding_level_name(FindingLevel level);  // "ok", "advice", "wrong"

struct SenderFinding {
  std::string about;  // "SPF", "DKIM", "DMARC", "alignment", "returned mail"
  FindingLevel level = FindingLevel::kOk;
  std::string text;  // a sentence or two for people
  // What to publish instead; both empty where there is nothing to.
  std::string record_name;
  std::string record;  // the value of a TXT record, in one piece
};

std::vector<SenderFinding> judge_sender(const SenderFacts& facts);
// What is worst among them.
FindingLevel worst_of(std::span<const SenderFinding> findings);

// Those that are DMARC records among the texts of a name.
std::vector<std::string> dmarc_records(const DnsTexts& asked);

// A text of somebody else's in a sentence of ours: in quotation marks, printable, not too long.
std::string shown_text(std::string_view text);

// A line of a zone file: NAME. IN TXT ( "…" "…" ), in strings of at most 255 bytes. What is not printable
// ASCII is written as \DDD (RFC 1035, 5.1).
std::string zone_line(std::string_view name, std::string_view record);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_SENDER_CHECK_H_
