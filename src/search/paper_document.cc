// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/paper_document.h"

#include <cstdint>

#include "search/byline_key.h"
#include "search/meaning.h"
#include "search/ranking.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

using index::ColumnId;
using index::FieldId;

// The places of our fields and columns, looked up once.
struct Places {
  FieldId body = *product_schema().field(kBodyField);
  FieldId title = *product_schema().field(kTitleField);
  FieldId exact = *product_schema().field(kExactField);
  FieldId author = *product_schema().field(kAuthorField);
  FieldId category = *product_schema().field(kCategoryField);
  FieldId source = *product_schema().field(kSourceField);
  FieldId venue = *product_schema().field(kVenueField);
  FieldId org = *product_schema().field(kOrgField);
  FieldId submitter = *product_schema().field(kSubmitterField);
  FieldId has = *product_schema().field(kHasField);
  FieldId byline = *product_schema().field(kBylineField);
  ColumnId published = *product_schema().column(kPublishedColumn);
  ColumnId precision = *product_schema().column(kPrecisionColumn);
  ColumnId edition = *product_schema().column(kEditionColumn);
  ColumnId year = *product_schema().column(kYearColumn);
  ColumnId meaning = *product_schema().column(kMeaningColumn);
  ColumnId category_facet = *product_schema().column(kCategoryFacet);
  ColumnId source_facet = *product_schema().column(kSourceFacet);
  ColumnId venue_facet = *product_schema().column(kVenueFacet);
  ColumnId org_facet = *product_schema().column(kOrgFacet);
};

const Places& places() {
  static const Places all;
  return all;
}

std::int32_t day_number(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

void add_texts(const PaperContent& paper, text::Analyzer& analyzer, index::Document& document) {
  const Places& at = places();
  for (const text::Token& token : analyzer.tokens(paper.title)) {
    for (int i = 0; i < kTitleTimes; ++i) document.add(at.body, token.stem);
    document.add(at.title, token.stem);
    if (token.position < kTitleWordsMax) document.add(at.exact, token.folded, token.position);
  }
  for (const text::Token& token : analyzer.tokens(paper.abstract)) {
    document.add(at.body, token.stem);
    document.add(at.exact, token.folded, kAbstractStart + token.position);
  }
  std::uint32_t begin = 0;
  for (const std::string& name : paper.authors) {
    for (const text::Token& token : analyzer.tokens(name)) {
      if (token.position < kNameWordsMax) document.add(at.author, token.folded, begin + token.position);
    }
    begin += kAuthorStride;
  }
}

void add_bylines(const PaperContent& paper, index::Document& document) {
  const FieldId byline = places().byline;
  for (std::size_t i = 0; i < paper.authors.size(); ++i) {
    const std::string& name = paper.authors[i];
    const std::string key = byline_key(name);
    document.add(byline, key);
    if (i >= paper.orcids.size() || paper.orcids[i].empty()) continue;
    const std::string& orcid = paper.orcids[i];
    document.add(byline, orcid);
    document.add(byline, key + kBylinePairMark + orcid);
    document.add(byline, orcid + kBylinePairMark + name);
  }
}

void add_keywords(const PaperContent& paper, text::Analyzer& analyzer, index::Document& document) {
  const Places& at = places();
  for (const std::string& category : paper.categories) {
    for (const std::string& term : category_keywords(category)) document.add(at.category, term);
    document.add_keyword(at.category_facet, category);
  }
  for (const std::string& source : paper.sources) {
    for (const std::string& term : source_keywords(source)) document.add(at.source, term);
    document.add_keyword(at.source_facet, source);
  }
  for (const std::string& venue : paper.venues) {
    for (const std::string& term : name_keywords(venue, analyzer)) document.add(at.venue, term);
  }
  if (!paper.venues.empty()) document.add_keyword(at.venue_facet, paper.venues.front());
  for (const std::string& org : paper.orgs) {
    for (const std::string& term : name_keywords(org, analyzer)) document.add(at.org, term);
  }
  // The full name comes last.
  if (!paper.orgs.empty()) document.add_keyword(at.org_facet, paper.orgs.back());
  for (const std::string& submitter : paper.submitters) {
    for (const std::string& term : name_keywords(submitter, analyzer)) document.add(at.submitter, term);
  }
  for (const std::string& has : paper.has) document.add(at.has, keyword(has));
}

}  // namespace

void fill_document(const PaperContent& paper, text::Analyzer& analyzer, index::Document& document) {
  const Places& at = places();
  document.clear(paper.number);
  add_texts(paper, analyzer, document);
  add_bylines(paper, document);
  add_keywords(paper, analyzer, document);
  if (paper.published) {
    document.set_number(at.published, day_number(paper.published->day));
    document.set_number(at.precision, static_cast<std::int32_t>(paper.published->precision));
    document.set_number(at.year, year_of(paper.published->day));
  }
  if (paper.edition) document.set_number(at.edition, day_number(*paper.edition));
  document.set_number(at.meaning,
                      meaning_mark(meaning_hash(meaning_text(paper.title, paper.abstract)).first));
}

}  // namespace broadsheet::search
