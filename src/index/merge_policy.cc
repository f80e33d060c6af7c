// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/merge_policy.h"

#include <algorithm>
#include <numeric>

#include "index/limits.h"

namespace broadsheet::index {

std::vector<std::size_t> choose_merge(std::span<const MergeCandidate> segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const double deleted = segments[i].doc_count - segments[i].live_count;
    if (deleted > kDeletedShareMax * segments[i].doc_count) return {i};
  }
  if (segments.size() <= kSegmentsWanted) return {};
  std::vector<std::size_t> by_size(segments.size());
  std::iota(by_size.begin(), by_size.end(), 0);
  std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) {
    return segments[a].live_count < segments[b].live_count;
  });
  // As many of the smallest as must go, then on while the next is not much larger than all so far: what is
  // merged has then about doubled.
  std::size_t count = segments.size() - kSegmentsWanted + 1;
  std::uint64_t live = 0;
  for (std::size_t i = 0; i < count; ++i) live += segments[by_size[i]].live_count;
  while (count < by_size.size() && segments[by_size[count]].live_count <= live) {
    live += segments[by_size[count]].live_count;
    ++count;
  }
  by_size.resize(count);
  std::sort(by_size.begin(), by_size.end());
  return by_size;
}

}  // namespace broadsheet::index
