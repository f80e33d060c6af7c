// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_view.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/log.h"
#include "formats/fields.h"
#include "text/ids.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::PaperView;
using store::SourceVotes;

// Who knows best (docs/use/papers.md): the archives that keep the paper, registries, whoever is not named
// here, who gathers from others, files of readers, who shows papers.
constexpr int kUnnamedRank = 4;
struct SourceRank {
  std::string_view source;
  int rank;
};
constexpr SourceRank kSourceRanks[] = {
    {"arxiv", 1},      {"acl-anthology", 2},
    {"biorxiv", 3},    {"medrxiv", 3},
    {"pubmed", 3},     {"crossref", 3},
    {"europe-pmc", 3}, {"hal", 3},
    {"zenodo", 3},     {"openalex", 5},
    {"dblp", 5},       {"semantic-scholar", 5},
    {"core", 5},       {"openaire", 5},
    {"bibtex", 6},     {"ris", 6},
    {"endnote", 6},    {"web-of-science", 6},
    {"csl-json", 6},   {"hf-daily-papers", 7},
    {"saved-page", 8}, {formats::kReadersSource, 9},
};

int rank_of(std::string_view source) {
  const auto known = std::find_if(std::begin(kSourceRanks), std::end(kSourceRanks),
                                  [&](const SourceRank& rank) { return rank.source == source; });
  return known == std::end(kSourceRanks) ? kUnnamedRank : known->rank;
}

int scheme_rank(std::string_view id) {
  if (id.starts_with("arxiv:")) return 0;
  if (id.starts_with("acl:")) return 1;
  if (id.starts_with("doi:")) return 2;
  return 3;
}

bool comes_before(const SourceRecord& one, const SourceRecord& other) {
  const int mine = rank_of(one.source);
  const int theirs = rank_of(other.source);
  return std::tie(mine, one.source, other.updated, one.key) <
         std::tie(theirs, other.source, one.updated, other.key);
}

// What readers add to a paper does not keep one that its sources have withdrawn.
bool is_readers(const SourceRecord& record) {
  return record.source == formats::kReadersSource;
}

bool is_withdrawn(const PaperSources& sources) {
  const auto by_deletion = std::ranges::count_if(sources.records, &SourceRecord::deleted);
  const auto by_readers = std::ranges::count_if(sources.records, is_readers);
  return by_deletion > 0 && by_deletion + by_readers == std::ssize(sources.records);
}

// The records to merge, the best first: those that are not withdrawn, unless all are.
std::vector<const SourceRecord*> in_order(const PaperSources& sources) {
  const bool all_deleted = is_withdrawn(sources);
  std::vector<const SourceRecord*> records;
  for (const SourceRecord& record : sources.records) {
    if (all_deleted || !record.deleted) records.push_back(&record);
  }
  std::sort(records.begin(), records.end(),
            [](const SourceRecord* one, const SourceRecord* other) { return comes_before(*one, *other); });
  return records;
}

template <typename Field>
void take(Field& field, const Field& value) {
  if (field.empty()) field = value;
}

template <typename T>
void take(std::optional<T>& field, const std::optional<T>& value) {
  if (!field) field = value;
}

void take_each(std::vector<std::string>& field, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (std::find(field.begin(), field.end(), value) == field.end()) field.push_back(value);
  }
}

void take_dates(PaperView& view, const SourceRecord& record) {
  const bool better =
      record.published && (!view.published || record.published->precision < view.published->precision);
  if (better) {
    view.published = record.published;
    view.published_inferred = record.published_inferred;
  }
  if (record.updated && (!view.updated || *record.updated > *view.updated)) view.updated = record.updated;
  if (record.listed && (!view.listed || *record.listed < *view.listed)) view.listed = record.listed;
  if (!record.featured) return;
  if (!view.featured || *record.featured < *view.featured) {
    view.featured = record.featured;
    view.feed_place = record.feed_place;
  } else if (*record.featured == *view.featured && record.feed_place &&
             (!view.feed_place || *record.feed_place < *view.feed_place)) {
    view.feed_place = record.feed_place;
  }
}

std::string doi_of(const SourceRecord& record) {
  for (const std::string& id : record.ids) {
    if (id.starts_with("doi:")) return id.substr(4);
  }
  return ascii_lower(record.doi);
}

// The places of those whose name nobody else in the list has, by the name in lower case.
std::map<std::string, std::size_t> own_names(const std::vector<std::string>& authors) {
  std::map<std::string, std::size_t> places;
  std::set<std::string> namesakes;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const auto [place, is_new] = places.emplace(ascii_lower(authors[i]), i);
    if (!is_new) namesakes.insert(place->first);
  }
  for (const std::string& name : namesakes) places.erase(name);
  return places;
}

// For each author of the record its place in the view: whoever has a name of its own in both lists is one
// person.
std::vector<std::optional<std::size_t>> places_in(const PaperView& view, const SourceRecord& record) {
  std::vector<std::optional<std::size_t>> places(record.authors.size());
  if (record.authors == view.authors) {
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
  }
  const auto in_view = own_names(view.authors);
  for (const auto& [name, place] : own_names(record.authors)) {
    if (const auto found = in_view.find(name); found != in_view.end()) places[place] = found->second;
  }
  return places;
}

// ORCID iDs come from every source. None is that of two authors of a paper.
void take_orcids(PaperView& view, const std::vector<const SourceRecord*>& records) {
  std::set<std::string_view> taken;
  for (const SourceRecord* record : records) {
    if (record->orcids.empty()) continue;
    const auto places = places_in(view, *record);
    for (std::size_t i = 0; i < std::min(record->orcids.size(), places.size()); ++i) {
      const std::string& orcid = record->orcids[i];
      if (orcid.empty() || !places[i] || !view.orcid_of(*places[i]).empty()) continue;
      if (!taken.insert(orcid).second) continue;
      view.orcids.resize(std::max(view.orcids.size(), *places[i] + 1));
      view.orcids[*places[i]] = orcid;
    }
  }
}

void take_record(PaperView& view, const SourceRecord& record) {
  take(view.title, record.title);
  take(view.abstract, record.abstract);
  take(view.short_summary, record.short_summary);
  take(view.authors, record.authors);
  take(view.author_count, record.author_count);
  take_dates(view, record);
  take_each(view.categories, record.categories);
  take(view.venue, record.venue);
  if (view.doi.empty()) view.doi = doi_of(record);
  take(view.url, record.url);
  take(view.comment, record.comment);
  take(view.language, record.language);
  take_each(view.sources, {record.source});
  if (record.comments) view.comments = std::max(view.comments.value_or(0), *record.comments);
  if (record.organization && view.organization.empty() && view.organization_handle.empty()) {
    view.organization_handle = record.organization->handle;
    view.organization = record.organization->fullname;
  }
  if (view.submitter.empty()) {
    take(view.submitter, record.submitter);
    take(view.submitter_fullname, record.submitter_fullname);
  }
  take(view.project_page, record.project_page);
  take(view.github_repo, record.github_repo);
  take(view.github_stars, record.github_stars);
  take(view.thumbnail, record.thumbnail);
  take_each(view.media_urls, record.media_urls);
  take(view.ai_summary, record.ai_summary);
  take(view.ai_keywords, record.ai_keywords);
  take(view.linked_models, record.linked_models);
  take(view.linked_datasets, record.linked_datasets);
  take(view.linked_spaces, record.linked_spaces);
}

// What its authors say here of links is said last, and for the paper.
void take_authors_word(PaperView& view, const SourceRecord& record) {
  if (!is_readers(record)) return;
  if (!record.project_page.empty()) view.project_page = record.project_page;
  if (!record.github_repo.empty() && record.github_repo != view.github_repo) {
    view.github_repo = record.github_repo;
    view.github_stars.reset();  // of another repository
  }
  if (!record.organization) return;
  view.organization_handle = record.organization->handle;
  view.organization = record.organization->fullname;
}

// Of the best source that says something. One that withdrew its record is heard here, though its record no
// longer speaks for the paper.
std::string notice_of(const PaperSources& sources) {
  const SourceRecord* best = nullptr;
  for (const SourceRecord& record : sources.records) {
    if (!record.notice.empty() && (best == nullptr || comes_before(record, *best))) best = &record;
  }
  return best == nullptr ? std::string() : best->notice;
}

}  // namespace

std::vector<SourceVotes> newest_votes(std::vector<SourceVotes> votes) {
  // By source, the newest first; of two counts for one moment the higher.
  std::sort(votes.begin(), votes.end(), [](const SourceVotes& one, const SourceVotes& other) {
    return std::tie(one.source, other.observed_at, other.upvotes) <
           std::tie(other.source, one.observed_at, one.upvotes);
  });
  const auto same_source = [](const SourceVotes& one, const SourceVotes& other) {
    return one.source == other.source;
  };
  votes.erase(std::unique(votes.begin(), votes.end(), same_source), votes.end());
  return votes;
}

PaperView make_view(const PaperSources& sources) {
  PaperView view;
  view.ids = sources.ids;
  std::sort(view.ids.begin(), view.ids.end(), better_id);
  view.withdrawn = sources.records.empty() || is_withdrawn(sources);
  view.notice = notice_of(sources);
  const std::vector<const SourceRecord*> records = in_order(sources);
  for (const SourceRecord* record : records) {
    take_record(view, *record);
  }
  for (const SourceRecord* record : records) take_authors_word(view, *record);
  take_orcids(view, records);
  if (!view.authors.empty()) view.author_count.reset();
  view.versions = sources.versions;
  std::sort(view.versions.begin(), view.versions.end());
  view.versions.erase(std::unique(view.versions.begin(), view.versions.end()), view.versions.end());
  if (view.updated) std::erase(view.versions, *view.updated);
  view.votes = newest_votes(sources.votes);
  view.edition = edition_of(view);
  return view;
}

void log_unreadable(const store::PapersRead& read) {
  for (const store::UnreadablePaper& paper : read.unreadable) {
    log_warning("a paper is left out", {{"because", paper.why}});
  }
}

bool better_id(std::string_view one, std::string_view other) {
  const int mine = scheme_rank(one);
  const int theirs = scheme_rank(other);
  return std::tie(mine, one) < std::tie(theirs, other);
}

std::optional<PartialDate> edition_of(const PaperView& view) {
  if (view.featured) return PartialDate{*view.featured, DatePrecision::kDay};
  if (view.listed) return PartialDate{*view.listed, DatePrecision::kDay};
  return view.published;
}

std::string printed_id(const PaperView& view) {
  return std::string(text::printed_id(view.ids.front()));
}

}  // namespace broadsheet::papers
