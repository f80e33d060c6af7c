// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Snapshot: one published state of the index, as a query sees it from beginning to end.

#ifndef BROADSHEET_INDEX_SNAPSHOT_H_
#define BROADSHEET_INDEX_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/collection.h"
#include "index/deletes.h"
#include "index/manifest.h"
#include "index/segment.h"
#include "index/votes.h"

namespace broadsheet::index {

struct DocumentAddress {
  std::uint32_t segment = 0;
  std::uint32_t doc = 0;
  friend bool operator==(const DocumentAddress&, const DocumentAddress&) = default;
};

// Immutable; shared by all readers that pinned it. The files stay readable when a later publication
// removes them from the folder.
class Snapshot final : public CollectionStats {
 public:
  // The state that the folder's manifest names. kNotFound if nothing was published yet.
  static Result<std::shared_ptr<const Snapshot>> open(const std::string& folder);
  // As open, but keeps what `former` has mapped already; gives `former` itself if nothing was published
  // since. Costs one small read where nothing changed.
  static Result<std::shared_ptr<const Snapshot>> reopen(const std::string& folder,
                                                        const std::shared_ptr<const Snapshot>& former);

  const Manifest& manifest() const { return manifest_; }
  const Schema& schema() const { return manifest_.schema; }

  // What the engine reads; one entry a segment.
  std::span<const SegmentView> segments() const { return views_; }
  const Segment& segment(std::size_t index) const { return *segments_[index]; }
  const Deletes* deletes(std::size_t index) const { return deletes_[index].get(); }
  bool is_live(DocumentAddress address) const;
  // Where the live document of this key is.
  std::optional<DocumentAddress> find(PaperNumber key) const;
  // Our own votes and those that sources report, as last published; 0 if none.
  std::int32_t votes(PaperNumber key) const;

  // True once any file of the snapshot was found not to be as written: answers read from it are void.
  bool damaged() const;

  std::uint64_t live_documents() const override { return live_documents_; }
  std::uint64_t live_tokens(FieldId field) const override { return live_tokens_[field]; }
  std::uint64_t live_df(FieldId field, std::string_view term, std::uint64_t df) const override;

 private:
  Snapshot() = default;
  static Result<std::shared_ptr<const Snapshot>> load(const std::string& folder, Manifest manifest,
                                                      const Snapshot* former);
  Result<void> add_segment(const std::string& folder, const SegmentEntry& entry, const Snapshot* former);

  Manifest manifest_;
  std::vector<std::shared_ptr<const Segment>> segments_;  // shared with the snapshots before and after
  std::vector<std::shared_ptr<const Deletes>> deletes_;   // null where nothing is deleted
  std::shared_ptr<const Votes> votes_;
  std::vector<SegmentView> views_;
  std::uint64_t live_documents_ = 0;
  std::vector<std::uint64_t> live_tokens_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SNAPSHOT_H_
