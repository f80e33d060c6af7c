// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Asks the DNS for what sender_check judges: some eight questions one after another, within a bounded time,
// since somebody waits for the page.

#ifndef BROADSHEET_MAIL_SENDER_LOOKUP_H_
#define BROADSHEET_MAIL_SENDER_LOOKUP_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/dns_text.h"
#include "mail/post.h"
#include "mail/sender_check.h"

namespace broadsheet::mail {

// Errors as of http::dns_texts. `patience` is that of http::DnsOptions.
class SenderDns {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  virtual ~SenderDns() = default;
  virtual Result<std::vector<std::string>> texts(const std::string& name, std::chrono::seconds patience) = 0;
  virtual Result<std::vector<http::MailServer>> mail_servers(const std::string& name,
                                                             std::chrono::seconds patience) = 0;
  virtual Instant now() const = 0;
};

// What can't be asked is in the facts, and so is what there was no time for.
SenderFacts look_up_sender(const Sender& sender, std::string_view mail_server, SenderDns& dns);
// `options.patience` is ignored.
SenderFacts look_up_sender(const Sender& sender, std::string_view mail_server,
                           const http::DnsOptions& options);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_SENDER_LOOKUP_H_
