// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/mailing.h"

#include <chrono>
#include <utility>

#include "app/query_encoder.h"
#include "app/signals.h"
#include "base/file.h"
#include "base/log.h"
#include "papers/subscriptions.h"
#include "store/deliveries.h"

namespace broadsheet::app {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{1000};
constexpr std::chrono::milliseconds kBetweenDeliveries{200};
constexpr std::chrono::minutes kBetweenBounces{1};
constexpr std::size_t kChosenAtOnce = 512;
constexpr std::size_t kSecretBytesMax = 64 << 10;
// For so long it is known what was delivered, and to whom.
constexpr std::chrono::hours kDeliveriesKept{24 * 90};
constexpr std::chrono::hours kBetweenForgetting{1};
// A clock that is back by more than this was set.
constexpr std::chrono::seconds kClockStep{30};
constexpr std::size_t kWebhookAnswerBytesMax = 64 << 10;
constexpr std::chrono::seconds kWebhookTimeMax{30};

Error missing(std::string_view key, std::string_view example) {
  return {ErrorCode::kInvalid, std::string(key) + " is not set: broadsheet config set " + std::string(key) +
                                   " " + std::string(example)};
}

Result<std::string> first_line_of(const std::string& path) {
  TRY(std::string text, read_file(path, kSecretBytesMax));
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  return text;
}

}  // namespace

Result<mail::Sender> mail_sender(const Context& context) {
  const MailSettings& settings = context.settings.mail;
  if (context.settings.public_url.empty()) return missing("server.public_url", "https://papers.example");
  if (settings.from.empty()) return missing("mail.from", "papers@example.org");
  mail::Sender sender;
  sender.public_url = context.settings.public_url;
  sender.from = {.name = settings.from_name, .address = settings.from};
  if (!settings.reply_to.empty()) sender.reply_to = mail::Mailbox{.name = "", .address = settings.reply_to};
  sender.bounces = settings.bounces;
  if (settings.dkim_selector.empty()) return sender;
  if (settings.dkim_key_file.empty()) return missing("mail.dkim_key_file", "/etc/broadsheet/dkim.pem");
  Result<std::string> key = read_file(settings.dkim_key_file, kSecretBytesMax);
  if (!key.ok()) return Result<mail::Sender>(key.error()).context("mail.dkim_key_file");
  Result<mail::DkimSigner> signer = mail::DkimSigner::make(sender.domain(), settings.dkim_selector, *key);
  if (!signer.ok()) return Result<mail::Sender>(signer.error()).context("mail.dkim_key_file");
  sender.signer = std::move(signer).value();
  return sender;
}

Result<mail::Sender> digest_sender(const Context& context, const std::string& own_url) {
  const Settings& settings = context.settings;
  if (!settings.mail.server.empty()) return mail_sender(context);
  mail::Sender sender;
  sender.public_url = settings.public_url.empty() ? own_url : settings.public_url;
  sender.from = {.name = settings.mail.from_name, .address = "digest@localhost"};
  return sender;
}

Result<mail::MailerOptions> mailer_options(const Context& context) {
  const MailSettings& settings = context.settings.mail;
  mail::MailerOptions options;
  options.webhooks.user_agent = "Broadsheet/" BROADSHEET_VERSION " (+" + context.settings.public_url + ")";
  options.webhooks.private_addresses = settings.private_webhooks;
  options.webhooks.body_bytes_max = kWebhookAnswerBytesMax;
  options.webhooks.time_max = kWebhookTimeMax;
  options.webhooks.stop = &stop_flag();
  if (settings.server.empty()) return options;
  const std::optional<MailServer> server = read_mail_server(settings.server);
  if (!server) return missing("mail.server", "smtp.example.org:587");
  options.smtp.host = server->host;
  options.smtp.port = server->port;
  options.smtp.security = settings.security == MailSecurity::kTls    ? http::SmtpSecurity::kTls
                          : settings.security == MailSecurity::kNone ? http::SmtpSecurity::kNone
                                                                     : http::SmtpSecurity::kStartTls;
  options.smtp.user = settings.user;
  options.smtp.ca_file = settings.ca_file;
  options.smtp.hello_name = settings.from.substr(settings.from.rfind('@') + 1);
  options.smtp.timeouts.reply = settings.reply_timeout;
  options.smtp.timeouts.connect = std::min(options.smtp.timeouts.connect, options.smtp.timeouts.reply);
  options.smtp.timeouts.final_dot = 2 * options.smtp.timeouts.reply;
  options.smtp.stop = &stop_flag();
  if (!settings.password_file.empty()) {
    Result<std::string> password = first_line_of(settings.password_file);
    if (!password.ok()) return Result<mail::MailerOptions>(password.error()).context("mail.password_file");
    options.smtp.password = std::move(password).value();
  }
  return options;
}

mail::DeliveryRules delivery_rules(const Settings& settings) {
  mail::DeliveryRules rules;
  rules.retry = settings.mail.retry;
  rules.per_domain_per_minute = settings.mail.per_domain_per_minute;
  return rules;
}

Result<std::unique_ptr<MailWork>> MailWork::make(const Context& context, ChoosingFrom from,
                                                 const std::string& own_url) {
  TRY(mail::Sender sender, digest_sender(context, own_url));
  TRY(mail::MailerOptions options, mailer_options(context));
  std::unique_ptr<MailWork> work(
      new MailWork(context, std::move(sender), std::move(options), std::move(from)));
  for (std::uint32_t i = 0; i < context.settings.mail.connections; ++i) {
    auto postman = std::make_unique<Postman>();
    Postman* const known = postman.get();
    postman->repeating =
        std::make_unique<Repeating>("letters were not delivered", kBetweenDeliveries,
                                    [raw = work.get(), known] { return raw->deliver(*known); });
    work->postmen_.push_back(std::move(postman));
  }
  return work;
}

MailWork::MailWork(const Context& context, mail::Sender sender, mail::MailerOptions options,
                   ChoosingFrom from)
    : data_folder_(context.folder.path()),
      clock_(context.clock),
      day_rule_(context.settings.day_rule()),
      trending_(context.settings.trending),
      sender_(std::move(sender)),
      options_(std::move(options)),
      from_(std::move(from)),
      encode_query_(make_query_encoder(from_.model)),
      queue_(delivery_rules(context.settings)),
      choosing_("digests were not chosen", kBetweenLooks, [this] { return choose(); }),
      bounces_("mail that came back was not read", kBetweenBounces, [this] { return look_at_bounces(); }) {
  // A letter in hand is given up, or waits for the reply to its last dot, when its own thread is to stop.
  options_.smtp.stop = &choosing_.stopping();
  const std::string& drop = context.settings.mail.bounce_folder;
  if (!drop.empty()) bounce_drop_ = std::make_unique<BounceDrop>(drop, std::string(sender_.domain()));
}

MailWork::~MailWork() {
  stop();
}

Result<void> MailWork::start() {
  TRY_VOID(choosing_.start());
  if (bounce_drop_ != nullptr) TRY_VOID(bounces_.start());
  for (const auto& postman : postmen_) TRY_VOID(postman->repeating->start());
  return {};
}

void MailWork::stop() {
  choosing_.stop();
  bounces_.stop();
  for (const auto& postman : postmen_) postman->repeating->stop();
}

Result<bool> MailWork::holds_lock() {
  const std::lock_guard guard(mutex_);
  if (lock_) return true;
  Result<store::MailLock> lock = store::MailLock::acquire(data_folder_);
  if (!lock.ok()) return lock.error().code() == ErrorCode::kLocked ? Result<bool>(false) : lock.error();
  TRY(const auto record, store::Record::open(data_folder_, store::Record::Mode::kWrite));
  TRY_VOID(mail::Mailer::begin(*record, clock_.now()));
  TRY_VOID(papers::reschedule(*record, clock_.now()));
  lock_ = std::move(lock).value();
  return true;
}

Result<bool> MailWork::choose() {
  TRY(const bool mine, holds_lock());
  if (!mine) return false;
  if (record_ == nullptr) {
    TRY(record_, store::Record::open(data_folder_, store::Record::Mode::kWrite));
  }
  TRY(const std::string held, record_->progress(store::kMailHeld));
  if (!held.empty()) return false;
  const Instant now = clock_.now();
  TRY(const std::optional<Instant> next, store::Deliveries(*record_).next_due());
  anything_due_ = next && *next <= now;
  if (looked_at_ && now + kClockStep < *looked_at_) TRY_VOID(papers::reschedule(*record_, now));
  looked_at_ = now;
  TRY_VOID(forget_old(now));
  const std::shared_ptr<const search::Searcher> searcher = from_.searcher();
  TRY(const PaperNumber last, record_->last_number());
  // While the index is made, nothing that is searched for would be found.
  if (searcher == nullptr && last.value() > 0) return false;
  papers::DigestSources sources{.record = *record_,
                                .clock = clock_,
                                .day_rule = day_rule_,
                                .trending = trending_,
                                .trending_table = from_.trending_table,
                                .searcher = searcher.get(),
                                .encode_query = encode_query_};
  const papers::ChoosingRules rules{.domain = std::string(sender_.domain()), .by_mail = sends_letters()};
  TRY(const papers::ChosenDigests chosen, papers::choose_due(std::move(sources), rules, now, kChosenAtOnce));
  if (chosen.looked_at > 0)
    log_info("digests chosen", {{"due", chosen.looked_at}, {"sent", chosen.chosen}, {"quiet", chosen.quiet}});
  if (chosen.chosen > 0) anything_due_ = true;
  return chosen.looked_at == kChosenAtOnce;
}

Result<void> MailWork::forget_old(Instant now) {
  if (forgot_at_ && now - *forgot_at_ < kBetweenForgetting && now >= *forgot_at_) return {};
  TRY(store::Transaction transaction, record_->begin(store::Durability::kBulk));
  TRY_VOID(store::DeliveryChanges(transaction).forget_ended(now - kDeliveriesKept));
  store::SubscriberChanges subscribers(transaction);
  TRY_VOID(subscribers.forget_requests(now - papers::kConfirmationLasts));
  // Complaints about their last letters are over.
  TRY_VOID(subscribers.forget_left(now - kDeliveriesKept));
  TRY_VOID(transaction.commit());
  forgot_at_ = now;
  return {};
}

Result<bool> MailWork::look_at_bounces() {
  TRY(const bool mine, holds_lock());
  if (!mine) return false;
  if (bounce_record_ == nullptr) {
    TRY(bounce_record_, store::Record::open(data_folder_, store::Record::Mode::kWrite));
  }
  return bounce_drop_->look(*bounce_record_, clock_.now());
}

Result<bool> MailWork::deliver(Postman& postman) {
  TRY(const bool mine, holds_lock());
  if (!mine) return false;
  if (postman.mailer == nullptr) {
    // Where nothing is ever sent no files are open for it.
    if (!anything_due_) return false;
    TRY(postman.record, store::Record::open(data_folder_, store::Record::Mode::kWrite));
    TRY(postman.mailer, mail::Mailer::make(*postman.record, clock_, sender_, options_, queue_));
  }
  return postman.mailer->deliver_one();
}

}  // namespace broadsheet::app
