// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the tests of this room share. Included by tests only.

#ifndef BROADSHEET_INDEX_TESTING_H_
#define BROADSHEET_INDEX_TESTING_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "index/index_writer.h"
#include "index/snapshot.h"

namespace broadsheet::index {

// An empty folder that goes when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_(make_temporary_folder("broadsheet-index").value()) {}
  ~TemporaryFolder() { CHECK(remove_all(path_).ok()); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// One field of each kind and one column of each.
inline constexpr FieldId kWords = 0;   // frequencies
inline constexpr FieldId kPlaces = 1;  // frequencies and positions
inline constexpr FieldId kTags = 2;    // neither
inline constexpr ColumnId kNumberColumn = 0;
inline constexpr ColumnId kTagColumn = 1;

inline const Schema& example_schema() {
  static const Schema schema{
      {{"words", true, false, 0.9, 0.4}, {"places", true, true, 0.9, 0.4}, {"tags", false, false, 0.9, 0.4}},
      {{"number", ColumnKind::kNumber}, {"tag", ColumnKind::kKeywords}}};
  return schema;
}

inline IndexWriterOptions example_options() {
  IndexWriterOptions options;
  options.schema = example_schema();
  options.analyzer = "example-1";
  return options;
}

inline RecordPosition example_position(std::uint64_t revision) {
  return {"0123456789abcdef0123456789abcdef", Revision(revision), 1000 + revision};
}

// By term, then by key: the positions, or as many zeros as the frequency where there are none.
using Postings = std::map<std::string, std::map<std::uint32_t, std::vector<std::uint32_t>>>;

// What a field says of all live documents, however they are spread over segments.
inline Postings live_postings(const Snapshot& snapshot, FieldId field) {
  Postings all;
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const InvertedField* inverted = snapshot.segments()[s].fields[field];
    if (inverted == nullptr) continue;
    for (TermIterator terms = inverted->terms(); terms.next();) {
      PostingCursor cursor(inverted->postings(terms.info()));
      for (std::uint32_t doc = cursor.next(); doc != kNoDoc; doc = cursor.next()) {
        if (!snapshot.is_live({s, doc})) continue;
        std::vector<std::uint32_t> positions;
        cursor.positions(positions);
        if (positions.empty()) positions.assign(cursor.tf(), 0);
        all[std::string(terms.term())][snapshot.segments()[s].key(doc)] = positions;
      }
    }
  }
  return all;
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_TESTING_H_
