// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// IndexPool: threads that turn papers into documents of an IndexWriter. Each owns one of the writer's
// builders, and all changes of one paper go to the same thread in their order.

#ifndef BROADSHEET_FOLLOW_INDEX_POOL_H_
#define BROADSHEET_FOLLOW_INDEX_POOL_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "index/index_writer.h"
#include "store/paper_view.h"

namespace broadsheet::follow {

// Confined to one thread, apart from its own. No other user of the writer while a pool lives.
class IndexPool {
 public:
  // One thread a builder; with one builder the calling thread does the work itself.
  IndexPool(index::IndexWriter& writer, std::size_t builders);
  ~IndexPool();
  IndexPool(const IndexPool&) = delete;
  IndexPool& operator=(const IndexPool&) = delete;

  // Papers to replace and to remove. Waits while the threads are busy with too many.
  void add(std::vector<store::PaperView>&& papers);
  void remove(PaperNumber number);
  // Waits until all is done; the first error of any thread.
  Result<void> finish();

 private:
  struct Batch {
    std::vector<store::PaperView> papers;
    std::vector<PaperNumber> removed;
  };
  struct Worker;

  index::IndexWriter& writer_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_INDEX_POOL_H_
