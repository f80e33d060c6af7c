// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How modes and orders are called where people and clients write them.

#include "search/searcher.h"

namespace broadsheet::search {

std::optional<SearchMode> parse_search_mode(std::string_view text) {
  for (const SearchMode mode :
       {SearchMode::kHybrid, SearchMode::kLexical, SearchMode::kSemantic, SearchMode::kPage}) {
    if (search_mode_name(mode) == text) return mode;
  }
  return std::nullopt;
}

std::string_view search_mode_name(SearchMode mode) {
  switch (mode) {
    case SearchMode::kHybrid:
      return "hybrid";
    case SearchMode::kLexical:
      return "lexical";
    case SearchMode::kSemantic:
      return "semantic";
    case SearchMode::kPage:
      return "page";
  }
  return {};
}

std::optional<SearchSort> parse_search_sort(std::string_view text) {
  for (const SearchSort sort : {SearchSort::kRelevance, SearchSort::kDate, SearchSort::kVotes}) {
    if (search_sort_name(sort) == text) return sort;
  }
  return std::nullopt;
}

std::string_view search_sort_name(SearchSort sort) {
  switch (sort) {
    case SearchSort::kRelevance:
      return "relevance";
    case SearchSort::kDate:
      return "date";
    case SearchSort::kVotes:
      return "votes";
  }
  return {};
}

}  // namespace broadsheet::search
