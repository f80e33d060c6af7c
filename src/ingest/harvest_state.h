// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Where a harvest stands: kept in the record under the harvest's name, and committed together with what a
// page brought, so that a harvest that was cut anywhere goes on at the exact place.

#ifndef BROADSHEET_INGEST_HARVEST_STATE_H_
#define BROADSHEET_INGEST_HARVEST_STATE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::ingest {

struct HarvestState {
  // The day from which the next list is asked for, "2026-07-01"; "" is everything.
  std::string from;
  // The list that is being read: where its next page is ("" where none is open), from which day it is, and
  // the day on which it was begun, from which the next one will be.
  std::string next;
  std::string list_from;
  std::string list_began;
  std::uint64_t pages = 0;  // of it so far
  // Of a single document: what its server calls its present state.
  std::string etag;
  std::string last_modified;
  // What a person wants to know. Instants as base/date.h writes them.
  std::string last_success;
  std::string last_error;  // "" after a success
  std::string last_error_at;
  std::uint64_t failures = 0;  // in a row

  // The list that was open is forgotten; the next run begins it anew.
  void drop_list();
  friend bool operator==(const HarvestState&, const HarvestState&) = default;
};

// Lines of `name=value`, with line ends and percent signs in values percent-encoded.
std::string to_text(const HarvestState& state);
// kDamaged for what to_text did not write; unknown names are left out.
Result<HarvestState> state_from_text(std::string_view text);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_HARVEST_STATE_H_
