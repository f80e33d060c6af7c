// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/inverted_field.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

#include "index/impact.h"
#include "index/testing.h"

namespace broadsheet::index {
namespace {

// The plain model: for each term, each document's positions.
using Postings = std::map<std::uint32_t, std::vector<std::uint32_t>>;
using Model = std::map<std::string, Postings>;

struct Collection {
  std::vector<std::vector<std::string>> docs;

  Model model() const {
    Model model;
    for (std::uint32_t d = 0; d < docs.size(); ++d) {
      for (std::uint32_t p = 0; p < docs[d].size(); ++p) model[docs[d][p]][d].push_back(p);
    }
    return model;
  }
};

// Words by a steep power law, so that lists of every form occur: one document, few, bit sets.
Collection random_collection(unsigned seed, std::uint32_t docs, std::uint32_t words) {
  std::mt19937 random(seed);
  Collection collection;
  for (std::uint32_t d = 0; d < docs; ++d) {
    auto& doc = collection.docs.emplace_back(random() % 7 == 0 ? 0 : random() % 40);
    for (std::string& word : doc) {
      const double u = static_cast<double>(random() % 1000000 + 1) / 1000000;
      word = "w" + std::to_string(static_cast<std::uint32_t>(std::pow(words, u)) - 1);
    }
  }
  return collection;
}

void build(const Collection& collection, const InvertedFieldOptions& options, const std::string& path) {
  InvertedFieldBuilder builder(options);
  for (std::uint32_t d = 0; d < collection.docs.size(); ++d) {
    if (collection.docs[d].empty()) continue;
    builder.begin_document(d);
    for (std::uint32_t p = 0; p < collection.docs[d].size(); ++p) builder.add(collection.docs[d][p], p);
    builder.end_document();
  }
  auto writer = SectionFileWriter::create(path, "segment", 1).value();
  builder.finish(writer, "f.", static_cast<std::uint32_t>(collection.docs.size()));
  ASSERT_TRUE(writer.finish().ok());
}

void expect_list(const InvertedField& field, const TermInfo& info, const Postings& expected) {
  ASSERT_EQ(info.df, expected.size());
  const LengthNorm norm(field.options().k1, field.options().b, field.options().pinned_average);
  PostingCursor cursor(field.postings(info));
  std::vector<std::uint32_t> positions;
  std::uint8_t largest = 0;
  for (const auto& [doc, where] : expected) {
    ASSERT_EQ(cursor.next(), doc);
    const auto tf = static_cast<std::uint32_t>(field.options().frequencies ? where.size() : 1);
    ASSERT_EQ(cursor.tf(), tf);
    cursor.positions(positions);
    ASSERT_EQ(positions, field.options().positions ? where : std::vector<std::uint32_t>{});
    ASSERT_GE(cursor.impact() * kImpactUnit, norm.saturation(tf, field.length(doc)));
    ASSERT_LE((cursor.impact() - 1) * kImpactUnit, norm.saturation(tf, field.length(doc)));
    largest = std::max(largest, cursor.impact());
  }
  ASSERT_EQ(cursor.next(), kNoDoc);
  ASSERT_EQ(cursor.next(), kNoDoc);
  ASSERT_EQ(info.max_impact, largest);
}

void expect_field(const InvertedField& field, const Collection& collection) {
  const Model model = collection.model();
  ASSERT_EQ(field.term_count(), model.size());
  TermIterator terms = field.terms();
  for (const auto& [term, postings] : model) {
    ASSERT_TRUE(terms.next());
    ASSERT_EQ(terms.term(), term);
    ASSERT_NO_FATAL_FAILURE(expect_list(field, terms.info(), postings)) << term;
    const auto found = field.find(term);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->ordinal, terms.info().ordinal);
  }
  ASSERT_FALSE(terms.next());
  ASSERT_TRUE(terms.at_end());
  for (std::uint32_t d = 0; d < collection.docs.size(); ++d) {
    ASSERT_EQ(field.length(d), collection.docs[d].size());
  }
}

struct Opened {
  std::unique_ptr<SectionFile> file;
  std::unique_ptr<InvertedField> field;
};

Opened open(const std::string& path) {
  Opened opened;
  opened.file = SectionFile::open(path, "segment", 1).value();
  opened.field = InvertedField::open(*opened.file, "f.").value();
  return opened;
}

TEST(InvertedField, ReadsBackWhatWasBuiltWithAndWithoutPositions) {
  for (const int form : {0, 1, 2}) {
    const TemporaryFolder folder;
    const Collection collection = random_collection(7, 3000, 2000);
    const InvertedFieldOptions options{.frequencies = form > 0, .positions = form > 1};
    build(collection, options, folder.file("a"));
    const Opened opened = open(folder.file("a"));
    ASSERT_NO_FATAL_FAILURE(expect_field(*opened.field, collection)) << form;
    EXPECT_FALSE(opened.file->damaged());
  }
}

TEST(InvertedField, FindsNothingForWordsThatNobodyUsed) {
  const TemporaryFolder folder;
  build(random_collection(8, 50, 100), {}, folder.file("a"));
  const Opened opened = open(folder.file("a"));
  EXPECT_FALSE(opened.field->find("nobody").has_value());
  EXPECT_FALSE(opened.field->find("").has_value());
  EXPECT_FALSE(opened.field->find(std::string(300, 'x')).has_value());
}

TEST(InvertedField, AnEmptyFieldIsAField) {
  const TemporaryFolder folder;
  build({}, {.positions = true}, folder.file("a"));
  const Opened opened = open(folder.file("a"));
  EXPECT_EQ(opened.field->term_count(), 0u);
  EXPECT_FALSE(opened.field->find("x").has_value());
  EXPECT_FALSE(opened.field->terms().next());
  EXPECT_FALSE(opened.field->terms("x").next());
}

TEST(InvertedField, IteratesFromAnyTerm) {
  const TemporaryFolder folder;
  const Collection collection = random_collection(9, 400, 900);
  build(collection, {}, folder.file("a"));
  const Opened opened = open(folder.file("a"));
  const Model model = collection.model();
  for (const std::string from : {"", "a", "w", "w1", "w100", "w10000", "w33", "w899", "z"}) {
    auto expected = model.lower_bound(from);
    TermIterator terms = opened.field->terms(from);
    for (; expected != model.end(); ++expected) {
      ASSERT_TRUE(terms.next()) << from;
      ASSERT_EQ(terms.term(), expected->first) << from;
    }
    ASSERT_FALSE(terms.next());
  }
}

TEST(InvertedField, SeekAgreesWithStepping) {
  const TemporaryFolder folder;
  const Collection collection = random_collection(10, 20000, 300);
  build(collection, {}, folder.file("a"));
  const Opened opened = open(folder.file("a"));
  std::mt19937 random(11);
  for (const auto& [term, postings] : collection.model()) {
    const PostingList list = opened.field->postings(*opened.field->find(term));
    PostingCursor cursor(list);
    const auto stride = static_cast<std::uint32_t>(1 + 40000 / postings.size());
    std::uint32_t target = 0;
    while ((target += static_cast<std::uint32_t>(random() % stride)) < 20100) {
      const auto expected = postings.lower_bound(target);
      ASSERT_EQ(cursor.seek(target), expected == postings.end() ? kNoDoc : expected->first) << term;
      if (expected != postings.end()) {
        ASSERT_EQ(cursor.tf(), expected->second.size());
      }
    }
  }
}

TEST(InvertedField, LengthsBeyondSixteenBitsAreExact) {
  const TemporaryFolder folder;
  InvertedFieldBuilder builder({});
  for (const auto& [doc, length] : {std::pair{0u, 65534u}, {1u, 65535u}, {3u, 70000u}}) {
    builder.begin_document(doc);
    builder.add("x", 0);
    builder.end_document(length);
  }
  auto writer = SectionFileWriter::create(folder.file("a"), "segment", 1).value();
  builder.finish(writer, "f.", 5);
  ASSERT_TRUE(writer.finish().ok());
  const Opened opened = open(folder.file("a"));
  EXPECT_EQ(opened.field->length(0), 65534u);
  EXPECT_EQ(opened.field->length(1), 65535u);
  EXPECT_EQ(opened.field->length(2), 0u);
  EXPECT_EQ(opened.field->length(3), 70000u);
  EXPECT_EQ(opened.field->length(9), 0u);
}

// Joins three collections; `interleave` deals the documents out in turn, else one follows another.
void expect_merge(bool interleave) {
  const TemporaryFolder folder;
  const InvertedFieldOptions options{.positions = true};
  std::vector<Opened> opened;
  std::vector<std::vector<std::uint32_t>> maps;
  Collection expected;
  expected.docs.resize(3000);
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Collection part = random_collection(20 + i, 1000, 500);
    build(part, options, folder.file(std::to_string(i)));
    opened.push_back(open(folder.file(std::to_string(i))));
    auto& map = maps.emplace_back();
    for (std::uint32_t d = 0; d < 1000; ++d) {
      const std::uint32_t to = interleave ? d * 3 + i : i * 1000 + d;
      map.push_back(d % 5 == i ? kNoDoc : to);
      if (d % 5 != i) expected.docs[to] = part.docs[d];
    }
  }
  std::vector<MergeInput> inputs;
  for (std::size_t i = 0; i < 3; ++i) inputs.push_back({opened[i].field.get(), maps[i]});
  auto writer = SectionFileWriter::create(folder.file("m"), "segment", 1).value();
  ASSERT_TRUE(merge_inverted_fields(inputs, options, 3000, writer, "f.").ok());
  ASSERT_TRUE(writer.finish().ok());
  ASSERT_NO_FATAL_FAILURE(expect_field(*open(folder.file("m")).field, expected));
}

TEST(InvertedField, MergesSegmentsOneBehindAnotherWithoutDroppedDocuments) {
  expect_merge(false);
}
TEST(InvertedField, MergesInterleavedDocuments) {
  expect_merge(true);
}

}  // namespace
}  // namespace broadsheet::index
