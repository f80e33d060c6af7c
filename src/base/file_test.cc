// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/file.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/compress.h"
#include "base/testing.h"

namespace broadsheet {
namespace {

class Files : public testing::Test {
 protected:
  void SetUp() override { folder_ = *make_temporary_folder("broadsheet-file-test-"); }
  void TearDown() override { ASSERT_TRUE(remove_all(folder_).ok()); }
  std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }

  std::string folder_;
};

TEST_F(Files, AreReplacedWholeAndPrivate) {
  ASSERT_TRUE(write_file_atomically(path("a"), "one").ok());
  ASSERT_TRUE(write_file_atomically(path("a"), "two").ok());
  EXPECT_EQ(*read_file(path("a"), 100), "two");
  EXPECT_FALSE(std::filesystem::exists(path("a.new")));
  struct stat status {};
  ASSERT_EQ(::stat(path("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(Files, ALeftoverOfACrashIsOverwritten) {
  ASSERT_TRUE(write_file_atomically(path("a.new"), "torn").ok());
  ASSERT_TRUE(write_file_atomically(path("a"), "whole").ok());
  EXPECT_EQ(*read_file(path("a"), 100), "whole");
}

TEST_F(Files, ReadingHasALimitAndNamesWhatIsMissing) {
  ASSERT_TRUE(write_file_atomically(path("a"), "123456").ok());
  EXPECT_EQ(read_file(path("a"), 5).error().code(), ErrorCode::kTooLarge);
  EXPECT_EQ(read_file(path("b"), 5).error().code(), ErrorCode::kNotFound);
  EXPECT_NE(read_file(path("b"), 5).error().message().find(path("b")), std::string::npos);
}

TEST_F(Files, AMapOutlivesItsName) {
  ASSERT_TRUE(write_file_atomically(path("a"), "bytes").ok());
  auto map = MappedFile::open(path("a"));
  ASSERT_TRUE(map.ok());
  ASSERT_TRUE(remove_all(path("a")).ok());
  const MappedFile moved = std::move(*map);
  EXPECT_EQ(std::string(moved.bytes().begin(), moved.bytes().end()), "bytes");
  EXPECT_FALSE(MappedFile::open(folder_).ok());
}

TEST_F(Files, FoldersAreMadeWithTheirParentsAndRemovedWithTheirContents) {
  ASSERT_TRUE(make_folder(path("x/y/z")).ok());
  ASSERT_TRUE(make_folder(path("x/y/z")).ok());
  ASSERT_TRUE(write_file_atomically(path("x/y/z/f"), "").ok());
  EXPECT_FALSE(make_folder(path("x/y/z/f")).ok());
  ASSERT_TRUE(remove_all(path("x")).ok());
  EXPECT_FALSE(std::filesystem::exists(path("x")));
  EXPECT_TRUE(remove_all(path("x")).ok());
}

TEST_F(Files, AByteSourceReadsAFileToItsEnd) {
  ASSERT_TRUE(write_file_atomically(path("a"), "bytes").ok());
  auto source = open_byte_source(path("a"));
  ASSERT_TRUE(source.ok());
  std::string buffer(100, '\0');
  EXPECT_EQ(*(*source)->read(buffer), 5U);
  EXPECT_EQ(*(*source)->read(buffer), 0U);
}

TEST_F(Files, AMapReleasesItsPagesAndReadsThemAgain) {
  constexpr std::size_t kBytes = std::size_t{1} << 20;
  ASSERT_TRUE(write_file_atomically(path("a"), std::string(kBytes, 'x')).ok());
  const MappedFile file = MappedFile::open(path("a")).value();
  const auto all_there = [&] { return std::ranges::count(file.bytes(), std::uint8_t{'x'}) == kBytes; };
  EXPECT_TRUE(all_there());
  EXPECT_EQ(resident_bytes_of(path("a")), kBytes);
  file.release_pages();
  EXPECT_EQ(resident_bytes_of(path("a")), 0U);
  EXPECT_TRUE(all_there());
  MappedFile().release_pages();
}

TEST(MappedFile, HasAReadableTailWhateverItsSize) {
  const std::string folder = make_temporary_folder("broadsheet-file").value();
  for (const std::size_t size : {1u, 4095u, 4096u, 4097u, 12288u}) {
    const std::string path = folder + "/" + std::to_string(size);
    ASSERT_TRUE(write_file_atomically(path, std::string(size, 'x')).ok());
    const MappedFile file = MappedFile::open(path).value();
    ASSERT_EQ(file.size(), size);
    std::size_t letters = 0;
    for (std::size_t i = 0; i < size + MappedFile::kReadableTail; ++i)
      letters += file.data()[i] == 'x' ? 1 : 0;
    EXPECT_EQ(letters, size);
  }
  ASSERT_TRUE(remove_all(folder).ok());
}

}  // namespace
}  // namespace broadsheet
