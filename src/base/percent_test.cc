// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/percent.h"

#include <gtest/gtest.h>
#include <string>

namespace broadsheet {
namespace {

TEST(Percent, WhatWasEncodedIsDecoded) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_encode("doi:10.1/x y"), "doi%3A10.1%2Fx%20y");
}

TEST(Percent, WhatIsNoEscapeStays) {
  EXPECT_EQ(percent_decode("100%"), "100%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%zz%4x"), "%zz%4x");
  EXPECT_EQ(percent_decode("a+b%2f%2F"), "a+b//");
  EXPECT_EQ(percent_decode("%254"), "%4");
}

}  // namespace
}  // namespace broadsheet
