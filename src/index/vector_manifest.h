// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The manifest of the vectors: which files are the index, published by one rename.
// docs/formats/vector_manifest.md has the bytes.

#ifndef BROADSHEET_INDEX_VECTOR_MANIFEST_H_
#define BROADSHEET_INDEX_VECTOR_MANIFEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/manifest.h"

namespace broadsheet::index {

struct VectorSegmentFiles {
  FileEntry file;
  std::uint32_t rows = 0;
  std::uint32_t dead_count = 0;
  std::optional<FileEntry> dead;  // there is one if any row is dead
  friend bool operator==(const VectorSegmentFiles&, const VectorSegmentFiles&) = default;
};

struct VectorManifest {
  std::uint64_t generation = 0;  // grows by one with each publication
  std::uint64_t next_file = 1;   // numbers from here on are free
  RecordPosition position;
  std::string fingerprint;  // of the model
  std::uint32_t dimensions = 0;
  std::uint64_t store_identity = 0;
  std::vector<VectorSegmentFiles> segments;
  friend bool operator==(const VectorManifest&, const VectorManifest&) = default;
};

std::string vector_segment_file_name(const FileEntry& file);
std::string vector_dead_file_name(const FileEntry& file);

// The section of the file. decode takes any bytes, and calls those that cannot be a manifest kDamaged.
std::string encode_vector_manifest(const VectorManifest& manifest);
Result<VectorManifest> decode_vector_manifest(std::string_view bytes);

// As read_manifest and publish_manifest.
Result<VectorManifest> read_vector_manifest(const std::string& folder);
Result<void> publish_vector_manifest(const std::string& folder, const VectorManifest& manifest);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_MANIFEST_H_
