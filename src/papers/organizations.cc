// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/organizations.h"

#include <optional>
#include <vector>

#include "papers/paper_body.h"

namespace broadsheet::papers {

std::string organization_id(const store::PaperView& paper) {
  return object_id("organization",
                   paper.organization_handle.empty() ? paper.organization : paper.organization_handle);
}

Result<formats::Organization> organization_of_id(store::Record& record, const search::Searcher* searcher,
                                                 std::string_view id) {
  std::vector<PaperNumber> papers;
  if (searcher != nullptr) {
    TRY(papers, searcher->papers_with_organization());
  }
  for (const PaperNumber number : papers) {
    TRY(const std::optional<store::PaperView> paper, record.paper(number));
    if (paper && organization_id(*paper) == id)
      return formats::Organization{paper->organization_handle, paper->organization};
  }
  return Error(ErrorCode::kNotFound, "no paper here is of the organization " + std::string(id));
}

}  // namespace broadsheet::papers
