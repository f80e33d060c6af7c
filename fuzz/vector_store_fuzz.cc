// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a store of vectors or are refused, what a damaged store still gives is what was put into it,
// and a writer can go on with whatever it could open. The input is a list of edits to a sound store, five
// bytes each: what to do, to which file, where (u16), a value.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/check.h"
#include "base/file.h"
#include "index/vector_store.h"
#include "index/vector_testing.h"

namespace index = broadsheet::index;

namespace {

constexpr std::size_t kDimensions = 6;
constexpr std::uint32_t kVectors = 20;
constexpr std::size_t kEditBytes = 5;
constexpr std::size_t kEditsMax = 64;
constexpr std::size_t kFileBytesMax = 1 << 20;

std::vector<std::uint16_t> halves_of(std::uint32_t number) {
  std::vector<std::uint16_t> halves(kDimensions);
  for (std::size_t i = 0; i < kDimensions; ++i)
    halves[i] = index::half_from_float(static_cast<float>(number + i + 1));
  return halves;
}

// Written to memory where there is such a folder.
const std::string& folder() {
  static const std::string path = [] {
    if (std::filesystem::exists("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
    return broadsheet::make_temporary_folder("broadsheet-fuzz").value();
  }();
  return path;
}

void write(const std::string& path, const std::string& bytes) {
  CHECK(broadsheet::remove_all(path).ok());
  const broadsheet::Fd fd = broadsheet::create_new_file(path).value();
  CHECK(broadsheet::write_all(fd, bytes.data(), bytes.size(), path).ok());
}

void edit(std::string& bytes, const std::uint8_t* at) {
  const std::size_t offset = static_cast<std::size_t>(at[2]) | static_cast<std::size_t>(at[3]) << 8;
  switch (at[0] % 3) {
    case 0:
      if (!bytes.empty()) bytes[offset % bytes.size()] ^= static_cast<char>(at[4]);
      break;
    case 1:
      bytes.resize(offset % (bytes.size() + 1));
      break;
    default:
      bytes.append(1 + offset % 200, static_cast<char>(at[4]));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string keys_path = folder() + "/m.keys";
  static const std::string values_path = folder() + "/m.values";
  static const std::pair<std::string, std::string> sound = [] {
    const auto writer = index::VectorStoreWriter::open(folder(), "m", kDimensions).value();
    for (std::uint32_t i = 0; i < kVectors; ++i)
      CHECK(writer->add(index::example_hash(i), halves_of(i)).ok());
    CHECK(writer->commit().ok());
    return std::pair(broadsheet::read_file(keys_path, kFileBytesMax).value(),
                     broadsheet::read_file(values_path, kFileBytesMax).value());
  }();
  if (size / kEditBytes > kEditsMax) return 0;
  auto [keys, values] = sound;
  for (std::size_t at = 0; at + kEditBytes <= size; at += kEditBytes)
    edit(data[at + 1] % 2 == 0 ? keys : values, data + at);
  write(keys_path, keys);
  write(values_path, values);
  const auto store = index::VectorStore::open(folder(), "m");
  if (!store.ok()) return 0;
  (void)(*store)->verify();
  for (std::uint32_t i = 0; i <= (*store)->size(); ++i) {
    const auto hash = (*store)->hash(i);
    const auto row = (*store)->vector(i);
    if (!hash || row.empty()) continue;
    CHECK(*hash == index::example_hash(i) && std::ranges::equal(row, halves_of(i)));
  }
  auto writer = index::VectorStoreWriter::open(folder(), "m", kDimensions).value();
  for (std::uint32_t i = 0; i <= kVectors; ++i) CHECK(writer->add(index::example_hash(i), halves_of(i)).ok());
  CHECK(writer->commit().ok());
  for (std::uint32_t i = 0; i <= kVectors; ++i) {
    const auto ordinal = writer->find(index::example_hash(i));
    CHECK(ordinal && std::ranges::equal(writer->store()->vector(*ordinal), halves_of(i)));
  }
  return 0;
}
