// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The papers of an author, as far as names and ORCID iDs tell: docs/use/papers.md has the rule.

#ifndef BROADSHEET_PAPERS_AUTHOR_PAPERS_H_
#define BROADSHEET_PAPERS_AUTHOR_PAPERS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "papers/newest_papers.h"
#include "search/searcher.h"
#include "store/record.h"

namespace broadsheet::papers {

// What the papers of a list have in common.
enum class AuthorRule : std::uint8_t {
  kName,          // the name in the byline; no ORCID iD is known
  kNameAndOrcid,  // the name, or the one iD that stands beside it
  kNamesakes,     // the name, beside which several iDs stand
  kOrcid,         // the iD
};

struct AuthorPapers {
  std::string name;   // as papers write it: most of those with the iD, else the newest of these
  std::string orcid;  // of kNameAndOrcid and kOrcid
  AuthorRule rule = AuthorRule::kName;
  std::vector<search::BylinePartner> namesakes;  // of kNamesakes: the iDs, those of most papers first
  std::vector<search::BylinePartner> names;      // to which papers give `orcid`; by name: the others
  std::string query;                             // a search for these papers
  NewestPapers newest;
};

// The newest papers, from `offset` on, of whoever is called so: a name or an ORCID iD, as `byline:` takes
// them. kNotFound if no paper has it, also where `searcher` is null; other errors as newest_papers_from has.
Result<AuthorPapers> papers_of_author(store::Record& record, const search::Searcher* searcher,
                                      std::string_view author, std::uint64_t offset, std::size_t limit);

// What the papers have in common, and what cannot be known, in a sentence or two.
std::string rule_text(const AuthorPapers& author);

// The body of GET /api/authors/{author}.
void write_json(const AuthorPapers& author, JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_AUTHOR_PAPERS_H_
