// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How far a follower is, for those that only look: status, check and search.

#ifndef BROADSHEET_APP_FOLLOWER_STATE_H_
#define BROADSHEET_APP_FOLLOWER_STATE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "app/context.h"
#include "base/strong_id.h"
#include "papers/trending_table.h"
#include "store/record.h"

namespace broadsheet::app {

struct FollowerState {
  std::string name;
  std::string state;      // "up to date", "behind", "not built yet", "to be rebuilt"
  Revision revision;      // published
  std::uint64_t lag = 0;  // revisions of the record that are not in it
  std::uint64_t papers = 0;
  std::uint64_t bytes = 0;  // of its files
};

// Takes no lock and never fails: what cannot be read is to be rebuilt.
// None where no paper was ever encoded.
std::optional<FollowerState> vectors_state(const Context& context, Revision head);
// Of a server that runs; null where it was not made yet.
FollowerState trending_state(const papers::TrendingTable* table, Revision head);
FollowerState lexical_state(const Context& context, store::Record& record, Revision head);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_FOLLOWER_STATE_H_
