// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/sender_lookup.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "mail/limits.h"

namespace broadsheet::mail {
namespace {

// Labels that are taken off a domain in search of a DMARC record.
constexpr std::size_t kDomainsAboveMax = 4;
// The resolver asks each of up to three servers twice, which takes some five times its patience.
constexpr int kPatiencesOfQuestion = 5;
constexpr std::chrono::seconds kPatienceMin{1};
constexpr std::chrono::seconds kPatienceMax{3};
// The resolver's timers go off a little early.
constexpr std::chrono::milliseconds kTimerSlack{100};

class SystemDns : public SenderDns {
 public:
  explicit SystemDns(http::DnsOptions options) : options_(std::move(options)) {}

  Result<std::vector<std::string>> texts(const std::string& name, std::chrono::seconds patience) override {
    options_.patience = patience;
    return http::dns_texts(name, options_);
  }
  Result<std::vector<http::MailServer>> mail_servers(const std::string& name,
                                                     std::chrono::seconds patience) override {
    options_.patience = patience;
    return http::dns_mail_servers(name, options_);
  }
  Instant now() const override { return std::chrono::steady_clock::now(); }

 private:
  http::DnsOptions options_;
};

// The questions of one check, until time is up or the name servers are known to be silent.
class Questions {
 public:
  explicit Questions(SenderDns& dns) : dns_(dns), deadline_(dns.now() + kSenderLookupTime) {}

  DnsTexts texts(std::string name);
  DnsMailServers mail_servers(std::string name);

 private:
  // The facts of one question: `ask` asks it, `take` puts the answer into them.
  template <class Asked, class Ask, class Take>
  Asked answer(std::string name, const Ask& ask, const Take& take);
  // What is told of a question that is not asked any more.
  std::optional<std::string> why_not(const std::string& name) const;
  std::chrono::seconds patience() const;
  // Of an answer's error; empty if there just is no such name.
  std::string told(const Error& error, SenderDns::Instant asked_at, std::chrono::seconds patience);

  SenderDns& dns_;
  SenderDns::Instant deadline_;
  bool silent_ = false;
};

std::optional<std::string> Questions::why_not(const std::string& name) const {
  if (silent_) return name + ": not asked, since no name server answers";
  if (dns_.now() >= deadline_) return name + ": not asked, since the name servers took too long before";
  return std::nullopt;
}

std::chrono::seconds Questions::patience() const {
  const auto left = std::chrono::ceil<std::chrono::seconds>(deadline_ - dns_.now());
  return std::clamp(left / kPatiencesOfQuestion, kPatienceMin, kPatienceMax);
}

std::string Questions::told(const Error& error, SenderDns::Instant asked_at, std::chrono::seconds patience) {
  if (error.code() == ErrorCode::kNotFound) return {};
  // A failure that comes at once is of this name alone. Who was waited for will keep silent again.
  if (error.code() == ErrorCode::kIo && dns_.now() - asked_at + kTimerSlack >= patience) silent_ = true;
  return error.message();
}

template <class Asked, class Ask, class Take>
Asked Questions::answer(std::string name, const Ask& ask, const Take& take) {
  Asked asked;
  asked.name = std::move(name);
  if (std::optional<std::string> why = why_not(asked.name)) {
    asked.error = *std::move(why);
    return asked;
  }
  const SenderDns::Instant asked_at = dns_.now();
  const std::chrono::seconds waits = patience();
  auto answer = ask(asked.name, waits);
  if (answer.ok()) {
    take(asked, std::move(answer).value());
  } else {
    asked.error = told(answer.error(), asked_at, waits);
  }
  return asked;
}

DnsTexts Questions::texts(std::string name) {
  return answer<DnsTexts>(
      std::move(name),
      [&](const std::string& asked, std::chrono::seconds waits) { return dns_.texts(asked, waits); },
      [](DnsTexts& asked, std::vector<std::string> texts) { asked.texts = std::move(texts); });
}

DnsMailServers Questions::mail_servers(std::string name) {
  return answer<DnsMailServers>(
      std::move(name),
      [&](const std::string& asked, std::chrono::seconds waits) { return dns_.mail_servers(asked, waits); },
      [](DnsMailServers& asked, std::vector<http::MailServer> servers) {
        asked.exists = true;
        asked.servers = std::move(servers);
      });
}

}  // namespace

SenderFacts look_up_sender(const Sender& sender, std::string_view mail_server, SenderDns& dns) {
  Questions questions(dns);
  SenderFacts facts;
  facts.from_domain = ascii_lower(sender.domain());
  const std::string& envelope = sender.bounces.empty() ? sender.from.address : sender.bounces;
  facts.envelope_domain = ascii_lower(envelope.substr(envelope.rfind('@') + 1));
  facts.mail_server = mail_server;
  facts.takes_bounces = !sender.bounces.empty();
  facts.spf = questions.texts(facts.envelope_domain);
  if (sender.signer) {
    facts.signing = SigningFacts{.domain = facts.from_domain, .record = sender.signer->dns_record()};
    facts.dkim = questions.texts(sender.signer->dns_name());
  }
  std::string_view domain = facts.from_domain;
  for (std::size_t i = 0; i <= kDomainsAboveMax && domain.find('.') != std::string_view::npos; ++i) {
    facts.dmarc.push_back(questions.texts("_dmarc." + std::string(domain)));
    if (!facts.dmarc.back().error.empty() || !dmarc_records(facts.dmarc.back()).empty()) break;
    domain.remove_prefix(domain.find('.') + 1);
  }
  facts.bounces = questions.mail_servers(facts.envelope_domain);
  return facts;
}

SenderFacts look_up_sender(const Sender& sender, std::string_view mail_server,
                           const http::DnsOptions& options) {
  SystemDns dns(options);
  return look_up_sender(sender, mail_server, dns);
}

}  // namespace broadsheet::mail
