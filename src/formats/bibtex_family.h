// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What entries of one file inherit from each other. "crossref" gives a paper what its volume says (the title
// of the volume becomes the paper's booktitle), "xdata" gives it all the fields of a container.
//
// Parents may stand before or behind their children, so what can be inherited of every entry is remembered,
// up to kHeldBytesMax for a file. Within this room only.

#ifndef BROADSHEET_FORMATS_BIBTEX_FAMILY_H_
#define BROADSHEET_FORMATS_BIBTEX_FAMILY_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bibtex_entry.h"

namespace broadsheet::formats {

// Confined to one thread.
class BibtexFamily {
 public:
  // Remembers an entry under its key. How many entries had this key before; 0 for the first, which is the
  // one that others inherit from.
  std::size_t add(const BibtexEntry& entry);
  // Whether the entry inherits from others, and whether all of them are known by now.
  static bool is_child(const BibtexEntry& entry);
  bool knows_ancestors(const BibtexEntry& entry) const;
  // Adds to the entry what it inherits from those that are known.
  void inherit(BibtexEntry& entry) const;

 private:
  struct Member {
    BibtexEntry entry;
    std::size_t count = 0;
  };

  const BibtexEntry* find(std::string_view key) const;

  std::map<std::string, Member, std::less<>> members_;
  std::size_t bytes_ = 0;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_FAMILY_H_
