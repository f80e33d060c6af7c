// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/mail_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "mail/message.h"
#include "mail/post.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

// By the numbers of MailSecurity.
constexpr std::array<std::string_view, 3> kSecurities{"starttls", "tls", "none"};
constexpr std::size_t kLineBytesMax = 500;

}  // namespace

std::string mail_security_name(MailSecurity security) {
  return std::string(kSecurities.at(static_cast<std::size_t>(security)));
}

MailComplaint set_mail_security(MailSettings& settings, std::string_view value) {
  const auto* const found = std::ranges::find(kSecurities, value);
  if (found == kSecurities.end()) return "none of starttls, tls and none";
  settings.security = static_cast<MailSecurity>(found - kSecurities.begin());
  return std::nullopt;
}

std::optional<MailServer> read_mail_server(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  MailServer server{.host = std::string(text.substr(0, colon)), .port = 0};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, server.port);
  if (error != std::errc() || stop != end || server.port == 0) return std::nullopt;
  if (server.host.front() == '[' && server.host.back() == ']')
    server.host = server.host.substr(1, server.host.size() - 2);
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == ':' || c == '_';
  };
  if (server.host.empty() || !std::ranges::all_of(server.host, plain)) return std::nullopt;
  return server;
}

MailComplaint set_mail_server(MailSettings& settings, std::string_view value) {
  if (!value.empty() && !read_mail_server(value))
    return "no mail server: write its name and port, like smtp.example.org:587";
  settings.server = value;
  return std::nullopt;
}

MailComplaint read_address_setting(std::string_view value, std::string& field) {
  if (!value.empty() && !mail::is_mail_address(value)) return "no address: write one like papers@example.org";
  field = value;
  return std::nullopt;
}

MailComplaint read_line_setting(std::string_view value, std::string& field) {
  if (value.size() > kLineBytesMax || text::sanitize_line(value) != value) return "not one line of text";
  field = value;
  return std::nullopt;
}

MailComplaint set_bounces(MailSettings& settings, std::string_view value) {
  const std::size_t name = value.substr(0, value.rfind('@')).size();
  if (!value.empty() && name > mail::kBounceNameBytesMax)
    return fmt::format("too long a name before the @: {} bytes at most, since a token stands behind it",
                       mail::kBounceNameBytesMax);
  return read_address_setting(value, settings.bounces);
}

MailComplaint set_bounce_folder(MailSettings& settings, std::string_view value) {
  const bool is_whole = value.starts_with('/') && value.find_first_not_of('/') != std::string_view::npos;
  if (!value.empty() && !is_whole) return "no whole path of a folder: write one like /var/mail/bounces/new";
  return read_line_setting(value, settings.bounce_folder);
}

}  // namespace broadsheet::app
