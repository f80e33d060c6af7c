// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as a message that came back: what is read stays within the limits, and is text that may be shown.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "formats/delivery_status.h"
#include "formats/limits.h"
#include "formats/mail_parts.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  using namespace broadsheet::formats;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  CHECK(mail_parts(message).size() <= kMailPartsMax);
  const MailReport report = read_mail_report(message);
  CHECK((report.kind == MailReportKind::kDelivery) == !report.recipients.empty());
  CHECK(report.recipients.size() <= kMailRecipientsMax && report.delivered_to.size() <= kMailRecipientsMax);
  for (const std::string& address : report.delivered_to) {
    CHECK(text::is_ascii(address) && address.find('@') != std::string::npos);
  }
  for (const RecipientStatus& recipient : report.recipients) {
    CHECK(text::is_ascii(recipient.final_recipient) && text::is_ascii(recipient.original_recipient));
    CHECK(recipient.status.empty() || (recipient.status.size() >= 5 && recipient.status[1] == '.'));
    CHECK(recipient.diagnostic.size() <= kDiagnosticBytesMax && text::is_valid_utf8(recipient.diagnostic));
  }
  CHECK(text::is_ascii(report.original_message_id) && text::is_valid_utf8(report.feedback_type));
  CHECK(text::is_valid_utf8(report.original_list_unsubscribe));
  return 0;
}
