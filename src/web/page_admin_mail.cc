// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /admin/mail: who gets mail, how delivering goes, what waits and what failed; and what the DNS says of us.

#include <string>
#include <vector>

#include "base/english.h"
#include "papers/delivery_names.h"
#include "store/deliveries.h"
#include "store/subscribers.h"
#include "web/acting.h"
#include "web/admin.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using store::Delivery;
using store::DeliveryState;
using text::TemplateValues;

void add_delivery(TemplateValues list, const Exchange& exchange, const Delivery& delivery) {
  TemplateValues row = list.add("DELIVERY");
  row.set("DELIVERY_NUMBER", delivery.number.value())
      .set("DELIVERY_KIND", papers::delivery_kind_name(delivery.kind));
  row.set("DELIVERY_STATE", papers::delivery_state_name(delivery.state));
  row.set("DELIVERY_DATE", short_moment(delivery.made_at)).set("DELIVERY_OUTCOME", delivery.outcome);
  row.set("DELIVERY_TRIES", delivery.tries == 1 ? "1 try" : std::to_string(delivery.tries) + " tries");
  if (delivery.state == DeliveryState::kWaiting)
    row.add("NEXT_TRY").set("DELIVERY_NEXT", short_moment(delivery.next_at));
  if (delivery.state == DeliveryState::kFailed)
    row.add("AGAIN")
        .set("FORM_KEY", exchange.visitor->form_key)
        .set("DELIVERY_NUMBER", delivery.number.value());
}

Result<void> add_counts(TemplateValues body, Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(const store::Subscribers::Count readers, store::Subscribers(record).count());
  body.set("READERS", counted(readers.active, "subscriber"));
  body.set("READERS_LEFT", with_thousands(readers.left)).set("READERS_ASKED", with_thousands(readers.asked));
  for (std::size_t i = 0; i < store::kDeliveryStates; ++i) {
    const auto state = static_cast<DeliveryState>(i);
    TRY(const std::uint64_t count, store::Deliveries(record).count_in(state));
    body.add("COUNT").set("COUNT_STATE", papers::delivery_state_name(state)).set("COUNT_OF", count);
  }
  for (const auto& [outcome, times] : exchange.backend.site().mailing->outcomes())
    body.add("OUTCOME").set("OUTCOME_NAME", outcome).set("OUTCOME_TIMES", times);
  return {};
}

Result<http::Response> page_of(Exchange& exchange) {
  Page page = admin_page(exchange, "Mail", "mail", "admin_mail.html");
  TemplateValues body = page.body();
  Mailing* const mailing = exchange.backend.site().mailing;
  if (mailing == nullptr) {
    body.show("NO_MAIL");
    return page.response();
  }
  if (!mailing->sends_letters()) body.show("NO_MAIL");
  store::Record& record = exchange.backend.record();
  TRY_VOID(add_counts(body, exchange));
  TRY(const std::string held, record.progress(store::kMailHeld));
  if (!held.empty()) body.add("HELD").set("FORM_KEY", exchange.visitor->form_key);
  if (exchange.target.parameter("dns")) {
    TemplateValues findings = body.add("FINDINGS");
    TRY(const std::vector<MailFinding> all, mailing->findings());
    for (const MailFinding& finding : all) {
      TemplateValues row = findings.add("FINDING");
      row.set("FINDING_NAME", finding.name).set("FINDING_STATE", finding.state);
      row.set("FINDING_TEXT", finding.text);
      if (!finding.record.empty()) row.add("RECORD").set("FINDING_RECORD", finding.record);
    }
  }
  TRY(const std::vector<Delivery> newest,
      store::Deliveries(record).newest(store::DeliveryNumber::highest(), kJobsShown));
  for (const Delivery& delivery : newest) add_delivery(body, exchange, delivery);
  return page.response();
}

Result<http::Response> act(Exchange& exchange) {
  const std::string_view act = exchange.field("act");
  Mailing* const mailing = exchange.backend.site().mailing;
  if (mailing != nullptr && (act == "release" || act == "release-all")) {
    TRY_VOID(mailing->release(exchange.backend.record(), act == "release-all"));
    return see_other("/admin/mail");
  }
  if (act != "retry") return Error(ErrorCode::kInvalid, "act must be retry, release or release-all");
  const Instant now = exchange.backend.site().clock.now();
  TRY(const store::DeliveryNumber number, id_parameter<store::DeliveryNumber>(exchange.form, "delivery"));
  const auto only = number.value() == 0 ? std::nullopt : std::optional(number);
  TRY(const std::uint64_t again, acted(exchange, [&](store::Transaction& transaction) {
        return store::DeliveryChanges(transaction).retry_failed(only, now);
      }));
  if (only && again == 0) return Error(ErrorCode::kNotFound, "this delivery can't be tried again");
  return see_other("/admin/mail");
}

}  // namespace

http::Response admin_mail(Exchange& exchange) {
  return answer_of(page_of(exchange));
}

http::Response admin_act_on_mail(Exchange& exchange) {
  return answer_of(act(exchange));
}

}  // namespace broadsheet::web
