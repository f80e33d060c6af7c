// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes by key: a small file beside the segments, written anew when votes change, so that a vote
// never touches a segment.

#ifndef BROADSHEET_INDEX_VOTES_H_
#define BROADSHEET_INDEX_VOTES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/deletes.h"

namespace broadsheet::index {

inline constexpr std::string_view kVotesKind = "votes";
inline constexpr std::uint32_t kVotesVersion = 1;

// Immutable once shared.
class Votes {
 public:
  Votes() = default;
  // `counts` without zeros.
  explicit Votes(const std::map<PaperNumber, std::int32_t>& counts);

  // 0 for a key that is not in it. Logarithmic.
  std::int32_t count(PaperNumber key) const;
  std::size_t size() const { return keys_.size(); }
  std::map<PaperNumber, std::int32_t> all() const;

  Result<WrittenFile> write(const std::string& path) const;
  static Result<std::shared_ptr<const Votes>> read(const std::string& path, std::uint64_t identity);

 private:
  std::vector<std::uint32_t> keys_;  // ascending
  std::vector<std::int32_t> counts_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VOTES_H_
