// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/answer_cache.h"

#include <gtest/gtest.h>

namespace broadsheet::web {
namespace {

const AnswerStamp kStamp{Revision(7), Revision(7), Revision(7), 5, Day()};

http::Response answer(std::string body) {
  http::Response response;
  response.body = std::move(body);
  response.set("Content-Type", "text/plain");
  return response;
}

TEST(AnswerCache, GivesWhatWasKeptWithItsHeaders) {
  AnswerCache cache;
  http::Response kept = answer("papers");
  cache.keep("/papers", kStamp, kept);
  EXPECT_EQ(kept.content(), "papers") << "the first asker gets it too";
  const auto found = cache.find("/papers", kStamp);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->content(), "papers");
  EXPECT_EQ(found->headers, kept.headers);
  EXPECT_EQ(found->shared_body, kept.shared_body) << "one body for all";
  EXPECT_FALSE(cache.find("/papers?p=1", kStamp));
}

TEST(AnswerCache, ForgetsEverythingWhenAnythingChanged) {
  for (const AnswerStamp& later :
       {AnswerStamp{Revision(8), Revision(7), Revision(7), 5, Day()},
        AnswerStamp{Revision(7), Revision(8), Revision(7), 5, Day()},
        AnswerStamp{Revision(7), Revision(7), Revision(8), 5, Day()},
        AnswerStamp{Revision(7), Revision(7), Revision(7), 5, Day() + std::chrono::days(1)},
        AnswerStamp{Revision(7), Revision(7), Revision(7), 6, Day()}}) {
    AnswerCache cache;
    http::Response one = answer("old");
    cache.keep("/a", kStamp, one);
    EXPECT_FALSE(cache.find("/a", later));
    http::Response other = answer("new");
    cache.keep("/b", later, other);
    EXPECT_FALSE(cache.find("/a", kStamp)) << "of another time than what is kept now";
    EXPECT_TRUE(cache.find("/b", later));
  }
}

TEST(AnswerCache, KeepsWhatWasAskedForLastWithinItsBound) {
  AnswerCache cache;
  constexpr std::size_t kBody = std::size_t{1} << 20;
  const std::size_t count = 2 * AnswerCache::kBytesMax / kBody;
  for (std::size_t i = 0; i < count; ++i) {
    http::Response each = answer(std::string(kBody, 'x'));
    cache.keep(std::to_string(i), kStamp, each);
    EXPECT_TRUE(cache.find("0", kStamp)) << "asked for again and again";
  }
  std::size_t left = 0;
  for (std::size_t i = 0; i < count; ++i) left += cache.find(std::to_string(i), kStamp) ? 1 : 0;
  EXPECT_LE(left, AnswerCache::kBytesMax / kBody);
  EXPECT_GE(left, AnswerCache::kBytesMax / kBody - 1);
  EXPECT_TRUE(cache.find(std::to_string(count - 1), kStamp));
}

TEST(AnswerCache, DoesNotKeepWhatIsTooLarge) {
  AnswerCache cache;
  http::Response large = answer(std::string(AnswerCache::kAnswerBytesMax, 'x'));
  cache.keep("/large", kStamp, large);
  EXPECT_FALSE(cache.find("/large", kStamp));
  EXPECT_EQ(large.content().size(), AnswerCache::kAnswerBytesMax);
}

}  // namespace
}  // namespace broadsheet::web
