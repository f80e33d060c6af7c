// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What arXiv's feeds of the day say about a paper beside its data: why it was announced. Within this room
// only.

#ifndef BROADSHEET_FORMATS_ARXIV_ANNOUNCEMENT_H_
#define BROADSHEET_FORMATS_ARXIV_ANNOUNCEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::formats {

enum class AnnounceType : std::uint8_t { kNew, kCross, kReplace, kReplaceCross };

// "new", "cross", "replace", "replace-cross".
std::optional<AnnounceType> announce_type(std::string_view text);

// New to a list of the archive: a paper's first announcement there, no replacement.
bool is_first_announcement(AnnounceType type);

struct ArxivAnnouncement {
  std::string id;                    // "arxiv:2608.01234"
  std::optional<AnnounceType> type;  // absent where the feed has a word that we don't know
  std::string_view abstract;         // of the description that was read
};

// "arXiv:2608.01234v1 Announce Type: new \n Abstract: ..."; nothing for any other description.
std::optional<ArxivAnnouncement> read_arxiv_announcement(std::string_view description);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ARXIV_ANNOUNCEMENT_H_
