// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Cuts the answers of a service, fed in pieces of any size, into records without parsing them. A service
// wraps its list ({"message": {"items": [...]}}), answers with a list alone or with one object, and writes
// its snapshots as one object a line; all of these are one grammar here:
//
//   element   of a list on top, or of a list whose place within an object on top has been named
//   object    on top; when it held a named list, what remains of it: {"message": {"items": []}}
//
// So the memory is that of one record, however long the list is, and the fields around a list (the number of
// hits, the token of the next page) are read from an ordinary, small JSON document when the object ends.
//
// Only strings and brackets are followed; whether a piece is well-formed is for the parser to say. Where the
// text can't go on, in a line that was cut off or is no JSON, the next line that begins with a bracket does.

#ifndef BROADSHEET_FORMATS_JSON_PIECES_H_
#define BROADSHEET_FORMATS_JSON_PIECES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::formats {

struct JsonPiece {
  std::uint64_t offset = 0;  // of its first byte in the document
  std::uint64_t line = 1;    // of its first byte
  std::string_view text;     // valid until the next take(); its beginning only if too_long
  std::size_t readable = 0;  // bytes that may be read from text.data() on
  bool is_element = false;   // else an object on top
  bool too_long = false;     // longer than kRecordBytesMax
  bool is_broken = false;    // no JSON, or cut off by the next line
  std::uint64_t lists = 0;   // named lists that were taken out of it
};

// Confined to one thread.
class JsonPieces {
 public:
  // `lists` are the places of the lists, their keys joined by dots; they must outlive this.
  explicit JsonPieces(std::span<const std::string_view> lists) : lists_(lists) {}

  // Takes bytes up to the end of a piece, else all; answers how many. piece() is there if ready().
  std::size_t take(std::string_view bytes);
  bool ready() const { return ready_; }
  const JsonPiece& piece() const { return piece_; }

  enum class End : std::uint8_t {
    kComplete,
    kPiece,  // a last, broken piece is there
    kCut,    // it ends within a list
  };
  End finish();

  std::uint64_t offset() const { return offset_; }
  std::uint64_t top_lists() const { return top_lists_; }

 private:
  enum class State : std::uint8_t { kTop, kNoJson, kObject, kTopList, kInnerList, kElement };
  // Of the keys that lead to a list.
  static constexpr std::size_t kPathKeysMax = 4;
  static constexpr std::size_t kPathKeyBytesMax = 64;

  const char* skip_plain(const char* at, const char* end);
  bool step(char byte);
  bool step_top(char byte);
  bool step_list(char byte);
  bool step_inside(char byte);
  void step_string(char byte);
  void open(char byte);
  void close();
  void begin(State state);
  void hand_out(bool is_broken);
  void keep(std::string_view bytes);
  bool is_named_list() const;
  bool breaks_off(char byte) const;

  std::span<const std::string_view> lists_;
  State state_ = State::kTop;
  bool ready_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  bool line_begins_ = true;
  bool element_on_top_ = false;  // the list of the element is on top
  char last_ = 0;                // the last byte outside of strings that is no blank
  std::uint64_t depth_ = 0;      // brackets open within the object, or within the element
  std::uint64_t outer_depth_ = 0;
  std::uint64_t array_depth_ = 0;  // of the outermost list that is open in the object; 0 if there is none
  std::uint64_t offset_ = 0;       // of the next byte
  std::uint64_t line_ = 1;
  std::uint64_t top_lists_ = 0;
  std::array<std::string, kPathKeysMax> path_;  // the key that each open object is at
  std::string word_;                            // the last string, as far as it may be a key of a path
  struct Kept {
    std::string bytes;
    JsonPiece piece;
  };
  Kept object_;
  Kept element_;
  JsonPiece piece_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_PIECES_H_
