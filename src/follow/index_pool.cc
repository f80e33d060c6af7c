// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/index_pool.h"

#include <utility>

#include "base/bounded_queue.h"
#include "base/thread.h"
#include "follow/limits.h"
#include "follow/paper_content.h"
#include "search/schema.h"

namespace broadsheet::follow {

struct IndexPool::Worker {
  Worker() : queue(kQueuedBatchesMax), document(search::product_schema()) {}

  void work(index::IndexWriter& writer, const Batch& batch) {
    for (const PaperNumber number : batch.removed) {
      if (result.ok()) result = writer.remove(number);
    }
    for (const store::PaperView& paper : batch.papers) {
      if (!result.ok()) return;
      indexer.fill(paper, document);
      result = writer.put(document);
    }
  }

  void run(index::IndexWriter& writer) {
    while (std::optional<Batch> batch = queue.pop()) work(writer, *batch);
  }

  BoundedQueue<Batch> queue;
  PaperIndexer indexer;
  index::Document document;
  Result<void> result;  // read by others only after the thread has ended
  std::thread thread;   // none in a pool of one, or if the system has no more
};

IndexPool::IndexPool(index::IndexWriter& writer, std::size_t builders) : writer_(writer) {
  for (std::size_t i = 0; i < builders; ++i) workers_.push_back(std::make_unique<Worker>());
  if (builders == 1) return;
  for (auto& worker : workers_) {
    Result<std::thread> started = start_thread([this, &own = *worker] { own.run(writer_); });
    if (started.ok()) worker->thread = std::move(started).value();
  }
}

IndexPool::~IndexPool() {
  (void)finish().ok();
}

void IndexPool::add(std::vector<store::PaperView>&& papers) {
  std::vector<Batch> batches(workers_.size());
  for (store::PaperView& paper : papers) {
    batches[writer_.builder_of(paper.number)].papers.push_back(std::move(paper));
  }
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (batches[i].papers.empty()) continue;
    if (workers_[i]->thread.joinable()) {
      workers_[i]->queue.push(std::move(batches[i]));
    } else {
      workers_[i]->work(writer_, batches[i]);
    }
  }
}

void IndexPool::remove(PaperNumber number) {
  Worker& worker = *workers_[writer_.builder_of(number)];
  Batch batch;
  batch.removed.push_back(number);
  if (worker.thread.joinable()) {
    worker.queue.push(std::move(batch));
  } else {
    worker.work(writer_, batch);
  }
}

Result<void> IndexPool::finish() {
  for (auto& worker : workers_) worker->queue.close();
  for (auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
  for (auto& worker : workers_) TRY_VOID(worker->result);
  return {};
}

}  // namespace broadsheet::follow
