// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/one_time_password.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>

namespace broadsheet {
namespace {

const std::string kSecret = "12345678901234567890";

Instant at(std::int64_t seconds) {
  return Instant(std::chrono::seconds(seconds));
}

// RFC 4226, appendix D.
TEST(OneTimePassword, IsThatOfTheStandardByCounter) {
  const char* expected[] = {"755224", "287082", "359152", "969429", "338314",
                            "254676", "287922", "162583", "399871", "520489"};
  for (std::uint64_t counter = 0; counter < 10; ++counter)
    EXPECT_EQ(totp_password(kSecret, counter), expected[counter]);
}

// RFC 6238, appendix B, of whose eight digits ours are the last six.
TEST(OneTimePassword, IsThatOfTheStandardByTime) {
  const std::pair<std::int64_t, const char*> expected[] = {{59, "287082"},         {1111111109, "081804"},
                                                           {1111111111, "050471"}, {1234567890, "005924"},
                                                           {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, password] : expected)
    EXPECT_EQ(totp_password(kSecret, totp_step(at(seconds))), password) << seconds;
}

TEST(OneTimePassword, IsGoodOneStepBeforeAndAfter) {
  const Instant now = at(1'800'000'000);
  const std::uint64_t step = totp_step(now);
  for (std::uint64_t other = step - 5; other <= step + 5; ++other) {
    const auto found = totp_step_of(kSecret, totp_password(kSecret, other), now);
    if (other + 1 < step || other > step + 1) {
      EXPECT_FALSE(found) << other;
    } else {
      EXPECT_EQ(found, other);
    }
  }
  for (const char* wrong : {"", "1", "abcdef", "0000000", "755224"})
    EXPECT_FALSE(totp_step_of(kSecret, wrong, now)) << wrong;
}

TEST(OneTimePassword, SecretsDiffer) {
  std::set<std::string> made;
  for (int i = 0; i < 100; ++i) made.insert(new_totp_secret());
  EXPECT_EQ(made.size(), 100U);
  EXPECT_EQ(made.begin()->size(), kTotpSecretBytes);
}

// RFC 4648, section 10, without its padding.
TEST(Base32, IsThatOfTheStandard) {
  const std::pair<const char*, const char*> expected[] = {{"", ""},
                                                          {"f", "MY"},
                                                          {"fo", "MZXQ"},
                                                          {"foo", "MZXW6"},
                                                          {"foob", "MZXW6YQ"},
                                                          {"fooba", "MZXW6YTB"},
                                                          {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : expected) EXPECT_EQ(base32(bytes), text);
  EXPECT_EQ(base32(kSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

}  // namespace
}  // namespace broadsheet
