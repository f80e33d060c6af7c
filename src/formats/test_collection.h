// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Lines of a BEIR-style test collection: documents ({"_id", "title", "text", ...}) and queries
// ({"_id", "text", ...}), one JSON object a line.

#ifndef BROADSHEET_FORMATS_TEST_COLLECTION_H_
#define BROADSHEET_FORMATS_TEST_COLLECTION_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::formats {

// Text is valid UTF-8, whitespace collapsed; other keys of the line are not kept.
struct CollectionEntry {
  std::string id;
  std::string title;  // empty for a query
  std::string text;
};

// Confined to one thread: it owns a parser and its buffers.
class CollectionLineReader {
 public:
  CollectionLineReader();
  ~CollectionLineReader();

  // kInvalid if the line is no JSON object, has no "_id", or holds something else than text in one of
  // the three keys. A line has at most kRecordBytesMax bytes.
  Result<CollectionEntry> read(std::string_view line);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_TEST_COLLECTION_H_
