// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A mark: what a reader's library says of a paper, in one line of ASCII, so that a file of BibTeX, RIS,
// CSL-JSON or JSON Lines holds it to the letter. Their own fields for keywords and notes have no place for a
// state, and make one line of a note.
//
//   state=to-read&saved=2026-07-01T12:00:00.000Z&tag=graphs&folder=To%20cite&place=first%20proof&note=a%0Ab
//
// `tag` and `folder` come as often as there are any; `place` is what the owner says of the paper in the
// folder that was named before it. Values are percent-encoded.

#ifndef BROADSHEET_PAPERS_LIBRARY_MARK_H_
#define BROADSHEET_PAPERS_LIBRARY_MARK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "store/library.h"

namespace broadsheet::papers {

struct LibraryMark {
  struct Place {
    std::string folder;  // its title
    std::string note;
    friend bool operator==(const Place&, const Place&) = default;
  };

  store::ReadingState state = store::ReadingState::kNone;
  std::optional<Instant> saved_at = {};
  std::vector<std::string> tags = {};
  std::vector<Place> folders = {};
  std::string note = {};
  friend bool operator==(const LibraryMark&, const LibraryMark&) = default;
};

std::string write_library_mark(const LibraryMark& mark);
// Of any bytes: what is no part of a mark, or beyond the limits of a library, is left out or cut.
LibraryMark read_library_mark(std::string_view text);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIBRARY_MARK_H_
