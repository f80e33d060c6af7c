// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/message.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <set>

#include "base/ascii.h"
#include "base/digest.h"
#include "mail/header_text.h"
#include "mail/limits.h"
#include "mail/quoted_printable.h"
#include "papers/accounts.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

Error invalid(std::string why) {
  return {ErrorCode::kInvalid, std::move(why)};
}

bool is_name_char(char c) {
  return is_ascii_alphanumeric(c) || c == '-';
}

// Those that say who, where and in which form, by which a message could be another one than was meant.
bool is_taken(std::string_view name) {
  constexpr auto kTaken = std::to_array<std::string_view>(
      {"bcc", "cc", "date", "dkim-signature", "from", "message-id", "mime-version", "received", "reply-to",
       "return-path", "sender", "subject", "to"});
  return std::ranges::find(kTaken, name) != kTaken.end() || name.starts_with("content-") ||
         name.starts_with("resent-");
}

bool is_message_id(std::string_view id) {
  const auto is_fine = [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>' && c != '@'; };
  const std::size_t at = id.find('@');
  if (id.size() > kMessageIdBytesMax || at == std::string_view::npos) return false;
  // Of what a dot-atom is we use no more than everybody understands.
  for (std::string_view side : {id.substr(0, at), id.substr(at + 1)}) {
    if (side.ends_with('.') || side.empty()) return false;
    while (!side.empty()) {
      const std::string_view atom = take_until(side, '.');
      constexpr std::string_view kNone = "\"(),:;[\\]";
      if (atom.empty() || !std::ranges::all_of(atom, is_fine) ||
          atom.find_first_of(kNone) != std::string_view::npos)
        return false;
    }
  }
  return true;
}

Result<void> check_header(const Header& header) {
  if (header.name.empty() || header.name.size() > kHeaderNameBytesMax ||
      !std::ranges::all_of(header.name, is_name_char))
    return invalid("the name of a header field has letters, digits and hyphens");
  if (is_taken(ascii_lower(header.name)))
    return invalid("the header field " + header.name + " is no further one");
  std::string_view value = header.value;
  const bool printable = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
  if (value.empty() || value.size() > kHeaderValueBytesMax || !printable || trimmed(value) != value ||
      value.find("  ") != std::string_view::npos)
    return invalid("the header field " + header.name + " must be printable ASCII with single blanks in it");
  while (!value.empty()) {
    if (take_until(value, ' ').size() > kHeaderWordBytesMax)
      return invalid("the header field " + header.name + " has a word that is too long for a line");
  }
  return {};
}

Result<void> check(const Message& message) {
  for (const Mailbox* mailbox :
       {&message.from, &message.to, message.reply_to ? &*message.reply_to : &message.to}) {
    if (!is_mail_address(mailbox->address)) return invalid("no mail can be sent with one of its addresses");
  }
  if (!is_message_id(message.message_id)) return invalid("a Message-ID is made of two parts around an @");
  if (!in_calendar_range(std::chrono::floor<std::chrono::days>(message.date)))
    return invalid("the date of a message lies between the years 1000 and 2999");
  if (message.headers.size() > kHeadersMax) return invalid("a message has too many header fields");
  std::set<std::string> names;
  for (const Header& header : message.headers) {
    TRY_VOID(check_header(header));
    if (!names.insert(ascii_lower(header.name)).second)
      return invalid("the header field " + header.name + " is there twice");
  }
  if (std::max(message.text.size(), message.html.size()) > kBodyBytesMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a message has more than {} bytes", kBodyBytesMax));
  return {};
}

void append_mailbox(std::string& out, std::string_view field, const Mailbox& mailbox) {
  std::string value = phrase(mailbox.name);
  if (!value.empty()) value += ' ';
  append_header(out, field, value.append("<").append(mailbox.address).append(">"));
}

// RFC 5322, 3.3.
std::string date_time(Instant instant) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(instant)));
}

void append_part(std::string& out, std::string_view type, std::string_view content) {
  append_header(out, "Content-Type", fmt::format("text/{}; charset=utf-8", type));
  append_header(out, "Content-Transfer-Encoding", "quoted-printable");
  out.append("\r\n").append(quoted_printable(text::sanitize(content)));
}

// The same for the same parts, and in none of them: quoted-printable never has "=_".
std::string boundary_of(const Message& message) {
  constexpr std::size_t kDigestBytes = 16;
  Sha256Stream digest;
  digest.update(message.text.data(), message.text.size());
  digest.update("", 1);
  digest.update(message.html.data(), message.html.size());
  return "=_" + hex(digest.finish().data(), kDigestBytes);
}

}  // namespace

bool is_mail_address(std::string_view address) {
  const Result<std::string> folded = papers::folded_address(address);
  return folded.ok() && folded.value().size() == address.size() &&
         address.find("=?") == std::string_view::npos;
}

Result<std::string> compose(const Message& message) {
  TRY_VOID(check(message));
  std::string out;
  out.reserve(4096 + (message.text.size() + message.html.size()) * 5 / 4);
  append_header(out, "Date", date_time(message.date));
  append_mailbox(out, "From", message.from);
  append_mailbox(out, "To", message.to);
  if (message.reply_to) append_mailbox(out, "Reply-To", *message.reply_to);
  append_header(out, "Subject", unstructured(message.subject));
  append_header(out, "Message-ID", "<" + message.message_id + ">");
  for (const Header& header : message.headers) append_header(out, header.name, header.value);
  append_header(out, "MIME-Version", "1.0");
  if (message.html.empty()) {
    append_part(out, "plain", message.text);
    return out;
  }
  const std::string boundary = boundary_of(message);
  append_header(out, "Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
  out.append("\r\n--").append(boundary).append("\r\n");
  append_part(out, "plain", message.text);
  out.append("\r\n--").append(boundary).append("\r\n");
  append_part(out, "html", message.html);
  out.append("\r\n--").append(boundary).append("--\r\n");
  return out;
}

}  // namespace broadsheet::mail
