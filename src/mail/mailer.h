// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mailer delivers what waits in the record: takes a delivery, makes its letter or message, hands it over, and
// writes what came of it.
//
// At least once: a delivery is marked when it is taken, again just before the final dot, and when it was
// accepted; whoever finds one marked and nobody at it delivers it again, with the same Message-ID. So only a
// cut between the final dot and its reply can make two of one, which no sender can rule out (RFC 5321, 6.1).

#ifndef BROADSHEET_MAIL_MAILER_H_
#define BROADSHEET_MAIL_MAILER_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/client.h"
#include "http/smtp_client.h"
#include "mail/delivery_queue.h"
#include "mail/letters.h"
#include "mail/post.h"
#include "store/record.h"

namespace broadsheet::mail {

struct MailerOptions {
  http::SmtpOptions smtp;  // host "": there is no mail server, and letters wait
  http::FetchOptions webhooks;
};

// Confined to one thread, with its Record.
class Mailer {
 public:
  static Result<std::unique_ptr<Mailer>> make(store::Record& record, const Clock& clock, const Sender& sender,
                                              const MailerOptions& options, DeliveryQueue& queue);

  // Delivers one that is due. False if none is, or while the queue is held (store::kMailHeld). Errors are of
  // the record: what can't be delivered is written there, and waits or has failed.
  Result<bool> deliver_one();

  // Before the first deliver_one() of a process that has the MailLock: what others left in hand waits again.
  static Result<void> begin(store::Record& record, Instant now);

 private:
  // How a try ended.
  struct Ended {
    TryOutcome outcome = TryOutcome::kLater;
    std::string text = {};
    bool is_bounce = false;
  };

  Mailer(store::Record& record, const Clock& clock, const Sender& sender, const MailerOptions& options,
         DeliveryQueue& queue, papers::MailLinks links)
      : record_(record),
        clock_(clock),
        sender_(sender),
        options_(options),
        queue_(queue),
        links_(std::move(links)) {}

  Result<std::string> address_of(const store::Delivery& delivery);
  Result<std::string> domain_of(const store::Delivery& delivery);
  Result<bool> take(store::Delivery& delivery);
  Ended deliver(const store::Delivery& delivery);
  Result<Ended> deliver_letter(const store::Delivery& delivery);
  Result<Ended> deliver_to_webhook(const store::Delivery& delivery);
  // Why nobody is to get it any more; empty if somebody is.
  Result<std::string> reason_to_cancel(const store::Delivery& delivery, const std::string& address);
  Result<Letter> letter_of(const store::Delivery& delivery, Posting& posting);
  Ended ended(const http::SmtpOutcome& outcome) const;
  void close_if_idle();
  Result<void> settle(store::Delivery delivery, const Ended& how);

  store::Record& record_;
  const Clock& clock_;
  const Sender& sender_;
  const MailerOptions options_;
  DeliveryQueue& queue_;
  papers::MailLinks links_;
  std::unique_ptr<http::SmtpClient> smtp_;
  std::unique_ptr<http::Client> webhooks_;
  std::unique_ptr<LetterWriter> writer_;
  Instant writer_made_{};
  std::chrono::steady_clock::time_point used_at_{};        // the connection of smtp_
  std::optional<std::pair<store::Delivery, Ended>> left_;  // whose end could not be written
};

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_MAILER_H_
