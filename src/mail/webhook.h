// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A digest as the message of a chat, or as a document for a program. Each is one request within what its
// receiver takes; what does not fit is on the page that the message links to.

#ifndef BROADSHEET_MAIL_WEBHOOK_H_
#define BROADSHEET_MAIL_WEBHOOK_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "mail/letter.h"
#include "store/deliveries.h"
#include "store/subscribers.h"

namespace broadsheet::mail {

struct WebhookRequest {
  std::string url;
  std::string body;  // JSON
  std::vector<std::pair<std::string, std::string>> headers;
};

// What kJson has in its headers is what standardwebhooks.com describes: `webhook-id` is the same at every
// try, `webhook-signature` an HMAC-SHA-256, in base64, of "ID.TIMESTAMP.BODY".
WebhookRequest webhook_request(const store::Webhook& webhook, const Letter& letter,
                               const store::Digest& digest, Instant now);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_WEBHOOK_H_
