// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Library: what is answered from. The transport has it; nothing here keeps it.

#ifndef BROADSHEET_MCP_LIBRARY_H_
#define BROADSHEET_MCP_LIBRARY_H_

#include <functional>
#include <string_view>

#include "papers/editions.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace broadsheet::mcp {

// Confined to the thread of its record.
struct Library {
  store::Record& record;
  papers::Editions& editions;
  text::Analyzer& analyzer;
  // Null where nothing is indexed: then only ids find anything.
  const search::Searcher* searcher = nullptr;
  // Without it nothing is found by meaning.
  search::QueryEncoder encode_query = {};
  // Told when a search met damage: the index is to be made anew.
  std::function<void()> index_is_damaged = [] {};
  std::string_view version = {};  // of the program
};

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_LIBRARY_H_
