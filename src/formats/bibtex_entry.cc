// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_entry.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Characters that end a bare word: the name of a field, a number, the name of a string.
bool ends_word(char c) {
  return is_blank(c) || std::string_view("{}\"#=,()").find(c) != kNone;
}

// Reads the fields of one entry, front to back.
class FieldParser {
 public:
  FieldParser(std::string_view inside, const BibtexStrings& strings) : rest_(inside), strings_(strings) {}

  // The next field; false at the end or at an error, which reason() then tells.
  bool next(BibtexField& field) {
    rest_ = trim(rest_);
    while (!rest_.empty() && rest_.front() == ',') rest_ = trim(rest_.substr(1));
    if (rest_.empty()) return false;
    field.name = ascii_lower(clean(take_word()));
    if (field.name.empty()) return fail(fmt::format("unexpected {}", quote(rest_.substr(0, 1))));
    rest_ = trim(rest_);
    if (rest_.empty() || rest_.front() != '=')
      return fail(fmt::format("the field {} has no value", quote(field.name)));
    rest_.remove_prefix(1);
    field.value.clear();
    return read_value(field);
  }

  const std::string& reason() const { return reason_; }

 private:
  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  std::string_view take_word() {
    const auto end = std::find_if(rest_.begin(), rest_.end(), ends_word);
    const std::string_view word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(word.size());
    return word;
  }

  bool read_value(BibtexField& field) {
    for (;;) {
      rest_ = trim(rest_);
      if (rest_.empty() || rest_.front() == ',') return true;
      if (!read_piece(field)) return false;
      rest_ = trim(rest_);
      if (rest_.empty() || rest_.front() != '#') return true;
      rest_.remove_prefix(1);
    }
  }

  bool read_piece(BibtexField& field) {
    const char first = rest_.front();
    if (first == '{' || first == '"') {
      const std::size_t end = closing(first == '{' ? '}' : '"');
      if (end == kNone) return fail(fmt::format("the value of {} is not closed", quote(field.name)));
      field.value += rest_.substr(1, end - 1);
      rest_.remove_prefix(end + 1);
      return true;
    }
    const std::string_view word = take_word();
    if (word.empty())
      return fail(fmt::format("unexpected {} in {}", quote(rest_.substr(0, 1)), quote(field.name)));
    const std::string_view text = strings_.expand(word);
    expanded_bytes_ += text.size();
    if (expanded_bytes_ > kExpandedBytesMax)
      return fail(fmt::format("its strings are longer than {} bytes", kExpandedBytesMax));
    field.value += text;
    return true;
  }

  // Where what begins at the front ends: its brace or, outside of braces, its quotation mark.
  std::size_t closing(char closer) const {
    std::size_t depth = 0;
    for (std::size_t at = 1; at < rest_.size(); ++at) {
      if (depth == 0 && rest_[at] == closer) return at;
      if (rest_[at] == '{') ++depth;
      if (rest_[at] == '}' && depth-- == 0) return kNone;
    }
    return kNone;
  }

  std::string_view rest_;
  const BibtexStrings& strings_;
  std::size_t expanded_bytes_ = 0;
  std::string reason_;
};

// What is between the brackets of an entry.
std::string_view inside_of(std::string_view text, std::size_t begin) {
  return text.substr(begin, text.size() - begin - 1);
}

}  // namespace

std::string_view BibtexEntry::value(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const BibtexField& field) { return field.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

std::string_view BibtexEntry::first_of(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const std::string_view found = trim(value(name)); !found.empty()) return found;
  }
  return {};
}

std::string BibtexStrings::define(std::string_view name, std::string_view value) {
  if (value.size() > kBibtexStringBytesMax)
    return fmt::format("the string is longer than {} bytes", kBibtexStringBytesMax);
  if (bytes_ + name.size() + value.size() > kHeldBytesMax)
    return fmt::format("the strings of the file are longer than {} bytes", kHeldBytesMax);
  bytes_ += name.size() + value.size();
  strings_.insert_or_assign(ascii_lower(name), std::string(value));
  return {};
}

std::string_view BibtexStrings::expand(std::string_view name) const {
  const auto found = strings_.find(ascii_lower(name));
  return found == strings_.end() ? name : std::string_view(found->second);
}

std::string bibtex_type(std::string_view text, std::size_t& inside) {
  const std::size_t bracket = std::min(text.find_first_of("{("), text.size());
  inside = std::min(bracket + 1, text.size());
  return ascii_lower(clean(text.substr(1, bracket - 1)));
}

std::string read_bibtex_entry(std::string_view text, const BibtexStrings& strings, BibtexEntry& entry) {
  std::size_t begin = 0;
  entry.type = bibtex_type(text, begin);
  std::string_view inside = inside_of(text, begin);
  const std::size_t comma = std::min(inside.find(','), inside.size());
  const std::string_view key = inside.substr(0, comma);
  // Without a key the fields begin at once.
  if (key.find('=') == kNone) {
    entry.key = clean(key);
    inside.remove_prefix(comma);
  }
  FieldParser fields(inside, strings);
  for (BibtexField field; fields.next(field);) entry.fields.push_back(std::move(field));
  return fields.reason();
}

std::string read_bibtex_string(std::string_view text, BibtexStrings& strings) {
  std::size_t begin = 0;
  bibtex_type(text, begin);
  FieldParser fields(inside_of(text, begin), strings);
  BibtexField field;
  if (fields.next(field)) return strings.define(field.name, field.value);
  return fields.reason().empty() ? "a string without a name" : fields.reason();
}

}  // namespace broadsheet::formats
