// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/progress.h"

#include <gtest/gtest.h>

#include "text/display.h"

namespace broadsheet::app {
namespace {

TEST(ProgressLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_line("a.jsonl", 0.5, 52114, "record", 3912.7, 10, 100),
            "a.jsonl  ████████████░░░░░░░░░░░░   50%  52,114 records, 3,912/s, 0:10 left");
}

TEST(ProgressLine, SaysNothingAboutTheEndWhereItIsNotKnown) {
  EXPECT_EQ(progress_line("-", -1, 1, "record", 0, 1, 100), "-  1 record, 0/s");
}

TEST(ProgressLine, TheFirstMomentsGiveNoTimeLeft) {
  EXPECT_EQ(progress_line("a", 0.001, 5, "record", 5, 10, 60).find("left"), std::string::npos);
  EXPECT_EQ(progress_line("a", 0.5, 5, "record", 5, 0.1, 60).find("left"), std::string::npos);
}

TEST(ProgressLine, FitsEveryWidth) {
  for (std::size_t columns = 10; columns < 140; ++columns) {
    for (const double fraction : {-1.0, 0.0, 0.3, 1.0, 1.5}) {
      const std::string line = progress_line("a-very-long-file-name-of-an-archive.jsonl.zst", fraction,
                                             361001, "record", 4000, 7300, columns);
      EXPECT_LE(text::display_width(line), columns) << line;
    }
  }
}

TEST(ProgressBar, IsSilentWhereNobodyLooks) {
  Terminal terminal = Terminal::for_text(80, false);
  {
    ProgressBar bar(terminal, "reading");
    bar.show(1, 2, 3, "record");
  }
  EXPECT_EQ(terminal.taken(), "");
}

}  // namespace
}  // namespace broadsheet::app
