// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/mailer.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/log.h"
#include "mail/webhook.h"
#include "papers/account_codes.h"
#include "papers/failing_address.h"
#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "store/accounts.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

using store::Delivery;
using store::DeliveryChannel;
using store::DeliveryKind;
using store::DeliveryState;
using store::Transaction;

// What is said of papers is made anew after so long.
constexpr std::chrono::minutes kWriterLasts{5};
constexpr std::size_t kOutcomeBytesMax = 400;
// After so long without a letter the mail server hears a good-bye.
constexpr std::chrono::seconds kIdle{2};

// The mark of before and the mark of after, in words.
constexpr std::string_view kWasSent = "accepted";

bool is_about_papers(DeliveryKind kind) {
  return kind == DeliveryKind::kDigest || kind == DeliveryKind::kNotices;
}

Result<void> replace(store::Record& record, const Delivery& delivery, store::Durability durability) {
  TRY(Transaction transaction, record.begin(durability));
  TRY_VOID(store::DeliveryChanges(transaction).replace(delivery));
  TRY_VOID(transaction.commit());
  return {};
}

// "PURPOSE CODE", as papers/account_letters.h writes it.
std::pair<store::CodePurpose, std::string> read_code(const std::string& content) {
  const std::size_t blank = content.find(' ');
  const bool resets = content.substr(0, blank) == "reset";
  return {resets ? store::CodePurpose::kResetPassword : store::CodePurpose::kConfirmAddress,
          blank == std::string::npos ? "" : content.substr(blank + 1)};
}

std::chrono::milliseconds lasts(const Delivery& delivery, const DeliveryRules& rules) {
  if (delivery.kind == DeliveryKind::kConfirmSubscription) return papers::kConfirmationLasts;
  if (delivery.kind == DeliveryKind::kAccountCode)
    return papers::code_lasts(read_code(delivery.content).first);
  return rules.gives_up_after;
}

std::chrono::milliseconds pause_after(const DeliveryRules& rules, std::uint32_t tries) {
  std::chrono::milliseconds pause = rules.retry;
  for (std::uint32_t i = 1; i < tries && pause < rules.retry_max; ++i) pause *= 2;
  return std::min(pause, std::max(rules.retry, rules.retry_max));
}

// With its codes, as far as it was a server that said it: "550 5.1.1 no such user".
std::string said_by(const http::SmtpOutcome& outcome) {
  std::string said = outcome.code > 0 ? std::to_string(outcome.code) + " " : std::string();
  const bool stands_in_text = outcome.text.find(outcome.enhanced) != std::string::npos;
  if (!stands_in_text) said += outcome.enhanced + " ";
  return said + outcome.text;
}

}  // namespace

Result<std::unique_ptr<Mailer>> Mailer::make(store::Record& record, const Clock& clock, const Sender& sender,
                                             const MailerOptions& options, DeliveryQueue& queue) {
  TRY(papers::MailLinks links, papers::MailLinks::open(record));
  std::unique_ptr<Mailer> mailer(new Mailer(record, clock, sender, options, queue, std::move(links)));
  if (!options.smtp.host.empty()) {
    TRY(mailer->smtp_, http::SmtpClient::make(options.smtp));
  }
  TRY(mailer->webhooks_, http::Client::make(options.webhooks));
  return mailer;
}

Result<void> Mailer::begin(store::Record& record, Instant now) {
  TRY(Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY_VOID(papers::ensure_mail_key(transaction, record, now));
  TRY(const std::uint64_t left, store::DeliveryChanges(transaction).release_in_hand(now));
  TRY_VOID(transaction.commit());
  if (left > 0) log_info("deliveries were left in hand and are made again", {{"deliveries", left}});
  return {};
}

Result<bool> Mailer::deliver_one() {
  if (left_) {
    const auto [delivery, how] = *left_;
    TRY_VOID(settle(delivery, how));
    left_.reset();
  }
  TRY(const std::string held, record_.progress(store::kMailHeld));
  if (!held.empty()) return false;
  TRY(std::optional<Delivery> next,
      queue_.next(record_, clock_.now(), [&](const Delivery& delivery) { return domain_of(delivery); }));
  if (!next) {
    close_if_idle();
    return false;
  }
  Delivery delivery = *std::move(next);
  const Result<bool> mine = take(delivery);
  if (!mine.ok() || !*mine) {
    queue_.done(delivery.number);
    return mine.ok() ? Result<bool>(true) : mine;
  }
  const Ended how = deliver(delivery);
  const Result<void> settled = settle(delivery, how);
  // What came of it is written as soon as the record can be written again.
  if (!settled.ok()) left_ = {delivery, how};
  TRY_VOID(settled);
  return true;
}

// A server need not wait for us when there is nothing to send.
void Mailer::close_if_idle() {
  if (smtp_ != nullptr && std::chrono::steady_clock::now() - used_at_ > kIdle) smtp_->close();
}

Result<std::string> Mailer::domain_of(const Delivery& delivery) {
  if (delivery.channel == DeliveryChannel::kWebhook || smtp_ == nullptr) return std::string();
  TRY(const std::string address, address_of(delivery));
  return address.substr(address.rfind('@') + 1);
}

// Marks it as taken. False if it does not wait any more.
Result<bool> Mailer::take(Delivery& delivery) {
  TRY(Transaction transaction, record_.begin(store::Durability::kBulk));
  TRY(const std::optional<Delivery> present, store::Deliveries(record_).delivery(delivery.number));
  if (!present || present->state != DeliveryState::kWaiting) return false;
  delivery = *present;
  delivery.state = DeliveryState::kInHand;
  ++delivery.tries;
  TRY_VOID(store::DeliveryChanges(transaction).replace(delivery));
  TRY_VOID(transaction.commit());
  return true;
}

Mailer::Ended Mailer::deliver(const Delivery& delivery) {
  // What was made while nobody was there to deliver it is tried once all the same, but for a code that is no
  // good any more.
  const bool tried = !delivery.outcome.empty() || !is_about_papers(delivery.kind);
  if (tried && clock_.now() - delivery.made_at > lasts(delivery, queue_.rules()))
    return Ended{TryOutcome::kGaveUp, "gave up: " + delivery.outcome};
  const Result<Ended> how =
      delivery.channel == DeliveryChannel::kWebhook ? deliver_to_webhook(delivery) : deliver_letter(delivery);
  if (how.ok()) return *how;
  log_error("a delivery could not be made",
            {{"delivery", delivery.number.value()}, {"because", how.error().message()}});
  return Ended{TryOutcome::kLater, how.error().message()};
}

Result<std::string> Mailer::address_of(const Delivery& delivery) {
  if (!delivery.address.empty()) return delivery.address;
  if (delivery.subscriber.value() != 0) {
    TRY(const std::optional<store::Subscriber> subscriber,
        store::Subscribers(record_).subscriber(delivery.subscriber));
    return subscriber ? papers::address_of(record_, *subscriber) : Result<std::string>(std::string());
  }
  TRY(const std::optional<store::Account> account, store::Accounts(record_).account(delivery.account));
  return account && !account->deleted_at && !account->banned_at ? account->address : std::string();
}

Result<std::string> Mailer::reason_to_cancel(const Delivery& delivery, const std::string& address) {
  if (address.empty()) return std::string("there is no address any more");
  if (delivery.subscriber.value() != 0) {
    TRY(const std::optional<store::Subscriber> subscriber,
        store::Subscribers(record_).subscriber(delivery.subscriber));
    if (!subscriber || subscriber->left_at) return std::string("the reader left");
    if (!subscriber->subscription.by_mail) return std::string("the reader wants no letters any more");
  }
  // Who stopped the digest still gets what they ask for by themselves: a code, a test.
  const bool asked_for = !is_about_papers(delivery.kind);
  TRY(const bool stopped, papers::is_stopped(record_, address, asked_for));
  return stopped ? std::string("the address is not written to") : std::string();
}

Result<Letter> Mailer::letter_of(const Delivery& delivery, Posting& posting) {
  const Instant now = clock_.now();
  if (writer_ == nullptr || now - writer_made_ > kWriterLasts || now < writer_made_) {
    writer_ = std::make_unique<LetterWriter>(record_, sender_, links_);
    writer_made_ = now;
  }
  std::optional<store::Account> account;
  if (delivery.kind == DeliveryKind::kNotices || delivery.kind == DeliveryKind::kAccountCode) {
    TRY(account, store::Accounts(record_).account(delivery.account));
  }
  const Error gone(ErrorCode::kNotFound, "what it was about is not there any more");
  switch (delivery.kind) {
    case DeliveryKind::kConfirmSubscription: {
      TRY(const auto request, papers::asked_subscription(record_, delivery.content, now));
      if (!request) return gone;
      return confirmation_letter(sender_, request->subscription, delivery.content);
    }
    case DeliveryKind::kDigest: {
      TRY(const auto digest, store::Deliveries(record_).digest(delivery.digest));
      TRY(const auto subscriber, store::Subscribers(record_).subscriber(delivery.subscriber));
      if (!digest || !subscriber) return gone;
      posting.date = digest->chosen_at;
      posting.unsubscribe = unsubscribe_url(sender_, links_, subscriber->number);
      return writer_->digest(*subscriber, *digest);
    }
    case DeliveryKind::kNotices: {
      if (!account) return gone;
      TRY(const std::vector<store::Notice> notices, papers::notices_to_mail(record_, *account, delivery));
      if (notices.empty()) return gone;
      TRY(Letter letter, writer_->notices(*account, notices));
      if (letter.notices.empty()) return gone;
      return letter;
    }
    case DeliveryKind::kAccountCode: {
      if (!account) return gone;
      const auto [purpose, code] = read_code(delivery.content);
      return code_letter(sender_, *account, purpose, code);
    }
    case DeliveryKind::kTest:
      return test_letter(sender_, delivery.content, delivery.made_at);
  }
  return gone;
}

Result<Mailer::Ended> Mailer::deliver_letter(const Delivery& delivery) {
  if (smtp_ == nullptr) return Ended{TryOutcome::kLater, "no mail server is set (mail.server)"};
  TRY(const std::string address, address_of(delivery));
  TRY(const std::string cancelled, reason_to_cancel(delivery, address));
  if (!cancelled.empty()) return Ended{TryOutcome::kCancelled, cancelled};
  Posting posting;
  posting.to = address;
  posting.date = delivery.made_at;
  posting.message_id = delivery.message_id.find('@') == std::string::npos
                           ? delivery.message_id + "@" + std::string(sender_.domain())
                           : delivery.message_id;
  const Result<Letter> letter = letter_of(delivery, posting);
  if (!letter.ok() && letter.error().code() == ErrorCode::kNotFound)
    return Ended{TryOutcome::kCancelled, letter.error().message()};
  if (!letter.ok()) return letter.error();
  const Result<std::string> bytes = written(sender_, *letter, posting);
  if (!bytes.ok()) return Ended{TryOutcome::kRefusedMessage, bytes.error().message()};
  const http::SmtpEnvelope envelope{.from = bounce_address(sender_, links_, delivery.number), .to = address};
  std::string left;
  const auto before_end = [&]() -> Result<void> {
    // Who left while the letter was on its way does not get it.
    TRY(left, reason_to_cancel(delivery, address));
    if (!left.empty()) return Error(ErrorCode::kConflict, left);
    Delivery marked = delivery;
    marked.state = DeliveryState::kMaybeSent;
    // Without power the mark may be gone, and the letter goes out again as it would with it. Its Message-ID
    // must not be gone: those of digests are durable (papers/digest_settling.cc), of others nobody promised.
    const bool is_known = delivery.kind == DeliveryKind::kDigest;
    return replace(record_, marked, is_known ? store::Durability::kBulk : store::Durability::kInteractive);
  };
  const http::SmtpOutcome outcome = smtp_->send(envelope, *bytes, before_end);
  used_at_ = std::chrono::steady_clock::now();
  const Ended how = ended(outcome);
  return left.empty() ? how : Ended{TryOutcome::kCancelled, left};
}

Mailer::Ended Mailer::ended(const http::SmtpOutcome& outcome) const {
  switch (outcome.result) {
    case http::SmtpResult::kAccepted:
      queue_.reachable();
      return {TryOutcome::kSent, std::string(kWasSent)};
    case http::SmtpResult::kRefusedAddress:
      queue_.reachable();
      return {TryOutcome::kRefusedAddress, said_by(outcome), true};
    case http::SmtpResult::kRefusedMessage:
      queue_.reachable();
      return {TryOutcome::kRefusedMessage, said_by(outcome)};
    case http::SmtpResult::kTryLater:
      queue_.reachable();
      return {TryOutcome::kLater, said_by(outcome)};
    case http::SmtpResult::kUnreachable:
      queue_.unreachable(clock_.now());
      return {TryOutcome::kUnreachable, said_by(outcome)};
    case http::SmtpResult::kUnknown:
      return {TryOutcome::kMaybe, said_by(outcome)};
  }
  return {};
}

Result<Mailer::Ended> Mailer::deliver_to_webhook(const Delivery& delivery) {
  TRY(const auto digest, store::Deliveries(record_).digest(delivery.digest));
  TRY(const auto subscriber, store::Subscribers(record_).subscriber(delivery.subscriber));
  if (!digest || !subscriber || subscriber->left_at) return Ended{TryOutcome::kCancelled, "the reader left"};
  const store::Webhook& webhook = subscriber->subscription.webhook;
  if (webhook.shape == store::WebhookShape::kNone)
    return Ended{TryOutcome::kCancelled, "the reader wants no webhook any more"};
  LetterWriter writer(record_, sender_, links_);
  TRY(const Letter letter, writer.digest(*subscriber, *digest));
  const WebhookRequest request = webhook_request(webhook, letter, *digest, clock_.now());
  const Result<http::Fetched> answer =
      webhooks_->post(request.url, "application/json", request.body, request.headers);
  if (!answer.ok()) {
    const bool never = answer.error().code() == ErrorCode::kInvalid;
    return Ended{never ? TryOutcome::kRefusedMessage : TryOutcome::kLater, answer.error().message()};
  }
  std::string text = fmt::format("answered {}", answer->status);
  if (answer->status >= 200 && answer->status < 300) return Ended{TryOutcome::kSent, std::move(text)};
  const bool later = answer->status >= 500 || answer->status == 429 || answer->status == 408;
  return Ended{later ? TryOutcome::kLater : TryOutcome::kRefusedMessage, std::move(text)};
}

Result<void> Mailer::settle(Delivery delivery, const Ended& how) {
  const Instant now = clock_.now();
  delivery.outcome = text::sanitize_line(how.text).substr(0, kOutcomeBytesMax);
  bool over = true;
  switch (how.outcome) {
    case TryOutcome::kSent:
      delivery.state = DeliveryState::kSent;
      break;
    case TryOutcome::kRefusedAddress:
    case TryOutcome::kRefusedMessage:
    case TryOutcome::kGaveUp:
      delivery.state = DeliveryState::kFailed;
      break;
    case TryOutcome::kCancelled:
      delivery.state = DeliveryState::kCancelled;
      break;
    case TryOutcome::kUnreachable:
      // Says nothing of the letter, which keeps its place and its patience: the queue rests.
      over = false;
      delivery.state = DeliveryState::kWaiting;
      --delivery.tries;
      break;
    case TryOutcome::kLater:
    case TryOutcome::kMaybe:
      over = false;
      delivery.state = DeliveryState::kWaiting;
      delivery.next_at = now + pause_after(queue_.rules(), delivery.tries);
      break;
  }
  if (over) {
    delivery.ended_at = now;
    delivery.content.clear();
  }
  TRY(Transaction transaction, record_.begin(store::Durability::kInteractive));
  TRY_VOID(store::DeliveryChanges(transaction).replace(delivery));
  if (how.is_bounce) {
    TRY(const std::string address, address_of(delivery));
    if (!address.empty())
      TRY_VOID(papers::stop_address(record_, transaction, address, store::StopReason::kBounced, now));
  } else if (delivery.state == DeliveryState::kFailed && delivery.channel == DeliveryChannel::kMail &&
             delivery.kind == DeliveryKind::kDigest) {
    TRY_VOID(papers::stop_if_failing(record_, transaction, delivery.subscriber, now));
  }
  TRY_VOID(transaction.commit());
  queue_.count(how.outcome);
  queue_.done(delivery.number);
  return {};
}

}  // namespace broadsheet::mail
