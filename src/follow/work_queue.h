// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A bounded queue between the thread that reads the record and one that indexes.

#ifndef BROADSHEET_FOLLOW_WORK_QUEUE_H_
#define BROADSHEET_FOLLOW_WORK_QUEUE_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace broadsheet::follow {

// Guarded by a mutex. Any number of threads on either side.
template <typename T>
class WorkQueue {
 public:
  explicit WorkQueue(std::size_t size_max) : size_max_(size_max) {}

  // Waits for room. False, and `work` is dropped, once the queue is closed.
  bool push(T work) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || queue_.size() < size_max_; });
    if (closed_) return false;
    queue_.push_back(std::move(work));
    work_.notify_one();
    return true;
  }

  // Waits for work; none once the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return closed_ || !queue_.empty(); });
    if (queue_.empty()) return std::nullopt;
    T work = std::move(queue_.front());
    queue_.pop_front();
    room_.notify_one();
    return work;
  }

  // What is queued will still be given out.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
    work_.notify_all();
  }

 private:
  const std::size_t size_max_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable work_;
  std::deque<T> queue_;
  bool closed_ = false;
};

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_WORK_QUEUE_H_
