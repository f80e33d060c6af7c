// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What other mail systems send back to us: that a message could not be delivered (RFC 3464, and the usual
// ways from before it), that a reader called it spam (RFC 5965), or that somebody is on holiday.
//
// Anybody can send such a message. Who it is about is only known from an address that nobody else can know
// (`delivered_to`, where each message of ours has its own sender); the rest says what happened.

#ifndef BROADSHEET_FORMATS_DELIVERY_STATUS_H_
#define BROADSHEET_FORMATS_DELIVERY_STATUS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

enum class MailReportKind : std::uint8_t {
  kNone,            // a message of a person or a program, and no report
  kDelivery,        // of what became of a message: see its recipients
  kComplaint,       // somebody called it spam, or asks not to get more
  kAutomaticReply,  // an answer that no person wrote, or that it was shown; says nothing about the address
};

enum class DeliveryAction : std::uint8_t {
  kUnknown,    // not said, or in words that we don't read
  kFailed,     // given up
  kDelayed,    // still being tried
  kDelivered,  // is with the recipient, or was passed on to systems that send no reports
};

// Texts are valid UTF-8 of one line, addresses and Message-IDs printable ASCII.
struct RecipientStatus {
  std::string final_recipient;     // to whom it could not be delivered at last; "" where that is not said
  std::string original_recipient;  // to whom we sent it, as far as the report says so; mostly ""
  DeliveryAction action = DeliveryAction::kUnknown;
  // RFC 3463: "5.1.1". "5.0.0" or "4.0.0" where only a reply of SMTP tells (550); "" where nothing does.
  std::string status;
  std::string diagnostic;  // what the other server said, at most kDiagnosticBytesMax
};

// Whether another message to the same address would fail too. A failure of the class 4 ("could not be
// delivered for five days") is not that.
bool is_permanent(const RecipientStatus& status);

struct MailReport {
  MailReportKind kind = MailReportKind::kNone;
  // The addresses to which the report itself came: of Delivered-To, X-Original-To, Envelope-To, To, in that
  // order, each once.
  std::vector<std::string> delivered_to;
  std::vector<RecipientStatus> recipients;  // of a delivery report, at least one
  // Of the message that the report is about, where the report brings it: its Message-ID without brackets, and
  // its List-Unsubscribe as it stands there.
  std::string original_message_id;
  std::string original_list_unsubscribe;
  // Of a complaint: "abuse", "fraud", ...; and the reader's address, which many leave out.
  std::string feedback_type;
  std::string original_recipient;
};

// Any bytes are a message; only their first kMailBytesMax are read. Takes some ms at most.
MailReport read_mail_report(std::string_view message);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DELIVERY_STATUS_H_
