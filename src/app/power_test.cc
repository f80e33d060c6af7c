// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/power.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "base/file.h"

namespace broadsheet::app {
namespace {

class PowerTest : public ::testing::Test {
 protected:
  void SetUp() override { folder_ = make_temporary_folder("broadsheet-power").value(); }
  void TearDown() override { (void)remove_all(folder_); }

  void say(const std::string& supply, const std::string& name, const std::string& value) {
    std::filesystem::create_directories(folder_ + "/" + supply);
    const std::string path = folder_ + "/" + supply + "/" + name;
    ASSERT_TRUE(write_file_atomically(path, value + "\n").ok());
  }

  std::string folder_;
};

TEST_F(PowerTest, NothingThatTellsIsNoBattery) {
  EXPECT_FALSE(on_battery(folder_));
  EXPECT_FALSE(on_battery(folder_ + "/nowhere"));
}

TEST_F(PowerTest, ALaptopPluggedInAndOut) {
  say("AC", "type", "Mains");
  say("AC", "online", "1");
  say("BAT0", "type", "Battery");
  say("BAT0", "status", "Charging");
  EXPECT_FALSE(on_battery(folder_));
  say("AC", "online", "0");
  say("BAT0", "status", "Discharging");
  EXPECT_TRUE(on_battery(folder_));
  // A weak charger: the battery helps out.
  say("AC", "online", "1");
  EXPECT_FALSE(on_battery(folder_));
}

TEST_F(PowerTest, AMouseIsNoLaptop) {
  say("hid-mouse", "type", "Battery");
  say("hid-mouse", "scope", "Device");
  say("hid-mouse", "status", "Discharging");
  EXPECT_FALSE(on_battery(folder_));
}

}  // namespace
}  // namespace broadsheet::app
