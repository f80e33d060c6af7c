// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_index_writer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "index/merge_policy.h"

namespace broadsheet::index {
namespace {

// A segment of the state that the next publication will show.
struct WriterSegment {
  VectorSegmentFiles files;
  std::shared_ptr<const VectorSegment> segment;
  VectorRowsAlive alive;
  bool changed = false;  // `alive` has dead rows that files.dead has not
};

FileEntry entry_of(FileEntry file, const WrittenFile& written) {
  file.size_bytes = written.size_bytes;
  file.identity = written.identity;
  return file;
}

}  // namespace

struct VectorIndexWriter::State {
  std::string folder;
  VectorSegmentOptions options;
  VectorManifest published;
  std::uint64_t next_file = 1;
  std::vector<WriterSegment> segments;
  // By paper, since the last publication: its new row, or nothing if it has none any more.
  std::map<PaperNumber, std::optional<VectorRow>> changes;
  bool failed = false;

  std::string path(const std::string& name) const { return folder + "/" + name; }
  Result<void> load_published();
  Result<void> remove_strays() const;
  std::optional<std::pair<std::size_t, std::uint32_t>> live_row(PaperNumber paper) const;
  Result<std::vector<PaperNumber>> add_segment(std::vector<VectorRow> rows, const VectorStore& store);
  Result<void> publish(const RecordPosition& position);
  Result<void> merge(const std::vector<std::size_t>& chosen, const VectorStore& store);
};

Result<void> VectorIndexWriter::State::load_published() {
  next_file = published.next_file;
  TRY(const auto snapshot, VectorSnapshot::open(folder));
  for (std::size_t i = 0; i < published.segments.size(); ++i) {
    const auto& alive = snapshot->alive_[i];
    segments.push_back({published.segments[i], snapshot->segments_[i],
                        alive == nullptr ? VectorRowsAlive(published.segments[i].rows) : *alive, false});
  }
  return {};
}

Result<void> VectorIndexWriter::State::remove_strays() const {
  std::set<std::string> named = {std::string(kManifestFile)};
  for (const VectorSegmentFiles& files : published.segments) {
    named.insert(vector_segment_file_name(files.file));
    if (files.dead) named.insert(vector_dead_file_name(*files.dead));
  }
  std::error_code error;
  std::vector<std::filesystem::path> strays;
  for (auto at = std::filesystem::directory_iterator(folder, error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    if (!named.contains(at->path().filename().string())) strays.push_back(at->path());
  }
  if (error) return Error(ErrorCode::kIo, folder + ": " + error.message());
  for (const auto& stray : strays) TRY_VOID(remove_all(stray.string()));
  return {};
}

std::optional<std::pair<std::size_t, std::uint32_t>> VectorIndexWriter::State::live_row(
    PaperNumber paper) const {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto row = segments[i].segment->paper_rows().find(paper);
    if (row && (segments[i].alive.live[*row / 64] >> (*row % 64) & 1) != 0) return std::pair(i, *row);
  }
  return std::nullopt;
}

// Returns the papers that were left out. No segment is added if that leaves none.
Result<std::vector<PaperNumber>> VectorIndexWriter::State::add_segment(std::vector<VectorRow> rows,
                                                                       const VectorStore& store) {
  std::vector<PaperNumber> left_out;
  std::erase_if(rows, [&](const VectorRow& row) {
    if (!store.vector(row.ordinal).empty()) return false;
    left_out.push_back(row.paper);
    return true;
  });
  if (rows.empty()) return left_out;
  WriterSegment added;
  added.files.file.number = next_file++;
  const std::string file_path = path(vector_segment_file_name(added.files.file));
  TRY(const BuiltVectorSegment built, build_vector_segment(file_path, store, std::move(rows), options));
  CHECK(built.left_out.empty());
  added.files.file = entry_of(added.files.file, built.file);
  added.files.rows = built.rows;
  added.alive = VectorRowsAlive(built.rows);
  TRY(added.segment, VectorSegment::open(file_path));
  segments.push_back(std::move(added));
  return left_out;
}

Result<void> VectorIndexWriter::State::publish(const RecordPosition& position) {
  std::erase_if(segments, [](const WriterSegment& one) { return one.alive.dead_count == one.alive.rows; });
  VectorManifest manifest = published;
  manifest.segments.clear();
  for (WriterSegment& one : segments) {
    if (one.changed) {
      FileEntry file;
      file.number = next_file++;
      TRY(const WrittenFile written, write_vector_dead(path(vector_dead_file_name(file)), one.alive));
      one.files.dead = entry_of(file, written);
      one.files.dead_count = one.alive.dead_count;
      one.changed = false;
    }
    manifest.segments.push_back(one.files);
  }
  manifest.generation = published.generation + 1;
  manifest.next_file = next_file;
  manifest.position = position;
  TRY_VOID(publish_vector_manifest(folder, manifest));
  published = std::move(manifest);
  // What could not be removed is a stray that the next publication tries again.
  (void)remove_strays().ok();
  return {};
}

// Replaces the chosen segments by one of their live rows. A row whose vector the store has lost by now goes
// with them; its paper is one that has no vector.
Result<void> VectorIndexWriter::State::merge(const std::vector<std::size_t>& chosen,
                                             const VectorStore& store) {
  std::vector<VectorRow> rows;
  std::vector<WriterSegment> kept;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (std::find(chosen.begin(), chosen.end(), i) == chosen.end()) {
      kept.push_back(std::move(segments[i]));
      continue;
    }
    const WriterSegment& one = segments[i];
    const VectorSegmentView view{one.segment.get(), one.alive.live.data()};
    if (!one.segment->verify_rows(0, one.segment->row_count()))
      return Error(ErrorCode::kDamaged, one.segment->file().path() + ": not as it was written");
    for (std::uint32_t row = 0; row < one.segment->row_count(); ++row) {
      if (!view.is_live(row)) continue;
      const VectorRowEntry& entry = one.segment->entry(row);
      rows.push_back({PaperNumber(one.segment->papers()[row]), entry.text_hash, entry.ordinal});
    }
  }
  segments = std::move(kept);
  auto added = add_segment(std::move(rows), store);
  if (!added.ok()) return std::move(added).error();
  return {};
}

VectorIndexWriter::VectorIndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
VectorIndexWriter::~VectorIndexWriter() = default;

Result<std::unique_ptr<VectorIndexWriter>> VectorIndexWriter::open(const std::string& folder,
                                                                   const VectorStore& store,
                                                                   VectorSegmentOptions options) {
  auto state = std::make_unique<State>();
  state->folder = folder;
  state->options = options;
  auto manifest = read_vector_manifest(folder);
  if (manifest.ok()) {
    state->published = std::move(manifest).value();
    if (state->published.fingerprint != store.fingerprint() ||
        state->published.dimensions != store.dimensions() ||
        state->published.store_identity != store.identity()) {
      return Error(ErrorCode::kDamaged, folder + ": the index was made from other vectors");
    }
    TRY_VOID(state->load_published());
  } else if (manifest.error().code() != ErrorCode::kNotFound) {
    return std::move(manifest).error();
  } else {
    TRY_VOID(make_folder(folder));
    state->published.fingerprint = store.fingerprint();
    state->published.dimensions = static_cast<std::uint32_t>(store.dimensions());
    state->published.store_identity = store.identity();
  }
  TRY_VOID(state->remove_strays());
  return std::unique_ptr<VectorIndexWriter>(new VectorIndexWriter(std::move(state)));
}

Result<void> VectorIndexWriter::clear(const std::string& folder) {
  auto manifest = read_vector_manifest(folder);
  if (!manifest.ok() && manifest.error().code() == ErrorCode::kUnsupported)
    return std::move(manifest).error();
  // The manifest goes first: a crash in between leaves strays and no index, never half of one.
  TRY_VOID(remove_all(folder + "/" + std::string(kManifestFile)));
  return remove_all(folder);
}

const VectorManifest& VectorIndexWriter::manifest() const {
  return state_->published;
}

void VectorIndexWriter::put(const VectorRow& row) {
  state_->changes[row.paper] = row;
}

void VectorIndexWriter::remove(PaperNumber paper) {
  state_->changes[paper] = std::nullopt;
}

Result<std::vector<PaperNumber>> VectorIndexWriter::publish(const RecordPosition& position,
                                                            const VectorStore& store) {
  State& state = *state_;
  if (state.failed)
    return Error(ErrorCode::kConflict, state.folder + ": an earlier write failed; open the index again");
  CHECK(store.identity() == state.published.store_identity);
  state.failed = true;
  std::vector<VectorRow> rows;
  for (const auto& [paper, row] : state.changes) {
    if (const auto former = state.live_row(paper)) {
      WriterSegment& one = state.segments[former->first];
      if (!one.segment->verify_rows(former->second, 1))
        return Error(ErrorCode::kDamaged, one.segment->file().path() + ": not as it was written");
      const VectorRowEntry& entry = one.segment->entry(former->second);
      if (row && entry.text_hash == row->text_hash && entry.ordinal == row->ordinal) continue;
      one.alive.kill(former->second);
      one.changed = true;
    }
    if (row) rows.push_back(*row);
  }
  TRY(std::vector<PaperNumber> left_out, state.add_segment(std::move(rows), store));
  TRY_VOID(state.publish(position));
  state.changes.clear();
  state.failed = false;
  return left_out;
}

Result<bool> VectorIndexWriter::merge_step(const VectorStore& store) {
  State& state = *state_;
  CHECK(state.changes.empty() && !state.failed);
  std::vector<MergeCandidate> candidates;
  for (const WriterSegment& one : state.segments)
    candidates.push_back({one.alive.rows - one.alive.dead_count, one.alive.rows});
  const std::vector<std::size_t> chosen = choose_merge(candidates);
  if (chosen.empty()) return false;
  state.failed = true;
  TRY_VOID(state.merge(chosen, store));
  TRY_VOID(state.publish(state.published.position));
  state.failed = false;
  return true;
}

Result<void> VectorIndexWriter::merge_all(const VectorStore& store) {
  State& state = *state_;
  CHECK(state.changes.empty() && !state.failed);
  if (state.segments.empty() || (state.segments.size() == 1 && state.segments[0].alive.dead_count == 0))
    return {};
  std::vector<std::size_t> all(state.segments.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  state.failed = true;
  TRY_VOID(state.merge(all, store));
  TRY_VOID(state.publish(state.published.position));
  state.failed = false;
  return {};
}

}  // namespace broadsheet::index
