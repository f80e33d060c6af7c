// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/bounces.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/enhanced_status.h"
#include "mail/header_text.h"
#include "papers/accounts.h"
#include "papers/failing_address.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"
#include "store/subscribers.h"

namespace broadsheet::mail {
namespace {

using formats::DeliveryAction;
using formats::MailReport;
using formats::MailReportKind;
using formats::RecipientStatus;
using papers::LinkPurpose;
using papers::MailLinks;
using store::Delivery;
using store::DeliveryState;

constexpr std::size_t kOutcomeBytesMax = 400;

// The letter that a report is about.
struct Letter {
  std::optional<Delivery> delivery;
  std::string address;        // that it went to; empty: it is not known any more
  bool proven = false;        // by a token; else by its Message-ID
  bool knows_address = true;  // false: the account has another address since
};

std::string folded_or_empty(std::string_view address) {
  Result<std::string> folded = papers::folded_address(address);
  return folded.ok() ? std::move(folded).value() : std::string();
}

// "NAME+TOKEN@DOMAIN": the number in it, whatever name and domain are. Mail servers may have changed the
// case.
std::optional<std::uint32_t> number_in_address(const MailLinks& links, std::string_view address) {
  const std::string local = ascii_lower(address.substr(0, address.rfind('@')));
  const std::size_t plus = local.rfind('+');
  if (plus == std::string::npos) return std::nullopt;
  return links.number_in(LinkPurpose::kBounce, std::string_view(local).substr(plus + 1));
}

// "<https://papers.example/unsubscribe/TOKEN>, <…>"
std::optional<store::SubscriberNumber> subscriber_in(const MailLinks& links, std::string_view unsubscribe) {
  constexpr std::string_view kBefore = "/unsubscribe/";
  std::string_view rest = unsubscribe;
  for (std::size_t at = rest.find(kBefore); at != std::string_view::npos; at = rest.find(kBefore)) {
    rest.remove_prefix(at + kBefore.size());
    const std::string_view token = rest.substr(0, rest.find_first_of(">?, "));
    if (const auto number = links.number_in(LinkPurpose::kSubscription, token))
      return store::SubscriberNumber(*number);
  }
  return std::nullopt;
}

Result<void> fill_address(store::Record& record, Letter& letter) {
  const Delivery& delivery = *letter.delivery;
  store::AccountNumber number = delivery.account;
  if (!delivery.address.empty()) {
    letter.address = delivery.address;
    return {};
  }
  if (delivery.subscriber.value() != 0) {
    TRY(const auto subscriber, store::Subscribers(record).subscriber(delivery.subscriber));
    if (!subscriber) return {};
    letter.address = subscriber->address;
    number = subscriber->account;
  }
  if (number.value() == 0) return {};
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(number));
  if (!account) return {};
  letter.address = account->address;
  letter.knows_address = !account->confirmed_at || *account->confirmed_at <= delivery.made_at;
  return {};
}

// Of a letter by mail; none for others.
Result<Letter> letter_of(store::Record& record, std::optional<Delivery> delivery, bool proven) {
  Letter letter;
  letter.proven = proven;
  if (!delivery || delivery->channel != store::DeliveryChannel::kMail) return letter;
  letter.delivery = std::move(delivery);
  TRY_VOID(fill_address(record, letter));
  return letter;
}

Result<Letter> find_by_message_id(store::Record& record, const std::string& id, std::string_view domain) {
  if (id.empty()) return Letter();
  store::Deliveries deliveries(record);
  TRY(std::optional<Delivery> delivery, deliveries.delivery_by_message_id(id));
  // Of others than digests only the part in front of our domain is kept.
  const std::size_t at = id.rfind('@');
  if (!delivery && at != std::string::npos && ascii_lower(id.substr(at + 1)) == ascii_lower(domain)) {
    TRY(delivery, deliveries.delivery_by_message_id(id.substr(0, at)));
  }
  return letter_of(record, std::move(delivery), false);
}

Result<Letter> find_letter(store::Record& record, const MailLinks& links, const MailReport& report,
                           std::string_view recipient, std::string_view domain) {
  std::vector<std::string> to = report.delivered_to;
  if (!recipient.empty()) to.insert(to.begin(), std::string(recipient));
  for (const std::string& address : to) {
    const std::optional<std::uint32_t> number = number_in_address(links, address);
    if (!number) continue;
    TRY(std::optional<Delivery> delivery, store::Deliveries(record).delivery(store::DeliveryNumber(*number)));
    return letter_of(record, std::move(delivery), true);
  }
  return find_by_message_id(record, report.original_message_id, domain);
}

bool names(const RecipientStatus& status, const std::string& address) {
  if (address.empty()) return false;
  return folded_or_empty(status.final_recipient) == address ||
         folded_or_empty(status.original_recipient) == address;
}

// What of the report is about the letter: all of it where a token says so, since each letter has one
// recipient.
std::vector<RecipientStatus> statuses_about(const MailReport& report, const Letter& letter) {
  std::vector<RecipientStatus> about;
  std::ranges::copy_if(report.recipients, std::back_inserter(about), [&](const RecipientStatus& status) {
    return (letter.proven && letter.knows_address) || names(status, letter.address);
  });
  return about;
}

std::string said_by(const RecipientStatus& status) {
  std::string text = status.status;
  if (!status.diagnostic.empty()) text += (text.empty() ? "" : ": ") + status.diagnostic;
  return text;
}

Returned judge_statuses(const MailReport& report, const Letter& letter) {
  Returned returned;
  returned.delivery = letter.delivery->number;
  const std::vector<RecipientStatus> about = statuses_about(report, letter);
  if (about.empty()) {
    returned.act = ReturnedAct::kNotOurs;
    returned.delivery = {};
    return returned;
  }
  for (const RecipientStatus& status : about) {
    ReturnedAct act = ReturnedAct::kNone;
    if (formats::is_permanent(status) && is_address_gone(status.status) && !letter.address.empty()) {
      act = ReturnedAct::kStopped;
    } else if (status.action == DeliveryAction::kFailed) {
      act = ReturnedAct::kFailed;
    } else if (status.action == DeliveryAction::kDelayed) {
      act = ReturnedAct::kDelayed;
    }
    if (act <= returned.act) continue;
    returned.act = act;
    returned.outcome = (act == ReturnedAct::kDelayed ? "delayed: " : "came back: ") + said_by(status);
  }
  if (returned.act == ReturnedAct::kStopped) returned.address = letter.address;
  return returned;
}

Result<Returned> judge_complaint(store::Record& record, const MailLinks& links, const MailReport& report,
                                 const Letter& letter) {
  Returned returned{.act = ReturnedAct::kNotOurs, .delivery = {}};
  if (letter.delivery) {
    const bool is_meant =
        (letter.proven && letter.knows_address) ||
        (!letter.address.empty() && folded_or_empty(report.original_recipient) == letter.address);
    if (is_meant) {
      returned.delivery = letter.delivery->number;
      returned.address = letter.address;
    }
  }
  // An old letter, reported from a mailbox that its reader has no more, says nothing of the present one.
  if (returned.address.empty() && letter.knows_address) {
    const auto number = subscriber_in(links, report.original_list_unsubscribe);
    std::optional<store::Subscriber> subscriber;
    if (number) {
      TRY(subscriber, store::Subscribers(record).subscriber(*number));
    }
    if (subscriber) {
      TRY(returned.address, papers::address_of(record, *subscriber));
      if (letter.delivery && letter.delivery->subscriber == subscriber->number)
        returned.delivery = letter.delivery->number;
    }
  }
  if (returned.address.empty()) return returned;
  returned.act = ReturnedAct::kComplaint;
  returned.outcome = std::string(papers::stop_reason_name(store::StopReason::kComplained));
  return returned;
}

// A relay on this machine may know sooner than we what came of a letter. Whoever has it in hand would write
// over what came back.
Result<bool> is_in_hand(store::Record& record, store::DeliveryNumber number) {
  TRY(const std::optional<Delivery> delivery, store::Deliveries(record).delivery(number));
  return delivery &&
         (delivery->state == DeliveryState::kInHand || delivery->state == DeliveryState::kMaybeSent);
}

Result<void> write_delivery(store::Record& record, store::Transaction& transaction, Returned& returned,
                            Instant now) {
  if (returned.delivery.value() == 0) return {};
  TRY(std::optional<Delivery> delivery, store::Deliveries(record).delivery(returned.delivery));
  if (!delivery) return {};
  delivery->outcome = readable_line(returned.outcome, kOutcomeBytesMax);
  if (returned.act == ReturnedAct::kFailed || returned.act == ReturnedAct::kStopped) {
    if (delivery->state != DeliveryState::kFailed) delivery->ended_at = now;
    delivery->state = DeliveryState::kFailed;
    delivery->content.clear();
  }
  TRY_VOID(store::DeliveryChanges(transaction).replace(*delivery));
  if (returned.act != ReturnedAct::kFailed || delivery->kind != store::DeliveryKind::kDigest) return {};
  TRY(const bool stopped, papers::stop_if_failing(record, transaction, delivery->subscriber, now));
  if (stopped) returned.act = ReturnedAct::kStopped;
  return {};
}

}  // namespace

std::string_view returned_act_name(ReturnedAct act) {
  constexpr std::array<std::string_view, kReturnedActs> kNames{"ignored", "not_ours",  "delayed", "failed",
                                                               "stopped", "complaint", "busy"};
  return kNames.at(static_cast<std::size_t>(act));
}

Result<Returned> judge_returned_mail(store::Record& record, const MailReport& report,
                                     std::string_view recipient, std::string_view domain) {
  if (report.kind != MailReportKind::kDelivery && report.kind != MailReportKind::kComplaint)
    return Returned{};
  Result<MailLinks> links = MailLinks::open(record);
  if (!links.ok() && links.error().code() == ErrorCode::kNotFound)
    return Returned{.act = ReturnedAct::kNotOurs, .delivery = {}};
  if (!links.ok()) return links.error();
  TRY(const Letter letter, find_letter(record, *links, report, recipient, domain));
  if (report.kind == MailReportKind::kComplaint) return judge_complaint(record, *links, report, letter);
  if (!letter.delivery) return Returned{.act = ReturnedAct::kNotOurs, .delivery = {}};
  return judge_statuses(report, letter);
}

Result<Returned> take_returned_mail(store::Record& record, std::string_view message,
                                    std::string_view recipient, std::string_view domain, Instant now) {
  const MailReport report = formats::read_mail_report(message);
  TRY(Returned returned, judge_returned_mail(record, report, recipient, domain));
  if (returned.act == ReturnedAct::kNone || returned.act == ReturnedAct::kNotOurs) return returned;
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(const bool in_hand, is_in_hand(record, returned.delivery));
  if (in_hand) return Returned{.act = ReturnedAct::kBusy, .delivery = returned.delivery};
  if (!returned.address.empty()) {
    const bool complains = returned.act == ReturnedAct::kComplaint;
    TRY_VOID(papers::stop_address(record, transaction, returned.address,
                                  complains ? store::StopReason::kComplained : store::StopReason::kBounced,
                                  now));
  }
  TRY_VOID(write_delivery(record, transaction, returned, now));
  TRY_VOID(transaction.commit());
  return returned;
}

}  // namespace broadsheet::mail
