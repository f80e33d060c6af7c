// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/collection.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <unordered_set>

#include "evaluate/limits.h"
#include "evaluate/lines.h"

namespace broadsheet::evaluate {
namespace {

namespace fs = std::filesystem;

Result<std::string> find_file(const fs::path& folder, const std::string& name) {
  for (const char* ending : {"", ".zst", ".gz"}) {
    const fs::path path = folder / (name + ending);
    std::error_code failed;
    if (fs::is_regular_file(path, failed)) return path.string();
  }
  return Error(ErrorCode::kNotFound, fmt::format("{} has no {} (nor {}.zst)", folder.string(), name, name));
}

// The names between "qrels." and ".tsv" of the folder's files, in order.
std::vector<std::string> splits_of(const fs::path& folder) {
  std::vector<std::string> splits;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    std::string name = entry.path().filename().string();
    for (const std::string_view ending : {".zst", ".gz"}) {
      if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    }
    constexpr std::string_view kBegin = "qrels.";
    constexpr std::string_view kEnd = ".tsv";
    if (name.size() > kBegin.size() + kEnd.size() && name.starts_with(kBegin) && name.ends_with(kEnd)) {
      splits.push_back(name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size()));
    }
  }
  std::sort(splits.begin(), splits.end());
  return splits;
}

Result<std::vector<formats::CollectionEntry>> read_entries(const std::string& path) {
  std::vector<formats::CollectionEntry> entries;
  std::unordered_set<std::string> ids;
  formats::CollectionLineReader reader;
  const auto on_line = [&](std::string_view line) -> Result<void> {
    TRY(formats::CollectionEntry entry, reader.read(line));
    if (!ids.insert(entry.id).second)
      return Error(ErrorCode::kInvalid, fmt::format("id \"{}\" stands twice", entry.id));
    if (entries.size() == kCollectionDocumentsMax) {
      return Error(ErrorCode::kTooLarge, fmt::format("more than {} documents", kCollectionDocumentsMax));
    }
    entries.push_back(std::move(entry));
    return {};
  };
  TRY_VOID(for_each_line(path, on_line));
  return entries;
}

bool parse_grade(std::string_view text, int& grade) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), grade);
  return error == std::errc() && end == text.data() + text.size() && grade >= -kGradeMax &&
         grade <= kGradeMax;
}

Result<std::map<std::string, Grades>> read_judgements(const std::string& path) {
  std::map<std::string, Grades> judgements;
  bool is_first = true;
  const auto on_line = [&](std::string_view line) -> Result<void> {
    const auto columns = split_columns(line, '\t');
    const bool may_be_header = std::exchange(is_first, false);
    int grade = 0;
    if (columns.size() == 3 && parse_grade(columns[2], grade)) {
      judgements[std::string(columns[0])][std::string(columns[1])] = grade;
      return {};
    }
    if (may_be_header && columns.size() == 3) return {};
    return Error(ErrorCode::kInvalid, "not query-id, corpus-id and a whole number, parted by tabs");
  };
  TRY_VOID(for_each_line(path, on_line));
  return judgements;
}

}  // namespace

Result<CollectionFiles> find_collection(const std::string& folder, std::string_view split) {
  CollectionFiles files;
  TRY(files.corpus, find_file(folder, "corpus.jsonl"));
  TRY(files.queries, find_file(folder, "queries.jsonl"));
  const std::string qrels = split.empty() ? "qrels.tsv" : fmt::format("qrels.{}.tsv", split);
  auto found = find_file(folder, qrels);
  if (found.ok()) {
    files.qrels = std::move(found).value();
    return files;
  }
  const auto splits = splits_of(folder);
  if (splits.empty()) return std::move(found).error();
  return Error(ErrorCode::kNotFound, fmt::format("{} has no {}; name one of its splits with --split: {}",
                                                 folder, qrels, fmt::join(splits, ", ")));
}

Result<Collection> read_collection(const CollectionFiles& files) {
  Collection collection;
  TRY(collection.documents, read_entries(files.corpus));
  TRY(collection.queries, read_entries(files.queries));
  TRY(collection.judgements, read_judgements(files.qrels));
  return collection;
}

std::vector<const formats::CollectionEntry*> judged_queries(const Collection& collection) {
  std::vector<const formats::CollectionEntry*> judged;
  for (const formats::CollectionEntry& query : collection.queries) {
    const auto grades = collection.judgements.find(query.id);
    if (grades == collection.judgements.end()) continue;
    const bool has_relevant =
        std::any_of(grades->second.begin(), grades->second.end(),
                    [](const auto& judged_document) { return judged_document.second > 0; });
    if (has_relevant) judged.push_back(&query);
  }
  return judged;
}

}  // namespace broadsheet::evaluate
