// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/query_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "search/limits.h"

namespace broadsheet::search {
namespace {

constexpr std::array<std::pair<std::string_view, QueryField>, 12> kFields{{
    {"title", QueryField::kTitle},
    {"abstract", QueryField::kAbstract},
    {"author", QueryField::kAuthor},
    {"byline", QueryField::kByline},
    {"category", QueryField::kCategory},
    {"org", QueryField::kOrg},
    {"submitter", QueryField::kSubmitter},
    {"venue", QueryField::kVenue},
    {"source", QueryField::kSource},
    {"has", QueryField::kHas},
    {"date", QueryField::kDate},
    {"id", QueryField::kId},
}};

bool equal_ignoring_case(std::string_view one, std::string_view lower) {
  return std::ranges::equal(one, lower, [](char a, char b) { return ascii_lower(a) == b; });
}

bool is_sign(char c) {
  return c == '+' || c == '-';
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) { find_last_quote(); }

  QueryTokens run() {
    while (at_ < text_.size()) {
      if (const std::size_t space = space_at(text_, at_); space != 0) {
        at_ += space;
      } else if (text_[at_] == ')') {
        push(TokenKind::kClose, at_, {}, at_ + 1);
      } else if (clauses_ == kQueryClausesMax) {
        result_.truncated = true;
        break;
      } else {
        next_clause();
      }
    }
    return std::move(result_);
  }

 private:
  // Where the last quote of the text begins: a quote there or later can have no partner.
  void find_last_quote() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (quote_at(text_, i) != 0) last_quote_ = i;
    }
  }

  bool ends_clause(std::size_t offset) const {
    return offset >= text_.size() || text_[offset] == ')' || space_at(text_, offset) != 0;
  }

  void push(TokenKind kind, std::size_t begin, std::string_view inner, std::size_t end) {
    QueryToken token = pending_;
    pending_ = {};
    token.kind = kind;
    token.text = inner;
    token.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    result_.tokens.push_back(token);
    if (kind == TokenKind::kWord || kind == TokenKind::kQuoted) ++clauses_;
    at_ = end;
  }

  // One sign, prefix and value; or skips what is none.
  void next_clause() {
    const std::size_t begin = at_;
    if (is_sign(text_[at_]) && !read_sign()) return;
    skip_lone_quotes();
    if (ends_clause(at_) || is_sign(text_[at_])) {
      pending_ = {};  // the sign stood before nothing
      return;
    }
    read_prefix_and_value(begin);
  }

  // False if these signs are only punctuation, which is then behind us.
  bool read_sign() {
    const char sign = text_[at_++];
    if (ends_clause(at_) || is_sign(text_[at_])) {
      while (at_ < text_.size() && is_sign(text_[at_])) ++at_;
      return false;
    }
    pending_.sign = sign == '+' ? Presence::kMust : Presence::kMustNot;
    return true;
  }

  void skip_lone_quotes() {
    while (at_ < text_.size()) {
      const std::size_t quote = quote_at(text_, at_);
      if (quote == 0 || at_ < last_quote_) return;
      at_ += quote;
    }
  }

  void read_prefix_and_value(std::size_t begin) {
    std::size_t letters = at_;
    while (letters < text_.size() && ascii_lower(text_[letters]) >= 'a' &&
           ascii_lower(text_[letters]) <= 'z') {
      ++letters;
    }
    if (letters < text_.size() && text_[letters] == ':') {
      const std::string_view name = text_.substr(at_, letters - at_);
      for (const auto& [prefix, field] : kFields) {
        if (!equal_ignoring_case(name, prefix)) continue;
        at_ = letters + 1;
        skip_before_value(field);
        if (ends_clause(at_)) {
          push(TokenKind::kWord, begin, name, at_);  // a prefix before nothing is a word
          return;
        }
        pending_.field = field;
        break;
      }
    }
    read_value(begin);
  }

  void skip_before_value(QueryField field) {
    const bool text_field =
        field == QueryField::kTitle || field == QueryField::kAbstract || field == QueryField::kAuthor;
    std::size_t before;
    do {
      before = at_;
      skip_lone_quotes();
      while (text_field && at_ < text_.size() && is_sign(text_[at_])) ++at_;
    } while (at_ != before);
  }

  void read_value(std::size_t begin) {
    if (text_[at_] == '(') {
      push(TokenKind::kOpen, begin, {}, at_ + 1);
      return;
    }
    if (const std::size_t quote = quote_at(text_, at_); quote != 0) {
      const std::size_t inner = at_ + quote;
      std::size_t close = inner;
      while (quote_at(text_, close) == 0) ++close;
      push(TokenKind::kQuoted, begin, trim(text_.substr(inner, close - inner)),
           close + quote_at(text_, close));
      return;
    }
    const std::size_t word = at_;
    std::size_t end = word;
    while (!ends_clause(end)) {
      if (text_[end] != '(') {
        ++end;
      } else if (const std::size_t partner = inner_partner(end); partner != 0) {
        end = partner;
      } else {
        break;
      }
    }
    push(TokenKind::kWord, begin, text_.substr(word, end - word), end);
  }

  // Behind the partner of the parenthesis at `open`, if both are within one word; else 0.
  std::size_t inner_partner(std::size_t open) const {
    std::size_t depth = 0;
    const std::size_t limit = std::min(text_.size(), open + kInnerParenthesesBytesMax);
    for (std::size_t i = open; i < limit && space_at(text_, i) == 0; ++i) {
      if (text_[i] == '(') ++depth;
      if (text_[i] == ')' && --depth == 0) return i + 1;
    }
    return 0;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t last_quote_ = 0;
  std::size_t clauses_ = 0;
  QueryToken pending_;
  QueryTokens result_;
};

}  // namespace

QueryTokens lex_query(std::string_view text) {
  return Lexer(text).run();
}

std::string_view field_prefix(QueryField field) {
  for (const auto& [prefix, named] : kFields) {
    if (named == field) return prefix;
  }
  return {};
}

std::size_t space_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return 0;
  const char c = text[offset];
  if (c == ' ' || (c >= '\t' && c <= '\r') || c == '\0') return 1;
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with("\u00a0")) return 2;
  return rest.starts_with("\u3000") ? 3 : 0;
}

std::size_t quote_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return 0;
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with('"')) return 1;
  for (const std::string_view curly : {"\u201c", "\u201d", "\u201e"}) {
    if (rest.starts_with(curly)) return curly.size();
  }
  return 0;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  while (const std::size_t space = space_at(text, begin)) begin += space;
  std::size_t end = begin;
  for (std::size_t i = begin; i < text.size();) {
    const std::size_t space = space_at(text, i);
    i += space != 0 ? space : 1;
    if (space == 0) end = i;
  }
  return text.substr(begin, end - begin);
}

}  // namespace broadsheet::search
