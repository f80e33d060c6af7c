// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/section_file.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/file.h"
#include "index/testing.h"

namespace broadsheet::index {
namespace {

constexpr std::uint32_t kVersion = 3;

std::string write_sections(const std::string& path, const std::vector<std::string>& contents) {
  auto writer = SectionFileWriter::create(path, "example", kVersion).value();
  for (std::size_t i = 0; i < contents.size(); ++i) {
    writer.begin_section("part" + std::to_string(i));
    writer.append(contents[i].data(), contents[i].size());
    writer.end_section();
  }
  CHECK(writer.finish().ok());
  return read_file(path, 1 << 30).value();
}

void overwrite(const std::string& path, const std::string& bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
}

// Whether reading the whole file, as a user of it would, meets an error.
bool notices(const std::string& path) {
  auto file = SectionFile::open(path, "example", kVersion);
  if (!file.ok()) return true;
  return !(*file)->verify_all().ok();
}

RC_GTEST_PROP(SectionFile, GivesBackWhatWasWritten, (std::vector<std::string> contents)) {
  TemporaryFolder folder;
  contents.push_back(std::string(3 * kSectionPageBytes + 5, 'x'));
  contents.resize(std::min<std::size_t>(contents.size(), 50));
  write_sections(folder.file("a"), contents);
  const auto file = SectionFile::open(folder.file("a"), "example", kVersion).value();
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const Section section = file->section("part" + std::to_string(i)).value();
    RC_ASSERT(section.size() == contents[i].size());
    RC_ASSERT(section.verify(0, section.size()));
    RC_ASSERT(std::memcmp(section.data(), contents[i].data(), contents[i].size()) == 0);
    RC_ASSERT(reinterpret_cast<std::uintptr_t>(section.data()) % kSectionAlignment == 0u);
  }
  RC_ASSERT(!file->damaged());
  RC_ASSERT(file->verify_all().ok());
}

TEST(SectionFile, NoticesEveryFlippedByte) {
  TemporaryFolder folder;
  const std::string good = write_sections(folder.file("a"), {"hello", std::string(100, 'y'), ""});
  ASSERT_FALSE(notices(folder.file("a")));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int mask : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ mask);
      overwrite(folder.file("a"), bad);
      ASSERT_TRUE(notices(folder.file("a"))) << "byte " << at << " mask " << mask;
    }
  }
}

TEST(SectionFile, NoticesEveryCutAndEveryAddedTail) {
  TemporaryFolder folder;
  const std::string good = write_sections(folder.file("a"), {"hello", std::string(300, 'y')});
  for (std::size_t size = 0; size < good.size(); ++size) {
    overwrite(folder.file("a"), good.substr(0, size));
    ASSERT_TRUE(notices(folder.file("a"))) << "cut to " << size;
  }
  for (const std::size_t more : {1u, 63u, 64u, 65u, 16384u}) {
    overwrite(folder.file("a"), good + std::string(more, '\0'));
    ASSERT_TRUE(notices(folder.file("a"))) << more << " bytes more";
    overwrite(folder.file("a"), good + good.substr(0, more));
    ASSERT_TRUE(notices(folder.file("a"))) << more << " bytes more";
  }
}

TEST(SectionFile, ADamagedPageLeavesTheOthersReadable) {
  TemporaryFolder folder;
  std::string bytes = write_sections(folder.file("a"), {std::string(4 * kSectionPageBytes, 'z')});
  bytes[2 * kSectionPageBytes + 7] ^= 1;
  overwrite(folder.file("a"), bytes);
  const auto file = SectionFile::open(folder.file("a"), "example", kVersion).value();
  const Section section = file->section("part0").value();
  EXPECT_TRUE(section.verify(0, kSectionPageBytes));
  EXPECT_FALSE(file->damaged());
  EXPECT_FALSE(section.verify(2 * kSectionPageBytes, 1));
  EXPECT_TRUE(file->damaged());
  EXPECT_FALSE(section.verify(0, section.size()));
  EXPECT_TRUE(section.verify(0, kSectionPageBytes));
  EXPECT_EQ(file->bad_pages(), std::vector<std::uint64_t>{2 * kSectionPageBytes});
}

TEST(SectionFile, AReadOutsideTheSectionIsDamage) {
  TemporaryFolder folder;
  write_sections(folder.file("a"), {std::string(10, 'z')});
  for (const auto& [offset, length] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {0, 11}, {10, 1}, {11, 0}, {~0ULL, 1}, {1, ~0ULL}}) {
    const auto file = SectionFile::open(folder.file("a"), "example", kVersion).value();
    EXPECT_FALSE(file->section("part0").value().verify(offset, length));
    EXPECT_TRUE(file->damaged());
  }
  const auto file = SectionFile::open(folder.file("a"), "example", kVersion).value();
  EXPECT_TRUE(file->section("part0").value().verify(10, 0));
  EXPECT_FALSE(file->damaged());
  EXPECT_FALSE(file->section("part1").ok());
}

TEST(SectionFile, ANewerVersionIsRefusedAsUnsupportedAndAnotherKindAsDamaged) {
  TemporaryFolder folder;
  write_sections(folder.file("a"), {"x"});
  EXPECT_EQ(SectionFile::open(folder.file("a"), "example", kVersion - 1).error().code(),
            ErrorCode::kUnsupported);
  EXPECT_EQ(SectionFile::open(folder.file("a"), "other", kVersion).error().code(), ErrorCode::kDamaged);
  EXPECT_EQ(SectionFile::open(folder.file("b"), "example", kVersion).error().code(), ErrorCode::kNotFound);
}

TEST(SectionFileWriter, LeavesNothingBehindUnlessFinished) {
  TemporaryFolder folder;
  {
    auto writer = SectionFileWriter::create(folder.file("a"), "example", 1).value();
    writer.begin_section("x");
    EXPECT_TRUE(std::filesystem::exists(folder.file("a")));
  }
  EXPECT_FALSE(std::filesystem::exists(folder.file("a")));
  write_sections(folder.file("a"), {"x"});
  EXPECT_EQ(SectionFileWriter::create(folder.file("a"), "example", 1).error().code(), ErrorCode::kConflict);
}

}  // namespace
}  // namespace broadsheet::index
