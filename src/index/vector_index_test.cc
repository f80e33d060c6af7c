// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include "index/testing.h"
#include "index/vector_index_writer.h"
#include "index/vector_testing.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kDimensions = 64;
constexpr std::uint32_t kStored = 500;

// Vector number n is the one of text hash n.
struct Fixture {
  Fixture() {
    writer = VectorStoreWriter::open(folder.file("vectors"), "m", kDimensions).value();
    ExampleVectors vectors(kDimensions, 10, 2);
    for (std::uint32_t i = 0; i < kStored; ++i)
      CHECK(writer->add(example_hash(i), vectors.next_halves()).ok());
    CHECK(writer->commit().ok());
  }
  const VectorStore& store() const { return *writer->store(); }
  std::string index() const { return folder.file("index"); }
  std::unique_ptr<VectorIndexWriter> open() const {
    return VectorIndexWriter::open(index(), store()).value();
  }

  TemporaryFolder folder;
  std::unique_ptr<VectorStoreWriter> writer;
};

VectorRow row_of(std::uint32_t paper, std::uint32_t number) {
  return {PaperNumber(paper), example_hash(number).first, number};
}

// By paper: the number of its vector.
std::map<std::uint32_t, std::uint32_t> contents(const VectorSnapshot& snapshot) {
  std::map<std::uint32_t, std::uint32_t> all;
  for (const VectorSegmentView& view : snapshot.segments()) {
    for (std::uint32_t row = 0; row < view.segment->row_count(); ++row) {
      if (!view.is_live(row)) continue;
      const VectorRowEntry& entry = view.segment->entry(row);
      CHECK(entry.text_hash == example_hash(entry.ordinal).first);
      CHECK(all.emplace(view.segment->papers()[row], entry.ordinal).second);
    }
  }
  CHECK(all.size() == snapshot.live_rows());
  return all;
}

std::map<std::uint32_t, std::uint32_t> published(const Fixture& fixture) {
  return contents(*VectorSnapshot::open(fixture.index()).value());
}

// Any order of changes, publications, merges and openings, against a map.
void write_and_compare(const Fixture& fixture, std::uint32_t seed) {
  ASSERT_TRUE(VectorIndexWriter::clear(fixture.index()).ok());
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  std::map<std::uint32_t, std::uint32_t> model;
  auto writer = fixture.open();
  std::shared_ptr<const VectorSnapshot> reader;
  for (std::uint32_t publication = 1; publication <= 8; ++publication) {
    for (std::uint32_t change = below(30); change > 0; --change) {
      const std::uint32_t paper = 1 + below(60);
      if (below(4) == 0) {
        model.erase(paper);
        writer->remove(PaperNumber(paper));
      } else {
        model[paper] = below(kStored);
        writer->put(row_of(paper, model[paper]));
      }
    }
    if (reader != nullptr) {
      ASSERT_TRUE(VectorSnapshot::reopen(fixture.index(), reader).value() == reader);
    }
    ASSERT_TRUE(writer->publish(example_position(publication), fixture.store()).ok());
    if (below(3) == 0) {
      ASSERT_TRUE(writer->merge_step(fixture.store()).ok());
    }
    if (below(9) == 0) {
      ASSERT_TRUE(writer->merge_all(fixture.store()).ok());
    }
    if (below(4) == 0) writer = fixture.open();
    reader = VectorSnapshot::reopen(fixture.index(), reader).value();
    ASSERT_TRUE(contents(*reader) == model);
    ASSERT_TRUE(reader->manifest().position == example_position(publication));
    ASSERT_TRUE(check_vector_index(fixture.index(), &fixture.store()).empty());
    for (std::uint32_t paper = 0; paper < 62; ++paper) {
      const auto found = reader->find(PaperNumber(paper));
      ASSERT_TRUE(found.has_value() == model.contains(paper));
      if (found) {
        ASSERT_TRUE(found->ordinal == model[paper]);
      }
    }
  }
}

TEST(VectorIndex, ShowsTheLastVectorOfEachPaperHoweverItWasWritten) {
  const Fixture fixture;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    write_and_compare(fixture, seed);
    if (HasFatalFailure()) return;
  }
}

TEST(VectorIndex, MergesUntilFewSegmentsAreLeft) {
  const Fixture fixture;
  auto writer = fixture.open();
  for (std::uint32_t i = 0; i < 40; ++i) {
    for (std::uint32_t paper = 10 * i; paper < 10 * i + 10; ++paper) writer->put(row_of(paper + 1, paper));
    ASSERT_TRUE(writer->publish(example_position(i), fixture.store()).ok());
    while (writer->merge_step(fixture.store()).value()) {
    }
    EXPECT_LE(writer->manifest().segments.size(), 8U);
  }
  EXPECT_EQ(published(fixture).size(), 400U);
  const std::uint64_t generation = writer->manifest().generation;
  writer->put(row_of(5, 4));
  ASSERT_TRUE(writer->publish(example_position(99), fixture.store()).ok());
  EXPECT_EQ(writer->manifest().generation, generation + 1);
  EXPECT_EQ(std::count_if(writer->manifest().segments.begin(), writer->manifest().segments.end(),
                          [](const VectorSegmentFiles& files) { return files.dead.has_value(); }),
            0)
      << "the same vector again changes nothing";
}

TEST(VectorIndex, BelongsToOneStoreAndOneModel) {
  const Fixture fixture;
  const Fixture other;
  {
    auto writer = fixture.open();
    writer->put(row_of(1, 1));
    ASSERT_TRUE(writer->publish(example_position(1), fixture.store()).ok());
  }
  EXPECT_EQ(VectorIndexWriter::open(fixture.index(), other.store()).error().code(), ErrorCode::kDamaged);
  EXPECT_FALSE(check_vector_index(fixture.index(), &other.store()).empty());
  ASSERT_TRUE(VectorIndexWriter::clear(fixture.index()).ok());
  EXPECT_EQ(VectorSnapshot::open(fixture.index()).error().code(), ErrorCode::kNotFound);
  EXPECT_TRUE(VectorIndexWriter::open(fixture.index(), other.store()).ok());
}

TEST(VectorIndex, APaperWhoseVectorIsDamagedHasNoneUntilItIsPutAgain) {
  Fixture fixture;
  const std::string path = fixture.folder.file("vectors/m.values");
  std::string values = read_file(path, 1 << 24).value();
  values[64 + kDimensions * 2 * 3] ^= 1;
  ASSERT_TRUE(write_file_atomically(path, values).ok());
  fixture.writer = VectorStoreWriter::open(fixture.folder.file("vectors"), "m", kDimensions).value();
  auto writer = fixture.open();
  writer->put(row_of(1, 2));
  writer->put(row_of(2, 3));
  EXPECT_EQ(writer->publish(example_position(1), fixture.store()).value(),
            std::vector<PaperNumber>{PaperNumber(2)});
  EXPECT_EQ(published(fixture), (std::map<std::uint32_t, std::uint32_t>{{1, 2}}));
  writer->put(row_of(1, 3));
  EXPECT_EQ(writer->publish(example_position(2), fixture.store()).value().size(), 1U);
  EXPECT_TRUE(published(fixture).empty()) << "what it had is of another text";
}

TEST(VectorIndex, EveryChangedByteAndCutOfEveryFileIsNoticed) {
  const Fixture fixture;
  auto writer = fixture.open();
  for (std::uint32_t paper = 1; paper < 30; ++paper) writer->put(row_of(paper, paper));
  ASSERT_TRUE(writer->publish(example_position(1), fixture.store()).ok());
  writer->remove(PaperNumber(7));
  ASSERT_TRUE(writer->publish(example_position(2), fixture.store()).ok());
  ASSERT_TRUE(check_vector_index(fixture.index(), &fixture.store()).empty());
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.index())) {
    ++files;
    const std::string good = read_file(entry.path(), 1 << 24).value();
    for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 25) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x41);
      ASSERT_TRUE(write_file_atomically(entry.path(), bad).ok());
      ASSERT_FALSE(check_vector_index(fixture.index(), nullptr).empty()) << entry.path() << at;
      ASSERT_TRUE(write_file_atomically(entry.path(), good.substr(0, at)).ok());
      ASSERT_FALSE(check_vector_index(fixture.index(), nullptr).empty()) << entry.path() << at;
    }
    ASSERT_TRUE(write_file_atomically(entry.path(), good).ok());
  }
  EXPECT_EQ(files, 3U) << "a manifest, a segment, its dead rows";
}

// Publication n gives every paper vector n, so that any mixture would show.
TEST(VectorIndex, KillsAtAnyInstantLeaveAPublishedState) {
  const Fixture fixture;
  constexpr std::uint32_t kPapers = 20;
  std::mt19937 random(11);
  std::uint32_t promised = 0;
  for (int kill_number = 0; kill_number < 25; ++kill_number) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto writer = VectorIndexWriter::open(fixture.index(), fixture.store());
      if (!writer.ok()) ::_exit(3);
      for (std::uint32_t number = promised + 1;; ++number) {
        for (std::uint32_t paper = 1; paper <= kPapers; ++paper)
          (*writer)->put(row_of(paper, number % kStored));
        if (!(*writer)->publish(example_position(number), fixture.store()).ok()) ::_exit(4);
        if (::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(5);
      }
    }
    ::close(ends[1]);
    std::uint32_t number = 0;
    if (kill_number % 2 == 0 && ::read(ends[0], &number, sizeof number) == sizeof number) promised = number;
    ::usleep(static_cast<useconds_t>(random() % 8000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    while (::read(ends[0], &number, sizeof number) == sizeof number) promised = number;
    ::close(ends[0]);
    if (promised == 0) continue;
    const auto snapshot = VectorSnapshot::open(fixture.index()).value();
    const std::uint64_t shown = snapshot->manifest().position.revision.value();
    ASSERT_TRUE(shown == promised || shown == promised + 1);
    const auto all = contents(*snapshot);
    ASSERT_EQ(all.size(), kPapers);
    for (const auto& [paper, vector] : all) ASSERT_EQ(vector, shown % kStored);
    promised = static_cast<std::uint32_t>(shown);
  }
}

TEST(VectorManifest, IsReadAsItWasWritten) {
  VectorManifest manifest;
  manifest.generation = 7;
  manifest.next_file = 300;
  manifest.position = example_position(12);
  manifest.fingerprint = "minilm-l6-v2";
  manifest.dimensions = 384;
  manifest.store_identity = 0xFEDCBA9876543210;
  manifest.segments = {{{1, 1000, 2}, 10, 0, std::nullopt}, {{2, 1 << 30, 3}, 11, 4, FileEntry{9, 100, 5}}};
  const std::string bytes = encode_vector_manifest(manifest);
  EXPECT_EQ(decode_vector_manifest(bytes).value(), manifest);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(decode_vector_manifest(bytes.substr(0, size)).error().code(), ErrorCode::kDamaged);
  EXPECT_EQ(decode_vector_manifest(bytes + '\0').error().code(), ErrorCode::kDamaged);
}

}  // namespace
}  // namespace broadsheet::index
