// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/reader.h"

#include <array>
#include <utility>

#include "base/check.h"
#include "formats/atom_reader.h"
#include "formats/daily_papers_reader.h"
#include "formats/json_lines_reader.h"
#include "formats/oai_reader.h"
#include "formats/rss_reader.h"
#include "formats/saved_page_reader.h"
#include "formats/vote_history_reader.h"

namespace broadsheet::formats {

namespace {

constexpr std::array<std::pair<Format, std::string_view>, 8> kNames{
    {{Format::kUnknown, "unknown"},
     {Format::kJsonLines, "jsonl"},
     {Format::kDailyPapersJson, "daily-papers-json"},
     {Format::kRss, "rss"},
     {Format::kAtom, "atom"},
     {Format::kOaiPmh, "oai-pmh"},
     {Format::kSavedPage, "saved-page"},
     {Format::kVoteHistory, "vote-history"}}};

}  // namespace

std::string_view format_name(Format format) {
  for (const auto& [known, name] : kNames) {
    if (known == format) return name;
  }
  return "unknown";
}

std::optional<Format> format_by_name(std::string_view name) {
  for (const auto& [format, known] : kNames) {
    if (known == name && format != Format::kUnknown) return format;
  }
  return std::nullopt;
}

std::unique_ptr<Reader> make_reader(Format format, const ReaderOptions& options) {
  switch (format) {
    case Format::kUnknown:
      break;
    case Format::kJsonLines:
      return make_json_lines_reader(options);
    case Format::kDailyPapersJson:
      return make_daily_papers_reader(options);
    case Format::kRss:
      return make_rss_reader(options);
    case Format::kAtom:
      return make_atom_reader(options);
    case Format::kOaiPmh:
      return make_oai_reader(options);
    case Format::kSavedPage:
      return make_saved_page_reader(options);
    case Format::kVoteHistory:
      return make_vote_history_reader();
  }
  return nullptr;
}

}  // namespace broadsheet::formats
