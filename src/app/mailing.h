// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Mail as the settings have it: who writes, through which server; and what a server does about it by itself:
// choosing digests when they are due, delivering what waits, and reading what comes back.

#ifndef BROADSHEET_APP_MAILING_H_
#define BROADSHEET_APP_MAILING_H_

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/bounce_drop.h"
#include "app/context.h"
#include "app/repeating.h"
#include "base/result.h"
#include "encode/encoder.h"
#include "mail/delivery_queue.h"
#include "mail/mailer.h"
#include "mail/post.h"
#include "papers/digest_choosing.h"
#include "store/lock.h"
#include "store/record.h"

namespace broadsheet::app {

// kInvalid, with the setting to set, where letters can't be written: mail.from or server.public_url is
// missing, or a key can't be read.
Result<mail::Sender> mail_sender(const Context& context);
// The same where a mail server is set; else one for webhooks, whose links lead to `own_url` if
// server.public_url is not set.
Result<mail::Sender> digest_sender(const Context& context, const std::string& own_url);
// Where a server is found that nobody told where it is.
inline constexpr std::string_view kUsualUrl = "http://127.0.0.1:8370";
// kInvalid where mail.server is set and can't be used, or its password can't be read.
Result<mail::MailerOptions> mailer_options(const Context& context);
mail::DeliveryRules delivery_rules(const Settings& settings);

// What a thread of the server chooses from.
struct ChoosingFrom {
  std::function<std::shared_ptr<const search::Searcher>()> searcher;
  papers::TrendingTableSource trending_table;
  std::shared_ptr<const encode::Model> model;  // null: nothing is found by meaning
};

// Chooses and delivers, on threads of its own, while it has the MailLock: another process that delivers keeps
// it out until it is gone.
class MailWork {
 public:
  // Errors as of mail_sender() and mailer_options() where a mail server is set. Without one digests go to
  // webhooks and private feeds alone; `own_url` is then what they link to if server.public_url is not set.
  static Result<std::unique_ptr<MailWork>> make(const Context& context, ChoosingFrom from,
                                                const std::string& own_url);
  ~MailWork();

  Result<void> start();
  // Returns when the letters in hand were taken or given up.
  void stop();

  const mail::DeliveryQueue& queue() const { return queue_; }
  const mail::Sender& sender() const { return sender_; }
  bool sends_letters() const { return !options_.smtp.host.empty(); }

 private:
  // A thread that delivers, with what is its own.
  struct Postman {
    std::unique_ptr<store::Record> record;
    std::unique_ptr<mail::Mailer> mailer;
    std::unique_ptr<Repeating> repeating;
  };

  MailWork(const Context& context, mail::Sender sender, mail::MailerOptions options, ChoosingFrom from);

  Result<bool> choose();
  Result<void> forget_old(Instant now);
  Result<bool> deliver(Postman& postman);
  Result<bool> look_at_bounces();
  // False while another process has it.
  Result<bool> holds_lock();

  const std::string data_folder_;
  const Clock& clock_;
  const papers::DayRule day_rule_;
  const papers::TrendingParameters trending_;
  const mail::Sender sender_;
  mail::MailerOptions options_;
  const ChoosingFrom from_;
  search::QueryEncoder encode_query_;
  mail::DeliveryQueue queue_;
  std::mutex mutex_;  // guards lock_
  std::optional<store::MailLock> lock_;
  std::unique_ptr<store::Record> record_;   // of the thread that chooses
  std::optional<Instant> looked_at_;        // by that thread
  std::optional<Instant> forgot_at_;        // likewise
  std::atomic<bool> anything_due_ = false;  // when that thread looked last
  std::vector<std::unique_ptr<Postman>> postmen_;
  Repeating choosing_;
  // Where mail that came back is dropped: null without mail.bounce_folder.
  std::unique_ptr<BounceDrop> bounce_drop_;
  std::unique_ptr<store::Record> bounce_record_;
  Repeating bounces_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_MAILING_H_
