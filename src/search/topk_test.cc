// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/topk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

#include "base/file.h"
#include "index/inverted_field.h"
#include "index/section_file.h"
#include "search/exhaustive.h"

namespace broadsheet::search {
namespace {

using Random = std::mt19937;

std::uint32_t below(Random& random, std::size_t bound) {
  return static_cast<std::uint32_t>(random() % bound);
}

struct Segment {
  std::vector<std::vector<std::uint32_t>> words;  // by document
  std::vector<std::uint64_t> live;
  std::vector<std::uint32_t> keys;
  std::unique_ptr<index::SectionFile> file;
  std::vector<std::unique_ptr<index::InvertedField>> owned;
  std::vector<const index::InvertedField*> fields;
};

// A collection of random documents in several segments, with two fields: all words with positions, and the
// first few words without. It counts its statistics the slow way.
class Collection : public index::CollectionStats {
 public:
  struct Shape {
    std::uint32_t segments = 1, docs = 100, words = 50, length = 20;
    bool deletes = false, shuffled_keys = false;
  };

  Collection(unsigned seed, const Shape& shape) : random_(seed) {
    folder_ = make_temporary_folder("broadsheet-topk").value();
    std::vector<std::uint32_t> keys(shape.segments * shape.docs);
    for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = i;
    if (shape.shuffled_keys) std::shuffle(keys.begin(), keys.end(), random_);
    for (std::uint32_t s = 0; s < shape.segments; ++s) {
      auto& segment = segments_.emplace_back();
      segment.keys.assign(keys.begin() + s * shape.docs, keys.begin() + (s + 1) * shape.docs);
      make_words(segment, shape);
      write(segment, folder_ + "/" + std::to_string(s));
    }
    for (Segment& segment : segments_) {
      views_.push_back({segment.fields, static_cast<std::uint32_t>(segment.words.size()),
                        shape.deletes ? segment.live.data() : nullptr, segment.keys.data(), 0,
                        segment.file.get()});
    }
    count_live();
  }
  ~Collection() override { EXPECT_TRUE(remove_all(folder_).ok()); }

  std::span<const index::SegmentView> views() const { return views_; }
  const Segment& segment(std::size_t i) const { return segments_[i]; }

  std::uint64_t live_documents() const override { return live_documents_; }
  std::uint64_t live_tokens(FieldId field) const override { return live_tokens_[field]; }
  std::uint64_t live_df(FieldId field, std::string_view term, std::uint64_t) const override {
    const auto found = live_df_[field].find(std::string(term));
    return found == live_df_[field].end() ? 0 : found->second;
  }

  static std::string name(std::uint32_t word) { return "w" + std::to_string(word); }

 private:
  static std::span<const std::uint32_t> tokens(const Segment& segment, std::uint32_t d, FieldId field) {
    const std::span<const std::uint32_t> words = segment.words[d];
    return field == 0 ? words : words.first(std::min<std::size_t>(words.size(), 4));
  }

  void count_live() {
    for (std::size_t s = 0; s < segments_.size(); ++s) {
      for (std::uint32_t d = 0; d < segments_[s].words.size(); ++d) {
        if (views_[s].live != nullptr && (segments_[s].live[d / 64] >> (d % 64) & 1) == 0) continue;
        ++live_documents_;
        for (const FieldId field : {FieldId{0}, FieldId{1}}) {
          const auto words = tokens(segments_[s], d, field);
          live_tokens_[field] += words.size();
          for (const std::uint32_t word : std::set<std::uint32_t>(words.begin(), words.end())) {
            ++live_df_[field][name(word)];
          }
        }
      }
    }
  }

  void make_words(Segment& segment, const Shape& shape) {
    segment.live.assign((shape.docs + 63) / 64, 0);
    for (std::uint32_t d = 0; d < shape.docs; ++d) {
      if (below(random_, 10) != 0) segment.live[d / 64] |= std::uint64_t{1} << (d % 64);
      auto& doc = segment.words.emplace_back(below(random_, shape.length + 1));
      for (std::uint32_t& word : doc) {
        const double u = (below(random_, 1000000) + 1.0) / 1000000;
        word = static_cast<std::uint32_t>(std::pow(shape.words, u)) - 1;
      }
    }
  }

  void write(Segment& segment, const std::string& path) {
    auto writer = index::SectionFileWriter::create(path, "segment", 1).value();
    for (const FieldId field : {FieldId{0}, FieldId{1}}) {
      index::InvertedFieldBuilder builder({.positions = field == 0});
      for (std::uint32_t d = 0; d < segment.words.size(); ++d) {
        builder.begin_document(d);
        std::uint32_t position = 0;
        for (const std::uint32_t word : tokens(segment, d, field)) builder.add(name(word), position++);
        builder.end_document();
      }
      builder.finish(writer, std::string("f") + std::to_string(field),
                     static_cast<std::uint32_t>(segment.words.size()));
    }
    ASSERT_TRUE(writer.finish().ok());
    segment.file = index::SectionFile::open(path, "segment", 1).value();
    for (const char* prefix : {"f0", "f1"}) {
      segment.owned.push_back(index::InvertedField::open(*segment.file, prefix).value());
      segment.fields.push_back(segment.owned.back().get());
    }
  }

  Random random_;
  std::string folder_;
  std::vector<Segment> segments_;
  std::vector<index::SegmentView> views_;
  std::uint64_t live_documents_ = 0;
  std::array<std::uint64_t, 2> live_tokens_{};
  std::array<std::map<std::string, std::uint64_t>, 2> live_df_;
};

Term random_term(Random& random, std::uint32_t words, bool both_fields = true) {
  static constexpr double kWeights[] = {1, 1, 1, 2.5, 0.3, 0};
  // Mostly words that exist, now and then one that does not.
  const auto word = static_cast<std::uint32_t>(std::pow(words * 1.1, (below(random, 1000) + 1) / 1000.0)) - 1;
  return {static_cast<FieldId>(both_fields && below(random, 4) == 0 ? 1 : 0), Collection::name(word),
          kWeights[below(random, std::size(kWeights))]};
}

Clause random_clause(Random& random, const Collection& collection, std::uint32_t words, Occur occur) {
  Clause clause;
  clause.occur = occur;
  const std::uint32_t kind = below(random, 10);
  if (kind < 7) {
    clause.terms.push_back(random_term(random, words));
  } else if (kind < 8) {
    clause.match = below(random, 2) == 0 ? Match::kAny : Match::kAll;
    for (std::uint32_t i = 0; i < 2 + below(random, 2); ++i)
      clause.terms.push_back(random_term(random, words));
  } else {
    clause.match = Match::kPhrase;
    const Segment& segment = collection.segment(below(random, collection.views().size()));
    const auto& doc = segment.words[below(random, segment.words.size())];
    const std::uint32_t size = 1 + below(random, 3);
    const std::uint32_t at = below(random, doc.size() + 1);
    for (std::uint32_t i = at; i < at + size && i < doc.size(); ++i) {
      clause.terms.push_back({0, Collection::name(doc[i]), 1.0});
    }
    if (below(random, 4) == 0) clause.position_max = 1 + below(random, 20);
  }
  return clause;
}

BooleanQuery random_query(Random& random, const Collection& collection, std::uint32_t words) {
  BooleanQuery query;
  const std::uint32_t style = below(random, 10);
  const std::uint32_t count = 1 + below(random, below(random, 5) == 0 ? 12 : 4);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (style < 4) {
      query.clauses.push_back({Occur::kShould, Match::kAny, {random_term(random, words)}, {}});
    } else if (style < 6) {
      query.clauses.push_back({Occur::kMust, Match::kAny, {random_term(random, words)}, {}});
    } else {
      static constexpr Occur kOccurs[] = {Occur::kShould, Occur::kShould, Occur::kMust, Occur::kFilter,
                                          Occur::kMustNot};
      query.clauses.push_back(random_clause(random, collection, words, kOccurs[below(random, 5)]));
    }
  }
  query.match_all = below(random, 20) == 0;
  return query;
}

std::string describe(const BooleanQuery& query) {
  std::string text = query.match_all ? "all" : "";
  for (const Clause& clause : query.clauses) {
    text +=
        std::string(" ") + "?+&-"[static_cast<int>(clause.occur)] + "*&\""[static_cast<int>(clause.match)];
    for (const Term& term : clause.terms) {
      text += " " + std::to_string(term.field) + ":" + term.bytes + "^" + std::to_string(term.weight);
    }
  }
  return text;
}

void expect_same(const TopDocs& fast, const TopDocs& slow) {
  ASSERT_EQ(fast.total, slow.total);
  ASSERT_EQ(fast.hits.size(), slow.hits.size());
  for (std::size_t i = 0; i < fast.hits.size(); ++i) {
    ASSERT_EQ(fast.hits[i].key, slow.hits[i].key) << "rank " << i;
    ASSERT_EQ(fast.hits[i].score, slow.hits[i].score) << "rank " << i;
    ASSERT_EQ(fast.hits[i].segment, slow.hits[i].segment);
    ASSERT_EQ(fast.hits[i].doc, slow.hits[i].doc);
  }
}

void expect_exact(unsigned seed, const Collection::Shape& shape, int queries) {
  const Collection collection(seed, shape);
  Random random(seed + 1);
  std::size_t hits = 0;
  for (int i = 0; i < queries; ++i) {
    const BooleanQuery query = random_query(random, collection, shape.words);
    TopKOptions options;
    static constexpr std::size_t kSizes[] = {1, 3, 10, 100, 1000};
    options.k = kSizes[below(random, 5)];
    options.count = below(random, 2) == 0 ? Count::kExact : Count::kNone;
    std::vector<std::vector<std::uint64_t>> bits;
    DocFilter filter;
    for (const index::SegmentView& view : collection.views()) {
      auto& words = bits.emplace_back((view.doc_count + 63) / 64);
      for (std::uint64_t& word : words) word = (std::uint64_t{random()} << 32 | random()) & random() << 16;
      filter.allowed.push_back(below(random, 3) == 0 ? nullptr : words.data());
    }
    if (below(random, 4) == 0) options.filter = &filter;
    const auto fast = top_k(collection.views(), collection, query, options);
    const auto slow = exhaustive_top_k(collection.views(), collection, query, options);
    ASSERT_TRUE(fast.ok() && slow.ok());
    ASSERT_NO_FATAL_FAILURE(expect_same(fast.value(), slow.value()))
        << describe(query) << " k " << options.k << " filter " << (options.filter != nullptr);
    hits += slow.value().hits.size();
  }
  EXPECT_GT(hits, static_cast<std::size_t>(queries));
}

TEST(TopK, EqualsTheExhaustiveScorerOnSmallCollections) {
  for (unsigned seed = 0; seed < 12; ++seed) expect_exact(seed, {1 + seed % 3, 60, 30, 12}, 60);
}

TEST(TopK, EqualsTheExhaustiveScorerWithDeletedDocuments) {
  for (unsigned seed = 100; seed < 108; ++seed) expect_exact(seed, {2, 150, 60, 20, true}, 40);
}

TEST(TopK, EqualsTheExhaustiveScorerWhereKeysAreOutOfOrder) {
  for (unsigned seed = 200; seed < 206; ++seed) expect_exact(seed, {3, 80, 8, 4, seed % 2 == 0, true}, 40);
}

TEST(TopK, EqualsTheExhaustiveScorerAcrossManyWindowsAndBlocks) {
  expect_exact(300, {1, 14000, 400, 24}, 100);
  expect_exact(301, {2, 9000, 3000, 30, true, true}, 40);
}

TEST(TopK, TiesGoToTheSmallerKeyWhereverItLies) {
  const Collection collection(7, {2, 500, 1, 1, false, true});
  BooleanQuery query;
  query.clauses.push_back({Occur::kShould, Match::kAny, {{0, "w0", 1.0}}, {}});
  const auto top = top_k(collection.views(), collection, query, {});
  ASSERT_TRUE(top.ok());
  ASSERT_EQ(top.value().hits.size(), 10u);
  for (std::size_t i = 1; i < 10; ++i) {
    EXPECT_EQ(top.value().hits[i].score, top.value().hits[0].score);
    EXPECT_LT(top.value().hits[i - 1].key, top.value().hits[i].key);
  }
}

TEST(TopK, AQueryWithoutClausesMatchesNothing) {
  const Collection collection(8, {});
  const auto top = top_k(collection.views(), collection, {}, {.count = Count::kExact});
  ASSERT_TRUE(top.ok());
  EXPECT_TRUE(top.value().hits.empty());
  EXPECT_EQ(top.value().total, 0u);
}

TEST(TopK, ScoresOfGivenDocumentsAreThoseOfTheList) {
  const Collection collection(9, {2, 300, 40, 20, true});
  BooleanQuery query;
  for (const char* word : {"w1", "w3", "w9"})
    query.clauses.push_back({Occur::kShould, Match::kAny, {{0, word, 1.0}}, {}});
  const auto top = top_k(collection.views(), collection, query, {.k = 1000});
  ASSERT_TRUE(top.ok());
  std::vector<std::uint32_t> docs;
  for (std::uint32_t d = 0; d < 300; d += 7) docs.push_back(d);
  const auto scores = score_documents(collection.views(), collection, query, 1, docs);
  ASSERT_TRUE(scores.ok());
  std::size_t found = 0;
  for (const Hit& hit : top.value().hits) {
    if (hit.segment != 1 || hit.doc % 7 != 0) continue;
    EXPECT_EQ(scores.value()[hit.doc / 7], hit.score);
    ++found;
  }
  EXPECT_GT(found, 10u);
}

TEST(TopK, ScoresOfHitsAreThoseOfTheListInAnyOrder) {
  const Collection collection(9, {2, 300, 40, 20, true});
  BooleanQuery query;
  for (const char* word : {"w1", "w3", "w9"})
    query.clauses.push_back({Occur::kShould, Match::kAny, {{0, word, 1.0}}, {}});
  const auto top = top_k(collection.views(), collection, query, {.k = 1000});
  ASSERT_TRUE(top.ok());
  std::vector<Hit> hits = top->hits;
  std::ranges::shuffle(hits, std::mt19937(7));
  const auto scores = score_hits(collection.views(), collection, query, hits);
  ASSERT_TRUE(scores.ok());
  ASSERT_EQ(scores->size(), hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_EQ((*scores)[i], hits[i].score);
}

}  // namespace
}  // namespace broadsheet::search
