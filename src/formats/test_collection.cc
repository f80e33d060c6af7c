// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/test_collection.h"

#include "formats/json_values.h"

namespace broadsheet::formats {

struct CollectionLineReader::Impl {
  JsonParser parser;
};

CollectionLineReader::CollectionLineReader() : impl_(std::make_unique<Impl>()) {}
CollectionLineReader::~CollectionLineReader() = default;

Result<CollectionEntry> CollectionLineReader::read(std::string_view line) {
  std::string reason;
  const auto object = impl_->parser.parse_object(line, line.size(), reason);
  if (!object) return Error(ErrorCode::kInvalid, reason);
  CollectionEntry entry;
  const auto read_key = [&object](const char* key, std::string& out) {
    JsonValue value;
    return object->at_key(key).get(value) != simdjson::SUCCESS || read_text(value, out);
  };
  if (!read_key("_id", entry.id) || !read_key("title", entry.title) || !read_key("text", entry.text)) {
    return Error(ErrorCode::kInvalid, "\"_id\", \"title\" and \"text\" must be text");
  }
  if (entry.id.empty()) return Error(ErrorCode::kInvalid, "no \"_id\"");
  return entry;
}

}  // namespace broadsheet::formats
