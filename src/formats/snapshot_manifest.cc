// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/snapshot_manifest.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unordered_set>
#include <utility>

#include "formats/json_members.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

constexpr std::array<std::string_view, 21> kOtherEntities{
    "authors",           "awards",       "concepts", "continents",
    "countries",         "domains",      "fields",   "funders",
    "institution-types", "institutions", "keywords", "languages",
    "licenses",          "publishers",   "sdgs",     "source-types",
    "sources",           "subfields",    "topics",   "venues",
    "work-types",
};
constexpr std::array<std::string_view, 11> kOtherDataSets{
    "abstracts",
    "author-ids",
    "authors",
    "citations",
    "embeddings-specter_v1",
    "embeddings-specter_v2",
    "paper-ids",
    "publication-venues",
    "s2orc",
    "s2orc_v2",
    "tldrs",
};

template <typename List>
bool is_among(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view text_in(JsonValue value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string_view text_in(JsonObject object, std::string_view path) {
  const auto value = value_at(object, path);
  return value ? text_in(*value) : std::string_view();
}

std::optional<Day> day_of(std::string_view text) {
  const auto date = iso_date(text);
  if (!date || date->precision != DatePrecision::kDay) return std::nullopt;
  return date->day;
}

// What is behind the host, without a query; sets `reason` for an address that names no file of a snapshot.
std::string_view path_of(std::string_view address, std::string& reason) {
  const std::size_t colon = address.find("://");
  if (colon == std::string_view::npos) return address;
  const std::string scheme = ascii_lower(address.substr(0, colon));
  if (scheme != "s3" && scheme != "https" && scheme != "http") {
    reason = "an address that is none of s3, https and http";
    return {};
  }
  address.remove_prefix(colon + 3);
  address = address.substr(0, address.find_first_of("?#"));
  const std::size_t slash = address.find('/');
  if (slash == std::string_view::npos) {
    reason = "an address of no file";
    return {};
  }
  return address.substr(slash + 1);
}

// Calls `take` with each name of a path, until it answers false.
template <typename Take>
void for_each_name(std::string_view path, Take&& take) {
  for (;;) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (!take(path.substr(0, slash)) || slash == path.size()) return;
    path.remove_prefix(slash + 1);
  }
}

// Why it can't be the path of a file below a folder; empty if it can.
std::string path_trouble(std::string_view path) {
  if (path.empty()) return "no address of a file";
  if (path.front() == '/') return "an absolute path";
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(path.begin(), path.end(), is_control)) return "a path with control characters";
  if (!text::is_valid_utf8(path)) return "a path that is no UTF-8";
  std::string reason;
  for_each_name(path, [&](std::string_view name) {
    if (name.empty()) reason = "a path with an empty name";
    if (name == "." || name == "..") reason = "a path that leads out of its folder";
    return reason.empty();
  });
  return reason;
}

bool read_size(JsonObject object, std::string_view path, std::optional<std::uint64_t>& out) {
  const auto value = value_at(object, path);
  if (!value) return true;
  std::uint64_t number = 0;
  if (value->get(number) != simdjson::SUCCESS) return false;
  out = number;
  return true;
}

class ManifestReader {
 public:
  Result<SnapshotManifest> read(JsonObject root) {
    if (const auto entities = list_at(root, "entities")) {
      TRY_VOID(read_entities(*entities));
    } else if (const auto entries = list_at(root, "entries")) {
      TRY_VOID(read_entries(*entries, {}));
    } else if (const auto diffs = list_at(root, "diffs"); diffs && !text_in(root, "dataset").empty()) {
      TRY_VOID(read_changes(root, *diffs));
    } else if (const auto files = list_at(root, "files"); files && is_data_set(text_in(root, "name"))) {
      manifest_.kind = SnapshotKind::kSemanticScholar;
      days_in_paths_ = true;
      TRY_VOID(read_addresses(*files, {.set = clean(text_in(root, "name"))}));
    } else {
      return Error(ErrorCode::kUnsupported, "no manifest that we know");
    }
    return std::move(manifest_);
  }

 private:
  static bool is_data_set(std::string_view name) {
    constexpr SnapshotKind kKind = SnapshotKind::kSemanticScholar;
    return gives_papers(kKind, name) || is_other_set(kKind, name);
  }

  Result<void> read_entities(JsonList entities) {
    for (const JsonValue element : entities) {
      JsonObject entity;
      if (element.get(entity) != simdjson::SUCCESS) continue;
      const auto files = list_at(entity, "files");
      if (files) TRY_VOID(read_entries(*files, text_in(entity, "entity_type")));
    }
    return {};
  }

  // Those of one kind of entity: the one that is said, else the folder that a partition is in.
  Result<void> read_entries(JsonList entries, std::string_view set) {
    for (const JsonValue element : entries) {
      JsonObject entry;
      ManifestPart part{.set = clean(set)};
      std::string reason;
      std::string_view address;
      if (element.get(entry) != simdjson::SUCCESS) {
        reason = "no object with a url";
      } else if (address = text_in(entry, "url"); !read_size(entry, "meta.content_length", part.bytes)) {
        reason = "a content_length that is no number of bytes";
      } else if (!read_size(entry, "meta.record_count", part.records)) {
        reason = "a record_count that is no number";
      }
      TRY_VOID(add(address, std::move(part), std::move(reason)));
    }
    return {};
  }

  Result<void> read_changes(JsonObject root, JsonList diffs) {
    manifest_.kind = SnapshotKind::kSemanticScholar;
    manifest_.is_changes = true;
    manifest_.base = day_of(text_in(root, "start_release"));
    const std::string set = clean(text_in(root, "dataset"));
    for (const JsonValue element : diffs) {
      JsonObject diff;
      if (element.get(diff) != simdjson::SUCCESS) continue;
      const std::optional<Day> day = day_of(text_in(diff, "to_release"));
      for (const bool deletions : {false, true}) {
        const auto files = list_at(diff, deletions ? "delete_files" : "update_files");
        if (files) TRY_VOID(read_addresses(*files, {.set = set, .day = day, .deletions = deletions}));
      }
    }
    return {};
  }

  Result<void> read_addresses(JsonList addresses, const ManifestPart& like) {
    for (const JsonValue address : addresses) TRY_VOID(add(text_in(address), like, {}));
    return {};
  }

  Result<void> add(std::string_view address, ManifestPart part, std::string reason) {
    if (++named_ > kManifestPartsMax) {
      return Error(ErrorCode::kTooLarge, fmt::format("names more than {} files", kManifestPartsMax));
    }
    std::string_view path;
    if (reason.empty() && address.size() > kUrlBytesMax) {
      reason = fmt::format("an address longer than {} bytes", kUrlBytesMax);
    }
    if (reason.empty()) path = path_of(address, reason);
    if (reason.empty()) reason = path_trouble(path);
    part.path = path;
    if (reason.empty()) reason = place(part);
    if (reason.empty() && !paths_.insert(part.path).second) reason = "named twice";
    if (reason.empty()) {
      manifest_.parts.push_back(std::move(part));
      return {};
    }
    ++manifest_.refused_count;
    if (manifest_.refused.size() < kRefusedPartsMax) {
      manifest_.refused.push_back({quote(address), std::move(reason)});
    }
    return {};
  }

  // The set and the day of a part, from the folders that it is in; or why it is in none.
  std::string place(ManifestPart& part) const {
    std::string_view before;
    std::string_view set;
    for_each_name(part.path, [&](std::string_view name) {
      const bool is_partition = name.starts_with(kPartition);
      if (is_partition) {
        set = before;
        part.day = day_of(name.substr(kPartition.size()));
      } else if (days_in_paths_ && !part.day) {
        part.day = day_of(name);
      }
      before = name;
      return !is_partition;
    });
    if (!part.set.empty()) return {};
    part.set = set;
    return set.empty() ? "in no partition of an entity" : "";
  }

  SnapshotManifest manifest_;
  std::unordered_set<std::string> paths_;
  std::size_t named_ = 0;
  bool days_in_paths_ = false;  // a folder is named by the day of the release
};

}  // namespace

bool may_be_manifest(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '{') return false;
  const auto has = [&](std::string_view part) { return head.find(part) != std::string_view::npos; };
  return (has("\"entries\"") && has(kPartition)) || (has("\"entities\"") && has("\"entity_type\"")) ||
         (has("\"diffs\"") && has("\"dataset\"")) || (has("\"files\"") && has("\"README\""));
}

Result<SnapshotManifest> read_snapshot_manifest(std::string_view json) {
  if (json.size() > kManifestBytesMax) {
    return Error(ErrorCode::kTooLarge, fmt::format("longer than {} bytes", kManifestBytesMax));
  }
  constexpr std::size_t kCapacityMin = 1024;
  simdjson::dom::parser parser;
  CHECK(parser.allocate(std::max(json.size(), kCapacityMin), kJsonDepthMax) == simdjson::SUCCESS);
  JsonValue value;
  if (const auto error = parser.parse(json.data(), json.size(), true).get(value)) {
    return Error(ErrorCode::kInvalid, fmt::format("invalid JSON: {}", simdjson::error_message(error)));
  }
  JsonObject root;
  if (value.get(root) != simdjson::SUCCESS) return Error(ErrorCode::kUnsupported, "not a JSON object");
  return ManifestReader().read(root);
}

bool gives_papers(SnapshotKind kind, std::string_view set) {
  return set == (kind == SnapshotKind::kOpenAlex ? "works" : "papers");
}

bool is_other_set(SnapshotKind kind, std::string_view set) {
  return kind == SnapshotKind::kOpenAlex ? is_among(kOtherEntities, set) : is_among(kOtherDataSets, set);
}

std::string_view snapshot_name(SnapshotKind kind) {
  return kind == SnapshotKind::kOpenAlex ? "openalex" : "semantic-scholar";
}

}  // namespace broadsheet::formats
