// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One Mailer, a record, a clock of its own, and servers of this process. What many threads, kills and all
// stages of SMTP do to it is in tests/crash/mail_test.py.

#include "mail/mailer.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/scripted_testing.h"
#include "papers/subscriptions.h"
#include "papers/testing.h"
#include "store/testing.h"

namespace broadsheet::mail {
namespace {

using http::kHangUp;
using http::Script;
using http::ScriptedServer;
using http::ScriptedWebServer;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Delivery;
using store::DeliveryChannel;
using store::DeliveryKind;
using store::DeliveryNumber;
using store::DeliveryState;
using store::SubscriberNumber;
using testing::HasSubstr;
using testing::Not;

const Instant kNow = *parse_instant("2026-11-27T07:00:00Z");

Script server_with(const Script& changes = {}) {
  Script script = http::willing(changes);
  if (!changes.contains("EHLO")) script["EHLO"] = "250-me\r\n250 8BITMIME";
  return script;
}

class MailerTest : public testing::Test {
 protected:
  MailerTest() {
    for (const char* title : {"Tides of the north", "Harbours at night"}) {
      bench_.add(papers::record_of("arxiv", {std::string("arxiv:2611.0000") + (*title == 'T' ? "1" : "2")},
                                   title, {"Mina Okafor"}, "2026-11-26"));
    }
    sender_.public_url = "https://papers.test";
    sender_.from = {.name = "Daily Papers", .address = "papers@papers.test"};
    EXPECT_TRUE(Mailer::begin(bench_.record(), clock_.now()).ok());
  }

  // `port` 0: there is no mail server.
  void open(std::uint16_t port) {
    mailer_.reset();
    DeliveryRules rules;
    rules.per_domain_per_minute = 0;
    queue_ = std::make_unique<DeliveryQueue>(rules);
    mailer_ = Mailer::make(bench_.record(), clock_, sender_, options_for(port), *queue_).value();
  }
  static MailerOptions options_for(std::uint16_t port) {
    MailerOptions options;
    if (port != 0) options.smtp.host = "127.0.0.1";
    options.smtp.port = port;
    options.smtp.security = http::SmtpSecurity::kNone;
    options.smtp.hello_name = "papers.test";
    options.smtp.timeouts.reply = options.smtp.timeouts.final_dot = milliseconds(500);
    options.smtp.timeouts.quit = milliseconds(100);
    options.webhooks.user_agent = "Broadsheet/test";
    options.webhooks.private_addresses = true;
    return options;
  }
  bool deliver_one() {
    const Result<bool> done = mailer_->deliver_one();
    EXPECT_TRUE(done.ok()) << done.error().message();
    return done.ok() && *done;
  }
  // As often as something is due; the queue reads the record once a second.
  void deliver_all() {
    clock_.advance(seconds(1));
    while (deliver_one()) continue;
  }

  SubscriberNumber add_subscriber(const std::string& address, const store::Webhook& webhook = {}) {
    store::Subscriber subscriber;
    subscriber.address = address;
    subscriber.subscription = papers::standard_subscription();
    subscriber.subscription.webhook = webhook;
    subscriber.subscription.by_mail = webhook.shape == store::WebhookShape::kNone;
    return bench_.act([&](store::Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(subscriber).value();
    });
  }
  // A digest of both papers, as papers/digest_settling.cc writes it.
  DeliveryNumber add_digest(SubscriberNumber subscriber, DeliveryChannel channel = DeliveryChannel::kMail) {
    store::Digest digest;
    digest.subscriber = subscriber;
    digest.edition = *parse_day("2026-11-27") + std::chrono::days(digests_++);
    digest.chosen_at = clock_.now();
    digest.message_id = papers::new_message_name() + "@papers.test";
    for (const char* id : {"arxiv:2611.00001", "arxiv:2611.00002"}) {
      const auto identity = bench_.record().identity_by_id(id).value();
      digest.items.push_back({.identity = identity->number, .reasons = {{.text = "no. 1"}}});
    }
    Delivery delivery;
    delivery.channel = channel;
    delivery.subscriber = subscriber;
    delivery.message_id = digest.message_id;
    return bench_.act([&](store::Transaction& transaction) {
      delivery.digest = *store::DeliveryChanges(transaction).add_digest(digest).value();
      return add(transaction, delivery);
    });
  }
  DeliveryNumber add(store::Transaction& transaction, Delivery delivery) {
    delivery.made_at = delivery.next_at = clock_.now();
    return store::DeliveryChanges(transaction).add(delivery).value();
  }
  Delivery delivery(DeliveryNumber number) {
    return *store::Deliveries(bench_.record()).delivery(number).value();
  }
  DeliveryState state(DeliveryNumber number) { return delivery(number).state; }
  bool is_stopped(const std::string& address) {
    return papers::is_stopped(bench_.record(), address, false).value();
  }
  // From another thread, through a record of its own.
  void leave(SubscriberNumber subscriber) {
    const auto record = store::Record::open(bench_.folder(), store::Record::Mode::kWrite).value();
    auto transaction = record->begin(store::Durability::kInteractive).value();
    EXPECT_TRUE(papers::leave(*record, transaction, subscriber, kNow).ok());
    EXPECT_TRUE(transaction.commit().ok());
  }
  void hold(const char* why) {
    bench_.act([&](store::Transaction& transaction) {
      return transaction.set_progress(store::kMailHeld, why).ok();
    });
  }
  std::uint64_t count(TryOutcome outcome) const {
    return queue_->counts().at(static_cast<std::size_t>(outcome));
  }

  papers::Bench bench_;
  FakeClock clock_{kNow};
  Sender sender_;
  std::unique_ptr<DeliveryQueue> queue_;
  std::unique_ptr<Mailer> mailer_;
  int digests_ = 0;
};

TEST_F(MailerTest, SendsADigestAndSaysSo) {
  const ScriptedServer server({server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  EXPECT_TRUE(deliver_one());
  EXPECT_FALSE(deliver_one());
  const Delivery sent = delivery(number);
  EXPECT_EQ(sent.state, DeliveryState::kSent);
  EXPECT_EQ(sent.tries, 1U);
  EXPECT_EQ(sent.ended_at, kNow);
  EXPECT_EQ(server.count("RCPT TO:<ada@readers.test>"), 1);
  EXPECT_EQ(server.count("BODY:"), 1);
  const std::string body = server.seen().at(4);
  EXPECT_THAT(body, HasSubstr("\r\nMessage-ID: <" + sent.message_id + ">\r\n"));
  EXPECT_THAT(body, HasSubstr("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
  EXPECT_THAT(body, HasSubstr("Tides of the north"));
  EXPECT_EQ(count(TryOutcome::kSent), 1U);
}

TEST_F(MailerTest, SaysGoodByeWhenThereIsNothingToSend) {
  const ScriptedServer server({server_with()});
  open(server.port());
  add_digest(add_subscriber("ada@readers.test"));
  deliver_all();
  EXPECT_EQ(server.count("QUIT"), 0) << "the next letter may come at once";
  for (int i = 0; i < 100 && server.count("QUIT") == 0; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_FALSE(deliver_one());
  }
  EXPECT_EQ(server.count("QUIT"), 1);
}

TEST_F(MailerTest, WaitsTwiceAsLongAfterEachTry) {
  const ScriptedServer server({server_with({{"RCPT", "450 4.2.0 grey"}})});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  for (const int pause : {5, 10, 20, 40, 60, 60}) {
    deliver_all();
    const Delivery waiting = delivery(number);
    EXPECT_EQ(waiting.state, DeliveryState::kWaiting);
    EXPECT_EQ(waiting.next_at - clock_.now(), minutes(pause));
    EXPECT_EQ(waiting.outcome, "450 4.2.0 grey");
    clock_.set(waiting.next_at - seconds(2));
    deliver_all();
    EXPECT_EQ(delivery(number).tries, waiting.tries) << "not before it is due";
  }
  EXPECT_EQ(count(TryOutcome::kLater), 6U);
}

TEST_F(MailerTest, GivesUpAfterFiveDaysAndTriesAgainWhenAsked) {
  const std::string grey = "450 4.2.0 grey";
  const ScriptedServer server({server_with({{"RCPT", grey}}), server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  while (state(number) == DeliveryState::kWaiting) {
    clock_.set(std::max(clock_.now(), delivery(number).next_at));
    deliver_all();
  }
  const Delivery failed = delivery(number);
  EXPECT_EQ(failed.state, DeliveryState::kFailed);
  EXPECT_EQ(failed.outcome, "gave up: 450 4.2.0 grey");
  EXPECT_GT(*failed.ended_at - kNow, hours(5 * 24));
  EXPECT_LE(*failed.ended_at - kNow, hours(5 * 24 + 2));
  EXPECT_FALSE(is_stopped("ada@readers.test"));
  EXPECT_EQ(count(TryOutcome::kGaveUp), 1U);
  open(server.port());  // and so by another connection
  bench_.act([&](store::Transaction& transaction) {
    return store::DeliveryChanges(transaction).retry_failed(number, clock_.now()).ok();
  });
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent) << "however old it is";
}

TEST_F(MailerTest, TriesOnceWhatNobodyWasThereToSend) {
  const ScriptedServer server({server_with()});
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  clock_.advance(hours(6 * 24));
  open(server.port());
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
}

TEST_F(MailerTest, WritesToNoAddressThatWasRefused) {
  const ScriptedServer server({server_with({{"RCPT", "550 5.1.1 no such user"}})});
  open(server.port());
  const SubscriberNumber ada = add_subscriber("ada@readers.test");
  const DeliveryNumber first = add_digest(ada);
  const DeliveryNumber second = add_digest(ada);
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(state(first), DeliveryState::kFailed);
  EXPECT_EQ(delivery(first).outcome, "550 5.1.1 no such user");
  EXPECT_EQ(state(second), DeliveryState::kCancelled);
  EXPECT_TRUE(is_stopped("ada@readers.test"));
  EXPECT_TRUE(store::Subscribers(bench_.record()).subscriber(ada).value()->left_at.has_value());
  const DeliveryNumber third = add_digest(ada);
  deliver_all();
  EXPECT_EQ(state(third), DeliveryState::kCancelled);
  EXPECT_EQ(server.count("RCPT"), 1);
}

TEST_F(MailerTest, BlamesNoAddressForARefusedMessage) {
  const ScriptedServer server({server_with({{"DATA", "554 5.6.0 we take no mail like this"}})});
  open(server.port());
  const SubscriberNumber ada = add_subscriber("ada@readers.test");
  const DeliveryNumber first = add_digest(ada);
  const DeliveryNumber second = add_digest(ada);
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(state(first), DeliveryState::kFailed);
  EXPECT_EQ(state(second), DeliveryState::kWaiting);
  EXPECT_FALSE(is_stopped("ada@readers.test"));
}

TEST_F(MailerTest, HoldsNothingAgainstALetterWhenNoServerIsThere) {
  const ScriptedServer server({server_with({{"", "554 no"}}), server_with({{"", kHangUp}}),
                               server_with({{"EHLO", "421 no"}}), server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  const Instant before = clock_.now();
  for (int i = 0; i < 3; ++i) {
    deliver_one();
    clock_.advance(milliseconds(i < 2 ? 1001 : 0));
    EXPECT_EQ(state(number), DeliveryState::kWaiting);
    EXPECT_EQ(delivery(number).tries, 0U);
    EXPECT_EQ(delivery(number).next_at, before);
  }
  EXPECT_EQ(count(TryOutcome::kUnreachable), 3U);
  EXPECT_FALSE(deliver_one()) << "nobody asks the server now";
  clock_.advance(seconds(1));
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(state(number), DeliveryState::kSent);
}

TEST_F(MailerTest, SendsTheSameBytesAfterACut) {
  const ScriptedServer server({server_with({{".", kHangUp}}), server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(state(number), DeliveryState::kWaiting);
  EXPECT_EQ(count(TryOutcome::kMaybe), 1U);
  clock_.advance(hours(1));
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
  std::vector<std::string> bodies;
  for (const std::string& line : server.seen())
    if (line.starts_with("BODY:")) bodies.push_back(line);
  ASSERT_EQ(bodies.size(), 2U);
  EXPECT_EQ(bodies[0], bodies[1]);
}

TEST_F(MailerTest, SendsNothingToWhoLeftMeanwhile) {
  SubscriberNumber ada;
  const ScriptedServer server({server_with()}, [&](const std::string& verb) {
    if (verb == "DATA") leave(ada);
  });
  open(server.port());
  ada = add_subscriber("ada@readers.test");
  const DeliveryNumber number = add_digest(ada);
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(server.count("DATA"), 1);
  EXPECT_EQ(server.count("BODY:"), 0) << "it was not ended";
  EXPECT_EQ(state(number), DeliveryState::kCancelled);
  EXPECT_EQ(delivery(number).outcome, "the reader left");
}

TEST_F(MailerTest, SendsNothingWhileItIsHeld) {
  const ScriptedServer server({server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  hold("after a restore");
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kWaiting);
  EXPECT_TRUE(server.seen().empty());
  hold("");
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
}

TEST_F(MailerTest, WritesTheMarkLaterWhereItCouldNotBeWritten) {
  const ScriptedServer server({server_with()}, [&](const std::string& verb) {
    if (verb == ".") store::refuse_rows(bench_.folder(), "deliveries", "state = 3");
  });
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  EXPECT_FALSE(mailer_->deliver_one().ok());
  EXPECT_EQ(state(number), DeliveryState::kMaybeSent);
  clock_.advance(seconds(10));
  EXPECT_FALSE(mailer_->deliver_one().ok());
  store::refuse_rows(bench_.folder(), "deliveries", "");
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
  EXPECT_EQ(server.count("BODY:"), 1);
}

TEST_F(MailerTest, TakesADeliveryLaterWhichItCouldNotMark) {
  const ScriptedServer server({server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  store::refuse_rows(bench_.folder(), "deliveries", "state = 1");
  EXPECT_FALSE(mailer_->deliver_one().ok());
  EXPECT_TRUE(server.seen().empty());
  store::refuse_rows(bench_.folder(), "deliveries", "");
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
}

TEST_F(MailerTest, GivesNoEndToALetterThatItCouldNotMark) {
  const ScriptedServer server({server_with()}, [&](const std::string& verb) {
    if (verb == "DATA") store::refuse_rows(bench_.folder(), "deliveries", "state = 2");
  });
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(server.count("DATA"), 1);
  EXPECT_EQ(server.count("BODY:"), 0);
  EXPECT_EQ(state(number), DeliveryState::kWaiting);
  EXPECT_EQ(count(TryOutcome::kLater), 1U);
}

TEST_F(MailerTest, SendsAgainWhatAnotherProcessLeftInHand) {
  std::vector<DeliveryNumber> numbers;
  for (const DeliveryState left : {DeliveryState::kInHand, DeliveryState::kMaybeSent, DeliveryState::kSent}) {
    Delivery one = delivery(add_digest(add_subscriber(std::to_string(numbers.size()) + "@readers.test")));
    one.state = left;
    one.tries = 1;
    numbers.push_back(one.number);
    bench_.act([&](store::Transaction& transaction) {
      return store::DeliveryChanges(transaction).replace(one).ok();
    });
  }
  const ScriptedServer server({server_with()});
  open(server.port());
  deliver_all();
  EXPECT_TRUE(server.seen().empty());
  EXPECT_TRUE(Mailer::begin(bench_.record(), clock_.now()).ok());
  deliver_all();
  EXPECT_EQ(server.count("BODY:"), 2);
  for (const DeliveryNumber number : numbers) EXPECT_EQ(state(number), DeliveryState::kSent);
  EXPECT_EQ(server.count("RCPT TO:<2@readers.test>"), 0);
}

TEST_F(MailerTest, SendsNoCodeThatIsNoGoodAnyMore) {
  const ScriptedServer server({server_with()});
  open(server.port());
  struct Case {
    DeliveryKind kind;
    const char* content;
    minutes old;
  };
  for (const Case& one : {Case{DeliveryKind::kConfirmSubscription, "abc", hours(25)},
                          Case{DeliveryKind::kAccountCode, "reset abc", hours(25)}}) {
    Delivery made;
    made.kind = one.kind;
    made.address = "ada@readers.test";
    made.content = one.content;
    made.message_id = papers::new_message_name();
    const DeliveryNumber number =
        bench_.act([&](store::Transaction& transaction) { return add(transaction, made); });
    clock_.advance(one.old);
    deliver_all();
    EXPECT_EQ(state(number), DeliveryState::kFailed);
    EXPECT_EQ(delivery(number).content, "") << "a code is kept for no longer than it is good";
  }
  EXPECT_TRUE(server.seen().empty());
}

TEST_F(MailerTest, SendsWhatIsToBeConfirmedAndKeepsNoCode) {
  const ScriptedServer server({server_with()});
  open(server.port());
  bench_.act([&](store::Transaction& transaction) {
    return papers::ask_for_subscription(bench_.record(), transaction, "ada@readers.test",
                                        papers::standard_subscription(), clock_.now())
        .ok();
  });
  const DeliveryNumber number(1);
  const std::string code = delivery(number).content;
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
  EXPECT_EQ(delivery(number).content, "");
  EXPECT_THAT(server.seen().at(4), HasSubstr(code.substr(0, 16)));
  EXPECT_THAT(server.seen().at(4), Not(HasSubstr("List-Unsubscribe")));
}

TEST_F(MailerTest, LeavesADamagedPaperOut) {
  const ScriptedServer server({server_with()});
  open(server.port());
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  store::damage_paper(bench_.folder(), bench_.paper("arxiv:2611.00001").number);
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kSent);
  EXPECT_THAT(server.seen().at(4), HasSubstr("Harbours at night"));
  EXPECT_THAT(server.seen().at(4), Not(HasSubstr("Tides of the north")));
}

TEST_F(MailerTest, WaitsWithLettersUntilAServerIsSet) {
  open(0);
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"));
  EXPECT_TRUE(deliver_one());
  EXPECT_EQ(state(number), DeliveryState::kWaiting);
  EXPECT_THAT(delivery(number).outcome, HasSubstr("mail.server"));
}

// A postman of its own: a record, a connection, a thread; what is shared is the queue.
TEST_F(MailerTest, DeliversEachOnceFromManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kLetters = 60;
  std::vector<DeliveryNumber> numbers;
  for (int i = 0; i < kLetters; ++i)
    numbers.push_back(add_digest(add_subscriber(std::to_string(i) + "@readers.test")));
  std::vector<std::unique_ptr<ScriptedServer>> servers;
  std::vector<std::unique_ptr<store::Record>> records;
  std::vector<std::unique_ptr<Mailer>> mailers;
  DeliveryRules rules;
  rules.per_domain_per_minute = 0;
  DeliveryQueue queue(rules);
  for (int i = 0; i < kThreads; ++i) {
    // Now and then one refuses for the moment, or goes away before the letter.
    servers.push_back(std::make_unique<ScriptedServer>(
        std::vector<Script>{server_with({{"RCPT", "250 ok|250 ok|450 grey|250 ok"},
                                         {"MAIL", "250 ok|250 ok|250 ok|250 ok|421 bye"}}),
                            server_with()}));
    records.push_back(store::Record::open(bench_.folder(), store::Record::Mode::kWrite).value());
    mailers.push_back(
        Mailer::make(*records.back(), clock_, sender_, options_for(servers.back()->port()), queue).value());
  }
  std::vector<std::thread> threads;
  for (const auto& mailer : mailers) {
    threads.emplace_back([&mailer] {
      while (true) {
        const Result<bool> done = mailer->deliver_one();
        ASSERT_TRUE(done.ok()) << done.error().message();
        if (!*done) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  int came = 0;
  for (const auto& server : servers) came += server->count("BODY:");
  int sent = 0;
  for (const DeliveryNumber number : numbers) sent += state(number) == DeliveryState::kSent ? 1 : 0;
  const auto counts = queue.counts();
  const auto count_of = [&](TryOutcome outcome) { return counts.at(static_cast<std::size_t>(outcome)); };
  EXPECT_EQ(came, sent);
  EXPECT_EQ(count_of(TryOutcome::kSent), static_cast<unsigned>(sent));
  EXPECT_EQ(count_of(TryOutcome::kSent) + count_of(TryOutcome::kLater), unsigned{kLetters});
  EXPECT_LE(count_of(TryOutcome::kLater), unsigned{kThreads}) << "each server refuses one for the moment";
}

TEST_F(MailerTest, TellsAWebhookUntilItAgrees) {
  const ScriptedWebServer server({503, 429, 200});
  open(0);
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/hook";
  const DeliveryNumber number =
      add_digest(add_subscriber("", {.shape = store::WebhookShape::kJson, .url = url, .secret = "tide"}),
                 DeliveryChannel::kWebhook);
  for (int i = 0; i < 3; ++i) {
    deliver_all();
    EXPECT_EQ(state(number), i < 2 ? DeliveryState::kWaiting : DeliveryState::kSent);
    clock_.advance(hours(1));
  }
  EXPECT_EQ(delivery(number).outcome, "answered 200");
  EXPECT_EQ(server.count("POST /hook HTTP/1.1\r\n"), 3);
  EXPECT_THAT(server.seen().back(), HasSubstr("webhook-signature: v1,"));
  EXPECT_THAT(server.seen().back(), HasSubstr("Tides of the north"));
}

TEST_F(MailerTest, GivesUpAWebhookThatRefuses) {
  for (const int status : {404, 410, 302}) {
    const ScriptedWebServer server({status});
    open(0);
    const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/hook";
    const DeliveryNumber number =
        add_digest(add_subscriber(std::to_string(status) + "@readers.test",
                                  {.shape = store::WebhookShape::kSlack, .url = url}),
                   DeliveryChannel::kWebhook);
    deliver_all();
    EXPECT_EQ(state(number), DeliveryState::kFailed) << status << ": " << delivery(number).outcome;
  }
}

TEST_F(MailerTest, ForgetsAWebhookThatNobodyWantsAnyMore) {
  open(0);
  const DeliveryNumber number = add_digest(add_subscriber("ada@readers.test"), DeliveryChannel::kWebhook);
  deliver_all();
  EXPECT_EQ(state(number), DeliveryState::kCancelled);
}

}  // namespace
}  // namespace broadsheet::mail
