// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// "Not for me": a button of the paper's page, and /api/papers/{id}/not-for-me.

#include "web/refusing.h"

#include "base/json_writer.h"
#include "papers/refusing.h"
#include "web/acting.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

Result<void> set_refused(const Exchange& exchange, PaperNumber paper, bool refused) {
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    if (refused)
      return papers::refuse(record, transaction, account, paper, exchange.backend.site().clock.now());
    TRY_VOID(papers::take_refusal_back(record, transaction, account, paper));
    return {};
  });
}

Result<http::Response> refuse_as_asked(Exchange& exchange) {
  TRY(const store::PaperView paper, find_paper(exchange, exchange.captured[0]));
  TRY_VOID(set_refused(exchange, paper.number, exchange.field("act") != "back"));
  return see_other(exchange.field("back") == "for-you" ? "/for-you" : paper_path(paper));
}

Result<http::Response> answer(Exchange& exchange, bool refused) {
  TRY(const store::PaperView paper, find_paper(exchange, exchange.captured[0]));
  TRY_VOID(set_refused(exchange, paper.number, refused));
  JsonWriter json;
  json.begin_object().key("notForMe").value(refused).end_object();
  return json_response(json.take());
}

}  // namespace

Result<void> add_refusing(text::TemplateValues body, const Exchange& exchange,
                          const store::PaperView& paper) {
  if (!exchange.visitor || paper.withdrawn) return {};
  TRY(const bool refused,
      papers::is_refused(exchange.backend.record(), exchange.visitor->account.number, paper.number));
  text::TemplateValues form = body.add("REFUSING");
  form.set("REFUSE_URL", paper_path(paper) + "/not-for-me").set("FORM_KEY", exchange.visitor->form_key);
  if (refused) {
    form.show("REFUSED");
  } else {
    form.show("NOT_REFUSED");
  }
  return {};
}

http::Response refuse_form(Exchange& exchange) {
  return answer_of(refuse_as_asked(exchange));
}
http::Response api_refuse(Exchange& exchange) {
  return answer_of(answer(exchange, true));
}
http::Response api_take_refusal_back(Exchange& exchange) {
  return answer_of(answer(exchange, false));
}

}  // namespace broadsheet::web
