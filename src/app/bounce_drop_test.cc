// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bounce_drop.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/limits.h"
#include "papers/mail_links.h"
#include "papers/subscriptions.h"
#include "store/deliveries.h"
#include "store/subscribers.h"

namespace broadsheet::app {
namespace {

namespace fs = std::filesystem;

const Instant kNow = *parse_instant("2026-11-27T07:00:00Z");

class BounceDropTest : public testing::Test {
 protected:
  BounceDropTest()
      : data_(make_temporary_folder("drop-data").value()),
        folder_(make_temporary_folder("drop").value()),
        record_(store::Record::open(data_, store::Record::Mode::kWrite).value()),
        drop_(folder_, "papers.example") {
    store::Transaction transaction = record_->begin(store::Durability::kInteractive).value();
    EXPECT_TRUE(papers::ensure_mail_key(transaction, *record_, kNow).ok());
    store::Subscriber mina;
    mina.address = "mina@reef.example";
    mina.next_at = kNow;
    store::Delivery delivery;
    delivery.subscriber = store::SubscriberChanges(transaction).add(mina).value();
    delivery.state = store::DeliveryState::kSent;
    delivery.made_at = delivery.next_at = kNow;
    delivery_ = store::DeliveryChanges(transaction).add(delivery).value();
    EXPECT_TRUE(transaction.commit().ok());
  }
  ~BounceDropTest() override {
    record_.reset();
    fs::permissions(folder_, fs::perms::owner_all);
    (void)remove_all(data_);
    (void)remove_all(folder_);
  }

  fs::path put(const std::string& name, const std::string& bytes,
               std::chrono::seconds age = std::chrono::minutes(1)) {
    fs::path path = fs::path(folder_) / name;
    std::ofstream(path) << bytes;
    fs::last_write_time(path, fs::file_time_type::clock::now() - age);
    return path;
  }
  std::string report() {
    const papers::MailLinks links = papers::MailLinks::open(*record_).value();
    return "To: bounces+" + links.token(papers::LinkPurpose::kBounce, delivery_.value()) +
           "@papers.example\nFrom: MAILER-DAEMON@reef.example\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; reef.example\n\n"
           "Final-Recipient: rfc822; mina@reef.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
  }
  bool is_stopped() { return papers::is_stopped(*record_, "mina@reef.example", false).value(); }
  bool look() {
    const Result<bool> more = drop_.look(*record_, kNow);
    EXPECT_TRUE(more.ok()) << more.error().message();
    return more.ok() && *more;
  }

  const std::string data_;
  const std::string folder_;
  std::unique_ptr<store::Record> record_;
  BounceDrop drop_;
  store::DeliveryNumber delivery_;
};

TEST_F(BounceDropTest, WhatWasReadIsRemoved) {
  const fs::path bounce = put("1.reef", report());
  const fs::path other = put("2.reef", "Subject: Hello\n\nA person wrote.\n");
  EXPECT_FALSE(look());
  EXPECT_TRUE(is_stopped());
  EXPECT_FALSE(fs::exists(bounce));
  EXPECT_FALSE(fs::exists(other));
}

TEST_F(BounceDropTest, WhatIsBeingWrittenIsLeft) {
  const fs::path hidden = put(".1.reef", report());
  const fs::path fresh = put("2.reef", report(), std::chrono::seconds(0));
  EXPECT_FALSE(look());
  EXPECT_FALSE(is_stopped());
  EXPECT_TRUE(fs::exists(hidden));
  EXPECT_TRUE(fs::exists(fresh));
}

TEST_F(BounceDropTest, OnlyFilesAreRead) {
  const fs::path secret = fs::path(data_) / "secret";
  std::ofstream(secret) << report();
  fs::last_write_time(secret, fs::file_time_type::clock::now() - std::chrono::minutes(1));
  fs::create_symlink(secret, fs::path(folder_) / "link");
  fs::create_directory(fs::path(folder_) / "folder");
  ASSERT_EQ(::mkfifo((folder_ + "/pipe").c_str(), 0600), 0);
  EXPECT_FALSE(look());
  EXPECT_FALSE(is_stopped());
  EXPECT_TRUE(fs::exists(secret));
  EXPECT_FALSE(read_mail(folder_ + "/link").ok());
  EXPECT_FALSE(read_mail(folder_ + "/pipe").ok());
  EXPECT_FALSE(read_mail(folder_ + "/folder").ok());
}

TEST_F(BounceDropTest, ManyFilesTakeSeveralLooks) {
  for (std::size_t i = 0; i < BounceDrop::kFilesAtOnce + 1; ++i) put(std::to_string(i), "x");
  EXPECT_TRUE(look());
  EXPECT_FALSE(look());
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(BounceDropTest, WhatCannotBeRemovedIsReadOnce) {
  if (::geteuid() == 0) GTEST_SKIP() << "root removes anything";
  for (std::size_t i = 0; i < BounceDrop::kFilesAtOnce + 1; ++i) put(std::to_string(i), "x");
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_TRUE(look());
  EXPECT_FALSE(look());
  EXPECT_FALSE(look());
  fs::permissions(folder_, fs::perms::owner_all);
  // And what comes later is not held up by it.
  put("late", report());
  EXPECT_FALSE(look());
  EXPECT_TRUE(is_stopped());
}

TEST_F(BounceDropTest, OnlyTheBeginningOfALargeMessageIsRead) {
  const fs::path path = put("large", report() + std::string(2 * formats::kMailBytesMax, 'x'));
  EXPECT_EQ(read_mail(path.string())->size(), formats::kMailBytesMax);
  EXPECT_EQ(read_mail(open_for_reading(path.string()).value(), "it")->size(), formats::kMailBytesMax);
  EXPECT_FALSE(look());
  EXPECT_TRUE(is_stopped());
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(BounceDropTest, AFolderThatIsNotThereIsAnError) {
  BounceDrop drop(folder_ + "/nowhere", "papers.example");
  EXPECT_EQ(drop.look(*record_, kNow).error().code(), ErrorCode::kIo);
}

}  // namespace
}  // namespace broadsheet::app
