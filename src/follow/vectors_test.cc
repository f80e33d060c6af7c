// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The three properties of a follower, for vectors; that nothing is encoded twice; and what it does when files
// go.

#include "follow/vectors.h"

#include <atomic>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <utility>
#include <vector>

#include "encode/testing.h"
#include "follow/testing.h"
#include "index/half.h"
#include "text/readable.h"

namespace broadsheet::follow {
namespace {

// A model whose encodings are counted, and which can be made to fail.
class CountedModel : public encode::Model {
 public:
  const std::string& name() const override { return model_.name(); }
  std::size_t dimension() const override { return model_.dimension(); }
  const std::string& fingerprint() const override { return model_.fingerprint(); }
  std::unique_ptr<encode::Encoder> make_encoder() const override {
    return std::make_unique<CountedEncoder>(model_.make_encoder(), *this);
  }

  mutable std::atomic<int> encoded = 0;
  std::atomic<int> fails_after = 1 << 30;

 private:
  class CountedEncoder : public encode::Encoder {
   public:
    CountedEncoder(std::unique_ptr<encode::Encoder> encoder, const CountedModel& model)
        : encoder_(std::move(encoder)), model_(model) {}
    std::size_t dimension() const override { return encoder_->dimension(); }
    Result<void> encode(std::string_view text, encode::TextKind kind, std::span<float> out) override {
      if (model_.encoded >= model_.fails_after) return Error(ErrorCode::kIo, "the encoder was stopped");
      ++model_.encoded;
      return encoder_->encode(text, kind, out);
    }

   private:
    std::unique_ptr<encode::Encoder> encoder_;
    const CountedModel& model_;
  };

  encode::FakeModel model_{"counted", 32};
};

class Vectors {
 public:
  std::shared_ptr<CountedModel> model = std::make_shared<CountedModel>();

  std::unique_ptr<VectorFollower> open(World& world, const std::string& folder,
                                       std::size_t threads = 1) const {
    return open_vectors(folder, world.record(), model, {.threads = threads}).value();
  }
};

// By paper: the vector that a search finds.
std::map<std::uint32_t, std::vector<std::uint16_t>> content(World& world, const std::string& folder,
                                                            const Vectors& vectors) {
  std::map<std::uint32_t, std::vector<std::uint16_t>> all;
  const auto meaning = open_meaning(folder, world.record(), vectors.model->fingerprint());
  if (!meaning.ok()) return all;
  for (std::uint32_t paper = 0; paper < 400; ++paper) {
    const auto row = (*meaning)->snapshot().find(PaperNumber(paper));
    if (!row) continue;
    const auto halves = (*meaning)->store().vector(row->ordinal);
    all[paper].assign(halves.begin(), halves.end());
  }
  return all;
}

// The same, from the papers themselves.
std::map<std::uint32_t, std::vector<std::uint16_t>> expected(World& world, const Vectors& vectors) {
  std::map<std::uint32_t, std::vector<std::uint16_t>> all;
  const auto encoder = encode::FakeModel("counted", 32).make_encoder();
  const store::PapersRead read = world.record().papers_after(PaperNumber(0), 1000).value();
  for (const PaperView& view : read.views) {
    if (view.withdrawn) continue;
    std::vector<float> vector(vectors.model->dimension());
    const std::string text = search::meaning_text(text::readable(view.title), text::readable(view.abstract));
    CHECK(encoder->encode(text, encode::TextKind::kDocument, vector).ok());
    std::vector<std::uint16_t>& halves = all[view.number.value()];
    halves.resize(vector.size());
    index::halves_from_floats(vector, halves);
  }
  return all;
}

RC_GTEST_PROP(VectorFollower, InPiecesEqualsAtOnceWhateverStopsIt, ()) {
  World world;
  Vectors vectors;
  auto follower = vectors.open(world, world.data(), *rc::gen::inRange<std::size_t>(1, 3));
  std::vector<PaperNumber> numbers;
  const int steps = *rc::gen::inRange(1, 25);
  for (int step = 0; step < steps; ++step) {
    const auto seed = *rc::gen::inRange<std::uint32_t>(0, 200);
    const int kind = *rc::gen::inRange(0, 10);
    if (numbers.empty() || kind < 4) {
      numbers.push_back(world.add(seed));
    } else if (kind < 6) {
      world.change(numbers[seed % numbers.size()], *rc::gen::inRange<std::uint32_t>(0, 200));
    } else if (kind == 6) {
      world.remove(numbers[seed % numbers.size()]);
    } else if (kind == 7) {
      RC_ASSERT(follower->catch_up({}).ok());
      RC_ASSERT(follower->tidy_step().ok());
    } else if (kind == 8) {
      // As a kill: what was published stands.
      follower.reset();
      follower = vectors.open(world, world.data());
    } else {
      RC_ASSERT(catch_up_and_tidy(*follower, {}).ok());
    }
  }
  RC_ASSERT(catch_up_and_tidy(*follower, {}).ok());
  RC_ASSERT(follower->published() == world.record().head().value());
  RC_ASSERT(content(world, world.data(), vectors) == expected(world, vectors));
  const auto before = follower->generation();
  RC_ASSERT(catch_up_and_tidy(*follower, {}).ok());
  RC_ASSERT(follower->generation() == before);
}

TEST(VectorFollowerTest, EncodesEachTextOnce) {
  World world;
  Vectors vectors;
  for (std::uint32_t seed = 0; seed < 40; ++seed) world.add(seed + 200);
  ASSERT_TRUE(catch_up_and_tidy(*vectors.open(world, world.data()), {}).ok());
  const int encoded = vectors.model->encoded;
  EXPECT_GT(encoded, 10);
  const auto all = content(world, world.data(), vectors);
  auto follower = vectors.open(world, world.data());
  ASSERT_TRUE(follower->rebuild({}).ok());
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  EXPECT_EQ(vectors.model->encoded, encoded);
  EXPECT_EQ(content(world, world.data(), vectors), all);
}

TEST(VectorFollowerTest, GoesOnWhereItWasStopped) {
  World world;
  Vectors vectors;
  for (std::uint32_t seed = 0; seed < 60; ++seed) world.add(seed * 7);
  vectors.model->fails_after = 20;
  EXPECT_FALSE(catch_up_and_tidy(*vectors.open(world, world.data()), {}).ok());
  vectors.model->fails_after = 1 << 30;
  const int encoded = vectors.model->encoded;
  ASSERT_TRUE(catch_up_and_tidy(*vectors.open(world, world.data()), {}).ok());
  EXPECT_EQ(content(world, world.data(), vectors), expected(world, vectors));
  // Only the step in hand was lost.
  Vectors fresh;
  ASSERT_TRUE(catch_up_and_tidy(*fresh.open(world, world.other("fresh")), {}).ok());
  EXPECT_LE(vectors.model->encoded, fresh.model->encoded + 16);
  EXPECT_GE(encoded, 16);
}

TEST(VectorFollowerTest, NamesNoRevisionBeforeAllOfItIsEncoded) {
  World world;
  Vectors vectors;
  for (std::uint32_t seed = 0; seed < 40; ++seed) world.add(seed * 11 + 1);
  auto follower = vectors.open(world, world.data());
  ASSERT_TRUE(follower->catch_up({}).ok());
  EXPECT_EQ(follower->published(), Revision(0));
  EXPECT_GT(follower->progress().waiting, 0U);
  ASSERT_TRUE(follower->tidy_step().value());
  EXPECT_EQ(follower->published(), Revision(0));
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  EXPECT_EQ(follower->published(), world.record().head().value());
  EXPECT_EQ(follower->progress().waiting, 0U);
}

TEST(VectorFollowerTest, APaperThatChangedHasNoVectorUntilItIsEncodedAgain) {
  World world;
  Vectors vectors;
  const PaperNumber paper = world.add(1);
  auto follower = vectors.open(world, world.data());
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  EXPECT_TRUE(content(world, world.data(), vectors).contains(paper.value()));
  world.change(paper, 2);
  ASSERT_TRUE(follower->catch_up({}).ok());
  EXPECT_FALSE(content(world, world.data(), vectors).contains(paper.value()));
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  EXPECT_EQ(content(world, world.data(), vectors), expected(world, vectors));
}

TEST(VectorFollowerTest, MakesTheIndexAnewWhenItIsGoneOrOfAnotherModel) {
  World world;
  Vectors vectors;
  for (std::uint32_t seed = 0; seed < 10; ++seed) world.add(seed + 300);
  auto follower = vectors.open(world, world.data());
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  const auto all = content(world, world.data(), vectors);
  ASSERT_TRUE(remove_all(vector_index_folder(world.data())).ok());
  ASSERT_TRUE(catch_up_and_tidy(*follower, {}).ok());
  EXPECT_EQ(content(world, world.data(), vectors), all);
  follower.reset();

  const auto other = std::make_shared<encode::FakeModel>("other", 16);
  EXPECT_EQ(open_meaning(world.data(), world.record(), other->fingerprint()).error().code(),
            ErrorCode::kNotFound);
  auto follower_of_other = open_vectors(world.data(), world.record(), other).value();
  ASSERT_TRUE(catch_up_and_tidy(*follower_of_other, {}).ok());
  EXPECT_TRUE(open_meaning(world.data(), world.record(), other->fingerprint()).ok());
  EXPECT_FALSE(open_meaning(world.data(), world.record(), vectors.model->fingerprint()).ok());
}

}  // namespace
}  // namespace broadsheet::follow
