// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_manifest.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>

#include "base/bytes.h"
#include "base/file.h"
#include "index/limits.h"
#include "index/section_file.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kKind = "vector_manifest";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kSection = "manifest";
constexpr std::string_view kNewManifestFile = "manifest.new";

void append_string(std::string& to, std::string_view text) {
  append_varint(to, text.size());
  to.append(text);
}

void append_file(std::string& to, const FileEntry& file) {
  append_varint(to, file.number);
  append_varint(to, file.size_bytes);
  append_bytes(to, file.identity);
}

FileEntry read_file_entry(ByteReader& reader) {
  FileEntry file;
  file.number = reader.read_varint();
  file.size_bytes = reader.read_varint();
  file.identity = reader.read<std::uint64_t>();
  return file;
}

}  // namespace

std::string vector_segment_file_name(const FileEntry& file) {
  return fmt::format("{:08}.vectors", file.number);
}
std::string vector_dead_file_name(const FileEntry& file) {
  return fmt::format("{:08}.dead", file.number);
}

std::string encode_vector_manifest(const VectorManifest& manifest) {
  std::string bytes;
  append_varint(bytes, manifest.generation);
  append_varint(bytes, manifest.next_file);
  append_string(bytes, manifest.position.record_uuid);
  append_varint(bytes, manifest.position.revision.value());
  append_bytes(bytes, manifest.position.stamp);
  append_string(bytes, manifest.fingerprint);
  append_varint(bytes, manifest.dimensions);
  append_bytes(bytes, manifest.store_identity);
  append_varint(bytes, manifest.segments.size());
  for (const VectorSegmentFiles& segment : manifest.segments) {
    append_file(bytes, segment.file);
    append_varint(bytes, segment.rows);
    append_varint(bytes, segment.dead_count);
    append_bytes(bytes, static_cast<std::uint8_t>(segment.dead ? 1 : 0));
    if (segment.dead) append_file(bytes, *segment.dead);
  }
  return bytes;
}

Result<VectorManifest> decode_vector_manifest(std::string_view bytes) {
  ByteReader reader(bytes);
  bool sound = true;
  const auto bounded = [&](std::uint64_t limit) {
    const std::uint64_t value = reader.read_varint();
    sound = sound && value <= limit;
    return sound && reader.ok() ? value : 0;
  };
  VectorManifest manifest;
  manifest.generation = reader.read_varint();
  manifest.next_file = reader.read_varint();
  manifest.position.record_uuid = reader.read_string();
  manifest.position.revision = Revision(reader.read_varint());
  manifest.position.stamp = reader.read<std::uint64_t>();
  manifest.fingerprint = reader.read_string();
  manifest.dimensions = static_cast<std::uint32_t>(bounded(kVectorDimensionsMax));
  manifest.store_identity = reader.read<std::uint64_t>();
  for (std::uint64_t left = bounded(kSegmentsMax); left > 0 && sound && reader.ok(); --left) {
    VectorSegmentFiles segment;
    segment.file = read_file_entry(reader);
    segment.rows = static_cast<std::uint32_t>(bounded(kSegmentDocsMax));
    segment.dead_count = static_cast<std::uint32_t>(bounded(segment.rows));
    const auto has_dead = reader.read<std::uint8_t>();
    if (has_dead == 1) segment.dead = read_file_entry(reader);
    sound =
        sound && has_dead <= 1 && segment.rows > 0 && segment.dead.has_value() == (segment.dead_count > 0);
    manifest.segments.push_back(segment);
  }
  if (!sound || !reader.ok() || reader.remaining() != 0 || manifest.dimensions == 0)
    return Error(ErrorCode::kDamaged, "these bytes cannot be a manifest of vectors");
  return manifest;
}

Result<VectorManifest> read_vector_manifest(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifestFile);
  TRY(const std::unique_ptr<SectionFile> file, SectionFile::open(path, kKind, kVersion));
  TRY_VOID(file->verify_all());
  TRY(const Section section, file->section(kSection));
  return decode_vector_manifest({reinterpret_cast<const char*>(section.data()), section.size()})
      .context(path);
}

Result<void> publish_vector_manifest(const std::string& folder, const VectorManifest& manifest) {
  const std::string path = folder + "/" + std::string(kManifestFile);
  const std::string new_path = folder + "/" + std::string(kNewManifestFile);
  TRY_VOID(remove_all(new_path));
  TRY(SectionFileWriter writer, SectionFileWriter::create(new_path, kKind, kVersion));
  const std::string bytes = encode_vector_manifest(manifest);
  writer.begin_section(kSection);
  writer.append(bytes.data(), bytes.size());
  writer.end_section();
  TRY(const std::uint64_t size, writer.finish());
  (void)size;
  // The files that the manifest names must be in the folder before the manifest is.
  TRY_VOID(sync_folder(folder));
  if (std::rename(new_path.c_str(), path.c_str()) != 0) return errno_error("rename", new_path);
  return sync_folder(folder);
}

}  // namespace broadsheet::index
