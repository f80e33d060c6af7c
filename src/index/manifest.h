// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The manifest: the one file that says which files are the index, published by one rename. What it
// does not name does not exist. docs/formats/manifest.md has the bytes.

#ifndef BROADSHEET_INDEX_MANIFEST_H_
#define BROADSHEET_INDEX_MANIFEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/schema.h"

namespace broadsheet::index {

// Up to which change of which record an index is. Equal uuid and stamp mean that the record at hand
// still has the history that the index was made from; anything else means rebuild.
struct RecordPosition {
  std::string record_uuid;
  Revision revision;        // published up to here
  std::uint64_t stamp = 0;  // the record's random stamp of that revision
  friend bool operator==(const RecordPosition&, const RecordPosition&) = default;
};

// A file of the index. Its name is made of its number, which is never used again: "00000012.segment".
struct FileEntry {
  std::uint64_t number = 0;
  std::uint64_t size_bytes = 0;
  std::uint64_t identity = 0;  // SectionFile::identity()
  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

struct SegmentEntry {
  FileEntry file;
  std::uint32_t doc_count = 0;
  std::uint32_t deleted_count = 0;
  std::optional<FileEntry> deletes;  // there is one if anything is deleted
  friend bool operator==(const SegmentEntry&, const SegmentEntry&) = default;
};

struct Manifest {
  std::uint64_t generation = 0;  // grows by one with each publication
  std::uint64_t next_file = 1;   // numbers from here on are free
  RecordPosition position;
  std::string analyzer;  // the name of the rules that made the terms
  Schema schema;
  std::vector<SegmentEntry> segments;
  std::optional<FileEntry> votes;
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

inline constexpr std::string_view kManifestFile = "manifest";

std::string segment_file_name(const FileEntry& file);
std::string deletes_file_name(const FileEntry& file);
std::string votes_file_name(const FileEntry& file);

// The section of the file, without header, checksums and footer. decode_manifest takes any bytes, and calls
// those that cannot be a manifest kDamaged.
std::string encode_manifest(const Manifest& manifest);
Result<Manifest> decode_manifest(std::string_view bytes);

// kNotFound if there is none, kUnsupported if a newer program wrote it, kDamaged if it is not as written.
Result<Manifest> read_manifest(const std::string& folder);
// Replaces the manifest durably: a crash at any instant leaves the former one or this one. All files that
// it names must be synced before.
Result<void> publish_manifest(const std::string& folder, const Manifest& manifest);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_MANIFEST_H_
