// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// VectorIndexWriter: takes papers and the places of their vectors in the store, writes segments, publishes
// states, merges. The one writer of a folder; whoever opens it holds the data folder's lock.
//
// Nothing that it writes is seen by anybody before publish(), and a crash at any instant leaves the last
// published state. Nothing here encodes: to lose all of it costs minutes.

#ifndef BROADSHEET_INDEX_VECTOR_INDEX_WRITER_H_
#define BROADSHEET_INDEX_VECTOR_INDEX_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/vector_manifest.h"
#include "index/vector_segment.h"
#include "index/vector_snapshot.h"

namespace broadsheet::index {

// Confined to one thread.
class VectorIndexWriter {
 public:
  // Opens or creates the folder for vectors of this store, and removes strays. An index of another
  // fingerprint or store, or one that is damaged, is kDamaged: remove it with clear() and follow from the
  // beginning. kUnsupported for one of a newer program.
  static Result<std::unique_ptr<VectorIndexWriter>> open(const std::string& folder, const VectorStore& store,
                                                         VectorSegmentOptions options = {});
  // Removes every file of the index. kUnsupported, with nothing removed, if a newer program wrote it.
  static Result<void> clear(const std::string& folder);
  ~VectorIndexWriter();
  VectorIndexWriter(const VectorIndexWriter&) = delete;
  VectorIndexWriter& operator=(const VectorIndexWriter&) = delete;

  // The last published state.
  const VectorManifest& manifest() const;

  // The paper's vector is the committed one of this ordinal. Replaces what the paper had; the same again
  // changes nothing.
  void put(const VectorRow& row);
  // The paper has no vector (any more); nothing happens if it had none.
  void remove(PaperNumber paper);

  // Makes all changes so far visible and durable, together with the position that they bring the index to.
  // `store` is the one that the index was opened for, as it is now. Returns the papers whose vectors the
  // store has damaged: they have none until they are put again. After an error the last published state
  // stands and the writer takes no more.
  Result<std::vector<PaperNumber>> publish(const RecordPosition& position, const VectorStore& store);

  // Only while nothing came since publish(): merges segments where the policy asks for it, which makes their
  // lists anew from the store, and publishes the result under the same position. Returns whether it merged;
  // call again until it says no.
  Result<bool> merge_step(const VectorStore& store);
  // Merges all into one segment without dead rows.
  Result<void> merge_all(const VectorStore& store);

 private:
  struct State;
  explicit VectorIndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_INDEX_WRITER_H_
