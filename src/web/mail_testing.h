// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// MailPagesTest: pages of a server that sends mail, and what it would send. For tests only.

#ifndef BROADSHEET_WEB_MAIL_TESTING_H_
#define BROADSHEET_WEB_MAIL_TESTING_H_

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "papers/mail_links.h"
#include "papers/subscriptions.h"
#include "store/deliveries.h"
#include "store/subscribers.h"
#include "web/letter_limits.h"
#include "web/readers_testing.h"

namespace broadsheet::web {

class FakeMailing : public Mailing {
 public:
  bool sends = true;

  bool sends_letters() const override { return sends; }
  Result<void> release(store::Record& /*record*/, bool /*keep*/) override { return {}; }
  Result<LetterShown> letter(store::Record& /*record*/, const store::Subscriber& subscriber,
                             const store::Digest& digest) override {
    return LetterShown{.subject = "A letter",
                       .html = "<p>" + papers::subscription_text(subscriber.subscription) + "</p>",
                       .text = std::to_string(digest.items.size()) + " papers"};
  }
  std::vector<std::pair<std::string, std::uint64_t>> outcomes() override { return {}; }
  Result<std::vector<MailFinding>> findings() override { return std::vector<MailFinding>(); }
};

class MailPagesTest : public ReadersTest {
 protected:
  MailPagesTest() {
    site_.mailing = &mailing_;
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(papers::ensure_mail_key(transaction, backend_->record(), clock_.now()).ok());
    });
  }

  http::Response ask_for(const std::string& address, const std::string& more = "") {
    return post("/subscribe", "choices=1&front-page=1&address=" + percent_encode(address) + more);
  }
  std::vector<store::Delivery> deliveries(store::DeliveryKind kind) {
    std::vector<store::Delivery> all =
        store::Deliveries(backend_->record()).newest(store::DeliveryNumber::highest(), 1000).value();
    std::erase_if(all, [&](const store::Delivery& one) { return one.kind != kind; });
    return all;
  }
  // What stands in the newest letter of the kind.
  std::string content(store::DeliveryKind kind) {
    const std::vector<store::Delivery> all = deliveries(kind);
    return all.empty() ? "" : all.front().content;
  }
  std::string code() { return content(store::DeliveryKind::kConfirmSubscription); }
  store::Subscriber subscribe(const std::string& address, const std::string& more = "") {
    EXPECT_EQ(ask_for(address, more).status, 200);
    EXPECT_EQ(post("/subscribe/confirm", "code=" + code()).status, 200);
    return *store::Subscribers(backend_->record()).of_address(address).value();
  }
  store::Subscriber present(const store::Subscriber& subscriber) {
    return *store::Subscribers(backend_->record()).subscriber(subscriber.number).value();
  }
  std::string token(const store::Subscriber& subscriber) {
    return papers::MailLinks::open(backend_->record())
        ->token(papers::LinkPurpose::kSubscription, subscriber.number.value());
  }
  void stop(const std::string& address, store::StopReason reason) {
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(papers::stop_address(backend_->record(), transaction, address, reason, clock_.now()).ok());
    });
  }
  // A reader whose address is known to be theirs.
  std::string confirmed(const std::string& name) {
    std::string cookie = sign_up(name);
    const std::string code = content(store::DeliveryKind::kAccountCode);
    EXPECT_EQ(post("/confirm", "code=" + code.substr(code.find(' ') + 1)).status, 200);
    EXPECT_EQ(account(name).address, name + "@tides.example");
    return cookie;
  }
  http::Response choose(const std::string& cookie, const std::string& choices) {
    return post("/settings/mail", "form_key=" + form_key(cookie) + "&choices=1&by_mail=1&" + choices, cookie);
  }

  FakeMailing mailing_;
  LetterLimits letters_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_MAIL_TESTING_H_
