// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/schema.h"

#include <algorithm>

#include "search/query_lexer.h"
#include "search/ranking.h"
#include "text/analyzer.h"

namespace broadsheet::search {
namespace {

index::FieldSpec scored(std::string_view name, bool positions, const FieldRanking& ranking) {
  return {std::string(name), true, positions, ranking.k1, ranking.b};
}

index::FieldSpec keywords(std::string_view name) {
  return {.name = std::string(name), .frequencies = false};
}

void add_once(std::vector<std::string>& all, std::string_view value) {
  if (!value.empty() && std::ranges::find(all, value) == all.end()) all.emplace_back(value);
}

}  // namespace

const index::Schema& product_schema() {
  static const index::Schema schema = [] {
    using index::ColumnKind;
    const RankingParameters ranking;
    index::Schema product;
    product.fields = {scored(kBodyField, false, ranking.body),
                      keywords(kTitleField),
                      scored(kExactField, true, ranking.exact),
                      scored(kAuthorField, true, ranking.author),
                      keywords(kCategoryField),
                      keywords(kSourceField),
                      keywords(kVenueField),
                      keywords(kOrgField),
                      keywords(kSubmitterField),
                      keywords(kHasField),
                      keywords(kBylineField)};
    product.columns = {{std::string(kPublishedColumn), ColumnKind::kNumber},
                       {std::string(kPrecisionColumn), ColumnKind::kNumber},
                       {std::string(kEditionColumn), ColumnKind::kNumber},
                       {std::string(kYearColumn), ColumnKind::kNumber},
                       {std::string(kMeaningColumn), ColumnKind::kNumber},
                       {std::string(kCategoryFacet), ColumnKind::kKeywords},
                       {std::string(kSourceFacet), ColumnKind::kKeywords},
                       {std::string(kVenueFacet), ColumnKind::kKeywords},
                       {std::string(kOrgFacet), ColumnKind::kKeywords}};
    return product;
  }();
  return schema;
}

std::string keyword(std::string_view text) {
  std::string folded;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t space = space_at(text, i); space != 0) {
      if (!folded.empty() && folded.back() != ' ') folded += ' ';
      i += space;
    } else {
      const char c = text[i++];
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

std::vector<std::string> name_keywords(std::string_view name, text::Analyzer& analyzer) {
  std::vector<std::string> all;
  add_once(all, keyword(name));
  for (const text::Token& token : analyzer.tokens(name)) add_once(all, token.folded);
  return all;
}

std::vector<std::string> category_keywords(std::string_view category) {
  std::vector<std::string> all;
  const std::string folded = keyword(category);
  add_once(all, folded);
  if (const std::size_t dot = folded.find('.'); dot != std::string::npos) {
    add_once(all, std::string_view(folded).substr(0, dot));
  }
  return all;
}

std::vector<std::string> source_keywords(std::string_view source) {
  std::vector<std::string> all;
  const std::string folded = keyword(source);
  add_once(all, folded);
  for (std::size_t begin = 0; begin <= folded.size();) {
    const std::size_t end = std::min(folded.find('-', begin), folded.size());
    add_once(all, std::string_view(folded).substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

}  // namespace broadsheet::search
