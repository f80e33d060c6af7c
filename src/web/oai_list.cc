// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/oai_list.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/digest.h"
#include "papers/paper_view.h"
#include "search/query.h"
#include "web/limits.h"
#include "web/oai_names.h"

namespace broadsheet::web {
namespace {

using store::PaperChange;
using store::PaperView;

// Changes of a set that are read at once, at least: few may be of it where there is no index to tell.
constexpr std::size_t kReadAtOnce = 64;

Result<OaiPlace> place_at(store::Record& record, Revision after) {
  OaiPlace place{.after = after};
  TRY(place.head, record.head());
  TRY(const std::optional<std::uint64_t> stamp, record.stamp_of(place.head));
  place.stamp = stamp.value_or(0);
  TRY(const std::string uuid, record.uuid());
  place.record = static_cast<std::uint32_t>(hash64(uuid));
  return place;
}

// What of the walk may belong to the set; none of what surely does not.
using Wanted = std::function<bool(PaperNumber, Revision)>;
Result<Wanted> wanted_by(store::Record& record, const search::Searcher& searcher, const std::string& query) {
  TRY(const search::Query parsed, search::Query::parse(query));
  TRY(std::vector<PaperNumber> found, searcher.all_matches(parsed, {}));
  TRY(std::vector<PaperNumber> withdrawn, record.withdrawn_papers());
  std::vector<PaperNumber> all;
  std::ranges::set_union(found, withdrawn, std::back_inserter(all));
  return Wanted([all = std::move(all), indexed = searcher.revision()](PaperNumber paper, Revision revision) {
    return revision > indexed || std::ranges::binary_search(all, paper);
  });
}

// The papers of changes, by number; a damaged one is left out, with a word in the log.
Result<std::unordered_map<PaperNumber, PaperView>> views_of(store::Record& record,
                                                            const std::vector<PaperChange>& changes) {
  std::vector<PaperNumber> numbers;
  for (const PaperChange& change : changes) {
    if (!change.deleted) numbers.push_back(change.paper);
  }
  TRY(store::PapersRead read, record.papers(numbers));
  papers::log_unreadable(read);
  std::unordered_map<PaperNumber, PaperView> views;
  for (PaperView& view : read.views) {
    const PaperNumber number = view.number;
    views.emplace(number, std::move(view));
  }
  return views;
}

Result<std::string> oldest_id(store::Record& record, PaperNumber number) {
  TRY(const auto identity, record.identity(store::IdentityNumber(number.value())));
  if (!identity) return Error(ErrorCode::kDamaged, "a paper without the identity that gave it its number");
  return identity->id;
}

Result<void> add_rows(store::Record& record, const std::vector<PaperChange>& changes, const std::string& set,
                      std::vector<OaiRow>& rows) {
  TRY(auto views, views_of(record, changes));
  for (const PaperChange& change : changes) {
    OaiRow row{.change = change, .id = {}, .view = {}};
    if (change.deleted) {
      Result<std::optional<PaperView>> whole = record.paper(change.paper);
      if (!whole.ok() && whole.error().code() != ErrorCode::kDamaged) return whole.error();
      if (whole.ok()) row.view = std::move(whole).value();
    } else {
      const auto view = views.find(change.paper);
      if (view == views.end()) continue;
      row.view = std::move(view->second);
    }
    if (!set.empty() && row.view && !is_in_set(*row.view, set)) continue;
    TRY(row.id, oldest_id(record, change.paper));
    rows.push_back(std::move(row));
  }
  return {};
}

// How the walk for a token looks at the feed.
Result<store::PaperWalk> walk_of(store::Record& record, const search::Searcher* searcher,
                                 const OaiToken& token) {
  constexpr std::size_t kAllRows = std::size_t{1} << 40;
  store::PaperWalk walk{.after = token.place.after, .rows_max = kAllRows};
  if (token.until) {
    TRY(walk.last, record.revision_before(*token.until + std::chrono::seconds(1)));
  }
  if (token.set.empty()) return walk;
  const auto query = query_of_set(token.set);
  if (query && !query->empty() && searcher != nullptr) {
    TRY(walk.wanted, wanted_by(record, *searcher, *query));
  } else if (searcher == nullptr) {
    walk.rows_max = kOaiPapersReadMax;
  }
  return walk;
}

}  // namespace

Result<OaiPlace> begin_oai_list(store::Record& record, const OaiRequest& request) {
  Revision after;
  if (request.from) {
    TRY(after, record.revision_before(*request.from));
  }
  return place_at(record, after);
}

Result<bool> is_place_known(store::Record& record, const OaiPlace& place) {
  TRY(const OaiPlace now, place_at(record, place.after));
  if (place.record != now.record || place.head > now.head) return false;
  TRY(const std::optional<std::uint64_t> stamp, record.stamp_of(place.head));
  return stamp.value_or(0) == place.stamp;
}

Result<OaiRows> read_oai_rows(store::Record& record, const search::Searcher* searcher, const OaiToken& token,
                              std::size_t limit) {
  OaiRows read;
  TRY(store::PaperWalk walk, walk_of(record, searcher, token));
  // A set of a form that none of ours has is empty.
  bool at_end = !token.set.empty() && !query_of_set(token.set);
  while (!at_end && read.rows.size() <= limit) {
    if (walk.rows_max == 0) return Error(ErrorCode::kLocked, "sets are harvested when the index is made");
    // A row more than wanted tells that there is more.
    walk.limit = std::max(limit + 1 - read.rows.size(), kReadAtOnce);
    TRY(const store::PaperChanges found, record.paper_changes(walk));
    TRY_VOID(add_rows(record, found.changes, token.set, read.rows));
    walk.after = found.reached;
    walk.rows_max -= found.rows;
    at_end = found.at_end;
  }
  Revision after = walk.after;
  if (read.rows.size() > limit) {
    read.rows.resize(limit);
    read.more = true;
    after = read.rows.back().change.revision;
  }
  TRY(read.reached, place_at(record, after));
  return read;
}

Result<std::optional<OaiRow>> find_oai_row(store::Record& record, std::string_view id) {
  TRY(const auto identity, record.identity_by_id(id));
  if (!identity) return std::optional<OaiRow>();
  TRY(const auto change, record.paper_change(PaperNumber(identity->number.value())));
  if (!change) return std::optional<OaiRow>();
  std::vector<OaiRow> rows;
  TRY_VOID(add_rows(record, {*change}, "", rows));
  if (rows.empty()) return std::optional<OaiRow>();
  return std::optional(std::move(rows.front()));
}

}  // namespace broadsheet::web
