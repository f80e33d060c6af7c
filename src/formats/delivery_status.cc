// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/delivery_status.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/enhanced_status.h"
#include "formats/limits.h"
#include "formats/mail_parts.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

std::string cut_line(std::string_view text) {
  return std::string(text::truncate_utf8(text::sanitize_line(text), kDiagnosticBytesMax));
}

// "rfc822; mina@tides.example" -> the address.
std::string typed_address(std::string_view value) {
  if (value.find(';') != std::string_view::npos) take_until(value, ';');
  const std::vector<std::string> addresses = mail_addresses(value);
  return addresses.empty() ? "" : addresses.front();
}

std::string message_id_of(std::string_view value) {
  value = trimmed(value);
  if (value.starts_with('<')) value.remove_prefix(1);
  value = value.substr(0, value.find('>'));
  const bool fine =
      value.size() <= kKeyBytesMax && std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; });
  return fine ? std::string(value) : "";
}

// ------------------------------------------------------------------------------------------- codes

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_ascii_digit(text[at + count])) ++count;
  return count;
}

// Whether a reply of SMTP begins there: "550 No such user", "552-5.2.2 ...".
bool is_reply_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 3;
  constexpr std::string_view kBefore = " \t\r\n:(<\"";
  if (at > 0 && kBefore.find(text[at - 1]) == std::string_view::npos) return false;
  if (digits_at(text, at) != kDigits || at + kDigits >= text.size()) return false;
  return text[at + kDigits] == ' ' || text[at + kDigits] == '-';
}

// The first status code in what a server said, else the class of the first reply of SMTP.
std::string status_in(std::string_view text) {
  if (const std::string_view status = enhanced_status_in(text, "45"); !status.empty())
    return std::string(status);
  for (std::size_t at = text.find_first_of("45"); at != std::string_view::npos;
       at = text.find_first_of("45", at + 1)) {
    if (is_reply_at(text, at)) return text[at] == '4' ? "4.0.0" : "5.0.0";
  }
  return {};
}

// Of a Status field, which may have words behind the code, and of what the other server said where the field
// tells no more than a class: some write 5.0.0 whatever it was.
std::string status_of(std::string_view field, std::string_view said) {
  const std::string_view status = field.empty() ? field : enhanced_status_at(field, 0);
  if (status.empty()) return status_in(said);
  const std::string_view precise = status.ends_with(".0.0") ? enhanced_status_in(said, "45") : "";
  return std::string(precise.empty() ? status : precise);
}

DeliveryAction action_of(std::string_view value) {
  const std::string word = ascii_lower(value.substr(0, value.find_first_of(" (;")));
  if (word == "failed") return DeliveryAction::kFailed;
  if (word == "delayed") return DeliveryAction::kDelayed;
  if (is_any_of(word, {"delivered", "relayed", "expanded"})) return DeliveryAction::kDelivered;
  return DeliveryAction::kUnknown;
}

DeliveryAction action_by(std::string_view status) {
  if (status.starts_with('5')) return DeliveryAction::kFailed;
  if (status.starts_with('4')) return DeliveryAction::kDelayed;
  return DeliveryAction::kUnknown;
}

// ----------------------------------------------------------------------------------------- reports

const MailPart* part_of_type(const std::vector<MailPart>& parts,
                             std::initializer_list<std::string_view> types) {
  const auto found =
      std::ranges::find_if(parts, [&](const MailPart& part) { return is_any_of(part.type, types); });
  return found == parts.end() ? nullptr : &*found;
}

void add_addresses(const MailHead& head, std::string_view name, std::vector<std::string>& addresses) {
  for (const std::string& value : head.values(name)) {
    for (std::string& address : mail_addresses(value)) {
      if (addresses.size() >= kMailRecipientsMax) return;
      if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(std::move(address));
    }
  }
}

void read_original_head(MailHead head, MailReport& report) {
  report.original_message_id = message_id_of(head.value("message-id"));
  report.original_list_unsubscribe = head.value("list-unsubscribe");
}

// What the report brings of the message that it is about.
void read_original(const std::vector<MailPart>& parts, MailReport& report) {
  const MailPart* original = part_of_type(
      parts, {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"});
  if (original == nullptr || original == &parts.front()) return;
  const std::string content = decoded_body(*original);
  std::string_view rest = content;
  read_original_head(MailHead::take(rest), report);
}

// RFC 3464: a list of fields about the message, then one for each recipient.
std::vector<RecipientStatus> read_recipients(std::string_view lists) {
  std::vector<RecipientStatus> recipients;
  while (!lists.empty() && recipients.size() < kMailRecipientsMax) {
    const MailHead fields = MailHead::take(lists);
    RecipientStatus status;
    status.final_recipient = typed_address(fields.value("final-recipient"));
    status.original_recipient = typed_address(fields.value("original-recipient"));
    const std::string action = fields.value("action");
    const std::string code = fields.value("status");
    const bool is_recipient = !status.final_recipient.empty() || !status.original_recipient.empty() ||
                              !action.empty() || !code.empty();
    if (!is_recipient) continue;
    const std::string said = fields.value("diagnostic-code");
    status.diagnostic = cut_line(said);
    status.status = status_of(code, said);
    status.action = action.empty() ? action_by(status.status) : action_of(action);
    recipients.push_back(std::move(status));
  }
  return recipients;
}

bool begins_as_report(std::string_view subject) {
  constexpr auto kBegins = std::to_array<std::string_view>(
      {"undeliver", "delivery status notification", "delivery failure", "delivery has failed",
       "failure notice", "mail delivery", "mail system error", "returned mail"});
  return std::ranges::any_of(kBegins, [&](std::string_view begin) { return subject.starts_with(begin); });
}

// Whether a mail system wrote it, by who says to have sent it and by a subject that only such have. A
// postmaster may be a person, who is on holiday.
bool is_of_mail_system(const MailHead& head) {
  const std::string from = ascii_lower(head.value("from"));
  if (from.starts_with("mailer-daemon")) return true;
  bool of_postmaster = false;
  for (const std::string& address : mail_addresses(from)) {
    const std::string_view local = std::string_view(address).substr(0, address.find('@'));
    if (is_any_of(local, {"mailer-daemon", "mailerdaemon", "mail-daemon"})) return true;
    of_postmaster = of_postmaster || local == "postmaster";
  }
  const bool without_sender = head.value("return-path") == "<>";
  const bool reports = begins_as_report(ascii_lower(head.value("subject")));
  return of_postmaster ? without_sender || reports : without_sender && reports;
}

// Where in such words the message itself begins, whose text must not be taken for what servers said.
bool begins_message(std::string_view line) {
  constexpr auto kFields = std::to_array<std::string_view>(
      {"return-path:", "received:", "dkim-signature:", "message-id:", "mime-version:"});
  return std::ranges::any_of(kFields, [line](std::string_view field) {
    std::string_view rest = line;
    return take_prefix(rest, field);
  });
}

// A report in words: the code that the other server gave is mostly in it, and at its end the message.
RecipientStatus read_words(const std::vector<MailPart>& parts, MailReport& report) {
  const MailPart* part = part_of_type(parts, {"text/plain", "text/html"});
  const std::string content = decoded_body(part == nullptr ? parts.front() : *part);
  std::string_view rest = content;
  std::string_view words = content;
  bool within_message = false;
  while (!rest.empty() && !(within_message && !report.original_message_id.empty())) {
    const std::size_t at = content.size() - rest.size();
    std::string_view line = trimmed(take_until(rest, '\n'));
    if (!within_message && begins_message(line)) {
      words = words.substr(0, at);
      within_message = true;
    }
    if (report.original_message_id.empty() && take_prefix(line, "message-id:"))
      report.original_message_id = message_id_of(line);
  }
  RecipientStatus status;
  status.status = status_in(words);
  status.action = action_by(status.status);
  while (!words.empty() && !status.status.empty() && status.diagnostic.empty()) {
    const std::string_view line = trimmed(take_until(words, '\n'));
    if (status_in(line) == status.status) status.diagnostic = cut_line(line);
  }
  return status;
}

bool is_automatic(const MailHead& head) {
  const std::string submitted = ascii_lower(head.value("auto-submitted"));
  return submitted.starts_with("auto-") || !head.value("x-autoreply").empty() ||
         !head.value("x-autorespond").empty() ||
         is_any_of(ascii_lower(head.value("precedence")), {"auto_reply", "auto-reply"});
}

void read_complaint(const MailPart& part, MailReport& report) {
  const std::string content = decoded_body(part);
  std::string_view rest = content;
  while (!rest.empty() && report.feedback_type.empty()) {
    const MailHead fields = MailHead::take(rest);
    report.feedback_type = ascii_lower(cut_line(fields.value("feedback-type")));
    report.original_recipient = typed_address(fields.value("original-rcpt-to"));
  }
  // Others report that something is no spam after all, or how their checks went.
  if (is_any_of(report.feedback_type, {"abuse", "fraud", "opt-out", "opt-out-list", "other"}))
    report.kind = MailReportKind::kComplaint;
}

}  // namespace

bool is_permanent(const RecipientStatus& status) {
  return status.action == DeliveryAction::kFailed && status.status.starts_with('5');
}

MailReport read_mail_report(std::string_view message) {
  MailReport report;
  const std::vector<MailPart> parts = mail_parts(message);
  const MailHead& head = parts.front().head;
  for (const std::string_view name : {"delivered-to", "x-original-to", "envelope-to", "to"})
    add_addresses(head, name, report.delivered_to);
  read_original(parts, report);

  if (const MailPart* part = part_of_type(parts, {"message/feedback-report"})) {
    read_complaint(*part, report);
    return report;
  }
  if (const MailPart* part =
          part_of_type(parts, {"message/delivery-status", "message/global-delivery-status"}))
    report.recipients = read_recipients(decoded_body(*part));
  std::vector<std::string> failed;
  add_addresses(head, "x-failed-recipients", failed);
  if (report.recipients.empty() && (!failed.empty() || is_of_mail_system(head))) {
    const RecipientStatus words = read_words(parts, report);
    for (const std::string& address : failed) {
      report.recipients.push_back(words);
      report.recipients.back().final_recipient = address;
      report.recipients.back().action = DeliveryAction::kFailed;
    }
    if (failed.empty()) report.recipients.push_back(words);
  }
  if (!report.recipients.empty()) {
    report.kind = MailReportKind::kDelivery;
  } else if (is_automatic(head) || part_of_type(parts, {"message/disposition-notification"}) != nullptr) {
    report.kind = MailReportKind::kAutomaticReply;
  }
  return report;
}

}  // namespace broadsheet::formats
