// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/byte_vector.h"
#include "base/check.h"

namespace broadsheet {

namespace {

// Bytes that may not stand as they are: control characters, what JSON or a page would read as markup, and the
// first byte of U+2028.
constexpr bool may_need_escape(unsigned char byte) {
  return byte < 0x20 || byte == '"' || byte == '\\' || byte == '<' || byte == 0x7F || byte == 0xE2;
}

constexpr std::array<bool, 256> escape_table() {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = may_need_escape(static_cast<unsigned char>(byte));
  }
  return table;
}
constexpr std::array<bool, 256> kMayNeedEscape = escape_table();

// The first place at or behind `at` of such a byte; the size if there is none.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  for (; at + kByteVectorSize <= text.size(); at += kByteVectorSize) {
    const ByteVector bytes = load_bytes(text.data() + at);
    if (any((bytes < 0x20) | (bytes == '"') | (bytes == '\\') | (bytes == '<') | (bytes == 0x7F) |
            (bytes == 0xE2)))
      break;
  }
  while (at < text.size() && !kMayNeedEscape[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  to += '"';
  std::size_t plain = 0;  // start of the run that needs no escape
  const auto flush = [&](std::size_t until) { to.append(text, plain, until - plain); };
  for (std::size_t i = skip_plain(text, 0); i < text.size(); i = skip_plain(text, i + 1)) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xE2) {  // U+2028 and U+2029 are E2 80 A8 and E2 80 A9
      const bool separator =
          i + 2 < text.size() && text[i + 1] == '\x80' && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9');
      if (!separator) continue;
      flush(i);
      to.append(text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
      i += 2;
      plain = i + 1;
      continue;
    }
    flush(i);
    plain = i + 1;
    switch (byte) {
      case '"':
        to.append("\\\"");
        break;
      case '\\':
        to.append("\\\\");
        break;
      case '\n':
        to.append("\\n");
        break;
      case '\r':
        to.append("\\r");
        break;
      case '\t':
        to.append("\\t");
        break;
      default:
        to.append("\\u00");
        to += kDigits[byte >> 4];
        to += kDigits[byte & 15];
    }
  }
  flush(text.size());
  to += '"';
}

void JsonWriter::before_value() {
  CHECK(open_.empty() || open_.back() == '[' || after_key_);
  if (needs_comma_ && !after_key_) text_ += ',';
  after_key_ = false;
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  text_ += '{';
  open_.push_back('{');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  open_.pop_back();
  text_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  text_ += '[';
  open_.push_back('[');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  CHECK(!open_.empty() && open_.back() == '[');
  open_.pop_back();
  text_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  if (needs_comma_) text_ += ',';
  append_json_string(text_, name);
  text_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_json_string(text_, text);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  before_value();
  text_.append(truth ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  before_value();
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  text_.append(digits.data(), end.ptr);
  return *this;
}

JsonWriter& JsonWriter::null() {
  before_value();
  text_.append("null");
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  text_.append(json);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  before_value();
  text_.append(std::to_string(number));
  return *this;
}

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  before_value();
  text_.append(std::to_string(number));
  return *this;
}

const std::string& JsonWriter::text() const {
  CHECK(open_.empty());
  return text_;
}

std::string JsonWriter::take() {
  CHECK(open_.empty());
  needs_comma_ = false;
  return std::move(text_);
}

}  // namespace broadsheet
