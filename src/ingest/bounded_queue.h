// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// BoundedQueue: values from one thread to another; who puts waits while it is full.

#ifndef BROADSHEET_INGEST_BOUNDED_QUEUE_H_
#define BROADSHEET_INGEST_BOUNDED_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace broadsheet::ingest {

// Guarded by its own mutex.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t size_max) : size_max_(size_max) {}

  // False, and the value is dropped, once the taker has gone.
  bool put(T value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return values_.size() < size_max_ || abandoned_; });
    if (abandoned_) return false;
    values_.push_back(std::move(value));
    lock.unlock();
    news_.notify_one();
    return true;
  }

  // No more values will come.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    news_.notify_all();
  }

  // Nobody will take any more.
  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    values_.clear();
    room_.notify_all();
  }

  // The next value; nothing at the deadline, or when the queue is closed and empty.
  std::optional<T> take_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    news_.wait_until(lock, deadline, [&] { return !values_.empty() || closed_; });
    if (values_.empty()) return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    lock.unlock();
    room_.notify_one();
    return value;
  }

  bool finished() const {
    const std::lock_guard lock(mutex_);
    return closed_ && values_.empty();
  }

 private:
  const std::size_t size_max_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable news_;
  std::deque<T> values_;
  bool closed_ = false;
  bool abandoned_ = false;
};

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_BOUNDED_QUEUE_H_
