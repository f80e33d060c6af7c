// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Document: what one paper gives to the index, field by field and column by column.
//
//   Document document(schema);
//   document.clear(paper.number);
//   document.add(body, "graph", 0);
//   document.set_number(year, 2026);
//   TRY_VOID(writer.put(builder, document));

#ifndef BROADSHEET_INDEX_DOCUMENT_H_
#define BROADSHEET_INDEX_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "index/schema.h"

namespace broadsheet::index {

// A plain value that owns its bytes: terms are copied into one arena, which is kept from document to
// document, so that a document in use allocates nothing. Confined to one thread.
class Document {
 public:
  struct Token {
    std::uint32_t begin;  // in the arena
    std::uint32_t length;
    std::uint32_t position;
  };

  explicit Document(const Schema& schema) : fields_(schema.fields.size()), columns_(schema.columns.size()) {}

  // Empties all fields and columns; `key` names the document and replaces one of the same key.
  void clear(PaperNumber key);
  PaperNumber key() const { return key_; }

  // Positions of one field must not fall. Terms of fields without positions take any.
  void add(FieldId field, std::string_view term, std::uint32_t position = 0);
  // The field's length for BM25 where it is not the number of its tokens.
  void set_length(FieldId field, std::uint32_t length);
  void set_number(ColumnId column, std::int32_t value);
  // Values keep their order; one given twice counts once.
  void add_keyword(ColumnId column, std::string_view value);

  std::span<const Token> tokens(FieldId field) const { return fields_[field].tokens; }
  std::optional<std::uint32_t> length(FieldId field) const { return fields_[field].length; }
  std::int32_t number(ColumnId column) const { return columns_[column].number; }
  std::span<const Token> keywords(ColumnId column) const { return columns_[column].keywords; }
  std::string_view text(const Token& token) const {
    return std::string_view(arena_).substr(token.begin, token.length);
  }

 private:
  struct Field {
    std::vector<Token> tokens;
    std::optional<std::uint32_t> length;
  };
  struct Column {
    std::int32_t number = kNoNumber;
    std::vector<Token> keywords;
  };
  Token keep(std::string_view text, std::uint32_t position);

  PaperNumber key_;
  std::string arena_;
  std::vector<Field> fields_;
  std::vector<Column> columns_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_DOCUMENT_H_
