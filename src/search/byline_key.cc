// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/byline_key.h"

#include <cstddef>

#include "search/query_lexer.h"
#include "search/schema.h"
#include "text/orcid.h"

namespace broadsheet::search {

std::string byline_key(std::string_view text) {
  if (auto orcid = text::parse_orcid(text)) return *std::move(orcid);
  std::string unquoted;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t quote = quote_at(text, i); quote != 0) {
      i += quote;
    } else {
      unquoted += text[i++];
    }
  }
  return keyword(unquoted);
}

}  // namespace broadsheet::search
