// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/byline_partners.h"

#include <algorithm>
#include <map>
#include <string>

#include "search/byline_key.h"
#include "search/limits.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

std::uint64_t live_papers(const index::Snapshot& snapshot, std::uint32_t segment,
                          const index::PostingList& postings) {
  std::uint64_t papers = 0;
  index::PostingCursor cursor(postings);
  while (cursor.next() != index::kNoDoc) papers += snapshot.is_live({segment, cursor.doc()}) ? 1 : 0;
  return papers;
}

}  // namespace

std::vector<BylinePartner> find_byline_partners(const index::Snapshot& snapshot, index::FieldId byline,
                                                std::string_view author) {
  const std::string before = byline_key(author) + kBylinePairMark;
  std::map<std::string, std::uint64_t> papers_of;
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const index::InvertedField* field = snapshot.segments()[s].fields[byline];
    if (field == nullptr) continue;
    index::TermIterator terms = field->terms(before);
    for (std::size_t read = 0; read < kBylinePartnersMax && terms.next(); ++read) {
      if (!terms.term().starts_with(before)) break;
      const std::uint64_t papers = live_papers(snapshot, s, field->postings(terms.info()));
      if (papers > 0) papers_of[std::string(terms.term().substr(before.size()))] += papers;
    }
  }
  std::vector<BylinePartner> partners;
  for (const auto& [text, papers] : papers_of) partners.push_back({text, papers});
  std::ranges::stable_sort(partners, std::ranges::greater(), &BylinePartner::papers);
  partners.resize(std::min(partners.size(), kBylinePartnersMax));
  return partners;
}

}  // namespace broadsheet::search
