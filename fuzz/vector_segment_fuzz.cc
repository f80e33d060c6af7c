// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Searches are safe on any segment of vectors that bears right checksums. The input is a list of edits to the
// sections of a sound segment, five bytes each: what to do, which section, where (u16), a value; the sections
// then get right checksums.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "index/section_file.h"
#include "index/vector_segment.h"
#include "index/vector_testing.h"
#include "search/vector_search.h"

namespace index = broadsheet::index;
namespace search = broadsheet::search;
using broadsheet::PaperNumber;

namespace {

constexpr std::size_t kDimensions = 64;
constexpr std::uint32_t kVectors = 200;
constexpr std::size_t kEditBytes = 5;
constexpr std::size_t kEditsMax = 64;

struct NamedSection {
  std::string name;
  std::string bytes;
};

// Written to memory where there is such a folder: a segment is made for every input.
const std::string& folder() {
  static const std::string path = [] {
    if (std::filesystem::exists("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
    return broadsheet::make_temporary_folder("broadsheet-fuzz").value();
  }();
  return path;
}

const index::VectorStore& store() {
  static const auto writer = [] {
    auto made = index::VectorStoreWriter::open(folder(), "m", kDimensions).value();
    index::ExampleVectors vectors(kDimensions, 8, 1);
    for (std::uint32_t i = 0; i < kVectors; ++i)
      CHECK(made->add(index::example_hash(i), vectors.next_halves()).ok());
    CHECK(made->commit().ok());
    return made;
  }();
  return *writer->store();
}

std::vector<NamedSection> sound_segment() {
  std::vector<index::VectorRow> rows;
  for (std::uint32_t i = 0; i < kVectors; ++i) rows.push_back({PaperNumber(i + 1), i, i});
  index::VectorSegmentOptions options;
  options.lists = 16;
  const std::string path = folder() + "/sound";
  CHECK(build_vector_segment(path, store(), rows, options).ok());
  const auto file =
      index::SectionFile::open(path, index::kVectorSegmentKind, index::kVectorSegmentVersion).value();
  std::vector<NamedSection> sections;
  for (const std::string& name : file->section_names()) {
    const index::Section section = file->section(name).value();
    sections.push_back({name, std::string(reinterpret_cast<const char*>(section.data()), section.size())});
  }
  return sections;
}

void edit(std::vector<NamedSection>& sections, const std::uint8_t* at) {
  std::string& bytes = sections[at[1] % sections.size()].bytes;
  const std::size_t offset = static_cast<std::size_t>(at[2]) | static_cast<std::size_t>(at[3]) << 8;
  switch (at[0] % 3) {
    case 0:
      if (!bytes.empty()) bytes[offset % bytes.size()] = static_cast<char>(at[4]);
      break;
    case 1:
      bytes.resize(offset % (bytes.size() + 1));
      break;
    default:
      bytes.append(1 + offset % 64, static_cast<char>(at[4]));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<NamedSection> sound = sound_segment();
  if (size / kEditBytes > kEditsMax) return 0;
  std::vector<NamedSection> sections = sound;
  for (std::size_t at = 0; at + kEditBytes <= size; at += kEditBytes) edit(sections, data + at);
  const std::string path = folder() + "/edited";
  CHECK(broadsheet::remove_all(path).ok());
  auto writer =
      index::SectionFileWriter::create(path, index::kVectorSegmentKind, index::kVectorSegmentVersion).value();
  for (const NamedSection& section : sections) {
    writer.begin_section(section.name);
    writer.append(section.bytes.data(), section.bytes.size());
    writer.end_section();
  }
  CHECK(writer.finish().ok());
  const auto segment = index::VectorSegment::open(path);
  if (!segment.ok()) {
    CHECK(segment.error().code() == broadsheet::ErrorCode::kDamaged);
    return 0;
  }
  CHECK((*segment)->check().empty() || size >= kEditBytes);
  const std::vector<float> query(store().dimensions(), 1.0F);
  const std::vector<std::uint64_t> allowed(4, 0x5555555555555555);
  const search::VectorSegmentView view{segment->get(), nullptr};
  for (const search::VectorScan scan : {search::VectorScan::kFlat, search::VectorScan::kLists}) {
    search::VectorSearchOptions options;
    options.scan = scan;
    options.probed = 1;
    (void)search::top_vectors({&view, 1}, store(), query, options).ok();
    options.allowed = allowed;
    (void)search::top_vectors({&view, 1}, store(), query, options).ok();
  }
  const std::vector<PaperNumber> papers = {PaperNumber(0), PaperNumber(7), PaperNumber(0xFFFFFFFF)};
  (void)search::cosines({&view, 1}, store(), query, papers).ok();
  return 0;
}
