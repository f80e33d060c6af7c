// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whether a paper stands in a journal or in the papers of a conference: sources give a name and nothing else,
// and reference managers have a kind of entry for each.

#ifndef BROADSHEET_FORMATS_VENUE_KIND_H_
#define BROADSHEET_FORMATS_VENUE_KIND_H_

#include <cstdint>
#include <string_view>

namespace broadsheet::formats {

enum class VenueKind : std::uint8_t { kNone, kJournal, kConference };

// kNone without a name: a preprint. By the words of the name; what none of them tells is a journal.
VenueKind venue_kind(std::string_view venue);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_VENUE_KIND_H_
