// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_elements.h"

#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

// What is kept of an element that is too long, so that its rejection may show its id.
constexpr std::size_t kRememberedBytes = 4096;

bool is_json_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

bool JsonElements::push(char byte) {
  bool ended = false;
  switch (state_) {
    case State::kTop:
      if (byte == '[') {
        ++lists_;
        state_ = State::kList;
      } else if (byte == '{') {
        begin(byte, State::kObject);
      } else if (!is_json_blank(byte) && (begun_ || offset_ >= 3)) {
        state_ = State::kBroken;
      } else if (!is_json_blank(byte) && byte != "\xEF\xBB\xBF"[offset_]) {
        state_ = State::kBroken;
      }
      begun_ = begun_ || byte == '[' || byte == '{';
      break;
    case State::kList:
      if (byte == ']') {
        state_ = State::kTop;
      } else if (byte == '}') {
        state_ = State::kBroken;
      } else if (byte != ',' && !is_json_blank(byte)) {
        begin(byte, State::kElement);
      }
      break;
    case State::kElement:
    case State::kObject:
      ended = push_inside(byte);
      break;
    case State::kBroken:
      return false;
  }
  if (state_ != State::kBroken) ++offset_;
  return ended;
}

void JsonElements::begin(char byte, State state) {
  state_ = state;
  kept_.clear();
  element_ = JsonElement{};
  element_.offset = offset_;
  depth_ = byte == '{' || byte == '[' ? 1 : 0;
  in_string_ = byte == '"';
  escaped_ = false;
  keep(byte);
}

bool JsonElements::push_inside(char byte) {
  if (in_string_) {
    keep(byte);
    if (escaped_) {
      escaped_ = false;
    } else if (byte == '\\') {
      escaped_ = true;
    } else if (byte == '"') {
      in_string_ = false;
    }
    return false;
  }
  // A bare value in a list ends before the comma or bracket behind it.
  if (depth_ == 0 && (byte == ',' || byte == ']')) {
    end();
    state_ = byte == ',' ? State::kList : State::kTop;
    return true;
  }
  keep(byte);
  if (byte == '"') {
    in_string_ = true;
  } else if (byte == '{' || byte == '[') {
    ++depth_;
  } else if (byte == '}' || byte == ']') {
    if (depth_ == 0) {
      state_ = State::kBroken;
      return false;
    }
    if (--depth_ == 0) return end();
  }
  return false;
}

bool JsonElements::end() {
  state_ = state_ == State::kObject ? State::kTop : State::kList;
  element_.text = kept_;
  element_.readable = kept_.capacity();
  return true;
}

void JsonElements::keep(char byte) {
  if (element_.too_long) return;
  if (kept_.size() == kRecordBytesMax) {
    element_.too_long = true;
    kept_.resize(kRememberedBytes);
    kept_.shrink_to_fit();
    return;
  }
  kept_.push_back(byte);
}

}  // namespace broadsheet::formats
