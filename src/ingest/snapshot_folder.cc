// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/snapshot_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/compress.h"
#include "base/english.h"
#include "base/file.h"
#include "formats/limits.h"
#include "formats/snapshot_manifest.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

namespace fs = std::filesystem;
using formats::ManifestPart;
using formats::SnapshotKind;
using formats::SnapshotManifest;

constexpr std::string_view kMarkPrefix = "snapshot:";
constexpr std::string_view kMergedFolder = "/merged_ids/";

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// With the slash behind it; of a path as it was listed.
std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

std::string absolute(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  return (error ? fs::path(path) : whole).lexically_normal().string();
}

// Texts that publishers put beside their data.
bool is_about_the_data(std::string_view name) {
  constexpr std::array<std::string_view, 4> kBeginnings{"LICENSE", "README", "RELEASE_NOTES", "browse.html"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return name.starts_with(beginning); });
}

bool is_named_like_a_manifest(std::string_view name) {
  return name == "manifest" || name.ends_with(".json");
}

std::string head_of(const std::string& path) {
  auto source = open_byte_source(path);
  if (!source.ok()) return {};
  std::string head(formats::kRecogniseBytes, '\0');
  const Result<std::size_t> size = (*source)->read(head);
  head.resize(size.ok() ? *size : 0);
  return head;
}

// Nothing for a file that is no manifest; an error for one that can't be read as the manifest that it is.
Result<std::optional<SnapshotManifest>> manifest_in(const std::string& path) {
  if (!formats::may_be_manifest(head_of(path))) return std::optional<SnapshotManifest>();
  TRY(const std::string json, read_file(path, formats::kManifestBytesMax));
  Result<SnapshotManifest> manifest = formats::read_snapshot_manifest(json);
  if (manifest.ok()) return std::optional(std::move(manifest).value());
  if (manifest.error().code() == ErrorCode::kUnsupported) return std::optional<SnapshotManifest>();
  return std::move(manifest).error();
}

// Where parts stand in the order of reading: what was merged comes last, deletions behind the updates of
// their release.
struct Place {
  bool is_merged = false;
  Day day;
  bool is_deletion = false;
  std::string path;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Confined to one thread; used once.
class Arranging {
 public:
  Arranging(std::string folder, std::vector<InputFile>& files)
      : folder_(std::move(folder)), files_(files), fates_(files.size(), Fate::kPlain) {}

  void run() {
    look_below();
    if (manifests_ == 0) look_above();
    for (std::size_t at = 0; at < files_.size(); ++at) {
      if (fates_[at] == Fate::kPlain) place_unnamed(at);
    }
    const bool is_snapshot = manifests_ > 0 || news_.rejected > 0 || !left_out_.empty() || !taken_.empty();
    if (is_snapshot) put_together();
  }

 private:
  enum class Fate : std::uint8_t { kPlain, kPart, kLeftOut };
  struct Taken {
    Place place;
    std::size_t file = 0;
    Part part;
  };
  // The files of Semantic Scholar below a folder.
  struct Release {
    std::string folder;
    bool has_changes = false;
    std::optional<Day> base;
  };

  void look_below() {
    for (std::size_t at = 0; at < files_.size(); ++at) {
      const std::string& path = files_[at].path;
      if (!is_named_like_a_manifest(name_of(path))) continue;
      const Result<std::optional<SnapshotManifest>> manifest = manifest_in(path);
      if (!manifest.ok()) {
        fates_[at] = Fate::kLeftOut;
        reject(path, "",
               "the manifest can't be read, so what lies beside it is read without it: " +
                   manifest.error().message());
      } else if (*manifest) {
        fates_[at] = Fate::kLeftOut;
        take_manifest(path, std::string(folder_of(path)), **manifest);
      }
    }
  }

  // The one manifest of all entities lies beside their folders, of which one may have been given.
  void look_above() {
    fs::path folder = absolute(folder_);
    if (!folder.has_filename()) folder = folder.parent_path();
    for (const char* name : {"manifest.json", "manifest"}) {
      const std::string path = (folder.parent_path() / name).string();
      Result<std::optional<SnapshotManifest>> manifest = manifest_in(path);
      if (!manifest.ok() || !*manifest) continue;
      const std::string set = folder.filename().string();
      std::erase_if((*manifest)->parts, [&](const ManifestPart& part) { return part.set != set; });
      if ((*manifest)->parts.empty()) continue;
      take_manifest(path, folder_.ends_with('/') ? folder_ : folder_ + "/", **manifest);
      return;
    }
  }

  void take_manifest(const std::string& path, const std::string& folder, const SnapshotManifest& manifest) {
    ++manifests_;
    for (const formats::RefusedPart& refused : manifest.refused) {
      reject(path, refused.name, "the manifest names what can't be one of its files: " + refused.reason);
    }
    news_.rejected += manifest.refused_count - manifest.refused.size();
    if (manifest.kind == SnapshotKind::kSemanticScholar) {
      releases_.push_back({folder, manifest.is_changes, manifest.base});
    }
    for (const ManifestPart& part : manifest.parts) {
      if (!formats::gives_papers(manifest.kind, part.set)) {
        if (const auto at = find(folder, part.path)) leave_out(*at, part.set);
        continue;
      }
      if (part.path.ends_with(".parquet")) continue;
      if (manifest.kind == SnapshotKind::kOpenAlex) works_.insert(folder);
      take_part(path, folder, manifest.kind, part);
    }
  }

  void take_part(const std::string& manifest, const std::string& folder, SnapshotKind kind,
                 const ManifestPart& part) {
    const std::optional<std::size_t> at = find(folder, part.path);
    if (!at) {
      reject(manifest, part.path,
             "a file that the manifest names is not there: download it and run this again");
      return;
    }
    if (fates_[*at] != Fate::kPlain) return;
    const std::uint64_t bytes = files_[*at].bytes;
    if (part.bytes && *part.bytes != bytes) {
      fates_[*at] = Fate::kLeftOut;
      reject(manifest, part.path,
             "a file has " + counted(bytes, "byte") + " and by the manifest " + with_thousands(*part.bytes) +
                 ": download it again and run this again");
      return;
    }
    Part taken;
    taken.mark = std::string(kMarkPrefix) + std::string(formats::snapshot_name(kind)) + "/" + part.path;
    taken.state = "bytes=" + std::to_string(bytes);
    if (part.records) taken.state += " records=" + std::to_string(*part.records);
    taken.records = part.records;
    if (kind == SnapshotKind::kSemanticScholar) taken.stated = part.day;
    if (part.deletions) taken.format = formats::Format::kSemanticScholarDeleted;
    take(*at, {false, part.day.value_or(Day()), part.deletions, part.path}, std::move(taken));
  }

  // The file that an address means: by as many of its last names as lead to one, from the folder on. The
  // names of a partition and of what lies in it are only good together, for every partition has a first part.
  std::optional<std::size_t> find(const std::string& folder, std::string_view path) {
    if (by_path_.empty()) {
      for (std::size_t at = 0; at < files_.size(); ++at) by_path_.emplace(files_[at].path, at);
    }
    for (;;) {
      const auto found = by_path_.find(folder + std::string(path));
      if (found != by_path_.end()) return found->second;
      const std::size_t slash = path.find('/');
      if (slash == std::string_view::npos || path.starts_with(formats::kPartition)) return std::nullopt;
      path.remove_prefix(slash + 1);
    }
  }

  void place_unnamed(std::size_t at) {
    const std::string& path = files_[at].path;
    if (manifests_ > 0 && is_about_the_data(name_of(path))) return leave_out(at, "texts about the data");
    if (path.find(kMergedFolder.substr(1)) != std::string::npos) return place_merged(at);
    if (path.find(formats::kPartition) != std::string::npos) return place_partition(at);
    for (const Release& release : releases_) {
      if (path.starts_with(release.folder)) return place_beside_changes(at, release);
    }
  }

  void place_merged(std::size_t at) {
    const std::string path = absolute(files_[at].path);
    const std::size_t merged = path.rfind(kMergedFolder);
    if (merged == std::string::npos) return;
    const std::string_view rest = std::string_view(path).substr(merged + kMergedFolder.size());
    const std::string_view set = rest.substr(0, rest.find('/'));
    if (formats::gives_papers(SnapshotKind::kOpenAlex, set)) {
      take_unlisted(at, {true, Day(), false, std::string(rest)},
                    "openalex" + std::string(kMergedFolder) + std::string(rest), std::nullopt);
    } else if (formats::is_other_set(SnapshotKind::kOpenAlex, set)) {
      leave_out(at, "merged " + std::string(set));
    }
  }

  void place_partition(std::size_t at) {
    const std::string path = absolute(files_[at].path);
    const std::size_t partition = path.find("/" + std::string(formats::kPartition));
    if (partition == std::string::npos) return;
    const std::string_view set = name_of(std::string_view(path).substr(0, partition));
    if (formats::is_other_set(SnapshotKind::kOpenAlex, set)) return leave_out(at, std::string(set));
    if (!formats::gives_papers(SnapshotKind::kOpenAlex, set)) return;
    if (path.ends_with(".parquet"))
      return leave_out(at, "works in Parquet, of which the same are in JSON Lines");
    const bool is_listed = std::any_of(works_.begin(), works_.end(), [&](const std::string& folder) {
      return files_[at].path.starts_with(folder);
    });
    if (is_listed)
      leave_out(at, "works that the manifest does not name; if they are newer, download it again");
  }

  void place_beside_changes(std::size_t at, const Release& release) {
    const std::string& path = files_[at].path;
    std::string_view rest = std::string_view(path).substr(release.folder.size());
    for (std::size_t slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
      const std::string_view name = rest.substr(0, slash);
      if (formats::is_other_set(SnapshotKind::kSemanticScholar, name))
        return leave_out(at, std::string(name));
      rest.remove_prefix(slash + 1);
    }
    if (!release.has_changes) return;
    take_unlisted(at, {false, release.base.value_or(Day()), false, path}, "file/" + absolute(path),
                  release.base);
  }

  // A part that no manifest tells the length of.
  void take_unlisted(std::size_t at, Place place, const std::string& mark, std::optional<Day> stated) {
    Part part;
    part.mark = std::string(kMarkPrefix) + mark;
    std::error_code error;
    const auto time = fs::last_write_time(files_[at].path, error).time_since_epoch().count();
    part.state =
        "bytes=" + std::to_string(files_[at].bytes) + " mtime=" + (error ? "" : std::to_string(time));
    part.stated = stated;
    take(at, std::move(place), std::move(part));
  }

  void take(std::size_t at, Place place, Part part) {
    fates_[at] = Fate::kPart;
    taken_.push_back({std::move(place), at, std::move(part)});
  }

  void leave_out(std::size_t at, const std::string& what) {
    if (fates_[at] != Fate::kPlain) return;
    fates_[at] = Fate::kLeftOut;
    ++left_out_[what];
  }

  void reject(const std::string& file, const std::string& id, std::string reason) {
    ++news_.rejected;
    if (news_.rejects.size() < kRejectsReportedMax)
      news_.rejects.push_back({file, {}, id, std::move(reason)});
  }

  std::string note() const {
    std::string text;
    if (manifests_ > 0) text = counted(taken_.size(), "part") + " by " + counted(manifests_, "manifest");
    const char* before = text.empty() ? "left out: " : "; left out: ";
    for (const auto& [what, count] : left_out_) {
      text += before + counted(count, "file") + " of " + what;
      before = ", ";
    }
    return text;
  }

  void put_together() {
    news_.note = note();
    std::vector<InputFile> arranged;
    arranged.push_back({.path = folder_, .news = std::make_unique<const FolderNews>(std::move(news_))});
    for (std::size_t at = 0; at < files_.size(); ++at) {
      if (fates_[at] == Fate::kPlain) arranged.push_back(std::move(files_[at]));
    }
    std::sort(taken_.begin(), taken_.end(),
              [](const Taken& one, const Taken& other) { return one.place < other.place; });
    for (Taken& taken : taken_) {
      InputFile& file = arranged.emplace_back(std::move(files_[taken.file]));
      file.part = std::make_unique<const Part>(std::move(taken.part));
    }
    files_ = std::move(arranged);
  }

  const std::string folder_;
  std::vector<InputFile>& files_;
  std::vector<Fate> fates_;
  std::unordered_map<std::string_view, std::size_t> by_path_;
  std::vector<Taken> taken_;
  std::vector<Release> releases_;
  std::set<std::string> works_;  // folders below which a manifest names all works
  std::map<std::string, std::uint64_t> left_out_;
  std::uint64_t manifests_ = 0;
  FolderNews news_;
};

}  // namespace

void arrange_snapshots(const std::string& folder, std::vector<InputFile>& files) {
  Arranging(folder, files).run();
}

Result<std::uint64_t> take_out_known(store::Record& record, std::vector<InputFile>& files) {
  std::uint64_t known = 0;
  std::vector<InputFile> others;
  for (InputFile& file : files) {
    if (file.part) {
      TRY(const std::string state, record.progress(file.part->mark));
      if (state == file.part->state) {
        ++known;
        continue;
      }
    }
    others.push_back(std::move(file));
  }
  files = std::move(others);
  return known;
}

}  // namespace broadsheet::ingest
