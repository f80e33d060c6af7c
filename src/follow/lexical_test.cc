// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The three properties of a follower, on a real record; and what it does about damage.

#include "follow/lexical.h"

#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "base/file.h"
#include "follow/testing.h"
#include "follow/watch.h"
#include "index/check.h"
#include "index/limits.h"
#include "index/manifest.h"
#include "search/schema.h"
#include "store/testing.h"

namespace broadsheet::follow {
namespace {

using store::Durability;
using store::PaperView;
using store::Record;
using store::Transaction;

// Everything that the live documents of an index say, in the order of their keys.
std::string content(const index::Snapshot& snapshot) {
  std::map<std::string, std::string> all;
  const index::Schema& schema = snapshot.schema();
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const index::SegmentView& view = snapshot.segments()[s];
    for (std::uint8_t f = 0; f < schema.fields.size(); ++f) {
      for (auto terms = view.fields[f]->terms(); terms.next();) {
        index::PostingCursor cursor(view.fields[f]->postings(terms.info()));
        for (std::uint32_t doc = cursor.next(); doc != index::kNoDoc; doc = cursor.next()) {
          if (!snapshot.is_live({s, doc})) continue;
          std::string& text = all["f" + std::to_string(f) + " " + std::string(terms.term()) + " " +
                                  std::to_string(view.key(doc))];
          std::vector<std::uint32_t> positions;
          cursor.positions(positions);
          text = std::to_string(cursor.tf());
          for (const std::uint32_t position : positions) text += "@" + std::to_string(position);
        }
      }
    }
    for (std::uint32_t doc = 0; doc < view.doc_count; ++doc) {
      if (!snapshot.is_live({s, doc})) continue;
      std::string& text = all["d " + std::to_string(view.key(doc))];
      text = std::to_string(snapshot.votes(PaperNumber(view.key(doc))));
      for (std::uint8_t c = 0; c < schema.columns.size(); ++c) {
        if (schema.columns[c].kind == index::ColumnKind::kNumber) {
          text += " " + std::to_string(snapshot.segment(s).numbers(c).value()[doc]);
          continue;
        }
        const index::KeywordColumn column = snapshot.segment(s).keywords(c).value();
        for (const std::uint32_t ordinal : column.ordinals(doc))
          text += " " + std::string(column.value(ordinal));
      }
    }
  }
  std::string joined = std::to_string(snapshot.live_documents()) + "\n";
  for (const auto& [key, text] : all) joined.append(key).append(": ").append(text).append("\n");
  return joined;
}

std::string content_at(World& world, const std::string& folder) {
  const auto snapshot = open_lexical_snapshot(folder, world.record());
  return snapshot.ok() ? content(**snapshot) : snapshot.error().message();
}

LexicalOptions options_with(std::size_t threads) {
  LexicalOptions options;
  options.threads = threads;
  return options;
}

// The content of an index that a new follower makes at once.
std::string content_at_once(World& world) {
  const std::string folder = world.other("at-once");
  CHECK(remove_all(folder).ok());
  auto follower = open_lexical(folder, world.record(), options_with(1)).value();
  CHECK(follower->catch_up({}).ok());
  return content_at(world, folder);
}

RC_GTEST_PROP(LexicalFollower, InPiecesEqualsAtOnceWhateverStopsIt, ()) {
  World world;
  const LexicalOptions options = options_with(*rc::gen::inRange<std::size_t>(1, 3));
  auto follower = open_lexical(world.data(), world.record(), options).value();
  std::vector<PaperNumber> numbers;
  const int steps = *rc::gen::inRange(1, 40);
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
      // Stopped before it published: as a kill leaves it.
      const auto before = index::read_manifest(lexical_folder(world.data()));
      FollowCallbacks callbacks;
      callbacks.stop = [] { return true; };
      const auto stopped = follower->catch_up(callbacks);
      const bool as_promised = stopped.ok() || stopped.error().code() == ErrorCode::kInterrupted;
      RC_ASSERT(as_promised);
      const auto after = index::read_manifest(lexical_folder(world.data()));
      RC_ASSERT(before.ok() == after.ok());
      const bool same = !before.ok() || before.value() == after.value();
      RC_ASSERT(same);
    } else if (kind == 8) {
      follower.reset();
      follower = open_lexical(world.data(), world.record(), options).value();
    } else {
      RC_ASSERT(follower->catch_up({}).value() == world.record().head().value());
      RC_ASSERT(follower->tidy_step().ok());
    }
  }
  RC_ASSERT(follower->catch_up({}).ok());
  RC_ASSERT(content_at(world, world.data()) == content_at_once(world));
  RC_ASSERT(check_lexical(world.data(), world.record(), true).empty());
}

TEST(LexicalFollower, FollowingTwiceChangesNothing) {
  World world;
  for (std::uint32_t seed = 0; seed < 20; ++seed) (void)world.add(seed);
  auto follower = open_lexical(world.data(), world.record()).value();
  ASSERT_EQ(follower->catch_up({}).value(), world.record().head().value());
  const index::Manifest once = index::read_manifest(lexical_folder(world.data())).value();
  ASSERT_TRUE(follower->catch_up({}).ok());
  EXPECT_EQ(index::read_manifest(lexical_folder(world.data())).value(), once);
  EXPECT_NE(content_at(world, world.data()).find("graph"), std::string::npos);
}

TEST(LexicalFollower, AVoteWritesNoSegment) {
  World world;
  const PaperNumber number = world.add(1);
  auto follower = open_lexical(world.data(), world.record()).value();
  ASSERT_TRUE(follower->catch_up({}).ok());
  const auto before = open_lexical_snapshot(world.data(), world.record()).value();
  ASSERT_EQ(before->votes(number), 1);
  Transaction transaction = world.record().begin(Durability::kInteractive).value();
  PaperView view = *world.record().paper(number).value();
  view.own_votes = 7;
  ASSERT_TRUE(transaction.put_paper(view).value());
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_TRUE(follower->catch_up({}).ok());
  const auto after = open_lexical_snapshot(world.data(), world.record(), before).value();
  EXPECT_EQ(after->votes(number), 7);
  EXPECT_EQ(after->manifest().segments, before->manifest().segments);
}

TEST(LexicalFollower, AnIndexOfAnotherRecordIsRefusedAndRebuilt) {
  World world;
  World stranger;
  (void)world.add(1);
  (void)stranger.add(2);
  ASSERT_TRUE(open_lexical(world.data(), world.record()).value()->catch_up({}).ok());
  ASSERT_TRUE(open_lexical(stranger.data(), stranger.record()).value()->catch_up({}).ok());
  ASSERT_TRUE(remove_all(lexical_folder(world.data())).ok());
  std::filesystem::copy(lexical_folder(stranger.data()), lexical_folder(world.data()));
  EXPECT_EQ(open_lexical_snapshot(world.data(), world.record()).error().code(), ErrorCode::kDamaged);
  EXPECT_FALSE(check_lexical(world.data(), world.record(), false).empty());
  ASSERT_TRUE(open_lexical(world.data(), world.record()).value()->catch_up({}).ok());
  EXPECT_EQ(content_at(world, world.data()), content_at_once(world));
}

TEST(LexicalFollower, ARemovedIndexComesBackByItself) {
  World world;
  (void)world.add(1);
  auto follower = open_lexical(world.data(), world.record()).value();
  ASSERT_TRUE(follower->catch_up({}).ok());
  // While it runs, with something new to follow and without.
  for (const bool with_change : {true, false}) {
    ASSERT_TRUE(remove_all(lexical_folder(world.data())).ok());
    if (with_change) (void)world.add(2);
    ASSERT_TRUE(follower->tidy_step().ok());
    ASSERT_TRUE(follower->catch_up({}).ok());
    EXPECT_EQ(content_at(world, world.data()), content_at_once(world));
  }
  // Between two steps of one catch_up.
  (void)world.add(3);
  FollowCallbacks callbacks;
  callbacks.progress = [&, removed = false](std::uint64_t, std::uint64_t) mutable {
    if (!removed) CHECK(remove_all(lexical_folder(world.data())).ok());
    removed = true;
  };
  const auto caught_up = follower->catch_up(callbacks);
  ASSERT_TRUE(caught_up.ok()) << caught_up.error().message();
  EXPECT_EQ(content_at(world, world.data()), content_at_once(world));
}

TEST(LexicalFollower, ProgramsThatEndLeaveFewSegments) {
  World world;
  const auto segments = [&] { return index::read_manifest(lexical_folder(world.data())).value().segments; };
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    (void)world.add(seed);
    const auto follower = open_lexical(world.data(), world.record()).value();
    EXPECT_EQ(catch_up_and_tidy(*follower, {}).value(), world.record().head().value());
    EXPECT_LE(segments().size(), index::kSegmentsWanted);
  }
  EXPECT_EQ(content_at(world, world.data()), content_at_once(world));

  FollowCallbacks callbacks;
  callbacks.stop = [] { return true; };
  for (std::uint32_t seed = 0; seed < 9; ++seed) {
    (void)world.add(seed);
    ASSERT_TRUE(open_lexical(world.data(), world.record()).value()->catch_up({}).ok());
  }
  const std::size_t before = segments().size();
  EXPECT_TRUE(catch_up_and_tidy(*open_lexical(world.data(), world.record()).value(), callbacks).ok());
  EXPECT_EQ(segments().size(), before) << "asked to stop, nothing is merged";
}

TEST(LexicalFollower, ADamagedPaperStaysAsItIsAndTheOthersAreFollowed) {
  World world;
  const PaperNumber one = world.add(1);
  const PaperNumber other = world.add(2);
  const auto follower = open_lexical(world.other("a"), world.record()).value();
  ASSERT_TRUE(follower->catch_up({}).ok());
  const std::string before = content_at(world, world.other("a"));
  world.change(one, 4);
  store::damage_paper(world.data(), one);
  const PaperNumber third = world.add(3);

  std::vector<PaperNumber> unreadable;
  FollowCallbacks callbacks;
  callbacks.unreadable = [&](const store::UnreadablePaper& paper) { unreadable.push_back(paper.number); };
  const auto followed = follower->catch_up(callbacks);
  ASSERT_TRUE(followed.ok()) << followed.error().message();
  EXPECT_EQ(*followed, world.record().head().value());
  EXPECT_EQ(unreadable, std::vector{one});
  const auto snapshot = open_lexical_snapshot(world.other("a"), world.record()).value();
  EXPECT_TRUE(snapshot->find(one) && snapshot->find(other) && snapshot->find(third));
  EXPECT_TRUE(check_lexical(world.other("a"), world.record(), true).empty());

  // A new index does without it, until the record has it again.
  const auto fresh = open_lexical(world.other("b"), world.record()).value();
  ASSERT_TRUE(fresh->catch_up({}).ok());
  EXPECT_FALSE(open_lexical_snapshot(world.other("b"), world.record()).value()->find(one));
  EXPECT_TRUE(check_lexical(world.other("b"), world.record(), true).empty());
  world.change(one, 4);
  ASSERT_TRUE(follower->catch_up({}).ok());
  ASSERT_TRUE(fresh->catch_up({}).ok());
  EXPECT_NE(content_at(world, world.other("a")), before);
  EXPECT_EQ(content_at(world, world.other("a")), content_at(world, world.other("b")));
}

TEST(LexicalFollower, ARecordThatCantBeReadCostsNoIndex) {
  World world;
  world.add(1);
  const auto follower = open_lexical(world.other("a"), world.record()).value();
  ASSERT_TRUE(follower->catch_up({}).ok());
  const std::string before = content_at(world, world.other("a"));
  world.add(2);
  store::damage(world.data(), "DELETE FROM meta WHERE name = 'uuid'");
  EXPECT_FALSE(follower->catch_up({}).ok());
  store::damage(world.data(), "INSERT INTO meta VALUES('uuid', '" + world.uuid() + "')");
  EXPECT_EQ(content_at(world, world.other("a")), before);
}

TEST(LexicalFollower, EveryDamageEndsInTheSameIndexAgain) {
  World world;
  for (std::uint32_t seed = 0; seed < 12; ++seed) (void)world.add(seed);
  auto first = open_lexical(world.data(), world.record()).value();
  ASSERT_TRUE(first->catch_up({}).ok());
  for (std::uint32_t number = 1; number <= 3; ++number) world.change(PaperNumber(number), 50 + number);
  ASSERT_TRUE(first->catch_up({}).ok());
  const std::string sound = content_at(world, world.data());
  first.reset();

  const std::string folder = lexical_folder(world.data());
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename());
  ASSERT_GE(names.size(), 4U);
  for (const std::string& name : names) {
    const std::string good = read_file(folder + "/" + name, 1 << 24).value();
    for (const std::size_t part : {0u, 1u, 35u, 50u, 71u, 99u}) {
      std::string bad = good;
      bad[good.size() * part / 100] = static_cast<char>(bad[good.size() * part / 100] ^ 0x10);
      for (const std::string& bytes : {bad, good.substr(0, good.size() * part / 100)}) {
        const std::string copy = world.other("copy");
        ASSERT_TRUE(remove_all(copy).ok());
        ASSERT_TRUE(make_folder(copy).ok());
        std::filesystem::copy(folder, lexical_folder(copy));
        ASSERT_TRUE(write_file_atomically(lexical_folder(copy) + "/" + name, bytes).ok());
        ASSERT_FALSE(check_lexical(copy, world.record(), false).empty()) << name << " " << part;
        // What the program does when an answer or the check meets damage.
        auto follower = open_lexical(copy, world.record()).value();
        ASSERT_TRUE(follower->rebuild({}).ok());
        ASSERT_EQ(content_at(world, copy), sound) << name << " " << part;
        ASSERT_TRUE(check_lexical(copy, world.record(), true).empty());
      }
    }
  }
}

TEST(LexicalFollower, AnIndexOfANewerProgramIsLeftAlone) {
  World world;
  (void)world.add(1);
  const std::string folder = lexical_folder(world.data());
  ASSERT_TRUE(make_folder(folder).ok());
  auto writer = index::SectionFileWriter::create(folder + "/manifest", "manifest", 1000).value();
  ASSERT_TRUE(writer.finish().ok());
  const std::string before = read_file(folder + "/manifest", 1 << 20).value();
  EXPECT_EQ(open_lexical(world.data(), world.record()).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(open_lexical_snapshot(world.data(), world.record()).error().code(), ErrorCode::kUnsupported);
  EXPECT_EQ(read_file(folder + "/manifest", 1 << 20).value(), before);
}

TEST(Watch, PublishesWhatIsCommittedWhileItRunsAndMendsARemovedIndex) {
  World world;
  (void)world.add(1);
  auto follower = open_lexical(world.data(), world.record()).value();
  Follower* const followers[] = {follower.get()};
  WatchCallbacks callbacks;
  int waits = 0;
  std::vector<std::uint64_t> published;
  callbacks.follow.stop = [&] { return waits == 4; };
  callbacks.published = [&](const Follower&, Revision revision) { published.push_back(revision.value()); };
  callbacks.wait = [&](std::chrono::milliseconds) {
    ++waits;
    if (waits == 1) (void)world.add(2);
    if (waits == 2) CHECK(remove_all(lexical_folder(world.data())).ok());
  };
  ASSERT_TRUE(watch(followers, world.record(), callbacks).ok());
  EXPECT_EQ(published.size(), 3U);
  EXPECT_EQ(published.back(), world.record().head().value().value());
  EXPECT_EQ(content_at(world, world.data()), content_at_once(world));
}

}  // namespace
}  // namespace broadsheet::follow
