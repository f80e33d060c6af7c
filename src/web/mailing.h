// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mailing: what pages about mail show that is made outside of this room: letters, and how delivering goes.
// The program gives one; tests give their own.

#ifndef BROADSHEET_WEB_MAILING_H_
#define BROADSHEET_WEB_MAILING_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/deliveries.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::web {

struct LetterShown {
  std::string subject;
  std::string html;  // a whole page, with styles of its own
  std::string text;
};

// Of what the DNS says of our domain.
struct MailFinding {
  std::string name;    // "SPF"
  std::string state;   // "ok", "advice", "wrong"
  std::string text;    // what it means, and what to do
  std::string record;  // to be put into the DNS; may be empty
};

// Safe from any thread.
class Mailing {
 public:
  virtual ~Mailing() = default;

  // Whether there is a mail server; without one digests go to webhooks and feeds alone.
  virtual bool sends_letters() const { return true; }

  // What the subscriber would be sent.
  virtual Result<LetterShown> letter(store::Record& record, const store::Subscriber& subscriber,
                                     const store::Digest& digest) = 0;
  // Tries since the server began, by their outcome.
  virtual std::vector<std::pair<std::string, std::uint64_t>> outcomes() = 0;
  // Letters go out again after a restore: what waited in the backup, and editions that were due meanwhile,
  // only with `keep`.
  virtual Result<void> release(store::Record& record, bool keep) = 0;
  // Asks the DNS: takes seconds.
  virtual Result<std::vector<MailFinding>> findings() = 0;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_MAILING_H_
