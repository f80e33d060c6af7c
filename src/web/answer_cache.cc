// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/answer_cache.h"

#include <utility>

namespace broadsheet::web {
namespace {

// Of the list's node, the map's and the headers, roughly.
constexpr std::size_t kOverheadBytes = 512;

}  // namespace

std::optional<http::Response> AnswerCache::find(std::string_view key, const AnswerStamp& stamp) {
  const std::lock_guard lock(mutex_);
  if (stamp != stamp_) return std::nullopt;
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->response;
}

void AnswerCache::keep(const std::string& key, const AnswerStamp& stamp, http::Response& response) {
  const std::size_t bytes = key.size() + response.content().size() + kOverheadBytes;
  if (bytes > kAnswerBytesMax) return;
  if (!response.shared_body) {
    response.shared_body = std::make_shared<const std::string>(std::move(response.body));
    response.body.clear();
  }
  const std::lock_guard lock(mutex_);
  if (stamp != stamp_) {
    by_key_.clear();
    kept_.clear();
    bytes_ = 0;
    stamp_ = stamp;
  }
  if (by_key_.contains(key)) return;
  kept_.push_front({key, response, bytes});
  by_key_.emplace(kept_.front().key, kept_.begin());
  bytes_ += bytes;
  while (bytes_ > kBytesMax) forget_last();
}

void AnswerCache::forget_last() {
  bytes_ -= kept_.back().bytes;
  by_key_.erase(kept_.back().key);
  kept_.pop_back();
}

}  // namespace broadsheet::web
