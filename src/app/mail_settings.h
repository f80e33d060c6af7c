// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Settings of mail (app/settings.h): through whom letters go, and as whose.

#ifndef BROADSHEET_APP_MAIL_SETTINGS_H_
#define BROADSHEET_APP_MAIL_SETTINGS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::app {

enum class MailSecurity : std::uint8_t { kStartTls, kTls, kNone };

struct MailSettings {
  std::string server;                               // mail.server; empty: no mail is sent
  MailSecurity security = MailSecurity::kStartTls;  // mail.security
  std::string user;                                 // mail.user
  std::string password_file;                        // mail.password_file
  std::string ca_file;                              // mail.ca_file
  std::string from;                                 // mail.from
  std::string from_name = "Broadsheet";             // mail.from_name
  std::string reply_to;                             // mail.reply_to
  std::string bounces;                              // mail.bounces
  std::string bounce_folder;                        // mail.bounce_folder
  std::string dkim_selector;                        // mail.dkim_selector
  std::string dkim_key_file;                        // mail.dkim_key_file
  std::uint32_t connections = 2;                    // mail.connections
  std::uint32_t per_domain_per_minute = 120;        // mail.per_domain_per_minute
  std::chrono::seconds retry{300};                  // mail.retry_s
  std::chrono::seconds reply_timeout{300};          // mail.reply_timeout_s
  bool private_webhooks = false;                    // mail.private_webhooks
};

// What is wrong with a value; nothing if it is taken.
using MailComplaint = std::optional<std::string>;

std::string mail_security_name(MailSecurity security);
MailComplaint set_mail_security(MailSettings& settings, std::string_view value);
// "smtp.example.org:587"
MailComplaint set_mail_server(MailSettings& settings, std::string_view value);
struct MailServer {
  std::string host;  // without brackets
  std::uint16_t port = 0;
};
std::optional<MailServer> read_mail_server(std::string_view text);

// A mail address, or nothing.
MailComplaint read_address_setting(std::string_view value, std::string& field);
// One line of text: a name, a path, a user.
MailComplaint read_line_setting(std::string_view value, std::string& field);
// An address whose name leaves room for the token of a letter.
MailComplaint set_bounces(MailSettings& settings, std::string_view value);
// A folder in which files are removed, so that it must be meant: a whole path, and not that of everything.
MailComplaint set_bounce_folder(MailSettings& settings, std::string_view value);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_MAIL_SETTINGS_H_
