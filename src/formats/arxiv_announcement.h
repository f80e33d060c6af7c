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

#include "formats/source_record.h"

namespace broadsheet::formats {

// "new", "cross", "replace", "replace-cross".
std::optional<AnnounceType> announce_type(std::string_view text);

struct ArxivAnnouncement {
  std::string id;                    // "arxiv:2608.01234"
  std::optional<AnnounceType> type;  // absent where the feed has a word that we don't know
  std::uint32_t version = 0;         // 0 if none is named
  std::string_view abstract;         // of the description that was read
};

// "arXiv:2608.01234v1 Announce Type: new \n Abstract: ..."; nothing for any other description.
std::optional<ArxivAnnouncement> read_arxiv_announcement(std::string_view description);

// Makes the record of an arXiv paper an announcement: `type` on `day`, which is the day on which the paper
// was listed unless it is replaced. Each type has a key of its own, so that none takes the place of another,
// nor of the archive's fuller word. Without a type or a day, only the key is set.
void announce(SourceRecord& record, std::string_view id, std::optional<AnnounceType> type,
              std::optional<Day> day, std::uint32_t version);

// "2608.01234v2", with "oai:arXiv.org:" or as a URL -> 2; 0 if none is named.
std::uint32_t version_in(std::string_view text);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_ARXIV_ANNOUNCEMENT_H_
