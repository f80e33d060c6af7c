// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Head: the beginning of a document, by which its format is told. File names and media types lie, and
// standard input has none. Each reader's header has a predicate that looks for something that only its format
// has; what is merely similar stays unknown, because a wrong guess would store nonsense. Within this room
// only.

#ifndef BROADSHEET_FORMATS_HEAD_H_
#define BROADSHEET_FORMATS_HEAD_H_

#include <functional>
#include <string_view>

#include "formats/json_values.h"

namespace broadsheet::formats {

struct Head {
  std::string_view text;  // from the first byte that is no blank; at most kRecogniseBytes
  bool is_whole = false;  // the document ends with it
  std::string_view root;  // of XML: the name of the first element, without its prefix; else ""

  bool contains(std::string_view part) const { return text.find(part) != std::string_view::npos; }
  bool is_json() const { return text.starts_with('[') || text.starts_with('{'); }
};

// Calls `look` with each of the first kRecogniseLinesMax lines that are not blank, until it answers false. Of
// a document that goes on, the last line is not looked at, for it may be cut.
void for_each_line(const Head& head, const std::function<bool(std::string_view line)>& look);

bool has_key(JsonObject object, std::string_view key);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_HEAD_H_
