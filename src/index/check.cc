// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/check.h"

#include <filesystem>
#include <memory>
#include <unordered_set>

#include "index/deletes.h"
#include "index/limits.h"
#include "index/manifest.h"
#include "index/segment.h"
#include "index/votes.h"

namespace broadsheet::index {
namespace {

// Collects problems up to the limit.
class Checker {
 public:
  Checker(const std::string& folder, bool deep) : folder_(folder), deep_(deep) {}

  std::vector<IndexProblem> run() {
    auto manifest = read_manifest(folder_);
    if (!manifest.ok()) {
      if (manifest.error().code() != ErrorCode::kNotFound)
        add(std::string(kManifestFile), std::nullopt, manifest.error().message());
      return std::move(problems_);
    }
    for (const SegmentEntry& entry : manifest->segments) check_segment(entry, manifest->schema);
    if (manifest->votes) check_votes(*manifest->votes);
    return std::move(problems_);
  }

 private:
  void add(const std::string& file, std::optional<std::uint64_t> offset, const std::string& what) {
    if (problems_.size() < kCheckProblemsMax) problems_.push_back({file, offset, what});
  }

  void check_size(const std::string& name, std::uint64_t expected) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(folder_ + "/" + name, error);
    if (!error && size != expected)
      add(name, std::nullopt, "the size is not the one that the manifest names");
  }

  void check_segment(const SegmentEntry& entry, const Schema& schema) {
    const std::string name = segment_file_name(entry.file);
    check_size(name, entry.file.size_bytes);
    auto opened = Segment::open(folder_ + "/" + name, schema);
    if (!opened.ok()) return add(name, std::nullopt, opened.error().message());
    const Segment& segment = **opened;
    if (segment.file().identity() != entry.file.identity || segment.doc_count() != entry.doc_count) {
      return add(name, std::nullopt, "this is not the segment that the manifest names");
    }
    for (const Segment::Problem& problem : segment.check(schema, deep_))
      add(name, problem.offset, problem.what);
    const std::shared_ptr<const Deletes> deletes = check_deletes(entry, segment);
    if (!entry.deletes || deletes != nullptr) check_keys(name, segment, deletes.get());
  }

  std::shared_ptr<const Deletes> check_deletes(const SegmentEntry& entry, const Segment& segment) {
    if (!entry.deletes) return nullptr;
    const std::string name = deletes_file_name(*entry.deletes);
    check_size(name, entry.deletes->size_bytes);
    auto read = read_deletes(folder_ + "/" + name, entry.deletes->identity, segment);
    if (!read.ok()) {
      add(name, std::nullopt, read.error().message());
      return nullptr;
    }
    if ((*read)->deleted_count != entry.deleted_count) {
      add(name, std::nullopt, "the number of deleted documents is not the one in the manifest");
    }
    return *read;
  }

  // A key may have one live document in the whole index.
  void check_keys(const std::string& name, const Segment& segment, const Deletes* deletes) {
    for (std::uint32_t doc = 0; doc < segment.doc_count(); ++doc) {
      if (deletes != nullptr && !deletes->is_live(doc)) continue;
      const std::uint32_t key = segment.keys()[doc];
      if (!live_keys_.insert(key).second) {
        add(name, std::nullopt, "paper number " + std::to_string(key) + " is in the index twice");
      }
    }
  }

  void check_votes(const FileEntry& entry) {
    const std::string name = votes_file_name(entry);
    check_size(name, entry.size_bytes);
    auto votes = Votes::read(folder_ + "/" + name, entry.identity);
    if (!votes.ok()) add(name, std::nullopt, votes.error().message());
  }

  const std::string& folder_;
  const bool deep_;
  std::unordered_set<std::uint32_t> live_keys_;
  std::vector<IndexProblem> problems_;
};

}  // namespace

std::vector<IndexProblem> check_index(const std::string& folder, bool deep) {
  // Whoever writes the index meanwhile removes the files of the state that is being checked.
  constexpr int kLooksMax = 5;
  for (int look = 1;; ++look) {
    const Result<Manifest> before = read_manifest(folder);
    std::vector<IndexProblem> problems = Checker(folder, deep).run();
    const Result<Manifest> after = read_manifest(folder);
    const bool changed = before.ok() && after.ok() && *before != *after;
    if (problems.empty() || !changed || look == kLooksMax) return problems;
  }
}

}  // namespace broadsheet::index
