// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// IndexWriter: takes documents, writes segments, publishes states, merges. The one writer of a folder;
// whoever opens it holds the data folder's lock.
//
// Documents are replaced by key. Nothing that it writes is seen by anybody before publish(), and a crash
// at any instant leaves the last published state: files that the manifest does not name are removed
// when the folder is next opened for writing.

#ifndef BROADSHEET_INDEX_INDEX_WRITER_H_
#define BROADSHEET_INDEX_INDEX_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/document.h"
#include "index/manifest.h"

namespace broadsheet::index {

struct IndexWriterOptions {
  Schema schema;
  std::string analyzer;
  // Builders that may be filled by threads side by side, and the memory that each may hold before it
  // writes a segment.
  std::size_t builders = 1;
  std::size_t builder_bytes_max = std::size_t{160} << 20;
};

// Each builder is confined to one thread at a time and different builders may be used side by side; all
// else is confined to one thread while no builder is in use.
class IndexWriter {
 public:
  // Opens or creates the folder, and removes strays. An index of another schema or analyzer, or one that is
  // damaged, is kDamaged: remove it with clear() and follow from the beginning. kUnsupported, with nothing
  // written, for one of a newer program.
  static Result<std::unique_ptr<IndexWriter>> open(const std::string& folder, IndexWriterOptions options);
  // Removes every file of the index, so that the next open begins with an empty one. kUnsupported, with
  // nothing removed, if a newer program wrote it.
  static Result<void> clear(const std::string& folder);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  // The last published state.
  const Manifest& manifest() const;
  // The builder that a key belongs to: all changes of one key go through it, in their order.
  std::size_t builder_of(PaperNumber key) const;

  // Adds the document or replaces the one of its key.
  Result<void> put(const Document& document);
  // Nothing happens if there is none of that key.
  Result<void> remove(PaperNumber key);
  // 0 removes the entry. Safe from any thread.
  void set_votes(PaperNumber key, std::int32_t count);

  // Makes all changes so far visible and durable, together with the position that they bring the index to.
  // After an error the last published state stands and the writer takes no more.
  Result<void> publish(const RecordPosition& position);
  // Drops all changes since the last publication.
  Result<void> abandon();

  // Only while nothing but publish() came since the last put() or remove():
  // Merges segments where the policy asks for it and publishes the result under the same position.
  // Returns whether it merged; call again until it says no.
  Result<bool> merge_step();
  // Merges all segments into one without deleted documents.
  Result<void> merge_all();

 private:
  struct State;
  explicit IndexWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_INDEX_WRITER_H_
