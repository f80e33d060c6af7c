// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/link_address.h"

#include <algorithm>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "base/ascii.h"
#include "base/percent.h"
#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// A name of the domain system, by RFC 1035.
constexpr std::size_t kHostBytesMax = 253;
constexpr std::size_t kMailboxBytesMax = 64;  // before the '@', by RFC 5321
constexpr std::size_t kPortDigitsMax = 5;

bool is_host_character(char c) {
  return is_ascii_alphanumeric(c) || c == '.' || c == '-' || c == '_';
}

// The name that the resolver is asked for; none if the rules of international names forbid it.
std::optional<std::string> ascii_host(std::string_view host) {
  if (is_ascii(host)) return ascii_lower(host);
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::IDNA> rules(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_USE_STD3_RULES | UIDNA_NONTRANSITIONAL_TO_ASCII,
      status));
  if (!rules) return std::nullopt;
  std::string name;
  icu::StringByteSink<std::string> sink(&name);
  icu::IDNAInfo info;
  status = U_ZERO_ERROR;
  rules->nameToASCII_UTF8({host.data(), static_cast<std::int32_t>(host.size())}, sink, info, status);
  if (U_FAILURE(status) || info.hasErrors()) return std::nullopt;
  return name;
}

std::optional<std::string> plain_host(std::string_view written) {
  if (written.empty() || written.size() > kHostBytesMax) return std::nullopt;
  std::optional<std::string> host = ascii_host(written);
  if (!host || host->empty() || host->size() > kHostBytesMax) return std::nullopt;
  if (!std::ranges::all_of(*host, is_host_character) || !is_ascii_alphanumeric(host->front())) {
    return std::nullopt;
  }
  return host;
}

// "[::1]" and its like.
std::optional<std::string> address_in_brackets(std::string_view written) {
  if (written.size() < 4 || written.size() > kHostBytesMax || !written.ends_with(']')) return std::nullopt;
  const std::string_view within = written.substr(1, written.size() - 2);
  const bool plain = std::ranges::all_of(within, [](char c) {
    return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f') || c == ':' || c == '.';
  });
  if (!plain) return std::nullopt;
  return ascii_lower(written);
}

bool is_shown(std::string_view path) {
  return sanitize(path) == path && path.find_first_of("\t\n") == std::string_view::npos;
}

// What has a meaning of its own in an address stays, a '%' too; all that HTML, style sheets or a reader
// could stumble over is escaped.
std::string escaped_path(std::string_view path) {
  return percent_encode(path, "!$&()*+,;=:@/?#[]%");
}

std::optional<LinkAddress> mailbox(std::string_view written) {
  const std::size_t at = written.find('@');
  if (at == std::string_view::npos || at == 0 || at > kMailboxBytesMax) return std::nullopt;
  const std::string_view name = written.substr(0, at);
  const bool plain = std::ranges::all_of(name, [](char c) { return is_host_character(c) || c == '+'; });
  std::optional<std::string> host = plain_host(written.substr(at + 1));
  if (!plain || !host) return std::nullopt;
  const std::string address = std::string(name) + "@" + *host;
  return LinkAddress{.href = "mailto:" + address, .shown = address, .host = std::move(*host)};
}

std::optional<LinkAddress> web_address(std::string_view scheme, std::string_view rest) {
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view place = rest.substr(0, end);
  const std::size_t colon = place.rfind(':');
  const std::size_t bracket = place.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon);
  const std::string_view name = has_port ? place.substr(0, colon) : place;
  const std::string_view port = has_port ? place.substr(colon + 1) : std::string_view();
  const bool is_port = !port.empty() && port.size() <= kPortDigitsMax &&
                       std::ranges::all_of(port, [](char c) { return is_ascii_digit(c); });
  if (has_port && !is_port) return std::nullopt;
  // The host before the path: text full of "http://" has thousands of long addresses to look at.
  std::optional<std::string> host = name.starts_with('[') ? address_in_brackets(name) : plain_host(name);
  if (!host) return std::nullopt;
  std::string start(scheme);
  start += is_ascii(name) ? std::string(name) : *host;
  if (has_port) start.append(":").append(port);
  const std::string_view path = rest.substr(end);
  if (!is_shown(path)) return std::nullopt;
  return LinkAddress{
      .href = start + escaped_path(path), .shown = start + std::string(path), .host = std::move(*host)};
}

}  // namespace

std::optional<LinkAddress> link_address(std::string_view written) {
  if (written.size() > kLinkBytesMax) return std::nullopt;
  std::string_view rest = written;
  if (take_prefix(rest, "mailto:")) return mailbox(rest);
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (take_prefix(rest, scheme)) return web_address(scheme, rest);
  }
  return std::nullopt;
}

}  // namespace broadsheet::text
