// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/facets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/limits.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

void cut(std::vector<FacetValue>& values) {
  if (values.size() > kFacetValuesMax) values.resize(kFacetValuesMax);
}

// Ordinals differ from segment to segment, so each is counted by its own and then joined by value.
Result<std::vector<FacetValue>> count_keywords(const index::Snapshot& snapshot, const DocSet& matches,
                                               std::string_view name) {
  const index::ColumnId id = *snapshot.schema().column(name);
  std::map<std::string, std::uint64_t, std::less<>> counts;
  for (std::size_t s = 0; s < matches.segments(); ++s) {
    TRY(const index::KeywordColumn column, snapshot.segment(s).keywords(id));
    std::vector<std::uint64_t> by_ordinal(column.value_count());
    matches.for_each_in(s, [&](std::uint32_t doc) {
      for (const std::uint32_t ordinal : column.ordinals(doc)) ++by_ordinal[ordinal];
    });
    for (std::uint32_t ordinal = 0; ordinal < column.value_count(); ++ordinal) {
      if (by_ordinal[ordinal] != 0) counts[std::string(column.value(ordinal))] += by_ordinal[ordinal];
    }
  }
  std::vector<FacetValue> values;
  for (const auto& [value, count] : counts) values.push_back({value, count});
  std::ranges::stable_sort(values, std::greater{}, &FacetValue::count);
  cut(values);
  return values;
}

Result<std::vector<FacetValue>> count_years(const index::Snapshot& snapshot, const DocSet& matches) {
  const index::ColumnId id = *snapshot.schema().column(kYearColumn);
  std::map<std::int32_t, std::uint64_t, std::greater<>> counts;
  for (std::size_t s = 0; s < matches.segments(); ++s) {
    TRY(const index::NumberColumn column, snapshot.segment(s).numbers(id));
    // Neighbours mostly are of the same year, which saves most look-ups.
    std::int32_t year = index::kNoNumber;
    std::uint64_t run = 0;
    const auto close_run = [&] {
      if (run != 0 && year != index::kNoNumber) counts[year] += run;
      run = 0;
    };
    matches.for_each_in(s, [&](std::uint32_t doc) {
      if (column[doc] != year) {
        close_run();
        year = column[doc];
      }
      ++run;
    });
    close_run();
  }
  std::vector<FacetValue> values;
  for (const auto& [year, count] : counts) values.push_back({std::to_string(year), count});
  cut(values);
  return values;
}

// Matches of which `has:` with this word is true.
std::uint64_t count_having(const index::Snapshot& snapshot, const DocSet& matches, std::string_view what) {
  const index::FieldId has = *snapshot.schema().field(kHasField);
  std::uint64_t count = 0;
  for (std::size_t s = 0; s < matches.segments(); ++s) {
    const index::InvertedField* field = snapshot.segments()[s].fields[has];
    const auto term = field == nullptr ? std::nullopt : field->find(what);
    if (!term) continue;
    index::PostingCursor cursor(field->postings(*term));
    while (cursor.next() != index::kNoDoc) count += matches.contains(s, cursor.doc()) ? 1 : 0;
  }
  return count;
}

// Names that `category:` knows, as they are met in one segment after the other.
class CategoryCounter {
 public:
  // The places of the names of a category: its own and its archive's.
  std::vector<std::size_t> places_of(std::string_view category) {
    std::vector<std::size_t> places;
    for (const std::string& name : category_keywords(category)) {
      const auto [found, is_new] = places_.try_emplace(name, counts_.size());
      if (is_new) counts_.push_back({.name = name});
      places.push_back(found->second);
    }
    if (places.empty()) return places;
    CategoryCount& own = counts_[places.front()];
    if (!std::exchange(own.is_category, true)) own.name = category;
    return places;
  }

  void start_segment() { last_.assign(counts_.size(), 0); }

  // A paper in two categories of an archive is one paper of the archive.
  void count(std::uint32_t doc, std::span<const std::size_t> places) {
    for (const std::size_t place : places) {
      if (std::exchange(last_[place], doc + 1) != doc + 1) ++counts_[place].papers;
    }
  }

  std::vector<CategoryCount> take() {
    std::erase_if(counts_, [](const CategoryCount& one) { return one.papers == 0; });
    std::ranges::sort(counts_, {}, &CategoryCount::name);
    return std::move(counts_);
  }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<CategoryCount> counts_;
  std::vector<std::uint32_t> last_;  // the last document of the segment that was counted, and 1
};

}  // namespace

Result<std::vector<CategoryCount>> count_categories(const index::Snapshot& snapshot) {
  const index::ColumnId id = *snapshot.schema().column(kCategoryFacet);
  const DocSet live = DocSet::live(snapshot.segments());
  CategoryCounter counter;
  for (std::size_t s = 0; s < live.segments(); ++s) {
    TRY(const index::KeywordColumn column, snapshot.segment(s).keywords(id));
    std::vector<std::vector<std::size_t>> places(column.value_count());
    for (std::uint32_t ordinal = 0; ordinal < column.value_count(); ++ordinal)
      places[ordinal] = counter.places_of(column.value(ordinal));
    counter.start_segment();
    live.for_each_in(s, [&](std::uint32_t doc) {
      for (const std::uint32_t ordinal : column.ordinals(doc)) counter.count(doc, places[ordinal]);
    });
  }
  return counter.take();
}

Result<std::vector<PaperNumber>> papers_with_organization(const index::Snapshot& snapshot) {
  const index::ColumnId id = *snapshot.schema().column(kOrgFacet);
  const DocSet live = DocSet::live(snapshot.segments());
  std::vector<PaperNumber> papers;
  for (std::size_t s = 0; s < live.segments(); ++s) {
    TRY(const index::KeywordColumn column, snapshot.segment(s).keywords(id));
    live.for_each_in(s, [&](std::uint32_t doc) {
      if (!column.ordinals(doc).empty()) papers.emplace_back(snapshot.segments()[s].key(doc));
    });
  }
  return papers;
}

Result<Facets> count_facets(const index::Snapshot& snapshot, const DocSet& matches) {
  Facets facets;
  TRY(facets.category, count_keywords(snapshot, matches, kCategoryFacet));
  TRY(facets.year, count_years(snapshot, matches));
  TRY(facets.source, count_keywords(snapshot, matches, kSourceFacet));
  TRY(facets.venue, count_keywords(snapshot, matches, kVenueFacet));
  TRY(facets.organization, count_keywords(snapshot, matches, kOrgFacet));
  facets.code = count_having(snapshot, matches, "code");
  return facets;
}

}  // namespace broadsheet::search
