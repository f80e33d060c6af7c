// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_entries.h"

#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {

namespace {

// Bytes of "@type" with the blanks behind it; anything longer is text with an "@" in it.
constexpr std::size_t kTypeBytesMax = 64;

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_type_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_opener(char c) {
  return c == '{' || c == '(';
}

// Whether `byte` may follow `start`, which begins with "@", on the way to an opening bracket.
bool continues_type(std::string_view start, char byte) {
  if (start.size() >= kTypeBytesMax) return false;
  if (is_blank(byte)) return start.size() > 1;
  return is_type_letter(byte) && !is_blank(start.back());
}

}  // namespace

bool BibtexEntries::push(char byte) {
  bool ended = false;
  switch (state_) {
    case State::kOutside:
      if (byte == '@') begin_type();
      break;
    case State::kType:
      push_type(byte);
      break;
    case State::kEntry:
      ended = push_inside(byte);
      break;
    case State::kComment:
      if (closes(byte)) state_ = State::kOutside;
      break;
  }
  // Files of old Macintoshes end their lines with CR alone.
  line_begins_ = byte == '\n' || byte == '\r';
  if (byte == '\r' || (byte == '\n' && !after_return_)) ++line_;
  after_return_ = byte == '\r';
  return ended;
}

bool BibtexEntries::finish() {
  if (state_ != State::kEntry && state_ != State::kComment) return false;
  return end(false);
}

void BibtexEntries::begin_type() {
  state_ = State::kType;
  begin_line_ = line_;
  start_ = "@";
}

void BibtexEntries::push_type(char byte) {
  if (byte == '@') return begin_type();
  if (is_opener(byte) && start_.size() > 1) return open(std::exchange(start_, {}), byte);
  if (continues_type(start_, byte)) {
    start_ += byte;
  } else {
    state_ = State::kOutside;
    start_.clear();
  }
}

void BibtexEntries::open(std::string_view type, char bracket) {
  closer_ = bracket == '{' ? '}' : ')';
  depth_ = 0;
  in_quotes_ = false;
  dropping_ = false;
  kept_ = type;
  kept_ += bracket;
  state_ = ascii_lower(trim(type.substr(1))) == "comment" ? State::kComment : State::kEntry;
}

bool BibtexEntries::push_inside(char byte) {
  if (next_entry_begins(byte)) {
    const std::string start = std::exchange(start_, {});
    if (!dropping_) kept_.resize(kept_.size() - start.size());
    end(false);
    // An entry's type may be broken over lines, but who begins one on a new line writes it on that line.
    begin_line_ = line_;
    open(start, byte);
    return true;
  }
  keep(byte);
  return closes(byte) && end(true);
}

// Follows what may be the "@type" of the next entry at the beginning of a line; true at its bracket.
bool BibtexEntries::next_entry_begins(char byte) {
  if (start_.empty()) {
    if (line_begins_ && byte == '@') start_ = "@";
    return false;
  }
  if (is_opener(byte) && start_.size() > 1) return true;
  if (byte != '\n' && continues_type(start_, byte)) {
    start_ += byte;
  } else {
    start_.clear();
  }
  return false;
}

// Braces count wherever they stand, as in BibTeX; quotation marks and parentheses only outside of them.
bool BibtexEntries::closes(char byte) {
  if (byte == '{') {
    ++depth_;
  } else if (byte == '}') {
    if (depth_ == 0) return closer_ == '}';
    --depth_;
  } else if (closer_ == ')' && depth_ == 0) {
    if (byte == '"') in_quotes_ = !in_quotes_;
    return byte == ')' && !in_quotes_;
  }
  return false;
}

void BibtexEntries::keep(char byte) {
  if (dropping_) return;
  if (kept_.size() < kRecordBytesMax) {
    kept_ += byte;
    return;
  }
  dropping_ = true;
  kept_.resize(kTitleBytesMax);
  kept_.shrink_to_fit();
}

bool BibtexEntries::end(bool closed) {
  ended_ = std::exchange(kept_, {});
  chunk_ = {begin_line_, ended_, closed, dropping_};
  state_ = State::kOutside;
  start_.clear();
  return true;
}

}  // namespace broadsheet::formats
