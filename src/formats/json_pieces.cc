// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_pieces.h"

#include <algorithm>
#include <cstring>

#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

// What is kept of a piece that is too long, so that its rejection may show its id.
constexpr std::size_t kRememberedBytes = 4096;
// A parser reads up to this many bytes behind the text; with room for them it needs no copy.
constexpr std::size_t kPaddingBytes = 64;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_json_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Marks the bytes of `word` that equal `c`, by their top bits; a byte behind a marked one may be marked
// wrongly, so only whether there is any counts.
std::uint64_t bytes_equal(std::uint64_t word, char c) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kTops = 0x8080808080808080;
  const std::uint64_t difference = word ^ (kOnes * static_cast<unsigned char>(c));
  return (difference - kOnes) & ~difference & kTops;
}

bool is_plain_in_string(char c) {
  return c != '"' && c != '\\' && c != '\n';
}

// The end of what is plain text within a string. Eight bytes at a time, since most of a document is this.
const char* end_of_plain(const char* at, const char* end) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    if ((bytes_equal(word, '"') | bytes_equal(word, '\\') | bytes_equal(word, '\n')) != 0) break;
  }
  while (at != end && is_plain_in_string(*at)) ++at;
  return at;
}

}  // namespace

std::size_t JsonPieces::take(std::string_view bytes) {
  ready_ = false;
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* at = begin;
  while (at != end && !ready_) {
    const char* const plain = skip_plain(at, end);
    offset_ += static_cast<std::uint64_t>(plain - at);
    if (plain != at) line_begins_ = plain[-1] == '\n';
    at = plain;
    if (at == end || !step(*at)) continue;
    line_begins_ = *at == '\n';
    line_ += line_begins_ ? 1 : 0;
    ++offset_;
    ++at;
  }
  return static_cast<std::size_t>(at - begin);
}

// Bytes that change nothing but what is kept.
const char* JsonPieces::skip_plain(const char* at, const char* end) {
  if (state_ == State::kNoJson && !line_begins_) {
    const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    return found == nullptr ? end : static_cast<const char*>(found);
  }
  if (!in_string_ || escaped_ || (line_begins_ && *at == '{')) return at;
  const char* stop = end_of_plain(at, end);
  // A text of line ends alone is passed over here too; only a bracket behind one needs a look.
  while (stop != end && *stop == '\n') {
    ++line_;
    ++stop;
    if (stop != end && *stop == '{') break;
    stop = end_of_plain(stop, end);
  }
  keep({at, static_cast<std::size_t>(stop - at)});
  return stop;
}

JsonPieces::End JsonPieces::finish() {
  ready_ = false;
  const bool in_list = state_ == State::kTopList || state_ == State::kInnerList || state_ == State::kElement;
  if (state_ == State::kTop) return End::kComplete;
  if (in_list || (state_ == State::kObject && object_.piece.lists > 0)) return End::kCut;
  hand_out(true);
  return End::kPiece;
}

// False if the byte is to be looked at again in another state.
bool JsonPieces::step(char byte) {
  switch (state_) {
    case State::kTop:
      return step_top(byte);
    case State::kNoJson:
      if (!line_begins_ || (byte != '{' && byte != '[')) return true;
      hand_out(true);
      return false;
    case State::kTopList:
    case State::kInnerList:
      return step_list(byte);
    case State::kObject:
    case State::kElement:
      return step_inside(byte);
  }
  return true;
}

bool JsonPieces::step_top(char byte) {
  if (byte == '[') {
    ++top_lists_;
    state_ = State::kTopList;
  } else if (byte == '{') {
    begin(State::kObject);
    return false;
  } else if (!is_json_blank(byte)) {
    if (offset_ < kByteOrderMark.size() && byte == kByteOrderMark[offset_]) return true;
    begin(State::kNoJson);
  }
  return true;
}

bool JsonPieces::step_list(char byte) {
  if (byte == ',' || is_json_blank(byte)) return true;
  const bool on_top = state_ == State::kTopList;
  if (byte == ']') {
    state_ = on_top ? State::kTop : State::kObject;
    if (on_top) return true;
    keep("]");
    last_ = byte;
  } else if (byte == '}') {
    // What follows can't be told from what is inside: the rest of this document is given up.
    begin(State::kNoJson);
  } else {
    element_on_top_ = on_top;
    begin(State::kElement);
    return false;
  }
  return true;
}

bool JsonPieces::step_inside(char byte) {
  if (breaks_off(byte)) {
    hand_out(true);
    return false;
  }
  if (in_string_) {
    step_string(byte);
    return true;
  }
  const bool in_element = state_ == State::kElement;
  // A bare value in a list ends before the comma or bracket behind it.
  if (in_element && depth_ == 0 && (byte == ',' || byte == ']')) {
    hand_out(false);
    return false;
  }
  keep({&byte, 1});
  if (is_json_blank(byte)) return true;
  last_ = byte;
  if (byte == '"') {
    in_string_ = true;
    word_.clear();
  } else if (byte == '{' || byte == '[') {
    open(byte);
  } else if (byte == '}' || byte == ']') {
    close();
  } else if (byte == ':' && !in_element && array_depth_ == 0 && depth_ <= kPathKeysMax) {
    path_[depth_ - 1] = word_;
  }
  return true;
}

void JsonPieces::step_string(char byte) {
  keep({&byte, 1});
  if (escaped_) {
    escaped_ = false;
  } else if (byte == '\\') {
    escaped_ = true;
  } else if (byte == '"') {
    in_string_ = false;
  }
}

void JsonPieces::open(char byte) {
  if (byte == '[' && state_ == State::kObject && is_named_list()) {
    ++object_.piece.lists;
    outer_depth_ = depth_;
    state_ = State::kInnerList;
    return;
  }
  ++depth_;
  if (byte == '[' && array_depth_ == 0 && state_ == State::kObject) array_depth_ = depth_;
}

void JsonPieces::close() {
  if (depth_ == 0) {
    hand_out(true);
    begin(State::kNoJson);
    return;
  }
  if (state_ == State::kObject && depth_ == array_depth_) array_depth_ = 0;
  if (--depth_ == 0) hand_out(false);
}

void JsonPieces::begin(State state) {
  state_ = state;
  Kept& kept = state == State::kElement ? element_ : object_;
  kept.bytes.clear();
  kept.piece = JsonPiece{};
  kept.piece.offset = offset_;
  kept.piece.line = line_;
  kept.piece.is_element = state == State::kElement;
  depth_ = 0;
  if (state != State::kElement) array_depth_ = 0;
  in_string_ = false;
  escaped_ = false;
  last_ = ':';
}

// Shows what is kept as the next piece, and goes to where the piece stood.
void JsonPieces::hand_out(bool is_broken) {
  const bool is_element = state_ == State::kElement;
  Kept& kept = is_element ? element_ : object_;
  kept.bytes.reserve(kept.bytes.size() + kPaddingBytes);
  piece_ = kept.piece;
  piece_.text = kept.bytes;
  piece_.readable = kept.bytes.capacity();
  piece_.is_broken = is_broken;
  ready_ = true;
  in_string_ = false;
  escaped_ = false;
  state_ = State::kTop;
  if (!is_element || is_broken) return;
  state_ = element_on_top_ ? State::kTopList : State::kInnerList;
  depth_ = element_on_top_ ? 0 : outer_depth_;
}

void JsonPieces::keep(std::string_view bytes) {
  if (in_string_ && state_ == State::kObject && depth_ <= kPathKeysMax && word_.size() <= kPathKeyBytesMax &&
      bytes != "\"") {
    word_.append(bytes.substr(0, kPathKeyBytesMax));
  }
  Kept& kept = state_ == State::kElement ? element_ : object_;
  if (kept.piece.too_long) return;
  if (kept.bytes.size() + bytes.size() > kRecordBytesMax) {
    kept.piece.too_long = true;
    kept.bytes.append(bytes.substr(0, kRememberedBytes));
    kept.bytes.resize(std::min(kept.bytes.size(), kRememberedBytes));
    kept.bytes.shrink_to_fit();
    return;
  }
  kept.bytes.append(bytes);
}

// The list that opens here within the object is one of those that are named.
bool JsonPieces::is_named_list() const {
  if (array_depth_ != 0 || depth_ > kPathKeysMax) return false;
  return std::any_of(lists_.begin(), lists_.end(), [&](std::string_view place) {
    for (std::size_t i = 0; i < depth_; ++i) {
      const std::size_t dot = std::min(place.find('.'), place.size());
      const bool is_last = dot == place.size();
      if (place.substr(0, dot) != path_[i] || is_last != (i + 1 == depth_)) return false;
      place.remove_prefix(is_last ? dot : dot + 1);
    }
    return true;
  });
}

// A bracket at the beginning of a line, where none can stand: the line before was cut off. Within a list on
// top there are no lines to go on with.
bool JsonPieces::breaks_off(char byte) const {
  if (byte != '{' || !line_begins_ || (state_ == State::kElement && element_on_top_)) return false;
  return in_string_ || (last_ != ':' && last_ != '[' && last_ != ',');
}

}  // namespace broadsheet::formats
