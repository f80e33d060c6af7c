// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Manifests of snapshots: the files that a data set consists of, as its publisher lists them. Pure: bytes in,
// a list out. Nothing is looked for on a disk, and no address is ever asked.
//
//   OpenAlex           {"entries": [{"url", "meta": {"content_length", "record_count"}}]}, one for each kind
//   of
//                      entity; since 2026 {"entities": [{"entity_type", "files": [...]}]}, one for all of
//                      them
//   Semantic Scholar   {"name", "files": [address]}: a data set of a release;
//                      {"dataset", "start_release", "diffs": [{"to_release", "update_files",
//                      "delete_files"}]}: what changed since then
//
// https://developers.openalex.org/download/snapshot-format, https://api.semanticscholar.org/api-docs/datasets

#ifndef BROADSHEET_FORMATS_SNAPSHOT_MANIFEST_H_
#define BROADSHEET_FORMATS_SNAPSHOT_MANIFEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::formats {

enum class SnapshotKind : std::uint8_t { kOpenAlex, kSemanticScholar };

// The folders of OpenAlex are named by the day on which their records changed: "updated_date=2024-01-15".
inline constexpr std::string_view kPartition = "updated_date=";

struct ManifestPart {
  // Of its address, without the host: "data/works/updated_date=2024-01-15/part_000.gz". Relative, without
  // empty names, "." and "..", at most kUrlBytesMax bytes of UTF-8 without control characters.
  std::string path = {};
  std::string set = {};         // "works", "papers"
  std::optional<Day> day = {};  // of the partition, or of the release
  std::optional<std::uint64_t> bytes = {};
  std::optional<std::uint64_t> records = {};
  bool deletions = false;  // what it holds is there no longer
};

// A file that can't be one of a snapshot.
struct RefusedPart {
  std::string name;  // the beginning of what stood there, for people to read
  std::string reason;
};

struct SnapshotManifest {
  SnapshotKind kind = SnapshotKind::kOpenAlex;
  bool is_changes = false;  // of a release, whose own files it does not name
  std::optional<Day> base;  // the day of that release
  std::vector<ManifestPart> parts;
  std::vector<RefusedPart> refused;  // the first kRefusedPartsMax
  std::uint64_t refused_count = 0;
};

// Whether a document may be a manifest, by its first kRecogniseBytes.
bool may_be_manifest(std::string_view head);

// kUnsupported for JSON that is no manifest, kInvalid for what is no JSON, kTooLarge beyond
// kManifestBytesMax and kManifestPartsMax. A part that is named twice is refused the second time.
Result<SnapshotManifest> read_snapshot_manifest(std::string_view json);

// Whether the records of a set are papers: "works" of OpenAlex, "papers" of Semantic Scholar. (Abstracts of
// the latter have no titles, so that nothing of its own can be made of them.)
bool gives_papers(SnapshotKind kind, std::string_view set);
// The names of the other sets of a service, as its folders have them.
bool is_other_set(SnapshotKind kind, std::string_view set);

// "openalex", "semantic-scholar".
std::string_view snapshot_name(SnapshotKind kind);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_SNAPSHOT_MANIFEST_H_
