// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/settings.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"

namespace broadsheet::app {
namespace {

using testing::HasSubstr;

class SettingsFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::move(make_temporary_folder("settings")).value();
    path_ = folder_ + "/broadsheet.toml";
  }
  void TearDown() override { EXPECT_TRUE(remove_all(folder_).ok()); }

  void write(std::string_view text) { ASSERT_TRUE(write_file_atomically(path_, text).ok()); }
  std::string read() { return std::move(read_file(path_, 1 << 20)).value(); }

  std::string folder_;
  std::string path_;
};

TEST_F(SettingsFile, WithoutAFileTheDefaultsHold) {
  const auto settings = load_settings(path_);
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->time_zone, "America/New_York");
  EXPECT_EQ(settings->rolls_over_at, std::chrono::minutes(21 * 60 + 30));
}

TEST_F(SettingsFile, ReadsWhatItSays) {
  write("[editions]\ntime_zone = \"Europe/Berlin\"\nrolls_over_at = \"24:00\"\n[search]\nresults = 20\n");
  const auto settings = load_settings(path_);
  ASSERT_TRUE(settings.ok()) << settings.error().message();
  EXPECT_EQ(settings->time_zone, "Europe/Berlin");
  EXPECT_EQ(settings->rolls_over_at, std::chrono::hours(24));
  EXPECT_EQ(settings->search_results, 20U);
}

TEST_F(SettingsFile, AMistakeIsNamedWithItsLine) {
  write("[search]\n\nresults = 0\n");
  EXPECT_THAT(load_settings(path_).error().message(), HasSubstr("broadsheet.toml:3: search.results = 0"));
  write("[search]\nresult = 5\n");
  EXPECT_THAT(load_settings(path_).error().message(), HasSubstr(":2: no setting is called 'search.result'"));
  write("[search\n");
  EXPECT_THAT(load_settings(path_).error().message(), HasSubstr("broadsheet.toml:1: "));
  write("[editions]\nrolls_over_at = \"25:00\"\n");
  EXPECT_FALSE(load_settings(path_).ok());
  write("[editions]\ntime_zone = \"Moon/Crater\"\n");
  EXPECT_FALSE(load_settings(path_).ok());
}

TEST_F(SettingsFile, TrendingTakesNumbersWithDecimals) {
  write("[trending]\nhalf_life_hours = 72\nfield_weight = 0.25\nsave_weight = 1.5\n");
  const auto settings = load_settings(path_);
  ASSERT_TRUE(settings.ok()) << settings.error().message();
  papers::TrendingParameters wanted;
  wanted.half_life_hours = 72;
  wanted.field_weight = 0.25;
  wanted.save_weight = 1.5;
  EXPECT_EQ(settings->trending, wanted);
}

TEST_F(SettingsFile, TrendingNumbersAreChecked) {
  for (const char* value : {"-0.5", "1.001", "0.1234", "1e-1", "nan", "inf", "", ".", "0.5x", " 0.5", "0x1"})
    EXPECT_FALSE(set_setting(path_, "trending.field_weight", value).ok()) << value;
  for (const char* line : {"field_weight = nan", "field_weight = inf", "half_life_hours = 0",
                           "half_life_hours = 0.999", "half_life_hours = 1e300", "comment_weight = -1.0"}) {
    write("[trending]\n" + std::string(line) + "\n");
    EXPECT_THAT(load_settings(path_).error().message(), HasSubstr("broadsheet.toml:2: trending.")) << line;
  }
}

TEST_F(SettingsFile, ANumberWithDecimalsIsShownAsItWasWritten) {
  for (const char* value : {"0.1", "0.125", "1", "0"}) {
    ASSERT_TRUE(set_setting(path_, "trending.field_weight", value).ok()) << value;
    const auto rows = setting_rows(load_settings(path_).value());
    const auto row = std::ranges::find(rows, "trending.field_weight", &SettingRow::key);
    ASSERT_NE(row, rows.end());
    EXPECT_EQ(row->value, value);
  }
}

TEST_F(SettingsFile, SettingKeepsCommentsAndTheRest) {
  write("# mine\n[search]\nresults = 20  # enough\n\n[editions]\n# home\ntime_zone = \"UTC\"\n");
  ASSERT_TRUE(set_setting(path_, "editions.time_zone", "Europe/Berlin").ok());
  EXPECT_EQ(
      read(),
      "# mine\n[search]\nresults = 20  # enough\n\n[editions]\n# home\ntime_zone = \"Europe/Berlin\"\n");
}

TEST_F(SettingsFile, SettingAddsWhatIsMissing) {
  ASSERT_TRUE(set_setting(path_, "search.results", "25").ok());
  ASSERT_TRUE(set_setting(path_, "editions.time_zone", "UTC").ok());
  ASSERT_TRUE(set_setting(path_, "editions.rolls_over_at", "24:00").ok());
  const auto settings = load_settings(path_);
  ASSERT_TRUE(settings.ok()) << settings.error().message() << read();
  EXPECT_EQ(settings->search_results, 25U);
  EXPECT_EQ(settings->time_zone, "UTC");
  EXPECT_EQ(settings->rolls_over_at, std::chrono::hours(24));
}

TEST_F(SettingsFile, ABadValueLeavesTheFileAsItWas) {
  write("[search]\nresults = 20\n");
  EXPECT_FALSE(set_setting(path_, "search.results", "many").ok());
  EXPECT_FALSE(set_setting(path_, "search.colour", "red").ok());
  EXPECT_EQ(read(), "[search]\nresults = 20\n");
}

TEST(SettingRows, SayWhatIsDefault) {
  Settings settings;
  settings.search_results = 20;
  const auto rows = setting_rows(settings);
  ASSERT_GE(rows.size(), 3U);
  EXPECT_TRUE(rows[0].is_default);
  EXPECT_FALSE(rows[2].is_default);
  EXPECT_EQ(rows[2].value, "20");
}

}  // namespace
}  // namespace broadsheet::app
