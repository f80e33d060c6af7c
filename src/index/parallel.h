// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A loop on several threads. What it computes must not depend on how the range is cut.

#ifndef BROADSHEET_INDEX_PARALLEL_H_
#define BROADSHEET_INDEX_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace broadsheet::index {

// Calls fn(begin, end) for the pieces of [0, count), each at most `piece` long, on `threads` threads.
template <class Fn>
void parallel_pieces(std::size_t threads, std::size_t count, std::size_t piece, Fn&& fn) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t begin = next.fetch_add(piece); begin < count; begin = next.fetch_add(piece))
      fn(begin, std::min(begin + piece, count));
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads && i * piece < count; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_PARALLEL_H_
