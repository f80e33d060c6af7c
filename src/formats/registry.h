// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The one table of formats: a new one is a reader in a file of its own, a value of Format and a row here.
// Within this room only.

#ifndef BROADSHEET_FORMATS_REGISTRY_H_
#define BROADSHEET_FORMATS_REGISTRY_H_

#include <array>
#include <memory>
#include <string_view>

#include "formats/acl_reader.h"
#include "formats/atom_reader.h"
#include "formats/daily_papers_reader.h"
#include "formats/head.h"
#include "formats/json_lines_reader.h"
#include "formats/oai_reader.h"
#include "formats/pubmed_reader.h"
#include "formats/reader.h"
#include "formats/rss_reader.h"
#include "formats/saved_page_reader.h"
#include "formats/vote_history_reader.h"

namespace broadsheet::formats {

struct FormatEntry {
  Format format;
  std::string_view name;  // for --format and reports
  bool (*is)(const Head& head);
  std::unique_ptr<Reader> (*make)(const ReaderOptions& options);
};

// In the order in which they are tried.
inline constexpr std::array kFormats{
    FormatEntry{Format::kRss, "rss", is_rss, make_rss_reader},
    FormatEntry{Format::kAtom, "atom", is_atom, make_atom_reader},
    FormatEntry{Format::kOaiPmh, "oai-pmh", is_oai_pmh, make_oai_reader},
    FormatEntry{Format::kPubmed, "pubmed", is_pubmed, make_pubmed_reader},
    FormatEntry{Format::kAclXml, "acl-xml", is_acl_xml, make_acl_xml_reader},
    FormatEntry{Format::kDailyPapersJson, "daily-papers-json", is_daily_papers, make_daily_papers_reader},
    FormatEntry{Format::kJsonLines, "jsonl", is_json_lines, make_json_lines_reader},
    FormatEntry{Format::kVoteHistory, "vote-history", is_vote_history, make_vote_history_reader},
    FormatEntry{Format::kSavedPage, "saved-page", is_saved_page, make_saved_page_reader},
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_REGISTRY_H_
