// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From a letter to the message that is handed to a mail server: headers, links, signature.

#ifndef BROADSHEET_MAIL_POST_H_
#define BROADSHEET_MAIL_POST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "mail/dkim.h"
#include "mail/letter.h"
#include "mail/message.h"
#include "papers/mail_links.h"
#include "store/deliveries.h"

namespace broadsheet::mail {

// Who writes, and where what letters link to is.
struct Sender {
  std::string public_url;  // "https://papers.example.org"; links are below it
  Mailbox from;
  std::optional<Mailbox> reply_to = {};
  std::string bounces;  // an address; mail that comes back goes to NAME+TOKEN@ of it; empty: to `from`
  std::optional<DkimSigner> signer = {};

  // Behind the @ of `from`: of Message-IDs and of the list.
  std::string_view domain() const;
};

// Addresses of ours that letters link to.
std::string subscription_url(const Sender& sender, const papers::MailLinks& links,
                             store::SubscriberNumber subscriber);
std::string unsubscribe_url(const Sender& sender, const papers::MailLinks& links,
                            store::SubscriberNumber subscriber);
std::string page_url(const Sender& sender, std::string_view path);

// Of the name in Sender::bounces: with "+" and the token of one of the first hundred million letters it is a
// local part still (RFC 5321, section 4.5.3.1.1).
inline constexpr std::size_t kBounceNameBytesMax = 19;

// Where a delivery comes back to, for the envelope: the token in it says which letter it was, unless there is
// no room for it.
std::string bounce_address(const Sender& sender, const papers::MailLinks& links,
                           store::DeliveryNumber delivery);

struct Posting {
  std::string to;  // an address
  std::string message_id;
  Instant date;             // of the letter: the same at every try, so that its bytes are
  std::string unsubscribe;  // a URL that takes a POST (RFC 8058); empty: this is no list
};

// The bytes, signed if there is a key. Errors as of compose().
Result<std::string> written(const Sender& sender, const Letter& letter, const Posting& posting);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_POST_H_
