// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/library_list.h"

#include <algorithm>
#include <utility>

#include "base/percent.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using store::FolderNumber;

Result<papers::LibraryQuery> read_query(const Target& target, const std::vector<store::Folder>& folders) {
  papers::LibraryQuery query;
  query.words = target.parameter("q").value_or("");
  query.tag = target.parameter("tag").value_or("");
  if (query.words.size() > kQueryBytesMax || query.tag.size() > kQueryBytesMax)
    return Error(ErrorCode::kTooLarge, "the question is too long");
  // Empty is what a form sends where nothing is chosen.
  if (const std::string_view state = target.parameter("state").value_or(""); !state.empty()) {
    query.state = papers::state_named(state);
    if (!query.state)
      return Error(ErrorCode::kInvalid, "state must be none, to-read, reading, read or skipped");
  }
  TRY(const FolderNumber folder, id_parameter<FolderNumber>(target, "folder"));
  if (folder == FolderNumber()) return query;
  query.folder = folder;
  if (std::ranges::find(folders, *query.folder, &store::Folder::number) == folders.end())
    return Error(ErrorCode::kNotFound, "There is no such folder in this library");
  return query;
}

}  // namespace

std::vector<PaperNumber> AskedLibrary::numbers() const {
  std::vector<PaperNumber> all;
  all.reserve(papers.size());
  for (const papers::KeptPaper& kept : papers) all.push_back(kept.paper);
  return all;
}

Result<AskedLibrary> read_library(Exchange& exchange, store::AccountNumber account) {
  store::Record& record = exchange.backend.record();
  AskedLibrary asked;
  TRY(asked.folders, store::Libraries(record).folders_of(account));
  TRY(asked.query, read_query(exchange.target, asked.folders));
  TRY(std::vector<papers::KeptPaper> library, papers::library_of(record, account));
  TRY(asked.papers, papers::search_library(record, std::move(library), asked.folders, asked.query,
                                           exchange.backend.analyzer()));
  return asked;
}

std::string library_parameters(const papers::LibraryQuery& query) {
  std::string parameters;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    parameters.append(parameters.empty() ? "?" : "&").append(name).append("=").append(percent_encode(value));
  };
  add("q", query.words);
  if (query.state) add("state", papers::state_name(*query.state));
  add("tag", query.tag);
  if (query.folder) add("folder", std::to_string(query.folder->value()));
  return parameters;
}

}  // namespace broadsheet::web
