// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// glibc asks (res_nquery) and reads the framework of answers (ns_parserr), both with a state of our own, so
// that nothing of the process is shared.

#include "http/dns_text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <array>
#include <cstddef>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <tuple>

#include "base/ascii.h"

namespace broadsheet::http {
namespace {

constexpr std::size_t kNameBytesMax = 253;
constexpr std::size_t kLabelBytesMax = 63;
constexpr std::size_t kAnswerBytesMax = 65'535;
constexpr std::size_t kRecordsMax = 256;
constexpr int kAliasesMax = 8;
constexpr int kTries = 2;

// A name of labels as mail and its policies have it ("_dmarc.example.org"), without the last dot.
bool is_domain_name(std::string_view name) {
  if (name.empty() || name.size() > kNameBytesMax) return false;
  while (!name.empty()) {
    const std::string_view label = take_until(name, '.');
    if (label.empty() || label.size() > kLabelBytesMax) return false;
    if (!std::ranges::all_of(label, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_'; }))
      return false;
  }
  return true;
}

struct Record {
  ns_type type;
  std::string owner;  // lower case
  std::string_view data;
};

Error damaged() {
  return {ErrorCode::kDamaged, "a name server sent an answer that can't be read"};
}

std::string_view bytes_of(const unsigned char* begin, std::size_t size) {
  return {reinterpret_cast<const char*>(begin), size};
}

// The name that is compressed at `place` within the packet; "" for the root.
Result<std::string> expand_name(const ns_msg& message, const unsigned char* place) {
  std::array<char, NS_MAXDNAME> name{};
  if (dn_expand(ns_msg_base(message), ns_msg_end(message), place, name.data(), name.size()) < 0)
    return damaged();
  const std::string_view text = name.data();
  return ascii_lower(text == "." ? "" : text);
}

// The records of the answer section, of which those of `type` belong to `name` or what it is an alias of.
struct Answer {
  ns_msg message{};
  std::vector<Record> records;

  Result<void> read(std::string_view packet);
  Result<std::vector<std::string_view>> of(const std::string& name, ns_type type) const;
};

Result<void> Answer::read(std::string_view packet) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(packet.data());
  if (packet.size() < NS_HFIXEDSZ || packet.size() > kAnswerBytesMax ||
      ns_initparse(bytes, static_cast<int>(packet.size()), &message) != 0)
    return damaged();
  const std::size_t count = std::min<std::size_t>(ns_msg_count(message, ns_s_an), kRecordsMax);
  for (std::size_t i = 0; i < count; ++i) {
    ns_rr record{};
    if (ns_parserr(&message, ns_s_an, static_cast<int>(i), &record) != 0) return damaged();
    if (ns_rr_class(record) != ns_c_in) continue;
    records.push_back({ns_rr_type(record), ascii_lower(ns_rr_name(record)),
                       bytes_of(ns_rr_rdata(record), ns_rr_rdlen(record))});
  }
  return {};
}

Result<std::vector<std::string_view>> Answer::of(const std::string& name, ns_type type) const {
  std::string owner = ascii_lower(name);
  for (int aliases = 0; aliases <= kAliasesMax; ++aliases) {
    std::vector<std::string_view> found;
    std::string_view alias;
    for (const Record& record : records) {
      if (record.owner != owner) continue;
      if (record.type == type) found.push_back(record.data);
      if (record.type == ns_t_cname) alias = record.data;
    }
    if (!found.empty() || alias.empty()) return found;
    TRY(owner, expand_name(message, reinterpret_cast<const unsigned char*>(alias.data())));
  }
  return std::vector<std::string_view>();
}

Result<std::string> ask(const std::string& name, ns_type type, const DnsOptions& options) {
  if (!is_domain_name(name)) return Error(ErrorCode::kInvalid, "this is no name of a domain");
  struct __res_state resolver {};
  if (res_ninit(&resolver) != 0) return Error(ErrorCode::kIo, "the resolver of names could not be started");
  resolver.retry = kTries;
  resolver.retrans = static_cast<int>(std::max(options.patience, std::chrono::seconds(1)).count());
  if (!options.server.empty()) {
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(options.port);
    if (inet_pton(AF_INET, options.server.c_str(), &server.sin_addr) != 1) {
      res_nclose(&resolver);
      return Error(ErrorCode::kInvalid, "the name server is no IPv4 address");
    }
    resolver.nscount = 1;
    resolver.nsaddr_list[0] = server;
  }
  std::string packet(kAnswerBytesMax, '\0');
  const int size =
      res_nquery(&resolver, name.c_str(), ns_c_in, type, reinterpret_cast<unsigned char*>(packet.data()),
                 static_cast<int>(packet.size()));
  const int why = resolver.res_h_errno;
  res_nclose(&resolver);
  if (size >= 0) {
    packet.resize(std::min(static_cast<std::size_t>(size), kAnswerBytesMax));
    return packet;
  }
  if (why == HOST_NOT_FOUND) return Error(ErrorCode::kNotFound, name + ": there is no such name");
  if (why == NO_DATA) return std::string();
  return Error(ErrorCode::kIo, name + ": no name server answers");
}

}  // namespace

Result<std::vector<std::string>> read_text_answer(std::string_view packet, const std::string& name) {
  Answer answer;
  TRY_VOID(answer.read(packet));
  TRY(const std::vector<std::string_view> records, answer.of(name, ns_t_txt));
  std::vector<std::string> texts;
  for (std::string_view data : records) {
    std::string text;
    while (!data.empty()) {
      const std::size_t size = static_cast<unsigned char>(data.front());
      data.remove_prefix(1);
      if (size > data.size()) return damaged();
      text += data.substr(0, size);
      data.remove_prefix(size);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<std::vector<MailServer>> read_mail_answer(std::string_view packet, const std::string& name) {
  Answer answer;
  TRY_VOID(answer.read(packet));
  TRY(const std::vector<std::string_view> records, answer.of(name, ns_t_mx));
  std::vector<MailServer> servers;
  for (const std::string_view data : records) {
    constexpr std::size_t kPreferenceBytes = 2;
    if (data.size() <= kPreferenceBytes) return damaged();
    const auto* place = reinterpret_cast<const unsigned char*>(data.data());
    TRY(std::string host, expand_name(answer.message, place + kPreferenceBytes));
    servers.push_back({ns_get16(place), std::move(host)});
  }
  std::ranges::sort(servers, {}, [](const MailServer& one) { return std::tie(one.preference, one.host); });
  return servers;
}

Result<std::vector<std::string>> dns_texts(const std::string& name, const DnsOptions& options) {
  TRY(const std::string packet, ask(name, ns_t_txt, options));
  if (packet.empty()) return std::vector<std::string>();
  return read_text_answer(packet, name);
}

Result<std::vector<MailServer>> dns_mail_servers(const std::string& name, const DnsOptions& options) {
  TRY(const std::string packet, ask(name, ns_t_mx, options));
  if (packet.empty()) return std::vector<MailServer>();
  return read_mail_answer(packet, name);
}

}  // namespace broadsheet::http
