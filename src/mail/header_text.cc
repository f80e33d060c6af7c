// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/header_text.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/base64.h"
#include "mail/limits.h"
#include "mail/quoted_printable.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kWordEnd = "?=";
// Of a first word, with room for the name of any field that has text or addresses.
constexpr std::size_t kFirstWordBytesMax = 60;
// An encoded-word says its encoding with one letter behind "=?utf-8?".
constexpr std::size_t kWordFrameBytes = 12;

// Whether readable text may stand as it is: no reader takes it for an encoded-word, and no word of it needs a
// line that is too long.
bool is_plain(std::string_view text) {
  if (!text::is_ascii(text) || text.find("=?") != std::string_view::npos) return false;
  while (!text.empty()) {
    if (take_until(text, ' ').size() > kFirstWordBytesMax) return false;
  }
  return true;
}

// RFC 2047, 5 (3): what may stand for itself in an encoded-word wherever that stands.
bool stands_for_itself(char c) {
  constexpr std::string_view kOthers = "!*+-/";
  return is_ascii_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
}

std::size_t q_bytes(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += stands_for_itself(c) || c == ' ' ? 1 : 3;
  return bytes;
}

std::size_t b_bytes(std::size_t bytes) {
  return (bytes + 2) / 3 * 4;
}

std::string q_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (stands_for_itself(c)) {
      encoded += c;
    } else if (c == ' ') {
      encoded += '_';
    } else {
      append_hex_escape(encoded, c);
    }
  }
  return encoded;
}

// Valid UTF-8 as encoded-words with a blank between two, which readers leave out again. Each ends behind a
// whole character.
std::string encoded_words(std::string_view text) {
  const bool as_q = q_bytes(text) <= b_bytes(text.size());
  std::size_t room = kFirstWordBytesMax - kWordFrameBytes;
  std::string words;
  while (!text.empty()) {
    std::size_t end = 0;
    std::size_t used = 0;
    while (end < text.size()) {
      std::size_t next = end;
      text::decode_utf8(text, next);
      const std::size_t more = as_q ? used + q_bytes(text.substr(end, next - end)) : b_bytes(next);
      if (more > room) break;
      used = more;
      end = next;
    }
    const std::string_view piece = text.substr(0, end);
    if (!words.empty()) words += ' ';
    words.append(as_q ? "=?utf-8?Q?" : "=?utf-8?B?").append(as_q ? q_encoded(piece) : base64_encode(piece));
    words += kWordEnd;
    text.remove_prefix(end);
    room = kEncodedWordBytesMax - kWordFrameBytes;
  }
  return words;
}

}  // namespace

std::string readable_line(std::string_view text, std::size_t bytes_max) {
  std::string line = text::sanitize_line(text);
  if (line.size() <= bytes_max) return line;
  line.resize(text::truncate_utf8(line, bytes_max - kEllipsis.size()).size());
  while (line.ends_with(' ')) line.pop_back();
  line += kEllipsis;
  return line;
}

std::string unstructured(std::string_view text) {
  const std::string line = readable_line(text, kSubjectBytesMax);
  return is_plain(line) ? line : encoded_words(line);
}

std::string phrase(std::string_view text) {
  const std::string line = readable_line(text, kNameBytesMax);
  if (line.empty()) return "";
  if (!is_plain(line)) return encoded_words(line);
  std::string quoted = "\"";
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

void append_header(std::string& message, std::string_view name, std::string_view value) {
  message.append(name).append(":");
  std::size_t column = name.size() + 1;
  for (bool first = true; !value.empty(); first = false) {
    const std::string_view word = take_until(value, ' ');
    if (!first && column + 1 + word.size() > kLineBytesAim) {
      message += "\r\n";
      column = 0;
    }
    message.append(" ").append(word);
    column += 1 + word.size();
  }
  message += "\r\n";
}

}  // namespace broadsheet::mail
