// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/index_writer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "base/thread.h"
#include "index/deletes.h"
#include "index/limits.h"
#include "index/merge_policy.h"
#include "index/segment.h"
#include "index/segment_builder.h"
#include "index/votes.h"

namespace broadsheet::index {
namespace {

// A segment of the state that the next publication will show.
struct WriterSegment {
  SegmentEntry entry;
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Deletes> deletes;  // as entry.deletes has it
  std::set<std::uint32_t> pending;         // documents to delete with the next publication

  bool is_live(std::uint32_t doc) const {
    return (deletes == nullptr || deletes->is_live(doc)) && !pending.contains(doc);
  }
  std::uint32_t live_count() const {
    return entry.doc_count - entry.deleted_count - static_cast<std::uint32_t>(pending.size());
  }
};

struct Builder {
  explicit Builder(const Schema& schema) : segment(schema) {}
  SegmentBuilder segment;
  std::unordered_map<std::uint32_t, std::uint32_t> doc_of;  // by key, of documents in `segment`
  std::vector<std::uint32_t> superseded;                    // documents in `segment` that are no longer
  std::vector<std::uint32_t> touched;  // keys whose documents in other segments are no longer
};

}  // namespace

struct IndexWriter::State {
  std::string folder;
  IndexWriterOptions options;
  Manifest published;
  std::vector<std::unique_ptr<Builder>> builders;

  // Guards what follows: builders write their segments side by side.
  std::mutex mutex;
  std::vector<WriterSegment> segments;
  std::uint64_t next_file = 1;
  std::map<PaperNumber, std::int32_t> votes;
  bool votes_changed = false;
  bool failed = false;

  std::string path(const std::string& name) const { return folder + "/" + name; }
  FileEntry new_file() {
    const std::lock_guard lock(mutex);
    FileEntry file;
    file.number = next_file++;
    return file;
  }
  Result<void> load_published();
  Result<void> remove_strays() const;
  Result<void> flush(Builder& builder);
  Result<void> write_segment(Builder& builder, WriterSegment& added);
  Result<void> flush_all();
  Result<void> write_deletes_of(WriterSegment& segment);
  Result<void> write_votes(Manifest& manifest);
  Result<void> publish(const RecordPosition& position);
  Result<void> merge(const std::vector<std::size_t>& chosen);
};

namespace {

// The numbers that are in use, by file name.
std::set<std::string> named_files(const Manifest& manifest) {
  std::set<std::string> names = {std::string(kManifestFile)};
  for (const SegmentEntry& segment : manifest.segments) {
    names.insert(segment_file_name(segment.file));
    if (segment.deletes) names.insert(deletes_file_name(*segment.deletes));
  }
  if (manifest.votes) names.insert(votes_file_name(*manifest.votes));
  return names;
}

FileEntry entry_of(FileEntry file, const WrittenFile& written) {
  file.size_bytes = written.size_bytes;
  file.identity = written.identity;
  return file;
}

}  // namespace

// Everything but the manifest's own files goes: segments of a publication that never came to be, and those
// that the last one replaced. Folders are others' (index/vectors).
Result<void> IndexWriter::State::remove_strays() const {
  const std::set<std::string> named = named_files(published);
  std::error_code error;
  std::vector<std::filesystem::path> strays;
  for (auto at = std::filesystem::directory_iterator(folder, error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    if (!named.contains(at->path().filename().string()) && !at->is_directory(error))
      strays.push_back(at->path());
  }
  if (error) return Error(ErrorCode::kIo, folder + ": " + error.message());
  for (const auto& stray : strays) TRY_VOID(remove_all(stray.string()));
  return {};
}

Result<void> IndexWriter::State::load_published() {
  segments.clear();
  votes.clear();
  votes_changed = false;
  next_file = published.next_file;
  const auto damage = [](Error error) {
    return Error(error.code() == ErrorCode::kNotFound ? ErrorCode::kDamaged : error.code(), error.message());
  };
  for (const SegmentEntry& entry : published.segments) {
    WriterSegment loaded;
    loaded.entry = entry;
    auto segment = Segment::open(path(segment_file_name(entry.file)), published.schema);
    if (!segment.ok()) return damage(segment.error());
    loaded.segment = *segment;
    if (loaded.segment->file().identity() != entry.file.identity ||
        loaded.segment->doc_count() != entry.doc_count) {
      return Error(ErrorCode::kDamaged,
                   loaded.segment->file().path() + ": this is not the segment that the manifest names");
    }
    if (entry.deletes) {
      auto deletes =
          read_deletes(path(deletes_file_name(*entry.deletes)), entry.deletes->identity, *loaded.segment);
      if (!deletes.ok()) return damage(deletes.error());
      loaded.deletes = *deletes;
    }
    segments.push_back(std::move(loaded));
  }
  if (published.votes) {
    auto read = Votes::read(path(votes_file_name(*published.votes)), published.votes->identity);
    if (!read.ok()) return damage(read.error());
    votes = (*read)->all();
  }
  return {};
}

Result<void> IndexWriter::State::write_segment(Builder& builder, WriterSegment& added) {
  const FileEntry file = new_file();
  added.entry.doc_count = builder.segment.doc_count();
  TRY(const WrittenFile written, builder.segment.finish(path(segment_file_name(file))));
  added.entry.file = entry_of(file, written);
  TRY(added.segment, Segment::open(path(segment_file_name(file)), options.schema));
  added.pending.insert(builder.superseded.begin(), builder.superseded.end());
  return {};
}

// Writes the builder's documents as a segment, and deletes what they replace in all others.
Result<void> IndexWriter::State::flush(Builder& builder) {
  WriterSegment added;
  Result<void> written;
  if (builder.segment.doc_count() > 0) written = write_segment(builder, added);
  const std::lock_guard lock(mutex);
  if (!written.ok()) {
    failed = true;
    return written;
  }
  for (const std::uint32_t key : builder.touched) {
    for (WriterSegment& other : segments) {
      const std::optional<std::uint32_t> doc = other.segment->find(PaperNumber(key));
      if (doc && other.is_live(*doc)) other.pending.insert(*doc);
    }
  }
  if (added.segment != nullptr) segments.push_back(std::move(added));
  builder.doc_of.clear();
  builder.superseded.clear();
  builder.touched.clear();
  return {};
}

// Each builder on a thread of its own, if there is one: sorting and packing is the larger part of a bulk
// load.
Result<void> IndexWriter::State::flush_all() {
  std::vector<Result<void>> results(builders.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < builders.size(); ++i) {
    if (builders[i]->segment.doc_count() >= kParallelFlushDocs) {
      Result<std::thread> started = start_thread([this, i, &results] { results[i] = flush(*builders[i]); });
      if (started.ok()) {
        threads.push_back(std::move(started).value());
        continue;
      }
    }
    results[i] = flush(*builders[i]);
  }
  results[0] = flush(*builders[0]);
  for (std::thread& thread : threads) thread.join();
  for (Result<void>& result : results) TRY_VOID(std::move(result));
  return {};
}

Result<void> IndexWriter::State::write_deletes_of(WriterSegment& segment) {
  const std::vector<std::uint32_t> docs(segment.pending.begin(), segment.pending.end());
  TRY(Deletes deletes, delete_documents(*segment.segment, segment.deletes.get(), docs));
  const FileEntry file = new_file();
  TRY(const WrittenFile written, index::write_deletes(path(deletes_file_name(file)), deletes));
  segment.entry.deletes = entry_of(file, written);
  segment.entry.deleted_count = deletes.deleted_count;
  segment.deletes = std::make_shared<const Deletes>(std::move(deletes));
  segment.pending.clear();
  return {};
}

Result<void> IndexWriter::State::write_votes(Manifest& manifest) {
  manifest.votes = published.votes;
  if (!votes_changed) return {};
  manifest.votes.reset();
  if (votes.empty()) return {};
  const FileEntry file = new_file();
  TRY(const WrittenFile written, Votes(votes).write(path(votes_file_name(file))));
  manifest.votes = entry_of(file, written);
  return {};
}

Result<void> IndexWriter::State::publish(const RecordPosition& position) {
  std::erase_if(segments, [](const WriterSegment& segment) { return segment.live_count() == 0; });
  for (WriterSegment& segment : segments) {
    if (!segment.pending.empty()) TRY_VOID(write_deletes_of(segment));
  }
  Manifest manifest;
  TRY_VOID(write_votes(manifest));
  manifest.generation = published.generation + 1;
  manifest.next_file = next_file;
  manifest.position = position;
  manifest.analyzer = options.analyzer;
  manifest.schema = options.schema;
  for (const WriterSegment& segment : segments) manifest.segments.push_back(segment.entry);
  TRY_VOID(publish_manifest(folder, manifest));
  published = std::move(manifest);
  votes_changed = false;
  // What could not be removed is a stray that the next publication tries again.
  (void)remove_strays().ok();
  return {};
}

// Replaces the chosen segments (places in `segments`) by one of their live documents.
Result<void> IndexWriter::State::merge(const std::vector<std::size_t>& chosen) {
  std::vector<SegmentInput> inputs;
  std::uint64_t live = 0;
  for (const std::size_t i : chosen) {
    CHECK(segments[i].pending.empty());
    inputs.push_back({segments[i].segment.get(), segments[i].deletes.get()});
    live += segments[i].live_count();
  }
  WriterSegment merged;
  const FileEntry file = new_file();
  TRY(const WrittenFile written, merge_segments(inputs, options.schema, path(segment_file_name(file))));
  merged.entry.file = entry_of(file, written);
  merged.entry.doc_count = static_cast<std::uint32_t>(live);
  TRY(merged.segment, Segment::open(path(segment_file_name(file)), options.schema));
  std::vector<WriterSegment> kept;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (std::find(chosen.begin(), chosen.end(), i) == chosen.end()) kept.push_back(std::move(segments[i]));
  }
  kept.push_back(std::move(merged));
  segments = std::move(kept);
  return {};
}

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::~IndexWriter() = default;

Result<std::unique_ptr<IndexWriter>> IndexWriter::open(const std::string& folder,
                                                       IndexWriterOptions options) {
  CHECK(options.builders > 0 && options.schema.fields.size() <= kFieldsMax &&
        options.schema.columns.size() <= kColumnsMax);
  auto state = std::make_unique<State>();
  state->folder = folder;
  state->options = std::move(options);
  auto manifest = read_manifest(folder);
  if (manifest.ok()) {
    state->published = std::move(manifest).value();
    if (state->published.schema != state->options.schema ||
        state->published.analyzer != state->options.analyzer) {
      return Error(ErrorCode::kDamaged, folder + ": the index was made by other rules");
    }
  } else if (manifest.error().code() != ErrorCode::kNotFound) {
    return std::move(manifest).error();
  } else {
    TRY_VOID(make_folder(folder));
  }
  TRY_VOID(state->load_published());
  TRY_VOID(state->remove_strays());
  for (std::size_t i = 0; i < state->options.builders; ++i) {
    state->builders.push_back(std::make_unique<Builder>(state->options.schema));
  }
  return std::unique_ptr<IndexWriter>(new IndexWriter(std::move(state)));
}

Result<void> IndexWriter::clear(const std::string& folder) {
  auto manifest = read_manifest(folder);
  if (!manifest.ok() && manifest.error().code() == ErrorCode::kUnsupported)
    return std::move(manifest).error();
  // The manifest goes first: a crash in between leaves strays and no index, never half of one.
  TRY_VOID(remove_all(folder + "/" + std::string(kManifestFile)));
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return {};
  State state;
  state.folder = folder;
  return state.remove_strays();
}

const Manifest& IndexWriter::manifest() const {
  return state_->published;
}

std::size_t IndexWriter::builder_of(PaperNumber key) const {
  return key.value() % state_->builders.size();
}

Result<void> IndexWriter::put(const Document& document) {
  Builder& builder = *state_->builders[builder_of(document.key())];
  const std::uint32_t key = document.key().value();
  const std::uint32_t doc = builder.segment.add(document);
  const auto [at, is_new] = builder.doc_of.emplace(key, doc);
  if (!is_new) builder.superseded.push_back(std::exchange(at->second, doc));
  builder.touched.push_back(key);
  // Asked now and then only: adding up the memory of all fields costs more than adding a short document.
  if (doc % kBuilderBytesInterval == 0 && builder.segment.bytes() > state_->options.builder_bytes_max) {
    return state_->flush(builder);
  }
  return {};
}

Result<void> IndexWriter::remove(PaperNumber key) {
  Builder& builder = *state_->builders[builder_of(key)];
  const auto at = builder.doc_of.find(key.value());
  if (at != builder.doc_of.end()) {
    builder.superseded.push_back(at->second);
    builder.doc_of.erase(at);
  }
  builder.touched.push_back(key.value());
  return {};
}

void IndexWriter::set_votes(PaperNumber key, std::int32_t count) {
  const std::lock_guard lock(state_->mutex);
  const auto at = state_->votes.find(key);
  if ((at == state_->votes.end() ? 0 : at->second) == count) return;
  state_->votes_changed = true;
  if (count == 0) {
    state_->votes.erase(at);
  } else {
    state_->votes[key] = count;
  }
}

Result<void> IndexWriter::publish(const RecordPosition& position) {
  if (state_->failed)
    return Error(ErrorCode::kConflict, state_->folder + ": an earlier write failed; open the index again");
  state_->failed = true;
  TRY_VOID(state_->flush_all());
  TRY_VOID(state_->publish(position));
  state_->failed = false;
  return {};
}

Result<void> IndexWriter::abandon() {
  for (auto& builder : state_->builders) builder = std::make_unique<Builder>(state_->options.schema);
  TRY_VOID(state_->load_published());
  return state_->remove_strays();
}

Result<bool> IndexWriter::merge_step() {
  std::vector<MergeCandidate> candidates;
  for (const WriterSegment& segment : state_->segments) {
    candidates.push_back({segment.live_count(), segment.entry.doc_count});
  }
  const std::vector<std::size_t> chosen = choose_merge(candidates);
  if (chosen.empty()) return false;
  TRY_VOID(state_->merge(chosen));
  TRY_VOID(state_->publish(state_->published.position));
  return true;
}

Result<void> IndexWriter::merge_all() {
  const bool nothing_to_do = state_->segments.empty() ||
                             (state_->segments.size() == 1 && state_->segments[0].entry.deleted_count == 0);
  if (nothing_to_do) return {};
  std::vector<std::size_t> all(state_->segments.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  TRY_VOID(state_->merge(all));
  return state_->publish(state_->published.position);
}

}  // namespace broadsheet::index
