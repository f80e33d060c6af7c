// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a message that came back does to the record. Anybody can send one, so only two things tell which
// letter it is about: a token of ours, which none but the letter's own way knows (papers/mail_links.h), or
// the letter's Message-ID together with the address that it went to. Anything else changes nothing.
//
// An address is stopped when mail to it will never arrive, or when its reader calls ours spam. That a server
// refused the message (a black list, a full mailbox) says nothing of the address: the letter failed, and the
// next one is sent.

#ifndef BROADSHEET_MAIL_BOUNCES_H_
#define BROADSHEET_MAIL_BOUNCES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "formats/delivery_status.h"
#include "papers/mail_links.h"
#include "store/deliveries.h"
#include "store/record.h"

namespace broadsheet::mail {

enum class ReturnedAct : std::uint8_t {
  kNone,       // no report, or one that needs nothing done
  kNotOurs,    // nothing says which letter it is about
  kDelayed,    // it is still on its way
  kFailed,     // the letter did not arrive; the address stays
  kStopped,    // the address gets nothing any more, since it does not exist or takes nothing
  kComplaint,  // ... since its reader called it spam
  kBusy,       // nothing: somebody has the letter in hand, and the report is to be taken again
};
inline constexpr std::size_t kReturnedActs = 7;
std::string_view returned_act_name(ReturnedAct act);  // "ignored", "not_ours", "delayed", "failed", ...

struct Returned {
  ReturnedAct act = ReturnedAct::kNone;
  store::DeliveryNumber delivery;  // 0: none is known
  std::string address = {};        // of the reader, where it is stopped
  std::string outcome = {};        // for people; has an address in it at times
};

// What is to be done about a report. `recipient` is the address that it was sent to, as the mail server says
// it, or empty; `domain` that of our Message-IDs. Reads only. Without a key in the record nothing is ours.
Result<Returned> judge_returned_mail(store::Record& record, const formats::MailReport& report,
                                     std::string_view recipient, std::string_view domain);

// The same from the bytes of a message, and does it. Twice is as once.
Result<Returned> take_returned_mail(store::Record& record, std::string_view message,
                                    std::string_view recipient, std::string_view domain, Instant now);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_BOUNCES_H_
