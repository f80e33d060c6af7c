// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/post.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace broadsheet::mail {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::StartsWith;

Sender sender_with(const std::string& bounces) {
  Sender sender;
  sender.from.address = "papers@papers.example";
  sender.bounces = bounces;
  return sender;
}

TEST(BounceAddress, SaysWhichLetterItWasAndFitsAnEnvelope) {
  const papers::MailLinks links = papers::MailLinks::throwaway();
  const auto address = [&](const std::string& bounces, std::uint32_t delivery) {
    return bounce_address(sender_with(bounces), links, store::DeliveryNumber(delivery));
  };
  EXPECT_EQ(address("", 7), "papers@papers.example");
  const std::string longest(kBounceNameBytesMax, 'b');
  const std::string last = address(longest + "@papers.example", 99'999'999);
  EXPECT_THAT(last, AllOf(StartsWith(longest + "+99999999."), EndsWith("@papers.example")));
  EXPECT_LE(last.find('@'), 64U);
  // Of what was set by an older program: known by its Message-ID then.
  const std::string too_long = std::string(40, 'b') + "@papers.example";
  EXPECT_EQ(address(too_long, 7), too_long);
}

}  // namespace
}  // namespace broadsheet::mail
