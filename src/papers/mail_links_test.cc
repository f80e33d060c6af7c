// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Links of letters: theirs are good for ever, and nobody else's ever.

#include "papers/mail_links.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

class MailLinksTest : public testing::Test {
 protected:
  MailLinksTest() { rotate(); }

  void rotate() {
    bench_.act([&](store::Transaction& transaction) { return rotate_mail_key(transaction, now_).ok(); });
  }
  MailLinks links() { return MailLinks::open(bench_.record()).value(); }

  const Instant now_ = *parse_instant("2026-08-20T12:00:00Z");
  Bench bench_;
};

TEST(MailLinks, NeedAKeyAndItIsMadeOnce) {
  Bench bench;
  EXPECT_EQ(MailLinks::open(bench.record()).error().code(), ErrorCode::kNotFound);
  const auto ensure = [&](store::Transaction& transaction) {
    return ensure_mail_key(transaction, bench.record(), Instant()).ok();
  };
  EXPECT_TRUE(bench.act(ensure));
  EXPECT_TRUE(bench.act(ensure));
  EXPECT_EQ(store::Deliveries(bench.record()).keys()->size(), 1U);
}

TEST_F(MailLinksTest, ATokenIsForItsNumberAndPurpose) {
  const MailLinks links = this->links();
  for (const std::uint32_t number : {1U, 7U, 10U, 4'294'967'295U}) {
    const std::string token = links.token(LinkPurpose::kSubscription, number);
    EXPECT_EQ(links.number_in(LinkPurpose::kSubscription, token), number);
    EXPECT_EQ(links.number_in(LinkPurpose::kBounce, token), std::nullopt);
    EXPECT_LE(token.size(), 64U);
    EXPECT_TRUE(std::ranges::all_of(
        token, [](char c) { return c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
  }
}

TEST_F(MailLinksTest, OldLinksOutliveTheirKey) {
  const std::string old = links().token(LinkPurpose::kSubscription, 12);
  for (int i = 0; i < 20; ++i) rotate();
  const MailLinks links = this->links();
  EXPECT_EQ(links.number_in(LinkPurpose::kSubscription, old), 12U);
  const std::string present = links.token(LinkPurpose::kSubscription, 12);
  EXPECT_NE(present, old);
  EXPECT_EQ(links.number_in(LinkPurpose::kSubscription, present), 12U);
}

TEST_F(MailLinksTest, AnotherRecordsLinksAreNotOurs) {
  MailLinksTest::rotate();
  Bench other;
  other.act([&](store::Transaction& transaction) { return rotate_mail_key(transaction, now_).ok(); });
  const std::string token = MailLinks::open(other.record())->token(LinkPurpose::kSubscription, 3);
  EXPECT_EQ(links().number_in(LinkPurpose::kSubscription, token), std::nullopt);
}

// ------------------------------------------------------------------------------------------- forgeries

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t end) {
  return random() % end;
}

// One of many ways to get from a token that somebody has to one that they would like to have.
std::string forged(Random& random, std::string token, const std::vector<std::string>& genuine) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  const std::string& other = genuine[below(random, genuine.size())];
  switch (below(random, 16)) {
    case 0:
      return std::to_string(random() % 2000) + token.substr(first);
    case 1:
      return token.substr(0, first + 1) + std::to_string(random() % 6) + token.substr(second);
    case 2:
      token[second + 1 + below(random, token.size() - second - 1)] = "0123456789abcdef"[below(random, 16)];
      return token;
    case 3:
      std::ranges::transform(token, token.begin(),
                             [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
      return token;
    case 4:
      return token.substr(0, below(random, token.size()));
    case 5:
      return "0" + token;
    case 6:
      return token.substr(0, first + 1) + "0" + token.substr(first + 1);
    case 7:
      return token + std::string(1, static_cast<char>(random()));
    case 8:
      return std::string(1, " +-0\t\0"[below(random, 6)]) + token;
    case 9:  // the proof of another
      return token.substr(0, second) + other.substr(other.rfind('.'));
    case 10:
      token[below(random, token.size())] = static_cast<char>(random());
      return token;
    case 11:
      token.erase(below(random, token.size()), 1);
      return token;
    case 12:
      token.insert(below(random, token.size() + 1), 1, static_cast<char>(random()));
      return token;
    case 13:  // more than 32 bits of number
      return std::to_string(std::stoull(token) + (1ULL << (32 + below(random, 31)))) + token.substr(first);
    case 14:
      return token.substr(0, second + 1);
    default: {
      std::string noise(below(random, 70), '.');
      for (char& c : noise) c = "0123456789abcdef."[below(random, 17)];
      return noise;
    }
  }
}

TEST_F(MailLinksTest, OfAMillionForgeriesNoneIsTaken) {
  for (int i = 0; i < 3; ++i) rotate();
  const MailLinks now = links();
  std::vector<std::string> genuine;
  for (std::uint32_t number = 1; number <= 1000; ++number)
    genuine.push_back(now.token(LinkPurpose::kSubscription, number * 7));
  for (std::uint32_t number = 1; number <= 1000; ++number)
    genuine.push_back(now.token(LinkPurpose::kBounce, number * 7));
  const std::set<std::string> subscriptions(genuine.begin(), genuine.begin() + 1000);
  Random random(20260820);
  int taken = 0;
  int tried = 0;
  while (tried < 1'000'000) {
    const std::string token = forged(random, genuine[below(random, genuine.size())], genuine);
    if (subscriptions.contains(token)) continue;
    ++tried;
    if (now.number_in(LinkPurpose::kSubscription, token)) ++taken;
  }
  EXPECT_EQ(taken, 0);
  for (const std::string& token : subscriptions)
    ASSERT_TRUE(now.number_in(LinkPurpose::kSubscription, token)) << "what is genuine is taken";
}

}  // namespace
}  // namespace broadsheet::papers
