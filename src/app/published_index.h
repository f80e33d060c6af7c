// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The index as it was published last, for all threads of a server.

#ifndef BROADSHEET_APP_PUBLISHED_INDEX_H_
#define BROADSHEET_APP_PUBLISHED_INDEX_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/searcher.h"
#include "store/record.h"

namespace broadsheet::app {

// Guarded by its mutexes.
class PublishedIndex {
 public:
  // Null before the first open(). Who has it keeps its files open, whatever is published meanwhile.
  std::shared_ptr<const search::Searcher> searcher() const;

  // Of the model that encodes questions: from now on vectors of it are opened as well. Before the first
  // open().
  void set_fingerprint(std::string fingerprint) { fingerprint_ = std::move(fingerprint); }

  // Opens what is published now. Nothing published yet is no error; after any other, the searcher is gone.
  Result<void> open(const std::string& data_folder, store::Record& record);

  // What a search found out, for the thread that follows.
  void mark_damaged() { damaged_ = true; }
  bool take_damaged() { return damaged_.exchange(false); }
  bool damaged() const { return damaged_; }

 private:
  std::mutex opening_;        // guards snapshot_ and meaning_
  mutable std::mutex mutex_;  // guards searcher_
  std::string fingerprint_;   // empty: there is no model
  std::shared_ptr<const index::Snapshot> snapshot_;
  std::shared_ptr<const search::Meaning> meaning_;  // null while there are no vectors
  std::shared_ptr<const search::Searcher> searcher_;
  std::atomic<bool> damaged_ = false;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_PUBLISHED_INDEX_H_
