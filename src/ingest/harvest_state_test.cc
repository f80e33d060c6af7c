// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/harvest_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace broadsheet::ingest {
namespace {

RC_GTEST_PROP(HarvestState, IsReadAsItWasWritten, ()) {
  const auto text = [] { return *rc::gen::arbitrary<std::string>(); };
  HarvestState state;
  for (std::string* field :
       {&state.from, &state.next, &state.list_from, &state.list_began, &state.etag, &state.last_modified,
        &state.last_success, &state.last_error, &state.last_error_at})
    *field = text();
  state.pages = *rc::gen::arbitrary<std::uint64_t>();
  state.failures = *rc::gen::arbitrary<std::uint64_t>();
  RC_ASSERT(state_from_text(to_text(state)).value() == state);
}

TEST(HarvestState, IsNothingAtFirst) {
  EXPECT_EQ(to_text({}), "");
  EXPECT_EQ(state_from_text("").value(), HarvestState{});
}

TEST(HarvestState, OfALaterProgramIsRead) {
  EXPECT_EQ(state_from_text("from=2026-07-01\nmood=good\n").value().from, "2026-07-01");
}

TEST(HarvestState, IsRefusedWhereItIsDamaged) {
  for (const char* text : {"from", "from=%2", "next=%00", "pages=many", "pages=-1\n", "\n"})
    EXPECT_EQ(state_from_text(text).error().code(), ErrorCode::kDamaged) << text;
}

}  // namespace
}  // namespace broadsheet::ingest
