// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest preview: what a letter would have in it.

#include <optional>
#include <string>

#include "app/digest_request.h"
#include "app/mailing.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "base/json_writer.h"
#include "mail/letters.h"
#include "papers/accounts.h"
#include "papers/digest_choosing.h"
#include "papers/digest_reasons.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"

namespace broadsheet::app {
namespace {

using store::Subscriber;

struct Preview {
  Subscriber subscriber;
  store::Digest digest;
  mail::Letter letter;
};

constexpr std::chrono::hours kNoon{12};

// As it is where they subscribed, else as it would be if they did so now and changed nothing.
Result<Subscriber> find_reader(store::Record& record, const std::string& name) {
  Subscriber made_up;
  made_up.subscription = papers::standard_subscription();
  if (name.empty()) return made_up;
  store::Subscribers subscribers(record);
  store::Accounts accounts(record);
  std::optional<store::Account> account;
  if (name.find('@') == std::string::npos) {
    TRY(account, accounts.account_by_name(name));
    if (!account) return Error(ErrorCode::kNotFound, "no account is called " + name);
  } else {
    TRY(const std::string address, papers::folded_address(name));
    TRY(std::optional<Subscriber> subscriber, subscribers.of_address(address));
    if (subscriber) return *std::move(subscriber);
    TRY(account, accounts.account_by_address(address));
    if (!account) return Error(ErrorCode::kNotFound, "nobody subscribes with the address " + address);
  }
  TRY(std::optional<Subscriber> subscriber, subscribers.of_account(account->number));
  if (subscriber) return *std::move(subscriber);
  made_up.account = account->number;
  return made_up;
}

mail::Sender sender_of(const Settings& settings) {
  mail::Sender sender;
  sender.public_url = settings.public_url.empty() ? kUsualUrl : settings.public_url;
  sender.from = {.name = settings.mail.from_name, .address = settings.mail.from};
  return sender;
}

Result<void> choose(Context& context, store::Record& record, const Clock& clock, Preview& preview) {
  const auto ask = [&](const search::Searcher* searcher,
                       const search::QueryEncoder& encode_query) -> Result<void> {
    papers::DigestChooser chooser({.record = record,
                                   .clock = clock,
                                   .day_rule = context.settings.day_rule(),
                                   .trending = context.settings.trending,
                                   .trending_table = {},
                                   .searcher = searcher,
                                   .encode_query = encode_query});
    TRY(papers::ChosenDigest chosen, chooser.choose(preview.subscriber));
    preview.digest.items = std::move(chosen.items);
    preview.digest.notices = std::move(chosen.notices);
    return {};
  };
  return ask_index(context, record, true, ask);
}

Result<std::string> json_of(store::Record& record, const Preview& preview) {
  JsonWriter json;
  json.begin_object().key("edition").value(format_day(preview.digest.edition));
  json.key("subscription").value(papers::subscription_text(preview.subscriber.subscription));
  json.key("subject").value(preview.letter.subject).key("papers");
  TRY_VOID(papers::write_digest_papers(record, preview.digest.items, json));
  json.key("notices").value(preview.letter.notices.size());
  json.key("text").value(mail::letter_text(preview.letter));
  json.key("html").value(mail::letter_html(preview.letter)).end_object();
  return json.take();
}

}  // namespace

Result<ExitStatus> preview_digest(Context& context, const DigestRequest& request) {
  TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
  Instant now = context.clock.now();
  if (!request.date.empty()) {
    TRY(const Day day, parse_day(request.date));
    now = day + kNoon;
  }
  const FakeClock clock(now);
  Preview preview;
  TRY(preview.subscriber, find_reader(*record, request.word()));
  const store::Subscription& subscription = preview.subscriber.subscription;
  TRY(preview.digest.edition, local_day(now, subscription.zone, std::chrono::hours(24)));
  preview.digest.subscriber = preview.subscriber.number;
  preview.digest.chosen_at = now;
  TRY_VOID(choose(context, *record, clock, preview));
  const mail::Sender sender = sender_of(context.settings);
  const papers::MailLinks links = papers::MailLinks::throwaway();
  mail::LetterWriter writer(*record, sender, links);
  TRY(preview.letter, writer.digest(preview.subscriber, preview.digest));
  const bool quiet = preview.digest.items.empty() && preview.digest.notices.empty();
  if (quiet && !subscription.tells_quiet && !request.json) {
    context.out.line("nothing new: no letter would be sent");
    return ExitStatus::kDone;
  }
  if (request.json) {
    TRY(const std::string json, json_of(*record, preview));
    context.out.line(json);
  } else if (request.html) {
    context.out.write(mail::letter_html(preview.letter));
  } else {
    context.out.line(context.out.styled(Style::kBold, preview.letter.subject));
    context.out.line("");
    context.out.write(mail::letter_text(preview.letter));
  }
  return ExitStatus::kDone;
}

}  // namespace broadsheet::app
