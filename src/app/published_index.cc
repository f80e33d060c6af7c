// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/published_index.h"

#include <utility>

#include "base/log.h"
#include "follow/lexical.h"
#include "follow/vectors.h"

namespace broadsheet::app {

std::shared_ptr<const search::Searcher> PublishedIndex::searcher() const {
  const std::lock_guard lock(mutex_);
  return searcher_;
}

Result<void> PublishedIndex::open(const std::string& data_folder, store::Record& record) {
  // The two that follow may publish at the same time.
  const std::lock_guard opening(opening_);
  auto opened = follow::open_lexical_snapshot(data_folder, record, snapshot_);
  std::shared_ptr<const search::Meaning> meaning;
  if (!fingerprint_.empty()) {
    auto found = follow::open_meaning(data_folder, record, fingerprint_, meaning_);
    if (found.ok()) {
      meaning = std::move(found).value();
    } else if (found.error().code() != ErrorCode::kNotFound) {
      log_warning("the vectors are not of use", {{"because", found.error().message()}});
    }
  }
  if (opened.ok() && *opened == snapshot_ && meaning == meaning_) return {};
  std::shared_ptr<const search::Searcher> searcher;
  if (opened.ok()) searcher = std::make_shared<const search::Searcher>(*opened, meaning);
  const std::lock_guard lock(mutex_);
  snapshot_ = opened.ok() ? *opened : nullptr;
  meaning_ = std::move(meaning);
  searcher_ = std::move(searcher);
  if (!opened.ok() && opened.error().code() != ErrorCode::kNotFound) return std::move(opened).error();
  return {};
}

}  // namespace broadsheet::app
