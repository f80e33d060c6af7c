// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace broadsheet {
namespace {

// What one call of `write` writes to stderr in that form.
template <typename Write>
std::string logged(LogForm form, const Write& write) {
  set_log_form(form);
  testing::internal::CaptureStderr();
  write();
  std::string line = testing::internal::GetCapturedStderr();
  set_log_form(LogForm::kText);
  return line;
}

const std::string kHostile = "a \"b\"\r\n{\"level\":\"error\"}\xff\x1b[2J";

TEST(Log, AnEventIsOneLineOfJsonWhateverItSays) {
  const std::string line = logged(LogForm::kJsonLines, [] {
    log_warning("it happened", {{"what", kHostile}, {"count", 7}});
  });
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  const std::string end = R"("level":"warning","message":"it happened",)"
                          R"("what":"a \"b\"\r\n{\"level\":\"error\"}?\u001b[2J","count":"7"})";
  EXPECT_EQ(line.substr(line.find("\"level\"")), end + "\n");
  EXPECT_TRUE(line.starts_with("{\"time\":\"20")) << line;
}

TEST(Log, AnEventIsOneLineOfTextWhateverItSays) {
  const std::string line = logged(LogForm::kText, [] { log_warning("it happened", {{"what", kHostile}}); });
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_EQ(line.find_first_of("\r\x1b"), std::string::npos);
}

TEST(Log, WhatIsBelowTheLevelIsNotWritten) {
  EXPECT_FALSE(logs(LogLevel::kInfo));
  EXPECT_TRUE(logs(LogLevel::kWarning));
  EXPECT_EQ(logged(LogForm::kJsonLines, [] { log_info("quiet"); }), "");
}

}  // namespace
}  // namespace broadsheet
