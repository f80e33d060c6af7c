// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of the follow room and what each defends against.

#ifndef BROADSHEET_FOLLOW_LIMITS_H_
#define BROADSHEET_FOLLOW_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace broadsheet::follow {

// Changes read from the feed at a time: few enough that their papers fit a few megabytes.
inline constexpr std::size_t kFeedBatch = 512;

// Batches that wait for each indexing thread; the reader waits beyond it, so that a record that is
// read faster than it is analysed does not fill the memory.
inline constexpr std::size_t kQueuedBatchesMax = 4;

// A follower that is far behind publishes after so many changes, so that a stop or a crash in the
// middle of millions loses minutes at most.
inline constexpr std::uint64_t kPublishEvery = 1'000'000;

// Revisions looked at, backwards, to find the end of a commit at which to publish: more than the
// changes of one bulk transaction.
inline constexpr std::uint64_t kCommitSearchMax = 10'000;

// Texts that each encoding thread takes at a time: a step of the vectors lasts a fraction of a second, and a
// kill loses no more than that.
inline constexpr std::size_t kTextsPerStep = 16;

// How often new vectors are published while many wait: each publication is a segment to be merged later.
inline constexpr std::chrono::seconds kVectorsPublishEvery{20};

// Changes that the follower `trending` takes up; behind more it reads the papers of its days anew.
inline constexpr std::uint64_t kTrendingFollowsMax = 100'000;

// Times that one catch_up rebuilds what it finds damaged before it gives the error to its caller: a
// disk that damages what was just written is not helped by a third attempt.
inline constexpr int kRebuildsMax = 2;

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_LIMITS_H_
