// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/published_index.h"

#include <utility>

#include "follow/lexical.h"

namespace broadsheet::app {

std::shared_ptr<const search::Searcher> PublishedIndex::searcher() const {
  const std::lock_guard lock(mutex_);
  return searcher_;
}

Result<void> PublishedIndex::open(const std::string& data_folder, store::Record& record) {
  std::shared_ptr<const index::Snapshot> former;
  {
    const std::lock_guard lock(mutex_);
    former = snapshot_;
  }
  auto opened = follow::open_lexical_snapshot(data_folder, record, former);
  if (opened.ok() && *opened == former) return {};
  std::shared_ptr<const search::Searcher> searcher;
  if (opened.ok()) searcher = std::make_shared<const search::Searcher>(*opened);
  const std::lock_guard lock(mutex_);
  snapshot_ = opened.ok() ? *opened : nullptr;
  searcher_ = std::move(searcher);
  if (!opened.ok() && opened.error().code() != ErrorCode::kNotFound) return std::move(opened).error();
  return {};
}

}  // namespace broadsheet::app
