// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// VectorSnapshot: one published state of the vectors, as a query sees it from beginning to end.

#ifndef BROADSHEET_INDEX_VECTOR_SNAPSHOT_H_
#define BROADSHEET_INDEX_VECTOR_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/check.h"
#include "index/vector_manifest.h"
#include "index/vector_segment.h"

namespace broadsheet::index {

// Which rows of a segment are live; a plain value, shared as const.
struct VectorRowsAlive {
  std::uint32_t rows = 0;
  std::uint32_t dead_count = 0;
  std::vector<std::uint64_t> live;  // (rows + 63) / 64 words; unused bits are 0
  explicit VectorRowsAlive(std::uint32_t row_count = 0);
  void kill(std::uint32_t row);  // no matter if it was dead before
  friend bool operator==(const VectorRowsAlive&, const VectorRowsAlive&) = default;
};

Result<WrittenFile> write_vector_dead(const std::string& path, const VectorRowsAlive& alive);
// kDamaged if it is not the file of that identity, or of a segment of other size.
Result<std::shared_ptr<const VectorRowsAlive>> read_vector_dead(const std::string& path,
                                                                std::uint64_t identity, std::uint32_t rows);

// The live row of a paper in any of the segments; nullopt if it has none, or if it is damaged.
std::optional<VectorRowEntry> find_row(std::span<const VectorSegmentView> segments, PaperNumber paper);

// Immutable; shared by all readers that pinned it.
class VectorSnapshot {
 public:
  // The state that the folder's manifest names. kNotFound if nothing was published yet.
  static Result<std::shared_ptr<const VectorSnapshot>> open(const std::string& folder);
  // As open, but keeps what `former` has mapped already; gives `former` itself if nothing was published
  // since.
  static Result<std::shared_ptr<const VectorSnapshot>> reopen(
      const std::string& folder, const std::shared_ptr<const VectorSnapshot>& former);

  const VectorManifest& manifest() const { return manifest_; }
  // What a search reads.
  std::span<const VectorSegmentView> segments() const { return views_; }
  std::uint64_t live_rows() const { return live_rows_; }
  // The live row of a paper; nullopt if it has none, or if it is damaged.
  std::optional<VectorRowEntry> find(PaperNumber paper) const { return find_row(views_, paper); }

 private:
  friend class VectorIndexWriter;
  VectorSnapshot() = default;
  static Result<std::shared_ptr<const VectorSnapshot>> load(const std::string& folder,
                                                            VectorManifest manifest,
                                                            const VectorSnapshot* former);
  Result<void> add_segment(const std::string& folder, const VectorSegmentFiles& files,
                           const VectorSnapshot* former);

  VectorManifest manifest_;
  std::vector<std::shared_ptr<const VectorSegment>> segments_;
  std::vector<std::shared_ptr<const VectorRowsAlive>> alive_;  // null where all are
  std::vector<VectorSegmentView> views_;
  std::uint64_t live_rows_ = 0;
};

// Every problem of the folder's published state; none if it is sound or nothing was published yet. Reads
// every byte. `store` may be null; else places in it are compared with it. At most kCheckProblemsMax are
// listed.
std::vector<IndexProblem> check_vector_index(const std::string& folder, const VectorStore* store);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_SNAPSHOT_H_
