// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// BoundedQueue: values from some threads to others; who pushes waits while it is full, so a fast
// producer can never fill memory.

#ifndef BROADSHEET_BASE_BOUNDED_QUEUE_H_
#define BROADSHEET_BASE_BOUNDED_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace broadsheet {

// Guarded by its own mutex: any number of threads on either side.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t size_max) : size_max_(size_max) {}

  // Waits for room. False, and the value is dropped, once the queue is closed.
  bool push(T value) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || values_.size() < size_max_; });
    if (closed_) return false;
    values_.push_back(std::move(value));
    lock.unlock();
    news_.notify_one();
    return true;
  }

  // As push(), but false also if there is no room now; the value is dropped then. `reserve` more values than
  // usual may wait.
  bool try_push(T value, std::size_t reserve = 0) {
    std::unique_lock lock(mutex_);
    if (closed_ || values_.size() >= size_max_ + reserve) return false;
    values_.push_back(std::move(value));
    lock.unlock();
    news_.notify_one();
    return true;
  }

  // Waits for a value; none once the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [&] { return closed_ || !values_.empty(); });
    return take_first(lock);
  }

  // As pop(), but waits no longer than until the deadline.
  std::optional<T> pop_until(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    news_.wait_until(lock, deadline, [&] { return closed_ || !values_.empty(); });
    return take_first(lock);
  }

  // No more values are taken in; those in the queue will still be given out.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
    news_.notify_all();
  }

  // As close(), and what is in the queue is dropped.
  void abandon() {
    close();
    const std::lock_guard lock(mutex_);
    values_.clear();
  }

  bool finished() const {
    const std::lock_guard lock(mutex_);
    return closed_ && values_.empty();
  }

 private:
  std::optional<T> take_first(std::unique_lock<std::mutex>& lock) {
    if (values_.empty()) return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    lock.unlock();
    room_.notify_one();
    return value;
  }

  const std::size_t size_max_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable news_;
  std::deque<T> values_;
  bool closed_ = false;
};

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_BOUNDED_QUEUE_H_
