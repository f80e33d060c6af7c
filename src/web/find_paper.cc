// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/find_paper.h"

#include <utility>

#include "text/ids.h"

namespace broadsheet::web {

Result<store::PaperView> find_paper(Exchange& exchange, std::string_view id) {
  const auto parsed = text::parse_paper_id(id);
  if (!parsed) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(auto paper, exchange.backend.record().paper_by_id(parsed->prefixed));
  if (!paper) return Error(ErrorCode::kNotFound, "Paper not found");
  return *std::move(paper);
}

}  // namespace broadsheet::web
