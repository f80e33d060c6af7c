// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/post.h"

#include <string>

#include "mail/header_text.h"

namespace broadsheet::mail {

using papers::LinkPurpose;

namespace {

constexpr std::size_t kLocalPartBytesMax = 64;

}  // namespace

std::string_view Sender::domain() const {
  const std::string_view address = from.address;
  return address.substr(address.rfind('@') + 1);
}

std::string page_url(const Sender& sender, std::string_view path) {
  return sender.public_url + std::string(path);
}

std::string subscription_url(const Sender& sender, const papers::MailLinks& links,
                             store::SubscriberNumber subscriber) {
  return page_url(sender, "/subscription/" + links.token(LinkPurpose::kSubscription, subscriber.value()));
}

std::string unsubscribe_url(const Sender& sender, const papers::MailLinks& links,
                            store::SubscriberNumber subscriber) {
  return page_url(sender, "/unsubscribe/" + links.token(LinkPurpose::kSubscription, subscriber.value()));
}

std::string bounce_address(const Sender& sender, const papers::MailLinks& links,
                           store::DeliveryNumber delivery) {
  const std::size_t at = sender.bounces.rfind('@');
  if (at == std::string::npos) return sender.from.address;
  const std::string local =
      sender.bounces.substr(0, at) + "+" + links.token(LinkPurpose::kBounce, delivery.value());
  // A report about it is known by its Message-ID alone then.
  if (local.size() > kLocalPartBytesMax) return sender.bounces;
  return local + sender.bounces.substr(at);
}

Result<std::string> written(const Sender& sender, const Letter& letter, const Posting& posting) {
  Message message;
  message.from = sender.from;
  message.to = {.name = "", .address = posting.to};
  message.reply_to = sender.reply_to;
  message.subject = letter.subject;
  message.message_id = posting.message_id;
  message.date = posting.date;
  // Nobody's holiday message answers it (RFC 3834).
  message.headers.push_back({"Auto-Submitted", "auto-generated"});
  if (!posting.unsubscribe.empty()) {
    const std::string list = phrase(sender.from.name);
    message.headers.push_back(
        {"List-Id", (list.empty() ? "" : list + " ") + "<digest." + std::string(sender.domain()) + ">"});
    message.headers.push_back({"List-Unsubscribe", "<" + posting.unsubscribe + ">"});
    message.headers.push_back({"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"});
    message.headers.push_back({"Precedence", "bulk"});
  }
  message.text = letter_text(letter);
  message.html = letter_html(letter);
  TRY(std::string bytes, compose(message));
  // The date of the signature is that of the letter too: a try hours later has the same bytes.
  if (sender.signer) return sender.signer->signed_message(bytes, posting.date);
  return bytes;
}

}  // namespace broadsheet::mail
