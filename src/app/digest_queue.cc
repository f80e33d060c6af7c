// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest queue, retry and release: what is to be delivered, and what came of it.

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "app/digest_request.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "papers/delivery_names.h"
#include "papers/mail_releasing.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"
#include "store/deliveries.h"
#include "store/subscribers.h"

namespace broadsheet::app {
namespace {

using store::Delivery;
using store::DeliveryNumber;
using store::DeliveryState;
using store::Subscriber;

Result<std::string> address_of(store::Record& record, const Delivery& delivery) {
  if (!delivery.address.empty()) return delivery.address;
  if (delivery.subscriber.value() != 0) {
    TRY(const std::optional<Subscriber> subscriber,
        store::Subscribers(record).subscriber(delivery.subscriber));
    return subscriber ? papers::address_of(record, *subscriber) : std::string();
  }
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(delivery.account));
  return account ? account->address : std::string();
}

std::optional<DeliveryState> state_named(const std::string& name) {
  const auto* const found = std::ranges::find(papers::kDeliveryStateNames, name);
  if (found == papers::kDeliveryStateNames.end()) return std::nullopt;
  return static_cast<DeliveryState>(found - papers::kDeliveryStateNames.begin());
}

void write_json(JsonWriter& json, const Delivery& delivery, const std::string& address) {
  json.begin_object().key("number").value(delivery.number.value());
  json.key("kind").value(papers::delivery_kind_name(delivery.kind));
  json.key("channel").value(papers::delivery_channel_name(delivery.channel));
  json.key("state").value(papers::delivery_state_name(delivery.state)).key("address").value(address);
  json.key("tries").value(delivery.tries).key("made_at").value(format_instant(delivery.made_at));
  json.key("next_at");
  if (delivery.state == DeliveryState::kWaiting) {
    json.value(format_instant(delivery.next_at));
  } else {
    json.null();
  }
  json.key("ended_at");
  if (delivery.ended_at) {
    json.value(format_instant(*delivery.ended_at));
  } else {
    json.null();
  }
  json.key("outcome").value(delivery.outcome).end_object();
}

void write_row(Terminal& out, const Delivery& delivery, const std::string& address) {
  std::string line = std::to_string(delivery.number.value()) + "  " +
                     std::string(papers::delivery_kind_name(delivery.kind)) + "  " +
                     std::string(papers::delivery_state_name(delivery.state));
  if (delivery.tries > 0)
    line += delivery.tries == 1 ? ", 1 try" : ", " + with_thousands(delivery.tries) + " tries";
  if (delivery.state == DeliveryState::kWaiting) line += ", next " + short_moment(delivery.next_at);
  const bool is_mail = delivery.channel == store::DeliveryChannel::kMail;
  line += "  " + (is_mail ? address : "webhook");
  out.line(line);
  const Style style = delivery.state == DeliveryState::kFailed ? Style::kError : Style::kDim;
  if (!delivery.outcome.empty()) write_wrapped(out, {{delivery.outcome, style}}, 2, out.width());
}

}  // namespace

Result<ExitStatus> show_queue(Context& context, const DigestRequest& request) {
  TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
  TRY(const std::string held, record->progress(store::kMailHeld));
  TRY(const std::vector<Delivery> deliveries,
      store::Deliveries(*record).newest(DeliveryNumber::highest(), request.count,
                                        state_named(request.state)));
  JsonWriter json;
  json.begin_object().key("held").value(!held.empty()).key("deliveries").begin_array();
  if (!held.empty() && !request.json)
    notice(context, "no letter goes out since a restore: broadsheet digest release");
  if (deliveries.empty() && !request.json) context.out.line("nothing to deliver");
  for (const Delivery& delivery : deliveries) {
    TRY(const std::string address, address_of(*record, delivery));
    if (request.json) {
      write_json(json, delivery, address);
    } else {
      write_row(context.out, delivery, address);
    }
  }
  json.end_array().end_object();
  if (request.json) context.out.line(json.take());
  return ExitStatus::kDone;
}

Result<ExitStatus> retry_deliveries(Context& context, const DigestRequest& request) {
  std::optional<DeliveryNumber> number;
  if (!request.words.empty()) {
    const std::string word = request.word();
    DeliveryNumber::Integer read = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), read);
    if (error != std::errc() || end != word.data() + word.size())
      return Error(ErrorCode::kInvalid, "'" + word + "' is no number of a delivery");
    number = DeliveryNumber(read);
  }
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(store::Transaction transaction, record->begin(store::Durability::kInteractive));
  TRY(const std::uint64_t count,
      store::DeliveryChanges(transaction).retry_failed(number, context.clock.now()));
  TRY_VOID(transaction.commit());
  if (number && count == 0)
    return Error(ErrorCode::kNotFound, "no delivery of the number " + request.word() + " can be tried again");
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("waiting").value(count).end_object();
    context.out.line(json.take());
  } else {
    context.out.line(count == 1 ? "1 delivery waits again"
                                : with_thousands(count) + " deliveries wait again");
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> release_queue(Context& context, const DigestRequest& request) {
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  const Instant now = context.clock.now();
  const papers::DayRule rule = context.settings.day_rule();
  TRY(const Day today, local_day(now, rule.time_zone, rule.rolls_over_at));
  TRY(const papers::Released released, papers::release_mail(*record, request.keep, today, now));
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("was_held").value(released.was_held).key("cancelled").value(released.cancelled);
    json.key("editions_skipped").value(released.skipped).end_object();
    context.out.line(json.take());
  } else if (!released.was_held) {
    context.out.line("letters were not held back");
  } else {
    context.out.line("letters go out again; " + with_thousands(released.cancelled) + " cancelled, " +
                     counted(released.skipped, "edition") + " skipped");
  }
  return ExitStatus::kDone;
}

}  // namespace broadsheet::app
