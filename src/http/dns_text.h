// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a domain publishes as text (TXT records), and who takes its mail (MX): asked of the system's resolver,
// bounded in bytes and time. Answers are anybody's: the texts are as they came, any bytes.

#ifndef BROADSHEET_HTTP_DNS_TEXT_H_
#define BROADSHEET_HTTP_DNS_TEXT_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::http {

struct DnsOptions {
  // An IPv4 address to ask instead of the servers that /etc/resolv.conf names; "": those.
  std::string server;
  std::uint16_t port = 53;  // of `server`
  // Of a try of the first server; glibc waits for others as long or somewhat longer. Each is tried twice. At
  // least a second.
  std::chrono::seconds patience{3};
};

struct MailServer {
  unsigned preference = 0;  // the lowest is asked first
  std::string host;         // lower case; "" where the domain takes no mail (RFC 7505)
  bool operator==(const MailServer&) const = default;
};

// Each record's strings joined, in the order of the answer. Empty if the name has none. kNotFound if there is
// no such name, kInvalid if it is none, kDamaged for an answer that can't be read, kIo if nobody answered.
Result<std::vector<std::string>> dns_texts(const std::string& name, const DnsOptions& options = {});
// By preference, then by name.
Result<std::vector<MailServer>> dns_mail_servers(const std::string& name, const DnsOptions& options = {});

// The records in a server's answer that belong to `name` or to what it is an alias of; `packet` is the whole
// DNS message. kDamaged if it is none.
Result<std::vector<std::string>> read_text_answer(std::string_view packet, const std::string& name);
Result<std::vector<MailServer>> read_mail_answer(std::string_view packet, const std::string& name);

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_DNS_TEXT_H_
