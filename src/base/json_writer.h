// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// JsonWriter: builds a JSON document front to back into a string. Commas are its business, nesting
// is the caller's (checked). Strings must be valid UTF-8; control characters, '"' and '\' are
// escaped, and so are '<', U+2028 and U+2029, so that the text may stand inside a page.
//
//   JsonWriter json;
//   json.begin_object().key("id").value("2608.01234").key("votes").value(7).end_object();
//   json.text()  // {"id":"2608.01234","votes":7}

#ifndef BROADSHEET_BASE_JSON_WRITER_H_
#define BROADSHEET_BASE_JSON_WRITER_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

// Confined to one thread.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(double number);  // shortest form that reads back the same; null if not finite
  JsonWriter& null();
  template <std::integral T>
  requires(!std::same_as<T, bool>) JsonWriter& value(T number) {
    if constexpr (std::signed_integral<T>) {
      return integer(static_cast<std::int64_t>(number));
    } else {
      return natural(static_cast<std::uint64_t>(number));
    }
  }
  // A value that is JSON already.
  JsonWriter& raw(std::string_view json);

  // Memory for a document of about so many bytes at once, where that is known.
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  // The document; every object and array must be closed.
  const std::string& text() const;
  std::string take();

 private:
  JsonWriter& integer(std::int64_t number);
  JsonWriter& natural(std::uint64_t number);
  void before_value();

  std::string text_;
  std::vector<char> open_;  // '{' or '[' for each level
  bool needs_comma_ = false;
  bool after_key_ = false;
};

// Appends `text` as a JSON string with its quotes.
void append_json_string(std::string& to, std::string_view text);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_JSON_WRITER_H_
