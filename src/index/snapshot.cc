// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/snapshot.h"

#include "base/check.h"
#include "index/limits.h"

namespace broadsheet::index {
namespace {

std::string path_of(const std::string& folder, const std::string& name) {
  return folder + "/" + name;
}

// The loaded object of the same file in the state before, if there was one.
template <typename T, typename GetFile>
std::shared_ptr<const T> find_former(const std::vector<SegmentEntry>& entries,
                                     const std::vector<std::shared_ptr<const T>>& objects,
                                     const FileEntry& wanted, GetFile&& file_of) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::optional<FileEntry> file = file_of(entries[i]);
    if (file && *file == wanted) return objects[i];
  }
  return nullptr;
}

// A file that the manifest names and that is not there is damage, not "nothing published yet".
Error missing_is_damage(Error error) {
  if (error.code() != ErrorCode::kNotFound) return error;
  return {ErrorCode::kDamaged, error.message() + " (the manifest names this file)"};
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::open(const std::string& folder) {
  return reopen(folder, nullptr);
}

Result<std::shared_ptr<const Snapshot>> Snapshot::reopen(const std::string& folder,
                                                         const std::shared_ptr<const Snapshot>& former) {
  TRY(Manifest manifest, read_manifest(folder));
  for (int attempt = 1;; ++attempt) {
    if (former != nullptr && former->manifest_ == manifest) return former;
    auto loaded = load(folder, manifest, former.get());
    if (loaded.ok() || loaded.error().code() != ErrorCode::kDamaged || attempt == kSnapshotAttemptsMax)
      return loaded;
    // A writer may have published, and removed the files of the state that we read, in the meantime.
    TRY(Manifest newer, read_manifest(folder));
    if (newer == manifest) return loaded;
    manifest = std::move(newer);
  }
}

Result<std::shared_ptr<const Snapshot>> Snapshot::load(const std::string& folder, Manifest manifest,
                                                       const Snapshot* former) {
  std::shared_ptr<Snapshot> snapshot(new Snapshot());
  snapshot->manifest_ = std::move(manifest);
  const Manifest& named = snapshot->manifest_;
  if (former != nullptr && (former->damaged() || former->schema() != named.schema)) former = nullptr;
  snapshot->live_tokens_.resize(named.schema.fields.size());
  for (const SegmentEntry& entry : named.segments) TRY_VOID(snapshot->add_segment(folder, entry, former));

  if (named.votes && former != nullptr && former->manifest_.votes == named.votes) {
    snapshot->votes_ = former->votes_;
  } else if (named.votes) {
    auto votes = Votes::read(path_of(folder, votes_file_name(*named.votes)), named.votes->identity);
    if (!votes.ok()) return missing_is_damage(std::move(votes).error());
    snapshot->votes_ = std::move(votes).value();
  }
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

Result<void> Snapshot::add_segment(const std::string& folder, const SegmentEntry& entry,
                                   const Snapshot* former) {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Deletes> deletes;
  if (former != nullptr) {
    segment = find_former(former->manifest_.segments, former->segments_, entry.file,
                          [](const SegmentEntry& other) { return std::optional(other.file); });
    if (entry.deletes) {
      deletes = find_former(former->manifest_.segments, former->deletes_, *entry.deletes,
                            [](const SegmentEntry& other) { return other.deletes; });
    }
  }
  if (segment == nullptr) {
    auto opened = Segment::open(path_of(folder, segment_file_name(entry.file)), manifest_.schema);
    if (!opened.ok()) return missing_is_damage(std::move(opened).error());
    segment = std::move(opened).value();
    const SectionFile& file = segment->file();
    if (file.identity() != entry.file.identity || file.size_bytes() != entry.file.size_bytes ||
        segment->doc_count() != entry.doc_count) {
      return Error(ErrorCode::kDamaged, file.path() + ": this is not the segment that the manifest names");
    }
  }
  if (entry.deletes && deletes == nullptr) {
    auto read =
        read_deletes(path_of(folder, deletes_file_name(*entry.deletes)), entry.deletes->identity, *segment);
    if (!read.ok()) return missing_is_damage(std::move(read).error());
    deletes = std::move(read).value();
    if (deletes->deleted_count != entry.deleted_count) {
      return Error(ErrorCode::kDamaged, segment->file().path() + ": the manifest counts other deletes");
    }
  }

  SegmentView view;
  view.fields = segment->fields();
  view.doc_count = segment->doc_count();
  view.live = deletes == nullptr ? nullptr : deletes->live.data();
  view.keys = segment->keys().data();
  view.file = &segment->file();
  views_.push_back(view);
  live_documents_ += entry.doc_count - entry.deleted_count;
  for (std::size_t f = 0; f < live_tokens_.size(); ++f) {
    if (segment->fields()[f] != nullptr) live_tokens_[f] += segment->fields()[f]->total_length();
    if (deletes != nullptr) live_tokens_[f] -= deletes->deleted_tokens[f];
  }
  segments_.push_back(std::move(segment));
  deletes_.push_back(std::move(deletes));
  return {};
}

bool Snapshot::is_live(DocumentAddress address) const {
  const Deletes* deletes = deletes_[address.segment].get();
  return deletes == nullptr || deletes->is_live(address.doc);
}

std::optional<DocumentAddress> Snapshot::find(PaperNumber key) const {
  for (std::uint32_t i = 0; i < segments_.size(); ++i) {
    const std::optional<std::uint32_t> doc = segments_[i]->find(key);
    if (doc && is_live({i, *doc})) return DocumentAddress{i, *doc};
  }
  return std::nullopt;
}

std::int32_t Snapshot::votes(PaperNumber key) const {
  return votes_ == nullptr ? 0 : votes_->count(key);
}

bool Snapshot::damaged() const {
  for (const auto& segment : segments_) {
    if (segment->file().damaged()) return true;
  }
  return false;
}

std::uint64_t Snapshot::live_df(FieldId field, std::string_view term, std::uint64_t df) const {
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const InvertedField* inverted = segments_[i]->fields()[field];
    if (deletes_[i] == nullptr || inverted == nullptr) continue;
    const std::optional<TermInfo> info = inverted->find(term);
    if (info) df -= deletes_[i]->deleted_df(field, info->ordinal);
  }
  return df;
}

}  // namespace broadsheet::index
