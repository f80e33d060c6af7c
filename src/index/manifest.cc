// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/manifest.h"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

#include "base/bytes.h"
#include "base/file.h"
#include "index/limits.h"
#include "index/section_file.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kKind = "manifest";
constexpr std::string_view kSection = "manifest";
constexpr std::string_view kNewManifestFile = "manifest.new";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint8_t kHasFrequencies = 1;
constexpr std::uint8_t kHasPositions = 2;

void append_string(std::string& to, std::string_view text) {
  append_varint(to, text.size());
  to.append(text);
}

void append_file(std::string& to, const FileEntry& file) {
  append_varint(to, file.number);
  append_varint(to, file.size_bytes);
  append_bytes(to, file.identity);
}

void append_optional_file(std::string& to, const std::optional<FileEntry>& file) {
  append_bytes(to, static_cast<std::uint8_t>(file ? 1 : 0));
  if (file) append_file(to, *file);
}

void append_schema(std::string& to, const Schema& schema) {
  append_varint(to, schema.fields.size());
  for (const FieldSpec& field : schema.fields) {
    append_string(to, field.name);
    append_bytes(to, static_cast<std::uint8_t>((field.frequencies ? kHasFrequencies : 0) |
                                               (field.positions ? kHasPositions : 0)));
    append_bytes(to, field.k1);
    append_bytes(to, field.b);
  }
  append_varint(to, schema.columns.size());
  for (const ColumnSpec& column : schema.columns) {
    append_string(to, column.name);
    append_bytes(to, static_cast<std::uint8_t>(column.kind));
  }
}

// Reads what encode_manifest() wrote. Any bytes are safe; `sound` is false afterwards for those that cannot
// be a manifest.
struct Decoder {
  ByteReader reader;
  bool sound = true;

  std::uint64_t count(std::uint64_t limit) {
    const std::uint64_t value = reader.read_varint();
    if (value > limit) sound = false;
    return sound && reader.ok() ? value : 0;
  }
  std::string string() { return std::string(reader.read_string()); }
  bool flag() {
    const auto value = reader.read<std::uint8_t>();
    if (value > 1) sound = false;
    return value == 1;
  }
  FileEntry file() {
    FileEntry entry;
    entry.number = reader.read_varint();
    entry.size_bytes = reader.read_varint();
    entry.identity = reader.read<std::uint64_t>();
    return entry;
  }
  std::optional<FileEntry> optional_file() {
    if (!flag()) return std::nullopt;
    return file();
  }

  Schema schema() {
    Schema schema;
    for (std::uint64_t left = count(kFieldsMax); left > 0; --left) {
      FieldSpec field;
      field.name = string();
      const auto flags = reader.read<std::uint8_t>();
      if ((flags & ~(kHasFrequencies | kHasPositions)) != 0) sound = false;
      field.frequencies = (flags & kHasFrequencies) != 0;
      field.positions = (flags & kHasPositions) != 0;
      field.k1 = reader.read<double>();
      field.b = reader.read<double>();
      schema.fields.push_back(std::move(field));
    }
    for (std::uint64_t left = count(kColumnsMax); left > 0; --left) {
      ColumnSpec column;
      column.name = string();
      const auto kind = reader.read<std::uint8_t>();
      if (kind > static_cast<std::uint8_t>(ColumnKind::kKeywords)) sound = false;
      column.kind = static_cast<ColumnKind>(kind);
      schema.columns.push_back(std::move(column));
    }
    return schema;
  }

  SegmentEntry segment() {
    SegmentEntry segment;
    segment.file = file();
    segment.doc_count = static_cast<std::uint32_t>(count(kSegmentDocsMax));
    segment.deleted_count = static_cast<std::uint32_t>(count(segment.doc_count));
    segment.deletes = optional_file();
    if (segment.deletes.has_value() != (segment.deleted_count > 0)) sound = false;
    return segment;
  }

  Manifest manifest() {
    Manifest manifest;
    manifest.generation = reader.read_varint();
    manifest.next_file = reader.read_varint();
    manifest.position.record_uuid = string();
    manifest.position.revision = Revision(reader.read_varint());
    manifest.position.stamp = reader.read<std::uint64_t>();
    manifest.analyzer = string();
    manifest.schema = schema();
    for (std::uint64_t left = count(kSegmentsMax); left > 0 && reader.ok(); --left) {
      manifest.segments.push_back(segment());
    }
    manifest.votes = optional_file();
    return manifest;
  }
};

std::string numbered(const FileEntry& file, std::string_view suffix) {
  return fmt::format("{:08}.{}", file.number, suffix);
}

}  // namespace

std::string segment_file_name(const FileEntry& file) {
  return numbered(file, "segment");
}
std::string deletes_file_name(const FileEntry& file) {
  return numbered(file, "deletes");
}
std::string votes_file_name(const FileEntry& file) {
  return numbered(file, "votes");
}

std::string encode_manifest(const Manifest& manifest) {
  std::string bytes;
  append_varint(bytes, manifest.generation);
  append_varint(bytes, manifest.next_file);
  append_string(bytes, manifest.position.record_uuid);
  append_varint(bytes, manifest.position.revision.value());
  append_bytes(bytes, manifest.position.stamp);
  append_string(bytes, manifest.analyzer);
  append_schema(bytes, manifest.schema);
  append_varint(bytes, manifest.segments.size());
  for (const SegmentEntry& segment : manifest.segments) {
    append_file(bytes, segment.file);
    append_varint(bytes, segment.doc_count);
    append_varint(bytes, segment.deleted_count);
    append_optional_file(bytes, segment.deletes);
  }
  append_optional_file(bytes, manifest.votes);
  return bytes;
}

Result<Manifest> decode_manifest(std::string_view bytes) {
  Decoder decoder{ByteReader(bytes.data(), bytes.size())};
  Manifest manifest = decoder.manifest();
  if (!decoder.sound || !decoder.reader.ok() || decoder.reader.remaining() != 0) {
    return Error(ErrorCode::kDamaged, "these bytes cannot be a manifest");
  }
  return manifest;
}

Result<Manifest> read_manifest(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifestFile);
  TRY(const std::unique_ptr<SectionFile> file, SectionFile::open(path, kKind, kVersion));
  TRY_VOID(file->verify_all());
  TRY(const Section section, file->section(kSection));
  Result<Manifest> manifest =
      decode_manifest({reinterpret_cast<const char*>(section.data()), section.size()});
  if (!manifest.ok()) return Error(manifest.error().code(), path + ": " + manifest.error().message());
  return manifest;
}

Result<void> publish_manifest(const std::string& folder, const Manifest& manifest) {
  const std::string path = folder + "/" + std::string(kManifestFile);
  const std::string new_path = folder + "/" + std::string(kNewManifestFile);
  TRY_VOID(remove_all(new_path));
  TRY(SectionFileWriter writer, SectionFileWriter::create(new_path, kKind, kVersion));
  const std::string bytes = encode_manifest(manifest);
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
