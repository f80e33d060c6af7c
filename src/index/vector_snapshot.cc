// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_snapshot.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_set>

#include "base/bytes.h"
#include "base/check.h"
#include "index/limits.h"
#include "index/section_file.h"

namespace broadsheet::index {
namespace {

constexpr std::string_view kDeadKind = "vector_dead";
constexpr std::uint32_t kDeadVersion = 1;
constexpr std::uint32_t kWordBits = 64;

// A file that the manifest names and that is not there is damage, not "nothing published yet".
Error missing_is_damage(Error error) {
  if (error.code() != ErrorCode::kNotFound) return error;
  return {ErrorCode::kDamaged, error.message() + " (the manifest names this file)"};
}

std::size_t words_for(std::uint32_t rows) {
  return (std::size_t{rows} + kWordBits - 1) / kWordBits;
}

}  // namespace

VectorRowsAlive::VectorRowsAlive(std::uint32_t row_count)
    : rows(row_count), live(words_for(row_count), ~std::uint64_t{0}) {
  if (rows % kWordBits != 0) live.back() = (std::uint64_t{1} << (rows % kWordBits)) - 1;
}

void VectorRowsAlive::kill(std::uint32_t row) {
  const std::uint64_t one = std::uint64_t{1} << (row % kWordBits);
  if ((live[row / kWordBits] & one) == 0) return;
  live[row / kWordBits] &= ~one;
  ++dead_count;
}

Result<WrittenFile> write_vector_dead(const std::string& path, const VectorRowsAlive& alive) {
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kDeadKind, kDeadVersion));
  writer.begin_section("dead");
  writer.append(&alive.rows, sizeof alive.rows);
  writer.append(&alive.dead_count, sizeof alive.dead_count);
  writer.end_section();
  writer.begin_section("live");
  writer.append(alive.live.data(), alive.live.size() * sizeof(alive.live[0]));
  writer.end_section();
  WrittenFile written;
  TRY(written.size_bytes, writer.finish());
  written.identity = writer.identity();
  return written;
}

Result<std::shared_ptr<const VectorRowsAlive>> read_vector_dead(const std::string& path,
                                                                std::uint64_t identity, std::uint32_t rows) {
  TRY(const std::unique_ptr<SectionFile> file, SectionFile::open(path, kDeadKind, kDeadVersion));
  TRY_VOID(file->verify_all());
  TRY(const Section dead, file->section("dead"));
  TRY(const Section live, file->section("live"));
  const Error damage(ErrorCode::kDamaged, path + ": these are not the dead rows that the manifest names");
  if (file->identity() != identity || dead.size() != 8 || load<std::uint32_t>(dead.data()) != rows ||
      live.size() != words_for(rows) * sizeof(std::uint64_t)) {
    return damage;
  }
  auto alive = std::make_shared<VectorRowsAlive>(rows);
  const std::vector<std::uint64_t> all = alive->live;
  std::memcpy(alive->live.data(), live.data(), live.size());
  alive->dead_count = load<std::uint32_t>(dead.data() + 4);
  std::uint64_t count = alive->dead_count;
  for (std::size_t w = 0; w < all.size(); ++w) {
    if ((alive->live[w] & ~all[w]) != 0) return damage;
    count += static_cast<std::uint64_t>(std::popcount(alive->live[w]));
  }
  if (count != rows) return damage;
  return std::shared_ptr<const VectorRowsAlive>(std::move(alive));
}

Result<std::shared_ptr<const VectorSnapshot>> VectorSnapshot::open(const std::string& folder) {
  return reopen(folder, nullptr);
}

Result<std::shared_ptr<const VectorSnapshot>> VectorSnapshot::reopen(
    const std::string& folder, const std::shared_ptr<const VectorSnapshot>& former) {
  TRY(VectorManifest manifest, read_vector_manifest(folder));
  for (int attempt = 1;; ++attempt) {
    if (former != nullptr && former->manifest_ == manifest) return former;
    auto loaded = load(folder, manifest, former.get());
    if (loaded.ok() || loaded.error().code() != ErrorCode::kDamaged || attempt == kSnapshotAttemptsMax)
      return loaded;
    // A writer may have published, and removed the files of the state that we read, in the meantime.
    TRY(VectorManifest newer, read_vector_manifest(folder));
    if (newer == manifest) return loaded;
    manifest = std::move(newer);
  }
}

Result<std::shared_ptr<const VectorSnapshot>> VectorSnapshot::load(const std::string& folder,
                                                                   VectorManifest manifest,
                                                                   const VectorSnapshot* former) {
  std::shared_ptr<VectorSnapshot> snapshot(new VectorSnapshot());
  snapshot->manifest_ = std::move(manifest);
  for (const VectorSegmentFiles& files : snapshot->manifest_.segments)
    TRY_VOID(snapshot->add_segment(folder, files, former));
  return std::shared_ptr<const VectorSnapshot>(std::move(snapshot));
}

Result<void> VectorSnapshot::add_segment(const std::string& folder, const VectorSegmentFiles& files,
                                         const VectorSnapshot* former) {
  std::shared_ptr<const VectorSegment> segment;
  std::shared_ptr<const VectorRowsAlive> alive;
  for (std::size_t i = 0; former != nullptr && i < former->segments_.size(); ++i) {
    const VectorSegmentFiles& other = former->manifest_.segments[i];
    if (other.file != files.file || former->segments_[i]->file().damaged()) continue;
    segment = former->segments_[i];
    if (other.dead == files.dead) alive = former->alive_[i];
  }
  if (segment == nullptr) {
    auto opened = VectorSegment::open(folder + "/" + vector_segment_file_name(files.file));
    if (!opened.ok()) return missing_is_damage(std::move(opened).error());
    segment = std::move(opened).value();
    if (segment->file().identity() != files.file.identity ||
        segment->file().size_bytes() != files.file.size_bytes || segment->row_count() != files.rows ||
        segment->dimensions() != manifest_.dimensions ||
        segment->store_identity() != manifest_.store_identity) {
      return Error(ErrorCode::kDamaged,
                   segment->file().path() + ": this is not the segment that the manifest names");
    }
  }
  if (files.dead && alive == nullptr) {
    auto read =
        read_vector_dead(folder + "/" + vector_dead_file_name(*files.dead), files.dead->identity, files.rows);
    if (!read.ok()) return missing_is_damage(std::move(read).error());
    alive = std::move(read).value();
    if (alive->dead_count != files.dead_count)
      return Error(ErrorCode::kDamaged, segment->file().path() + ": the manifest counts other dead rows");
  }
  views_.push_back({segment.get(), alive == nullptr ? nullptr : alive->live.data()});
  live_rows_ += files.rows - files.dead_count;
  segments_.push_back(std::move(segment));
  alive_.push_back(std::move(alive));
  return {};
}

std::optional<VectorRowEntry> find_row(std::span<const VectorSegmentView> segments, PaperNumber paper) {
  for (const VectorSegmentView& view : segments) {
    const std::optional<std::uint32_t> row = view.segment->paper_rows().find(paper);
    if (!row || !view.is_live(*row)) continue;
    if (!view.segment->verify_rows(*row, 1)) return std::nullopt;
    return view.segment->entry(*row);
  }
  return std::nullopt;
}

std::vector<IndexProblem> check_vector_index(const std::string& folder, const VectorStore* store) {
  std::vector<IndexProblem> problems;
  const auto add = [&](const std::string& file, const std::string& what) {
    if (problems.size() < kCheckProblemsMax) problems.push_back({file, std::nullopt, what});
  };
  const auto snapshot = VectorSnapshot::open(folder);
  if (!snapshot.ok()) {
    if (snapshot.error().code() != ErrorCode::kNotFound)
      add(std::string(kManifestFile), snapshot.error().message());
    return problems;
  }
  const VectorManifest& manifest = (*snapshot)->manifest();
  if (store != nullptr &&
      (store->identity() != manifest.store_identity || store->fingerprint() != manifest.fingerprint)) {
    add(std::string(kManifestFile), "the vectors were made from another store");
    store = nullptr;
  }
  std::unordered_set<std::uint32_t> papers;
  for (std::size_t i = 0; i < manifest.segments.size(); ++i) {
    const std::string name = vector_segment_file_name(manifest.segments[i].file);
    const VectorSegmentView& view = (*snapshot)->segments()[i];
    const std::vector<std::string> found = view.segment->check();
    for (const std::string& what : found) add(name, what);
    if (!found.empty()) continue;
    for (std::uint32_t row = 0; row < view.segment->row_count(); ++row) {
      if (!view.is_live(row)) continue;
      const std::uint32_t paper = view.segment->papers()[row];
      if (!papers.insert(paper).second)
        add(name, "paper number " + std::to_string(paper) + " has two vectors");
      const VectorRowEntry& entry = view.segment->entry(row);
      const std::optional<TextHash> hash =
          store == nullptr ? TextHash{entry.text_hash, 0} : store->hash(entry.ordinal);
      if (!hash || hash->first != entry.text_hash)
        add(name, "row " + std::to_string(row) + " points to another text's vector");
    }
  }
  return problems;
}

}  // namespace broadsheet::index
