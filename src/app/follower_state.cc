// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/follower_state.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "follow/lexical.h"
#include "follow/trending.h"
#include "follow/vectors.h"
#include "index/vector_snapshot.h"

namespace broadsheet::app {
namespace {

std::uint64_t bytes_below(const std::string& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  // A file that a follower removes meanwhile is simply no longer counted.
  for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    std::error_code gone;
    const std::uintmax_t size = file->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

// The record may have gone on, and been followed, since `head` was read.
std::uint64_t lag_of(const FollowerState& state, Revision head) {
  return head.value() - std::min(head.value(), state.revision.value());
}

}  // namespace

FollowerState trending_state(const papers::TrendingTable* table, Revision head) {
  FollowerState state;
  state.name = follow::kTrendingName;
  if (table != nullptr) {
    state.revision = table->revision();
    state.papers = table->papers();
  }
  state.lag = lag_of(state, head);
  state.state = state.lag == 0 ? "up to date" : table == nullptr ? "not built yet" : "behind";
  return state;
}

FollowerState lexical_state(const Context& context, store::Record& record, Revision head) {
  FollowerState state;
  state.name = follow::kLexicalName;
  state.bytes = bytes_below(follow::lexical_folder(context.folder.path()));
  const auto snapshot = follow::open_lexical_snapshot(context.folder.path(), record);
  if (!snapshot.ok()) {
    state.lag = head.value();
    const bool nothing = snapshot.error().code() == ErrorCode::kNotFound;
    state.state = nothing ? (head.value() == 0 ? "up to date" : "not built yet") : "to be rebuilt";
    return state;
  }
  const index::Snapshot& published = **snapshot;
  state.revision = published.manifest().position.revision;
  state.papers = published.live_documents();
  state.lag = lag_of(state, head);
  state.state = state.lag == 0 ? "up to date" : "behind";
  return state;
}

std::optional<FollowerState> vectors_state(const Context& context, Revision head) {
  const std::string& folder = context.folder.path();
  const auto snapshot = index::VectorSnapshot::open(follow::vector_index_folder(folder));
  if (!snapshot.ok() && snapshot.error().code() == ErrorCode::kNotFound) return std::nullopt;
  FollowerState state;
  state.name = follow::kVectorsName;
  state.bytes =
      bytes_below(follow::vector_index_folder(folder)) + bytes_below(follow::vector_store_folder(folder));
  if (!snapshot.ok()) {
    state.lag = head.value();
    state.state = "to be rebuilt";
    return state;
  }
  state.revision = (*snapshot)->manifest().position.revision;
  state.papers = (*snapshot)->live_rows();
  state.lag = lag_of(state, head);
  state.state = state.lag == 0 ? "up to date" : "behind, " + std::to_string(state.papers) + " papers encoded";
  return state;
}

}  // namespace broadsheet::app
