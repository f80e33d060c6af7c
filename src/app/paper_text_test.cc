// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/paper_text.h"

#include <gtest/gtest.h>

#include "base/english.h"
#include "papers/paper_lines.h"

namespace broadsheet::app {
namespace {

PartialDate date(const char* text) {
  return parse_partial_date(text).value();
}

TEST(Entry, IsSetUnderItsTitle) {
  Terminal terminal = Terminal::for_text(40, false);
  ListEntry entry;
  entry.rank = 7;
  entry.votes = 12;
  entry.votes_columns = 4;
  entry.title = {{"Small Tides: Forecasting Harbours with Few Sensors"}};
  entry.facts = {{"Mina Okafor · 2608.01234"}};
  write_entry(terminal, entry);
  EXPECT_EQ(terminal.taken(),
            " 7   ▲12  Small Tides: Forecasting\n"
            "          Harbours with Few Sensors\n"
            "          Mina Okafor · 2608.01234\n");
}

TEST(Entry, ADateStaysOnOneLine) {
  store::PaperView paper;
  paper.ids = {"arxiv:2608.01234"};
  paper.edition = date("2026-07-01");
  Terminal terminal = Terminal::for_text(40, false);
  ListEntry entry;
  entry.rank = 1;
  entry.votes_columns = 0;
  entry.title = {{"T"}};
  entry.facts = {{"Somebody with a name · "}, {facts_line(paper, true)}};
  write_entry(terminal, entry);
  EXPECT_EQ(terminal.taken(),
            " 1  T\n"
            "    Somebody with a name · 2608.01234 ·\n"
            "    1 Jul 2026\n");
}

}  // namespace
}  // namespace broadsheet::app
