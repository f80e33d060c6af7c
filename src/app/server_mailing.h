// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mail as pages show it (web/mailing.h), over what the program sends with.

#ifndef BROADSHEET_APP_SERVER_MAILING_H_
#define BROADSHEET_APP_SERVER_MAILING_H_

#include <string>
#include <utility>
#include <vector>

#include "app/mailing.h"
#include "web/mailing.h"

namespace broadsheet::app {

class ServerMailing : public web::Mailing {
 public:
  // Both must outlive it.
  ServerMailing(const Context& context, const MailWork& work) : context_(context), work_(work) {}

  bool sends_letters() const override { return work_.sends_letters(); }

  Result<web::LetterShown> letter(store::Record& record, const store::Subscriber& subscriber,
                                  const store::Digest& digest) override;
  std::vector<std::pair<std::string, std::uint64_t>> outcomes() override;
  Result<void> release(store::Record& record, bool keep) override;
  Result<std::vector<web::MailFinding>> findings() override;

 private:
  const Context& context_;
  const MailWork& work_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_SERVER_MAILING_H_
