// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/bounces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "papers/accounts.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"
#include "store/subscribers.h"

namespace broadsheet::mail {
namespace {

using papers::LinkPurpose;
using papers::MailLinks;
using store::Delivery;
using store::DeliveryNumber;
using store::DeliveryState;
using testing::HasSubstr;

const Instant kNow = *parse_instant("2026-11-27T07:00:00Z");
constexpr std::string_view kDomain = "papers.example";
constexpr std::string_view kMina = "mina@reef.example";

class BouncesTest : public testing::Test {
 protected:
  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = record_->begin(store::Durability::kInteractive).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  BouncesTest() : folder_(make_temporary_folder("bounces").value()) {
    record_ = store::Record::open(folder_, store::Record::Mode::kWrite).value();
    act([&](store::Transaction& transaction) {
      return papers::ensure_mail_key(transaction, *record_, kNow).ok();
    });
    store::Subscriber mina;
    mina.address = kMina;
    mina.subscription = papers::standard_subscription();
    mina.next_at = kNow;
    subscriber_ = act([&](store::Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(mina).value();
    });
    Delivery delivery;
    delivery.subscriber = subscriber_;
    delivery.message_id = "f00d@papers.example";
    delivery.state = DeliveryState::kSent;
    delivery.made_at = delivery.next_at = kNow;
    delivery_ = add(delivery);
    // Another one of hers that still waits.
    delivery.state = DeliveryState::kWaiting;
    delivery.message_id = "beef@papers.example";
    waiting_ = add(delivery);
  }
  ~BouncesTest() override {
    record_.reset();
    (void)remove_all(folder_);
  }

  DeliveryNumber add(const Delivery& delivery) {
    return act([&](store::Transaction& transaction) {
      return store::DeliveryChanges(transaction).add(delivery).value();
    });
  }
  MailLinks links() { return MailLinks::open(*record_).value(); }
  std::string bounce_address() {
    return "bounces+" + links().token(LinkPurpose::kBounce, delivery_.value()) + "@papers.example";
  }

  // A report of RFC 3464.
  static std::string report(const std::string& to, const std::string& recipient, const std::string& action,
                            const std::string& status, const std::string& message_id = "") {
    return "Delivered-To: " + to + "\nFrom: MAILER-DAEMON@reef.example\nTo: " + to +
           "\nSubject: Undelivered\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
           "--b\nContent-Type: text/plain\n\nSorry.\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; reef.example\n\n"
           "Final-Recipient: rfc822; " +
           recipient + "\nAction: " + action + "\nStatus: " + status + "\nDiagnostic-Code: smtp; 550 " +
           status +
           " said the server\n\n"
           "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <" +
           message_id + ">\n\n--b--\n";
  }
  static std::string complaint(const std::string& recipient, const std::string& message_id,
                               const std::string& unsubscribe) {
    return "From: feedback@reef.example\nTo: abuse@papers.example\nSubject: spam\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
           "--b\nContent-Type: text/plain\n\nA reader pressed the button.\n"
           "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n" +
           (recipient.empty() ? "" : "Original-Rcpt-To: <" + recipient + ">\n") +
           "\n--b\nContent-Type: message/rfc822\n\nFrom: papers@papers.example\nMessage-ID: <" + message_id +
           ">\nList-Unsubscribe: " + unsubscribe + "\n\nHello\n--b--\n";
  }

  Returned take(const std::string& message, std::string_view recipient = "") {
    const Result<Returned> returned = take_returned_mail(*record_, message, recipient, kDomain, kNow);
    EXPECT_TRUE(returned.ok()) << returned.error().message();
    return returned.ok() ? *returned : Returned();
  }
  Delivery delivery(DeliveryNumber number) { return *store::Deliveries(*record_).delivery(number).value(); }
  std::optional<store::StopReason> stop_of(std::string_view address) {
    const auto stop = store::Subscribers(*record_).stop_of(papers::stopped_address(address)).value();
    return stop ? std::optional(stop->reason) : std::nullopt;
  }
  void expect_untouched() {
    EXPECT_EQ(stop_of(kMina), std::nullopt);
    EXPECT_EQ(delivery(delivery_).state, DeliveryState::kSent);
    EXPECT_EQ(delivery(delivery_).outcome, "");
    EXPECT_EQ(delivery(waiting_).state, DeliveryState::kWaiting);
  }

  std::string folder_;
  std::unique_ptr<store::Record> record_;
  store::SubscriberNumber subscriber_;
  DeliveryNumber delivery_;
  DeliveryNumber waiting_;
};

TEST_F(BouncesTest, AnAddressThatDoesNotExistIsStopped) {
  // Forwarded: another address failed than we wrote to.
  const Returned returned = take(report(bounce_address(), "okafor@lagoon.example", "failed", "5.1.1"));
  EXPECT_EQ(returned.act, ReturnedAct::kStopped);
  EXPECT_EQ(returned.delivery, delivery_);
  EXPECT_EQ(stop_of(kMina), store::StopReason::kBounced);
  EXPECT_EQ(delivery(delivery_).state, DeliveryState::kFailed);
  EXPECT_THAT(delivery(delivery_).outcome, HasSubstr("5.1.1"));
  EXPECT_EQ(delivery(waiting_).state, DeliveryState::kCancelled);
  EXPECT_TRUE(store::Subscribers(*record_).subscriber(subscriber_).value()->left_at);
}

TEST_F(BouncesTest, TwiceIsAsOnce) {
  const std::string message = report(bounce_address(), std::string(kMina), "failed", "5.1.1");
  take(message);
  const Delivery once = delivery(delivery_);
  EXPECT_EQ(take(message).act, ReturnedAct::kStopped);
  EXPECT_EQ(delivery(delivery_), once);
}

TEST_F(BouncesTest, TheTokenMayBeInTheEnvelopeAlone) {
  std::string shouted = bounce_address();
  for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string message = report("postmaster@papers.example", std::string(kMina), "failed", "5.1.1");
  EXPECT_EQ(take(message).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(take(message, shouted).act, ReturnedAct::kStopped);
}

TEST_F(BouncesTest, ForgedTokensDoNothing) {
  const std::string genuine = links().token(LinkPurpose::kBounce, delivery_.value());
  std::string other = genuine;
  other.back() = other.back() == '0' ? '1' : '0';
  const MailLinks stranger = MailLinks::throwaway();
  for (const std::string& token : {other, stranger.token(LinkPurpose::kBounce, delivery_.value()),
                                   links().token(LinkPurpose::kSubscription, delivery_.value()),
                                   genuine + "0", genuine.substr(0, genuine.size() - 1), "9" + genuine,
                                   std::to_string(delivery_.value()), std::string()}) {
    const std::string to = "bounces+" + token + "@papers.example";
    EXPECT_EQ(take(report(to, std::string(kMina), "failed", "5.1.1")).act, ReturnedAct::kNotOurs) << token;
  }
  expect_untouched();
}

TEST_F(BouncesTest, AMessageIdNeedsTheAddressThatItWentTo) {
  const std::string to = "papers@papers.example";
  EXPECT_EQ(take(report(to, "jun@reef.example", "failed", "5.1.1", "f00d@papers.example")).act,
            ReturnedAct::kNotOurs);
  EXPECT_EQ(take(report(to, std::string(kMina), "failed", "5.1.1", "f00e@papers.example")).act,
            ReturnedAct::kNotOurs);
  EXPECT_EQ(take(report(to, std::string(kMina), "failed", "5.1.1")).act, ReturnedAct::kNotOurs);
  expect_untouched();
  EXPECT_EQ(take(report(to, "Mina@Reef.Example", "failed", "5.1.1", "f00d@papers.example")).act,
            ReturnedAct::kStopped);
  EXPECT_EQ(stop_of(kMina), store::StopReason::kBounced);
}

TEST_F(BouncesTest, TheMessageIdOfAnyLetterIsKnown) {
  Delivery asked;
  asked.kind = store::DeliveryKind::kConfirmSubscription;
  asked.address = "lee@reef.example";
  asked.content = "code";
  asked.message_id = "c0de";
  asked.state = DeliveryState::kSent;
  asked.made_at = asked.next_at = kNow;
  const DeliveryNumber number = add(asked);
  const std::string to = "papers@papers.example";
  EXPECT_EQ(take(report(to, "lee@reef.example", "failed", "5.1.1", "c0de@elsewhere.example")).act,
            ReturnedAct::kNotOurs);
  EXPECT_EQ(take(report(to, "lee@reef.example", "failed", "5.1.1", "c0de@papers.example")).delivery, number);
  EXPECT_EQ(stop_of("lee@reef.example"), store::StopReason::kBounced);
}

TEST_F(BouncesTest, WhatIsAboutTheLetterLeavesTheAddress) {
  for (const char* status : {"5.7.1", "5.2.2", "5.3.4", "4.4.7", "5.7.26"}) {
    EXPECT_EQ(take(report(bounce_address(), std::string(kMina), "failed", status)).act, ReturnedAct::kFailed)
        << status;
    EXPECT_EQ(stop_of(kMina), std::nullopt);
    EXPECT_EQ(delivery(delivery_).state, DeliveryState::kFailed);
    EXPECT_EQ(delivery(waiting_).state, DeliveryState::kWaiting);
  }
}

TEST_F(BouncesTest, WhatIsStillOnItsWayIsOnlySaid) {
  EXPECT_EQ(take(report(bounce_address(), std::string(kMina), "delayed", "4.4.1")).act,
            ReturnedAct::kDelayed);
  EXPECT_EQ(delivery(delivery_).state, DeliveryState::kSent);
  EXPECT_THAT(delivery(delivery_).outcome, HasSubstr("delayed: 4.4.1"));
  EXPECT_EQ(stop_of(kMina), std::nullopt);
  EXPECT_EQ(take(report(bounce_address(), std::string(kMina), "delivered", "2.0.0")).act, ReturnedAct::kNone);
}

TEST_F(BouncesTest, WhatIsInHandIsLeftToWhoHasIt) {
  Delivery in_hand = delivery(waiting_);
  in_hand.state = DeliveryState::kMaybeSent;
  act([&](store::Transaction& transaction) {
    return store::DeliveryChanges(transaction).replace(in_hand).ok();
  });
  const std::string to =
      "bounces+" + links().token(LinkPurpose::kBounce, waiting_.value()) + "@papers.example";
  // It would be written over; the report is to be taken again.
  EXPECT_EQ(take(report(to, std::string(kMina), "failed", "5.1.1")).act, ReturnedAct::kBusy);
  EXPECT_EQ(delivery(waiting_), in_hand);
  EXPECT_EQ(stop_of(kMina), std::nullopt);
  in_hand.state = DeliveryState::kSent;
  act([&](store::Transaction& transaction) {
    return store::DeliveryChanges(transaction).replace(in_hand).ok();
  });
  EXPECT_EQ(take(report(to, std::string(kMina), "failed", "5.1.1")).act, ReturnedAct::kStopped);
  EXPECT_EQ(stop_of(kMina), store::StopReason::kBounced);
}

TEST_F(BouncesTest, AnAddressThatItsReaderChangedIsNotStopped) {
  papers::NewAccount account;
  account.name = "jun";
  account.address = "old@reef.example";
  account.confirmed = true;
  const store::AccountNumber jun = act([&](store::Transaction& transaction) {
    return papers::add_account(transaction, account, kNow - std::chrono::hours(1)).value();
  });
  Delivery letter;
  letter.kind = store::DeliveryKind::kNotices;
  letter.account = jun;
  letter.message_id = "ab";
  letter.state = DeliveryState::kSent;
  letter.made_at = letter.next_at = kNow;
  const DeliveryNumber number = add(letter);
  const std::string to = "bounces+" + links().token(LinkPurpose::kBounce, number.value()) + "@papers.example";
  act([&](store::Transaction& transaction) {
    store::Account changed = *store::Accounts(*record_).account(jun).value();
    changed.address = "new@reef.example";
    changed.confirmed_at = kNow + std::chrono::minutes(1);
    return store::AccountChanges(transaction).replace(changed).ok();
  });
  EXPECT_EQ(take(report(to, "old@reef.example", "failed", "5.1.1")).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(stop_of("new@reef.example"), std::nullopt);
  // Whoever has the old mailbox now calls it spam: not the reader.
  const store::SubscriberNumber reader = act([&](store::Transaction& transaction) {
    store::Subscriber subscriber;
    subscriber.account = jun;
    subscriber.subscription = papers::standard_subscription();
    return store::SubscriberChanges(transaction).add(subscriber).value();
  });
  const std::string link = "<https://papers.example/unsubscribe/" +
                           links().token(LinkPurpose::kSubscription, reader.value()) + ">";
  EXPECT_EQ(take(complaint("old@reef.example", "ab@papers.example", link)).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(stop_of("new@reef.example"), std::nullopt);
  EXPECT_EQ(take(report(to, "new@reef.example", "failed", "5.1.1")).act, ReturnedAct::kStopped);
  EXPECT_EQ(stop_of("new@reef.example"), store::StopReason::kBounced);
}

TEST_F(BouncesTest, AComplaintStopsTheAddress) {
  const std::string link = "<https://papers.example/unsubscribe/" +
                           links().token(LinkPurpose::kSubscription, subscriber_.value()) + ">";
  // Many leave the address out; the link of the letter is as good.
  EXPECT_EQ(take(complaint("", "f00d@papers.example", link)).act, ReturnedAct::kComplaint);
  EXPECT_EQ(stop_of(kMina), store::StopReason::kComplained);
  EXPECT_EQ(delivery(delivery_).state, DeliveryState::kSent);
  EXPECT_THAT(delivery(delivery_).outcome, HasSubstr("spam"));
}

TEST_F(BouncesTest, AComplaintNeedsProofToo) {
  const std::string forged = "<https://papers.example/unsubscribe/" +
                             MailLinks::throwaway().token(LinkPurpose::kSubscription, subscriber_.value()) +
                             ">";
  const std::string bounce =
      "<https://papers.example/unsubscribe/" + links().token(LinkPurpose::kBounce, subscriber_.value()) + ">";
  EXPECT_EQ(take(complaint("", "f00d@papers.example", forged)).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(take(complaint("", "f00d@papers.example", bounce)).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(take(complaint("jun@reef.example", "f00d@papers.example", "")).act, ReturnedAct::kNotOurs);
  EXPECT_EQ(take(complaint(std::string(kMina), "dead@papers.example", "")).act, ReturnedAct::kNotOurs);
  expect_untouched();
  EXPECT_EQ(take(complaint(std::string(kMina), "f00d@papers.example", "")).act, ReturnedAct::kComplaint);
}

TEST_F(BouncesTest, AnswersOfMachinesAndPeopleDoNothing) {
  EXPECT_EQ(take("To: " + bounce_address() +
                 "\nFrom: mina@reef.example\nAuto-Submitted: auto-replied\nSubject: Away\n\nUntil Monday.\n")
                .act,
            ReturnedAct::kNone);
  EXPECT_EQ(take("To: " + bounce_address() + "\nFrom: mina@reef.example\nSubject: Hello\n\nThank you.\n").act,
            ReturnedAct::kNone);
  EXPECT_EQ(take("").act, ReturnedAct::kNone);
  EXPECT_EQ(take(std::string(1000, '\0')).act, ReturnedAct::kNone);
  expect_untouched();
}

TEST_F(BouncesTest, WhatIsGoneIsNotOurs) {
  const std::string to = bounce_address();
  act([&](store::Transaction& transaction) {
    return store::DeliveryChanges(transaction).forget_ended(kNow + std::chrono::hours(1)).ok() &&
           store::SubscriberChanges(transaction).remove(subscriber_).ok();
  });
  const Returned returned = take(report(to, std::string(kMina), "failed", "5.1.1"));
  EXPECT_NE(returned.act, ReturnedAct::kStopped);
  EXPECT_EQ(stop_of(kMina), std::nullopt);
}

TEST(ReturnedMail, IsNotOursWhereThereIsNoKey) {
  const std::string folder = make_temporary_folder("bounces").value();
  {
    const auto record = store::Record::open(folder, store::Record::Mode::kWrite).value();
    formats::MailReport report;
    report.kind = formats::MailReportKind::kDelivery;
    EXPECT_EQ(judge_returned_mail(*record, report, "", kDomain).value().act, ReturnedAct::kNotOurs);
  }
  (void)remove_all(folder);
}

}  // namespace
}  // namespace broadsheet::mail
