// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Vote histories: tab-separated lines "id, observed_at, upvotes, feed", with or without a heading of
// those names. The feed may be absent, further columns are ignored.

#ifndef BROADSHEET_FORMATS_VOTE_HISTORY_READER_H_
#define BROADSHEET_FORMATS_VOTE_HISTORY_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/head.h"
#include "formats/reader.h"

namespace broadsheet::formats {

bool is_vote_history(const Head& head);
std::unique_ptr<Reader> make_vote_history_reader(const ReaderOptions& options);

// Reads one row; sets `reason` if it is none. For the reader and for recognise().
std::optional<VoteObservation> read_vote_row(std::string_view line, std::string& reason);

// True for the heading "id<TAB>observed_at<TAB>upvotes...".
bool is_vote_heading(std::string_view line);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_VOTE_HISTORY_READER_H_
