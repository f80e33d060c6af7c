// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// RecentKeys: a set that remembers at least the last kRecentKeysMin keys that were added, and at most
// twice as many: two generations, of which the older goes when the younger is full.

#ifndef BROADSHEET_INGEST_RECENT_KEYS_H_
#define BROADSHEET_INGEST_RECENT_KEYS_H_

#include <cstdint>
#include <unordered_set>
#include <utility>

#include "ingest/limits.h"

namespace broadsheet::ingest {

// Confined to one thread.
class RecentKeys {
 public:
  void add(std::uint64_t key) {
    if (young_.size() >= kRecentKeysMin) {
      old_ = std::exchange(young_, {});
    }
    young_.insert(key);
  }
  bool contains(std::uint64_t key) const { return young_.contains(key) || old_.contains(key); }

 private:
  std::unordered_set<std::uint64_t> young_;
  std::unordered_set<std::uint64_t> old_;
};

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_RECENT_KEYS_H_
