// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_store.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include "index/testing.h"
#include "index/vector_testing.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kDimensions = 24;
constexpr std::string_view kModel = "model-1";

std::vector<std::uint16_t> halves_of(std::uint64_t number) {
  std::vector<float> values(kDimensions);
  for (std::size_t i = 0; i < kDimensions; ++i) values[i] = static_cast<float>(number % 100 + i + 1);
  std::vector<std::uint16_t> halves(kDimensions);
  halves_from_floats(values, halves);
  return halves;
}

std::vector<std::uint16_t> copy(std::span<const std::uint16_t> halves) {
  return {halves.begin(), halves.end()};
}

std::unique_ptr<VectorStoreWriter> open_writer(const std::string& folder) {
  return VectorStoreWriter::open(folder, kModel, kDimensions).value();
}

void append(VectorStoreWriter& writer, std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t number = first; number < last; ++number)
    ASSERT_TRUE(writer.add(example_hash(number), halves_of(number)).ok());
  ASSERT_TRUE(writer.commit().ok());
}

std::string read(const std::string& path) {
  return read_file(path, 1 << 24).value();
}

void write(const std::string& path, const std::string& bytes) {
  ASSERT_TRUE(remove_all(path).ok());
  const Fd fd = create_new_file(path).value();
  ASSERT_TRUE(write_all(fd, bytes.data(), bytes.size(), path).ok());
}

TEST(VectorStore, GivesBackWhatWasAppendedAndKnowsEachTextOnce) {
  const TemporaryFolder folder;
  EXPECT_EQ(VectorStore::open(folder.path(), kModel).error().code(), ErrorCode::kNotFound);
  auto writer = open_writer(folder.path());
  append(*writer, 0, 3000);
  append(*writer, 1000, 5000);
  EXPECT_EQ(writer->store()->size(), 5000U);
  writer = open_writer(folder.path());
  append(*writer, 4999, 9000);
  const auto store = VectorStore::open(folder.path(), kModel).value();
  ASSERT_EQ(store->size(), 9000U);
  EXPECT_EQ(store->dimensions(), kDimensions);
  EXPECT_EQ(store->identity(), writer->store()->identity());
  for (std::uint32_t number = 0; number < 9000; ++number) {
    ASSERT_EQ(writer->find(example_hash(number)), number);
    ASSERT_EQ(store->hash(number), example_hash(number));
    ASSERT_EQ(copy(store->vector(number)), halves_of(number));
  }
  EXPECT_EQ(writer->find(example_hash(9000)), std::nullopt);
  EXPECT_TRUE(store->vector(9000).empty());
  EXPECT_TRUE(store->verify().empty());
}

TEST(VectorStore, AReaderSeesWhatIsCommittedWhenItOpensAgain) {
  const TemporaryFolder folder;
  auto writer = open_writer(folder.path());
  append(*writer, 0, 10);
  const auto first = VectorStore::open(folder.path(), kModel).value();
  EXPECT_EQ(VectorStore::reopen(first).value(), first);
  ASSERT_TRUE(writer->add(example_hash(10), halves_of(10)).ok());
  EXPECT_EQ(VectorStore::reopen(first).value(), first) << "a batch is not there before its commit";
  ASSERT_TRUE(writer->commit().ok());
  const auto second = VectorStore::reopen(first).value();
  EXPECT_EQ(first->size(), 10U);
  ASSERT_EQ(second->size(), 11U);
  EXPECT_EQ(copy(second->vector(10)), halves_of(10));
  EXPECT_EQ(second->vector(3).data(), first->vector(3).data()) << "the map is shared";
}

TEST(VectorStore, RefusesWhatHasNoDirectionAndNamesThatAreNoFingerprint) {
  const TemporaryFolder folder;
  auto writer = open_writer(folder.path());
  std::vector<std::uint16_t> halves(kDimensions);
  EXPECT_EQ(writer->add(example_hash(1), halves).error().code(), ErrorCode::kInvalid);
  halves[3] = half_from_float(std::numeric_limits<float>::infinity());
  EXPECT_EQ(writer->add(example_hash(1), halves).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(writer->find(example_hash(1)), std::nullopt);
  for (const char* name : {"", "../model", "a.b", "A"})
    EXPECT_EQ(VectorStore::open(folder.path(), name).error().code(), ErrorCode::kInvalid) << name;
  EXPECT_EQ(VectorStoreWriter::open(folder.path(), kModel, 25).error().code(), ErrorCode::kDamaged);
}

TEST(VectorStore, ATailTornAnywhereLosesOnlyWhatIsTorn) {
  const TemporaryFolder folder;
  {
    auto writer = open_writer(folder.path());
    append(*writer, 0, 5);
  }
  const std::string keys_path = folder.file("model-1.keys");
  const std::string values_path = folder.file("model-1.values");
  const std::string keys = read(keys_path);
  const std::string values = read(values_path);
  for (std::size_t size = 64; size <= keys.size(); ++size) {
    write(keys_path, keys.substr(0, size));
    write(values_path, values);
    ASSERT_EQ(VectorStore::open(folder.path(), kModel).value()->size(), (size - 64) / 24);
  }
  for (std::size_t size = 64; size <= values.size(); size += 11) {
    write(keys_path, keys);
    write(values_path, values.substr(0, size));
    auto writer = open_writer(folder.path());
    ASSERT_EQ(writer->store()->size(), (size - 64) / (kDimensions * 2));
    append(*writer, 0, 5);
    ASSERT_EQ(writer->store()->size(), 5U);
    ASSERT_TRUE(writer->store()->verify().empty());
    ASSERT_EQ(read(values_path), values);
    ASSERT_EQ(read(keys_path), keys);
  }
  write(keys_path, keys + std::string(100, '\0'));
  write(values_path, values + std::string(1000, '\0'));
  auto writer = open_writer(folder.path());
  append(*writer, 5, 6);
  EXPECT_EQ(writer->store()->size(), 6U);
  EXPECT_TRUE(writer->store()->verify().empty());
}

TEST(VectorStore, EveryChangedByteCostsOneVectorAtMostAndIsNamed) {
  const TemporaryFolder folder;
  {
    auto writer = open_writer(folder.path());
    append(*writer, 0, 4);
  }
  for (const std::string name : {"model-1.keys", "model-1.values"}) {
    const std::string good = read(folder.file(name));
    for (std::size_t at = 0; at < good.size(); ++at) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
      write(folder.file(name), bad);
      const auto store = VectorStore::open(folder.path(), kModel);
      if (at < 64) {
        ASSERT_FALSE(store.ok()) << name << at;
        continue;
      }
      std::uint32_t sound = 0;
      for (std::uint32_t i = 0; i < (*store)->size(); ++i) {
        if ((*store)->vector(i).empty()) continue;
        ++sound;
        ASSERT_EQ(copy((*store)->vector(i)), halves_of(i));
        ASSERT_EQ((*store)->hash(i), example_hash(i));
      }
      ASSERT_EQ(sound, 3U) << name << " " << at;
      const auto problems = (*store)->verify();
      if ((*store)->size() == 4) {
        ASSERT_EQ(problems.size(), 1U);
        ASSERT_EQ(problems[0].file, name);
        ASSERT_LE(problems[0].offset, at);
      }
    }
    write(folder.file(name), good);
  }
}

TEST(VectorStore, ADamagedVectorIsAppendedAgain) {
  const TemporaryFolder folder;
  {
    auto writer = open_writer(folder.path());
    append(*writer, 0, 4);
  }
  std::string values = read(folder.file("model-1.values"));
  values[64 + kDimensions * 2 + 3] ^= 1;
  write(folder.file("model-1.values"), values);
  for (int times = 0; times < 2; ++times) {
    auto writer = open_writer(folder.path());
    append(*writer, 0, 4);
    EXPECT_EQ(writer->store()->size(), 5U);
    EXPECT_EQ(writer->find(example_hash(1)), 4U);
    EXPECT_EQ(copy(writer->store()->vector(4)), halves_of(1));
  }
}

TEST(VectorStore, ExportAndImportMoveWhatIsSoundAndMissing) {
  const TemporaryFolder from;
  const TemporaryFolder to;
  const TemporaryFolder third;
  auto writer = open_writer(from.path());
  append(*writer, 0, 20);
  EXPECT_EQ(writer->store()->export_to(to.path()).value(), 20U);
  EXPECT_EQ(writer->store()->export_to(to.path()).error().code(), ErrorCode::kConflict);
  const auto exported = VectorStore::open(to.path(), kModel).value();
  EXPECT_NE(exported->identity(), writer->store()->identity());
  auto other = open_writer(third.path());
  append(*other, 15, 30);
  EXPECT_EQ(other->import_from(*exported).value(), 15U);
  EXPECT_EQ(other->import_from(*exported).value(), 0U);
  for (std::uint64_t number = 0; number < 30; ++number)
    EXPECT_EQ(copy(other->store()->vector(other->find(example_hash(number)).value())), halves_of(number));
  auto different = VectorStoreWriter::open(third.path(), "model-2", kDimensions).value();
  EXPECT_EQ(different->import_from(*exported).error().code(), ErrorCode::kInvalid);
}

// The child says through a pipe how many vectors were committed; whatever it said must be there.
TEST(VectorStore, KillsAtAnyInstantLoseNothingThatWasCommitted) {
  const TemporaryFolder folder;
  std::mt19937 random(7);
  std::uint32_t promised = 0;
  for (int kill_number = 0; kill_number < 40; ++kill_number) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto writer = VectorStoreWriter::open(folder.path(), kModel, kDimensions);
      if (!writer.ok()) ::_exit(3);
      for (std::uint64_t number = (*writer)->store()->size();; ++number) {
        if (!(*writer)->add(example_hash(number), halves_of(number)).ok()) ::_exit(4);
        if (number % 3 != 0) continue;
        if (!(*writer)->commit().ok()) ::_exit(5);
        const std::uint32_t committed = (*writer)->store()->size();
        if (::write(ends[1], &committed, sizeof committed) != sizeof committed) ::_exit(6);
      }
    }
    ::close(ends[1]);
    std::uint32_t size = 0;
    // Half of them die while they still open; the others have committed something.
    if (kill_number % 2 == 0 && ::read(ends[0], &size, sizeof size) == sizeof size) promised = size;
    ::usleep(static_cast<useconds_t>(random() % 6000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    while (::read(ends[0], &size, sizeof size) == sizeof size) promised = size;
    ::close(ends[0]);
    if (promised == 0) continue;
    const auto store = VectorStore::open(folder.path(), kModel).value();
    ASSERT_GE(store->size(), promised);
    ASSERT_TRUE(store->verify().empty());
    for (std::uint32_t i = 0; i < store->size(); ++i) ASSERT_EQ(copy(store->vector(i)), halves_of(i));
  }
  EXPECT_GT(promised, 0U);
}

}  // namespace
}  // namespace broadsheet::index
