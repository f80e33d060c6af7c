// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/vector_following.h"

#include <algorithm>
#include <chrono>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include "base/log.h"
#include "base/thread.h"

namespace broadsheet::app {
namespace {

constexpr std::chrono::milliseconds kStep{20};
constexpr std::chrono::milliseconds kIdle{200};
constexpr std::chrono::seconds kAfterFailure{5};

// On Linux a priority is that of a thread.
void stand_back() {
  constexpr int kLowest = 19;
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowest);
}

}  // namespace

VectorFollowing::VectorFollowing(std::string data_folder, std::shared_ptr<const encode::Model> model,
                                 PublishedIndex& index, std::function<bool()> may_follow,
                                 std::function<bool()> may_encode)
    : data_folder_(std::move(data_folder)),
      model_(std::move(model)),
      index_(index),
      may_follow_(std::move(may_follow)),
      may_encode_(std::move(may_encode)) {}

VectorFollowing::~VectorFollowing() {
  stop();
}

Result<void> VectorFollowing::start() {
  if (model_ == nullptr) return {};
  TRY(thread_, start_thread([this] { run(); }));
  return {};
}

void VectorFollowing::stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void VectorFollowing::run() {
  stand_back();
  while (!stop_) {
    const Result<void> ended = follow();
    if (ended.ok() || ended.error().code() == ErrorCode::kInterrupted) continue;
    log_error("the vectors do not follow", {{"error", ended.error().message()}});
    wait(kAfterFailure);
  }
}

Result<void> VectorFollowing::follow() {
  while (!stop_ && !may_follow_()) wait(kIdle);
  if (stop_) return {};
  TRY(const std::unique_ptr<store::Record> record,
      store::Record::open(data_folder_, store::Record::Mode::kWrite));
  TRY(const std::unique_ptr<follow::VectorFollower> follower,
      follow::open_vectors(data_folder_, *record, model_, {.threads = 1}));
  seen_ = Revision();
  while (!stop_) {
    TRY(const bool more, step(*follower, *record));
    if (!more) wait(kIdle);
  }
  return {};
}

Result<bool> VectorFollowing::step(follow::VectorFollower& follower, store::Record& record) {
  TRY(const Revision head, record.head());
  if (head != seen_) {
    const follow::FollowCallbacks callbacks{
        .progress = {}, .unreadable = {}, .stop = [this] { return stop_.load(); }};
    TRY_VOID(follower.catch_up(callbacks));
    seen_ = head;
  }
  const bool pauses = follower.progress().waiting > 0 && !may_encode_();
  bool more = false;
  if (!pauses) {
    TRY(more, follower.tidy_step());
  }
  if (follower.generation() != generation_) {
    generation_ = follower.generation();
    TRY_VOID(index_.open(data_folder_, record));
    log_info("vectors published", {{"waiting", follower.progress().waiting}});
  }
  return more;
}

void VectorFollowing::wait(std::chrono::milliseconds time) const {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!stop_ && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::min(time, kStep));
}

}  // namespace broadsheet::app
