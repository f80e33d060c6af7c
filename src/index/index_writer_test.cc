// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The writer and the snapshot against a plain model: a map from key to document. Whatever the order of
// puts, removals, publications and merges, the index must be what one builder makes of the model.

#include "index/index_writer.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <thread>

#include "index/check.h"
#include "index/snapshot.h"
#include "index/testing.h"

namespace broadsheet::index {
namespace {

std::shared_ptr<const Snapshot> open(const TemporaryFolder& folder) {
  return Snapshot::open(folder.path()).value();
}

// A document of the model. Words, numbers and tags are small numbers, so that they often coincide.
struct ModelDocument {
  std::vector<std::uint32_t> words;
  std::int32_t number = 0;
  std::vector<std::uint32_t> tags;
};
using Model = std::map<std::uint32_t, ModelDocument>;

std::string word(std::uint32_t number) {
  return "w" + std::to_string(number);
}

Document to_document(std::uint32_t key, const ModelDocument& model) {
  Document document(example_schema());
  document.clear(PaperNumber(key));
  std::uint32_t position = 0;
  for (const std::uint32_t number : model.words) {
    document.add(kWords, word(number));
    document.add(kPlaces, word(number), position);
    position += 2;
  }
  for (const std::uint32_t tag : model.tags) {
    document.add(kTags, word(tag));
    document.add_keyword(kTagColumn, word(tag));
  }
  document.set_number(kNumberColumn, model.number);
  return document;
}

ModelDocument random_document() {
  ModelDocument document;
  document.words = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 12));
  document.tags = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 4));
  document.number = *rc::gen::arbitrary<std::int32_t>();
  return document;
}

Postings expected_postings(const Model& model, FieldId field) {
  Postings all;
  for (const auto& [key, document] : model) {
    for (std::size_t i = 0; i < document.words.size() && field != kTags; ++i) {
      const std::uint32_t position = field == kPlaces ? static_cast<std::uint32_t>(2 * i) : 0;
      all[word(document.words[i])][key].push_back(position);
    }
    for (const std::uint32_t tag : document.tags) {
      if (field == kTags) all[word(tag)][key] = {0};
    }
  }
  return all;
}

void check_statistics(const Snapshot& snapshot, const Model& model) {
  RC_ASSERT(snapshot.live_documents() == model.size());
  std::uint64_t tokens = 0;
  for (const auto& [key, document] : model) tokens += document.words.size();
  RC_ASSERT(snapshot.live_tokens(kWords) == tokens);
  for (const FieldId field : {kWords, kPlaces, kTags}) {
    const auto expected = expected_postings(model, field);
    RC_ASSERT(live_postings(snapshot, field) == expected);
    for (std::uint32_t number = 0; number < 13; ++number) {
      std::uint64_t df = 0;
      for (const SegmentView& view : snapshot.segments()) {
        const auto info =
            view.fields[field] == nullptr ? std::nullopt : view.fields[field]->find(word(number));
        if (info) df += info->df;
      }
      const auto at = expected.find(word(number));
      RC_ASSERT(snapshot.live_df(field, word(number), df) == (at == expected.end() ? 0 : at->second.size()));
    }
  }
}

void check_columns(const Snapshot& snapshot, const Model& model) {
  for (const auto& [key, document] : model) {
    const auto address = snapshot.find(PaperNumber(key));
    RC_ASSERT(address.has_value());
    const Segment& segment = snapshot.segment(address->segment);
    RC_ASSERT(segment.numbers(kNumberColumn).value()[address->doc] == document.number);
    const KeywordColumn tags = segment.keywords(kTagColumn).value();
    std::vector<std::string> values;
    for (const std::uint32_t ordinal : tags.ordinals(address->doc)) {
      values.emplace_back(tags.value(ordinal));
      RC_ASSERT(tags.find(values.back()) == ordinal);
    }
    std::vector<std::string> expected;
    for (const std::uint32_t tag : document.tags) {
      if (std::find(expected.begin(), expected.end(), word(tag)) == expected.end())
        expected.push_back(word(tag));
    }
    RC_ASSERT(values == expected);
  }
}

void check_equal(const TemporaryFolder& folder, const Model& model,
                 const std::map<std::uint32_t, std::int32_t>& votes) {
  const auto snapshot = open(folder);
  check_statistics(*snapshot, model);
  check_columns(*snapshot, model);
  for (std::uint32_t key = 0; key < 30; ++key) {
    RC_ASSERT(snapshot->find(PaperNumber(key)).has_value() == model.contains(key));
    const auto at = votes.find(key);
    RC_ASSERT(snapshot->votes(PaperNumber(key)) == (at == votes.end() ? 0 : at->second));
  }
  RC_ASSERT(!snapshot->damaged());
  for (const IndexProblem& problem : check_index(folder.path(), true))
    RC_FAIL(problem.file + ": " + problem.what);
}

RC_GTEST_PROP(IndexWriter, HoldsWhatAModelHoldsWhateverTheOrder, ()) {
  const TemporaryFolder folder;
  Model pending;
  Model published;
  std::map<std::uint32_t, std::int32_t> votes;
  std::map<std::uint32_t, std::int32_t> published_votes;
  IndexWriterOptions options = example_options();
  options.builders = *rc::gen::inRange<std::size_t>(1, 4);
  options.builder_bytes_max = *rc::gen::element<std::size_t>(1, std::size_t{1} << 30);
  auto writer = IndexWriter::open(folder.path(), options).value();
  std::uint64_t revision = 0;
  RC_ASSERT(writer->publish(example_position(0)).ok());
  const int steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    const auto key = *rc::gen::inRange<std::uint32_t>(0, 30);
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
        RC_ASSERT(writer->remove(PaperNumber(key)).ok());
        pending.erase(key);
        break;
      case 1:
        RC_ASSERT(writer->publish(example_position(++revision)).ok());
        published = pending;
        published_votes = votes;
        check_equal(folder, published, published_votes);
        break;
      case 2:
        RC_ASSERT(writer->publish(example_position(++revision)).ok());
        published = pending;
        published_votes = votes;
        RC_ASSERT(writer->merge_step().ok());
        RC_ASSERT(*rc::gen::inRange(0, 2) == 0 || writer->merge_all().ok());
        break;
      case 3:
        // The writer goes without a word: what was not published is gone, as after a kill.
        writer.reset();
        writer = IndexWriter::open(folder.path(), options).value();
        RC_ASSERT(writer->manifest().position == example_position(revision));
        pending = published;
        votes = published_votes;
        break;
      case 4: {
        const auto count = *rc::gen::inRange<std::int32_t>(0, 3);
        writer->set_votes(PaperNumber(key), count);
        votes[key] = count;
        break;
      }
      default: {
        const ModelDocument document = random_document();
        RC_ASSERT(writer->put(to_document(key, document)).ok());
        pending[key] = document;
      }
    }
    RC_ASSERT(open(folder)->live_documents() == published.size());
  }
  RC_ASSERT(writer->publish(example_position(++revision)).ok());
  check_equal(folder, pending, votes);
}

std::string bytes_without_identity(const std::string& path) {
  const auto file = SectionFile::open(path, kSegmentKind, kSegmentVersion).value();
  std::string bytes;
  std::vector<std::string> names = {"segment", "keys", "key_order", "column.0", "column.1"};
  for (const std::string& name : names) {
    const Section section = file->section(name).value();
    bytes.append(reinterpret_cast<const char*>(section.data()), section.size());
  }
  return bytes + std::to_string(file->size_bytes());
}

TEST(IndexWriter, AMergeIsTheSegmentThatOneBuilderWrites) {
  const TemporaryFolder merged;
  const TemporaryFolder at_once;
  auto writer = IndexWriter::open(merged.path(), example_options()).value();
  auto plain = IndexWriter::open(at_once.path(), example_options()).value();
  for (std::uint32_t key = 0; key < 2000; ++key) {
    const ModelDocument document{{key % 7, key % 3, key % 500}, static_cast<std::int32_t>(key), {key % 5}};
    // Every third document is replaced by the one that it ends with.
    if (key % 3 == 0) {
      ASSERT_TRUE(writer->put(to_document(key, {{1, 2}, 0, {}})).ok());
    }
    if (key % 400 == 399) {
      ASSERT_TRUE(writer->publish(example_position(key)).ok());
    }
    ASSERT_TRUE(writer->put(to_document(key, document)).ok());
    ASSERT_TRUE(plain->put(to_document(key, document)).ok());
  }
  ASSERT_TRUE(writer->publish(example_position(2000)).ok());
  ASSERT_TRUE(writer->merge_all().ok());
  ASSERT_TRUE(plain->publish(example_position(2000)).ok());
  ASSERT_EQ(open(merged)->segments().size(), 1U);
  const auto path_of = [](const TemporaryFolder& folder) {
    return folder.file(segment_file_name(open(folder)->manifest().segments[0].file));
  };
  EXPECT_EQ(bytes_without_identity(path_of(merged)), bytes_without_identity(path_of(at_once)));
}

TEST(IndexWriter, KeepsTheNumberOfSegmentsSmall) {
  const TemporaryFolder folder;
  auto writer = IndexWriter::open(folder.path(), example_options()).value();
  for (std::uint32_t key = 0; key < 200; ++key) {
    ASSERT_TRUE(writer->put(to_document(key, {{key}, 0, {}})).ok());
    ASSERT_TRUE(writer->publish(example_position(key + 1)).ok());
    while (writer->merge_step().value()) {
    }
    ASSERT_LE(open(folder)->segments().size(), 8U);
  }
  EXPECT_EQ(open(folder)->live_documents(), 200U);
  EXPECT_EQ(open(folder)->manifest().position, example_position(200));
}

TEST(IndexWriter, RemovesStraysAndLeavesNothingButWhatTheManifestNames) {
  const TemporaryFolder folder;
  auto writer = IndexWriter::open(folder.path(), example_options()).value();
  ASSERT_TRUE(writer->put(to_document(1, {{1}, 0, {}})).ok());
  ASSERT_TRUE(writer->publish(example_position(1)).ok());
  writer.reset();
  for (const char* stray : {"00000099.segment", "manifest.new", "00000001.deletes", "what is this"}) {
    std::filesystem::copy_file(folder.file("manifest"), folder.file(stray));
  }
  writer = IndexWriter::open(folder.path(), example_options()).value();
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    names.insert(entry.path().filename());
  EXPECT_EQ(names,
            (std::set<std::string>{"manifest", segment_file_name(writer->manifest().segments[0].file)}));
}

TEST(IndexWriter, AnIndexOfOtherRulesIsToBeRebuilt) {
  const TemporaryFolder folder;
  ASSERT_TRUE(IndexWriter::open(folder.path(), example_options()).value()->publish(example_position(1)).ok());
  IndexWriterOptions other_analyzer = example_options();
  other_analyzer.analyzer = "other";
  EXPECT_EQ(IndexWriter::open(folder.path(), other_analyzer).error().code(), ErrorCode::kDamaged);
  IndexWriterOptions other_schema = example_options();
  other_schema.schema.fields.pop_back();
  EXPECT_EQ(IndexWriter::open(folder.path(), other_schema).error().code(), ErrorCode::kDamaged);
  ASSERT_TRUE(IndexWriter::clear(folder.path()).ok());
  EXPECT_TRUE(IndexWriter::open(folder.path(), other_schema).ok());
  EXPECT_EQ(Snapshot::open(folder.path()).error().code(), ErrorCode::kNotFound);
}

TEST(IndexWriter, LeavesFoldersToOthers) {
  const TemporaryFolder folder;
  ASSERT_TRUE(make_folder(folder.file("vectors")).ok());
  ASSERT_TRUE(write_file_atomically(folder.file("vectors/manifest"), "another index").ok());
  auto writer = IndexWriter::open(folder.path(), example_options()).value();
  ASSERT_TRUE(writer->publish(example_position(1)).ok());
  ASSERT_TRUE(IndexWriter::clear(folder.path()).ok());
  EXPECT_FALSE(std::filesystem::exists(folder.file("manifest")));
  EXPECT_TRUE(std::filesystem::exists(folder.file("vectors/manifest")));
}

TEST(Snapshot, StaysReadableWhenItsFilesAreReplaced) {
  const TemporaryFolder folder;
  auto writer = IndexWriter::open(folder.path(), example_options()).value();
  ASSERT_TRUE(writer->put(to_document(1, {{1}, 7, {}})).ok());
  ASSERT_TRUE(writer->publish(example_position(1)).ok());
  const auto before = open(folder);
  ASSERT_TRUE(writer->put(to_document(2, {{1}, 8, {}})).ok());
  ASSERT_TRUE(writer->publish(example_position(2)).ok());
  ASSERT_TRUE(writer->merge_all().ok());
  EXPECT_EQ(before->live_documents(), 1U);
  EXPECT_EQ(before->segment(0).numbers(kNumberColumn).value()[0], 7);
  const auto after = Snapshot::reopen(folder.path(), before).value();
  EXPECT_EQ(after->live_documents(), 2U);
  EXPECT_EQ(Snapshot::reopen(folder.path(), after).value(), after);
}

TEST(IndexWriter, IsSoundToWhoeverChecksItMeanwhile) {
  const TemporaryFolder folder;
  IndexWriterOptions options = example_options();
  options.builders = 1;
  auto writer = IndexWriter::open(folder.path(), options).value();
  std::atomic<bool> done = false;
  std::atomic<int> looks = 0;
  std::thread checks([&] {
    while (!done) {
      for (const IndexProblem& problem : check_index(folder.path(), true))
        ADD_FAILURE() << problem.file << ": " << problem.what;
      ++looks;
    }
  });
  std::uint64_t revision = 0;
  while (revision < 60 || looks < 60) {
    const auto key = static_cast<std::uint32_t>(revision % 30);
    EXPECT_TRUE(writer->put(to_document(key, {.words = {1, 2}, .tags = {3}})).ok());
    writer->set_votes(PaperNumber(key), static_cast<std::int32_t>(revision));
    EXPECT_TRUE(writer->publish(example_position(++revision)).ok());
    if (revision % 4 == 0) {
      EXPECT_TRUE(writer->merge_all().ok());
    }
  }
  done = true;
  checks.join();
}

}  // namespace
}  // namespace broadsheet::index
