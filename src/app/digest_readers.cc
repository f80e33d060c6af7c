// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest subscribers, stop and allow: who gets letters, and who does not.

#include <optional>
#include <string>

#include "app/digest_request.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "papers/accounts.h"
#include "papers/mail_links.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"
#include "store/subscribers.h"

namespace broadsheet::app {
namespace {

using store::Subscriber;

constexpr std::size_t kReadAtOnce = 500;

struct Row {
  Subscriber subscriber;
  std::string name;     // of the account
  std::string address;  // where letters go
};

Result<std::vector<Row>> read_rows(store::Record& record, std::size_t limit) {
  std::vector<Row> rows;
  store::SubscriberNumber after;
  while (rows.size() < limit) {
    TRY(const std::vector<Subscriber> some,
        store::Subscribers(record).after(after, std::min(kReadAtOnce, limit - rows.size())));
    if (some.empty()) break;
    after = some.back().number;
    for (const Subscriber& subscriber : some) {
      TRY(const std::optional<store::Account> account, store::Accounts(record).account(subscriber.account));
      TRY(std::string address, papers::address_of(record, subscriber));
      rows.push_back({subscriber, account ? account->name : "", std::move(address)});
    }
  }
  return rows;
}

void write_json(JsonWriter& json, const Row& row) {
  const Subscriber& subscriber = row.subscriber;
  json.begin_object().key("number").value(subscriber.number.value()).key("account");
  json.value(row.name).key("address").value(row.address);
  json.key("subscription").value(papers::subscription_text(subscriber.subscription));
  json.key("webhook").value(papers::webhook_shape(subscriber.subscription.webhook.shape).name);
  json.key("left").value(subscriber.left_at.has_value()).key("next_at");
  json.value(format_instant(subscriber.next_at)).end_object();
}

void write_row(Terminal& out, const Row& row) {
  std::string who = row.name;
  if (!row.address.empty()) who += (who.empty() ? "" : " ") + row.address;
  const std::string when = row.subscriber.left_at ? "left" : "next " + short_moment(row.subscriber.next_at);
  out.line(std::to_string(row.subscriber.number.value()) + "  " + who + "  " + out.styled(Style::kDim, when));
  write_wrapped(out, {{papers::subscription_text(row.subscriber.subscription), Style::kDim}}, 2, out.width());
}

}  // namespace

Result<ExitStatus> list_subscribers(Context& context, const DigestRequest& request) {
  TRY(const std::unique_ptr<store::Record> record, open_record_for_reading(context));
  TRY(const store::Subscribers::Count count, store::Subscribers(*record).count());
  TRY(const std::vector<Row> rows, read_rows(*record, request.count));
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("active").value(count.active).key("left").value(count.left);
    json.key("asked").value(count.asked).key("subscribers").begin_array();
    for (const Row& row : rows) write_json(json, row);
    context.out.line(json.end_array().end_object().take());
    return ExitStatus::kDone;
  }
  context.out.line(counted(count.active, "subscriber") + ", " + with_thousands(count.left) + " left, " +
                   with_thousands(count.asked) + " asked and did not confirm yet");
  for (const Row& row : rows) write_row(context.out, row);
  return ExitStatus::kDone;
}

Result<ExitStatus> stop_reader(Context& context, const DigestRequest& request) {
  TRY(const std::string address, papers::folded_address(request.word()));
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(store::Transaction transaction, record->begin(store::Durability::kInteractive));
  TRY_VOID(
      papers::stop_address(*record, transaction, address, store::StopReason::kOperator, context.clock.now()));
  TRY_VOID(transaction.commit());
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("address").value(address).key("stopped").value(true).end_object();
    context.out.line(json.take());
  } else {
    context.out.line("nothing is sent to " + address + " any more");
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> allow_reader(Context& context, const DigestRequest& request) {
  TRY(const std::string address, papers::folded_address(request.word()));
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(store::Transaction transaction, record->begin(store::Durability::kInteractive));
  TRY(const std::optional<store::MailStop> stop,
      store::Subscribers(*record).stop_of(papers::stopped_address(address)));
  if (stop) TRY_VOID(store::SubscriberChanges(transaction).remove_stop(stop->address));
  TRY_VOID(transaction.commit());
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("address").value(address).key("stopped").value(false).key("was");
    json.value(stop ? papers::stop_reason_name(stop->reason) : "").end_object();
    context.out.line(json.take());
  } else if (stop) {
    context.out.line(address + " may be written to again (until now: " +
                     std::string(papers::stop_reason_name(stop->reason)) +
                     "); who reads it may subscribe anew");
  } else {
    context.out.line(address + " may be written to, and was before");
  }
  return ExitStatus::kDone;
}

}  // namespace broadsheet::app
