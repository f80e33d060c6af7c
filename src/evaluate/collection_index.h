// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The index of a test collection: in a temporary folder that goes with it, or kept in a cache under
// a name made of everything that went into it.

#ifndef BROADSHEET_EVALUATE_COLLECTION_INDEX_H_
#define BROADSHEET_EVALUATE_COLLECTION_INDEX_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "evaluate/arm.h"
#include "index/document.h"
#include "index/schema.h"
#include "index/snapshot.h"

namespace broadsheet::evaluate {

// Movable; owns the folder unless it is a cache's.
class CollectionIndex {
 public:
  // Fills the document of a number, which clear() has named.
  using Fill = std::function<void(std::uint32_t number, index::Document& document)>;

  // `recipe` names how documents are made; with the documents themselves it is the cache's key.
  static Result<CollectionIndex> build(const Numbering& numbering, const index::Schema& schema,
                                       const std::string& analyzer, const std::string& recipe,
                                       const Fill& fill, const EvaluationOptions& options);
  ~CollectionIndex();
  CollectionIndex(CollectionIndex&& other) noexcept;
  CollectionIndex& operator=(CollectionIndex&& other) noexcept;

  const std::shared_ptr<const index::Snapshot>& snapshot() const { return snapshot_; }

 private:
  CollectionIndex() = default;

  std::string temporary_folder_;  // empty in a cache
  std::shared_ptr<const index::Snapshot> snapshot_;
};

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_COLLECTION_INDEX_H_
