// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/document.h"

#include <algorithm>

namespace broadsheet::index {

void Document::clear(PaperNumber key) {
  key_ = key;
  arena_.clear();
  for (Field& field : fields_) {
    field.tokens.clear();
    field.length.reset();
  }
  for (Column& column : columns_) {
    column.number = kNoNumber;
    column.keywords.clear();
  }
}

Document::Token Document::keep(std::string_view text, std::uint32_t position) {
  const Token token{static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size()),
                    position};
  arena_.append(text);
  return token;
}

void Document::add(FieldId field, std::string_view term, std::uint32_t position) {
  fields_[field].tokens.push_back(keep(term, position));
}

void Document::set_length(FieldId field, std::uint32_t length) {
  fields_[field].length = length;
}

void Document::set_number(ColumnId column, std::int32_t value) {
  columns_[column].number = value;
}

void Document::add_keyword(ColumnId column, std::string_view value) {
  std::vector<Token>& keywords = columns_[column].keywords;
  const bool known =
      std::any_of(keywords.begin(), keywords.end(), [&](const Token& token) { return text(token) == value; });
  if (!known) keywords.push_back(keep(value, 0));
}

}  // namespace broadsheet::index
