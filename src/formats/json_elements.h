// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Cuts a stream of JSON into records without parsing it: the elements of each top-level list, and
// each top-level object, one at a time. So a list of any length needs the memory of one element, and
// one broken or enormous element does not take the others with it. It only follows strings and
// brackets; whether an element is well-formed is for the parser to say.

#ifndef BROADSHEET_FORMATS_JSON_ELEMENTS_H_
#define BROADSHEET_FORMATS_JSON_ELEMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::formats {

struct JsonElement {
  std::uint64_t offset = 0;  // of its first byte in the document
  std::string_view text;     // valid until the next byte; its beginning only if too_long
  std::size_t readable = 0;  // bytes that may be read from text.data() on
  bool too_long = false;     // longer than kRecordBytesMax
};

// Confined to one thread.
class JsonElements {
 public:
  // Takes the next byte. True if that byte ended an element, which element() then shows.
  bool push(char byte);
  const JsonElement& element() const { return element_; }

  // At the end of the document: true if it ends outside of any list and element.
  bool complete() const { return state_ == State::kTop; }
  // Lists that were opened.
  std::uint64_t lists() const { return lists_; }

  // Something stands where a document can't have it ("}" or a bare word on top): nothing after it can
  // be trusted. push() then does nothing more.
  bool broken() const { return state_ == State::kBroken; }
  std::uint64_t offset() const { return offset_; }

 private:
  // kElement and kObject are inside an element of a list and inside a top-level object.
  enum class State : std::uint8_t { kTop, kList, kElement, kObject, kBroken };

  void begin(char byte, State state);
  bool push_inside(char byte);
  bool end();
  void keep(char byte);

  State state_ = State::kTop;
  bool in_string_ = false;
  bool escaped_ = false;
  bool begun_ = false;  // a byte order mark can only stand before this
  std::uint64_t depth_ = 0;
  std::uint64_t lists_ = 0;
  std::uint64_t offset_ = 0;  // of the next byte
  std::string kept_;
  JsonElement element_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_ELEMENTS_H_
