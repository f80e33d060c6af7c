// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mail as pages show it (web/mailing.h), over what the program sends with.

#ifndef BROADSHEET_APP_SERVER_MAILING_H_
#define BROADSHEET_APP_SERVER_MAILING_H_

#include <string>
#include <utility>
#include <vector>

#include "mail/delivery_queue.h"
#include "mail/post.h"
#include "web/mailing.h"

namespace broadsheet::app {

class ServerMailing : public web::Mailing {
 public:
  // Both must outlive it.
  ServerMailing(const mail::Sender& sender, const mail::DeliveryQueue& queue)
      : sender_(sender), queue_(queue) {}

  Result<web::LetterShown> letter(store::Record& record, const store::Subscriber& subscriber,
                                  const store::Digest& digest) override;
  std::vector<std::pair<std::string, std::uint64_t>> outcomes() override;
  Result<std::vector<web::MailFinding>> findings() override;

 private:
  const mail::Sender& sender_;
  const mail::DeliveryQueue& queue_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_SERVER_MAILING_H_
