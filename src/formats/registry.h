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
#include "formats/arxiv_snapshot_reader.h"
#include "formats/atom_reader.h"
#include "formats/bibtex_reader.h"
#include "formats/biorxiv_reader.h"
#include "formats/core_reader.h"
#include "formats/crossref_reader.h"
#include "formats/csl_json_reader.h"
#include "formats/daily_papers_reader.h"
#include "formats/dblp_reader.h"
#include "formats/dblp_xml_reader.h"
#include "formats/doaj_reader.h"
#include "formats/endnote_xml_reader.h"
#include "formats/europe_pmc_reader.h"
#include "formats/hal_reader.h"
#include "formats/head.h"
#include "formats/json_feed_reader.h"
#include "formats/json_lines_reader.h"
#include "formats/json_service.h"
#include "formats/library_reader.h"
#include "formats/oai_reader.h"
#include "formats/openaire_reader.h"
#include "formats/openalex_merged_reader.h"
#include "formats/openalex_reader.h"
#include "formats/pubmed_reader.h"
#include "formats/reader.h"
#include "formats/rss_reader.h"
#include "formats/saved_page_reader.h"
#include "formats/semantic_scholar_deleted_reader.h"
#include "formats/semantic_scholar_reader.h"
#include "formats/tagged_reader.h"
#include "formats/vote_history_reader.h"
#include "formats/zenodo_reader.h"

namespace broadsheet::formats {

struct FormatEntry {
  Format format;
  std::string_view name;  // for --format and reports
  bool (*is)(const Head& head);
  std::unique_ptr<Reader> (*make)(const ReaderOptions& options);
  const JsonService* lists = nullptr;  // of a service whose lists can be followed
};

// In the order in which they are tried. Services that name their keys come before our own JSON Lines, which
// take any object with a title, and CSL-JSON, which leaves Crossref's own keys alone, before Crossref.
inline constexpr std::array kFormats{
    FormatEntry{Format::kRss, "rss", is_rss, make_rss_reader},
    FormatEntry{Format::kAtom, "atom", is_atom, make_atom_reader},
    FormatEntry{Format::kOaiPmh, "oai-pmh", is_oai_pmh, make_oai_reader},
    FormatEntry{Format::kPubmed, "pubmed", is_pubmed, make_pubmed_reader},
    FormatEntry{Format::kAclXml, "acl-xml", is_acl_xml, make_acl_xml_reader},
    FormatEntry{Format::kDblpXml, "dblp-xml", is_dblp_xml, make_dblp_xml_reader},
    FormatEntry{Format::kMods, "mods", is_mods, make_mods_reader},
    FormatEntry{Format::kMarcXml, "marcxml", is_marc_xml, make_marc_xml_reader},
    FormatEntry{Format::kEndnoteXml, "endnote-xml", is_endnote_xml, make_endnote_xml_reader},
    FormatEntry{Format::kJsonFeed, "json-feed", is_json_feed, make_json_feed_reader},
    FormatEntry{Format::kDailyPapersJson, "daily-papers-json", is_daily_papers, make_daily_papers_reader},
    FormatEntry{Format::kOpenAlex, "openalex", is_openalex, make_openalex_reader, &kOpenAlex},
    FormatEntry{Format::kOpenAlexMerged, "openalex-merged", is_openalex_merged, make_openalex_merged_reader},
    FormatEntry{Format::kArxivSnapshot, "arxiv-snapshot", is_arxiv_snapshot, make_arxiv_snapshot_reader},
    FormatEntry{Format::kCslJson, "csl-json", is_csl_json, make_csl_json_reader},
    FormatEntry{Format::kCrossref, "crossref", is_crossref, make_crossref_reader, &kCrossref},
    FormatEntry{Format::kSemanticScholar, "semantic-scholar", is_semantic_scholar,
                make_semantic_scholar_reader, &kSemanticScholar},
    FormatEntry{Format::kSemanticScholarDeleted, "semantic-scholar-deleted", is_semantic_scholar_deleted,
                make_semantic_scholar_deleted_reader},
    FormatEntry{Format::kBiorxiv, "biorxiv", is_biorxiv, make_biorxiv_reader, &kBiorxiv},
    FormatEntry{Format::kEuropePmc, "europe-pmc", is_europe_pmc, make_europe_pmc_reader, &kEuropePmc},
    FormatEntry{Format::kDoaj, "doaj", is_doaj, make_doaj_reader, &kDoaj},
    FormatEntry{Format::kZenodo, "zenodo", is_zenodo, make_zenodo_reader, &kZenodo},
    FormatEntry{Format::kHal, "hal", is_hal, make_hal_reader, &kHal},
    FormatEntry{Format::kDblp, "dblp", is_dblp, make_dblp_reader},
    FormatEntry{Format::kCore, "core", is_core, make_core_reader},
    FormatEntry{Format::kOpenAire, "openaire", is_openaire, make_openaire_reader, &kOpenAire},
    FormatEntry{Format::kJsonLines, "jsonl", is_json_lines, make_json_lines_reader},
    FormatEntry{Format::kVoteHistory, "vote-history", is_vote_history, make_vote_history_reader},
    FormatEntry{Format::kSavedPage, "saved-page", is_saved_page, make_saved_page_reader},
    FormatEntry{Format::kBibtex, "bibtex", is_bibtex, make_bibtex_reader},
    FormatEntry{Format::kRis, "ris", is_ris, make_ris_reader},
    FormatEntry{Format::kMedline, "medline", is_medline, make_medline_reader},
    FormatEntry{Format::kWebOfScience, "web-of-science", is_web_of_science, make_web_of_science_reader},
    FormatEntry{Format::kEndnote, "endnote", is_endnote, make_endnote_reader},
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_REGISTRY_H_
