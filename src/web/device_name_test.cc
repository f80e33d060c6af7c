// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/device_name.h"

#include <gtest/gtest.h>
#include <string>

namespace broadsheet::web {
namespace {

TEST(DeviceName, IsWhatAPersonCallsIt) {
  EXPECT_EQ(device_name("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "Firefox on Linux");
  EXPECT_EQ(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                        "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"),
            "Edge on Windows");
  EXPECT_EQ(
      device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                  "Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
      "Safari on an iPhone");
  EXPECT_EQ(device_name("curl/8.5.0"), "curl/8.5.0");
  EXPECT_EQ(device_name("unknown/None; hf_hub/2.4.0; python/3.12"), "unknown/None;");
  EXPECT_EQ(device_name(""), "");
  EXPECT_EQ(device_name(std::string(5000, 'x')).size(), 60U);
}

}  // namespace
}  // namespace broadsheet::web
