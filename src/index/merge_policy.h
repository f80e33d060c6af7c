// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which segments to merge. Every segment costs each query a little, every merge costs work; segments
// of like size are merged when there are too many, so that a document is written anew only each time
// the segment that it is in about doubles.

#ifndef BROADSHEET_INDEX_MERGE_POLICY_H_
#define BROADSHEET_INDEX_MERGE_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

struct MergeCandidate {
  std::uint32_t live_count = 0;
  std::uint32_t doc_count = 0;
};

// The places of the segments to merge now; empty if all is well. One place alone means that this
// segment is to be written anew without its deleted documents.
std::vector<std::size_t> choose_merge(std::span<const MergeCandidate> segments);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_MERGE_POLICY_H_
