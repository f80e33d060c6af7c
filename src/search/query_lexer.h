// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The first half of parsing a query: bytes to tokens. What cannot be part of the grammar is dropped
// here (a sign before nothing, a quote without a partner) or becomes a word, so that the parser never
// meets an error. Tokens cut from a canonical query are the same tokens again.

#ifndef BROADSHEET_SEARCH_QUERY_LEXER_H_
#define BROADSHEET_SEARCH_QUERY_LEXER_H_

#include <string_view>
#include <vector>

#include "search/query.h"

namespace broadsheet::search {

enum class TokenKind : std::uint8_t { kWord, kQuoted, kOpen, kClose };

struct QueryToken {
  TokenKind kind = TokenKind::kWord;
  Presence sign = Presence::kShould;         // kMust for '+', kMustNot for '-'
  QueryField field = QueryField::kAnywhere;  // of a prefix; kAnywhere: none was given
  std::string_view text;                     // without sign, prefix and quotes
  SourceRange range;
};

struct QueryTokens {
  std::vector<QueryToken> tokens;
  bool truncated = false;  // more than kQueryClausesMax words and phrases
};

// Linear in `text`, of which the tokens are views.
QueryTokens lex_query(std::string_view text);

// The prefix that names a field in the language, "title" for kTitle; empty for kAnywhere.
std::string_view field_prefix(QueryField field);

// ASCII white space, the no-break space and the ideographic space: the length of the one at `offset`,
// 0 if there is none.
std::size_t space_at(std::string_view text, std::size_t offset);
// The straight quote and the curly ones that keyboards and word processors put in its place: the length of
// the one at `offset`, 0 if there is none.
std::size_t quote_at(std::string_view text, std::size_t offset);
// Without white space at both ends.
std::string_view trim(std::string_view text);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_QUERY_LEXER_H_
