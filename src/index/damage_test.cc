// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Every byte of a small index changed, one at a time, and every file cut: always noticed before a wrong
// answer. "Noticed" means that opening fails, or that reading fails or marks the snapshot as damaged; a
// reading that is not marked must give what the sound index gives.

#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>

#include "index/check.h"
#include "index/snapshot.h"
#include "index/testing.h"

namespace broadsheet::index {
namespace {

// An index with every kind of file: segments, deletes, votes, the manifest.
void make_index(const TemporaryFolder& folder) {
  auto writer = IndexWriter::open(folder.path(), example_options()).value();
  Document document(example_schema());
  for (std::uint32_t revision = 1; revision <= 2; ++revision) {
    for (std::uint32_t key = revision; key < 10; ++key) {
      document.clear(PaperNumber(key));
      for (std::uint32_t position = 0; position < 1 + key % 4; ++position) {
        document.add(kWords, "w" + std::to_string(key % 3 + position));
        document.add(kPlaces, "p" + std::to_string(key % 3 + position), position);
      }
      document.add(kTags, "even");
      document.add_keyword(kTagColumn, "Even");
      document.set_number(kNumberColumn, static_cast<std::int32_t>(key));
      CHECK(writer->put(document).ok());
      writer->set_votes(PaperNumber(key), 3);
    }
    CHECK(writer->publish(example_position(revision)).ok());
  }
}

// Everything that a reader can ask, as text; empty if damage was noticed.
std::string read_everything(const std::string& folder) {
  const auto opened = Snapshot::open(folder);
  if (!opened.ok()) return "";
  const Snapshot& snapshot = **opened;
  std::string all = std::to_string(snapshot.live_documents()) + " " +
                    std::to_string(snapshot.manifest().position.revision.value());
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const SegmentView& view = snapshot.segments()[s];
    for (std::uint32_t doc = 0; doc < view.doc_count; ++doc) {
      all += " " + std::to_string(view.key(doc)) + (snapshot.is_live({s, doc}) ? "+" : "-") +
             std::to_string(snapshot.votes(PaperNumber(view.key(doc))));
    }
    const auto numbers = snapshot.segment(s).numbers(kNumberColumn);
    const auto tags = snapshot.segment(s).keywords(kTagColumn);
    if (!numbers.ok() || !tags.ok()) return "";
    for (std::uint32_t doc = 0; doc < view.doc_count; ++doc) {
      all += " " + std::to_string((*numbers)[doc]);
      for (const std::uint32_t ordinal : tags->ordinals(doc)) all.append(tags->value(ordinal));
    }
    for (const FieldId field : {kWords, kPlaces, kTags}) {
      const InvertedField* inverted = view.fields[field];
      if (inverted == nullptr) continue;
      for (TermIterator terms = inverted->terms(); terms.next();) {
        const auto found = inverted->find(terms.term());
        all.append(terms.term()).append(found ? "=" : "?");
        PostingCursor cursor(inverted->postings(terms.info()));
        for (std::uint32_t doc = cursor.next(); doc != kNoDoc; doc = cursor.next()) {
          all += " " + std::to_string(doc) + "x" + std::to_string(cursor.tf()) + "i" +
                 std::to_string(cursor.impact());
          std::vector<std::uint32_t> positions;
          cursor.positions(positions);
          for (const std::uint32_t position : positions) all += "@" + std::to_string(position);
        }
        all += " " + std::to_string(snapshot.live_df(field, terms.term(), 100));
      }
      for (std::uint32_t doc = 0; doc < view.doc_count; ++doc)
        all += "l" + std::to_string(inverted->length(doc));
    }
  }
  return snapshot.damaged() ? "" : all;
}

std::vector<std::string> files_of(const TemporaryFolder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    names.push_back(entry.path().filename());
  return names;
}

// Without any care for durability: a test writes tens of thousands of them.
void write_in_place(const std::string& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  CHECK(file != nullptr);
  CHECK(std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
  CHECK(std::fclose(file) == 0);
}

class Damage : public testing::Test {
 protected:
  Damage() {
    make_index(folder_);
    sound_ = read_everything(folder_.path());
    names_ = files_of(folder_);
  }

  // A reader never sees anything but the truth or damage, and the check sees the damage.
  void expect_noticed(const std::string& name, const std::string& what) {
    const std::string seen = read_everything(folder_.path());
    ASSERT_TRUE(seen.empty() || seen == sound_) << name << ": " << what << " is believed";
    ASSERT_FALSE(check_index(folder_.path(), false).empty()) << name << ": " << what << " passes the check";
  }

  TemporaryFolder folder_;
  std::string sound_;
  std::vector<std::string> names_;
};

TEST_F(Damage, TheSoundIndexIsSmallAndSoundAndHasEveryKindOfFile) {
  std::size_t bytes = 0;
  for (const std::string& name : names_) bytes += std::filesystem::file_size(folder_.file(name));
  EXPECT_LE(bytes, 32U << 10);
  EXPECT_EQ(names_.size(), 5U) << "a manifest, two segments, deletes, votes";
  EXPECT_FALSE(sound_.empty());
  for (const IndexProblem& problem : check_index(folder_.path(), true))
    ADD_FAILURE() << problem.file << problem.what;
}

TEST_F(Damage, EveryChangedByteIsNoticed) {
  for (const std::string& name : names_) {
    const std::string good = read_file(folder_.file(name), 1 << 20).value();
    std::string bad = good;
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const int mask : {1 << (at % 8), 0xFF}) {
        bad[at] = static_cast<char>(good[at] ^ mask);
        write_in_place(folder_.file(name), bad);
        const std::string seen = read_everything(folder_.path());
        ASSERT_TRUE(seen.empty() || seen == sound_)
            << name << ": byte " << at << " ^ " << mask << " is believed";
        if (mask != 0xFF) continue;
        ASSERT_FALSE(check_index(folder_.path(), false).empty())
            << name << ": byte " << at << " passes the check";
      }
      bad[at] = good[at];
    }
    write_in_place(folder_.file(name), good);
    ASSERT_EQ(read_everything(folder_.path()), sound_);
  }
}

TEST_F(Damage, EveryCutIsNoticed) {
  for (const std::string& name : names_) {
    const std::string good = read_file(folder_.file(name), 1 << 20).value();
    for (std::size_t part = 0; part < 100; ++part) {
      write_in_place(folder_.file(name), good.substr(0, good.size() * part / 100));
      expect_noticed(name, "cut at " + std::to_string(part) + " of 100");
      if (HasFatalFailure()) return;
    }
    write_in_place(folder_.file(name), good);
  }
}

TEST_F(Damage, AManifestCutAtAnyByteIsNoticed) {
  const std::string good = read_file(folder_.file("manifest"), 1 << 20).value();
  for (std::size_t size = 0; size < good.size(); ++size) {
    write_in_place(folder_.file("manifest"), good.substr(0, size));
    ASSERT_EQ(Snapshot::open(folder_.path()).error().code(), ErrorCode::kDamaged);
    ASSERT_EQ(IndexWriter::open(folder_.path(), example_options()).error().code(), ErrorCode::kDamaged);
  }
}

TEST_F(Damage, AMissingFileIsDamageAndAMissingManifestIsNoIndex) {
  for (const std::string& name : names_) {
    const std::string good = read_file(folder_.file(name), 1 << 20).value();
    std::filesystem::remove(folder_.file(name));
    const ErrorCode expected = name == "manifest" ? ErrorCode::kNotFound : ErrorCode::kDamaged;
    EXPECT_EQ(Snapshot::open(folder_.path()).error().code(), expected) << name;
    if (name != "manifest") {
      EXPECT_EQ(IndexWriter::open(folder_.path(), example_options()).error().code(), expected) << name;
    }
    write_in_place(folder_.file(name), good);
  }
}

TEST_F(Damage, AFileOfAnotherGenerationUnderTheRightNameIsNoticed) {
  const TemporaryFolder other;
  make_index(other);
  for (const std::string& name : names_) {
    if (name == "manifest") continue;
    const std::string good = read_file(folder_.file(name), 1 << 20).value();
    write_in_place(folder_.file(name), read_file(other.file(name), 1 << 20).value());
    EXPECT_EQ(Snapshot::open(folder_.path()).error().code(), ErrorCode::kDamaged) << name;
    EXPECT_FALSE(check_index(folder_.path(), false).empty()) << name;
    write_in_place(folder_.file(name), good);
  }
}

TEST_F(Damage, ANewerFormatIsRefusedAndNothingIsWritten) {
  const TemporaryFolder newer;
  auto writer = SectionFileWriter::create(newer.file("manifest"), "manifest", 2).value();
  ASSERT_TRUE(writer.finish().ok());
  const std::string before = read_file(newer.file("manifest"), 1 << 20).value();
  EXPECT_EQ(Snapshot::open(newer.path()).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(IndexWriter::open(newer.path(), example_options()).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(IndexWriter::clear(newer.path()).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(read_file(newer.file("manifest"), 1 << 20).value(), before);
  EXPECT_EQ(files_of(newer).size(), 1U);
}

}  // namespace
}  // namespace broadsheet::index
