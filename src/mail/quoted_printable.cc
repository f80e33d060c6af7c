// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/quoted_printable.h"

#include "base/ascii.h"
#include "mail/limits.h"
#include "text/utf8.h"

namespace broadsheet::mail {
namespace {

constexpr std::size_t kEscapeBytes = 3;

bool is_printable(char c) {
  return c >= ' ' && c <= '~' && c != '=';
}

// Whether the line that begins with `rest` could be taken for something else than text.
bool begins_badly(std::string_view rest) {
  return rest.starts_with('.') || rest.starts_with("From ") || rest.starts_with("--");
}

void append_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t next = at;
    text::decode_utf8(line, next);
    const bool blank_at_end = next == line.size() && (line[at] == ' ' || line[at] == '\t');
    const bool plain = next == at + 1 && is_printable(line[at]) && !blank_at_end;
    const std::size_t bytes = plain ? 1 : kEscapeBytes * (next - at);
    // One is left for the "=" of a soft line end, behind which begins a line as well. There an escape may
    // take the place of what was counted as one byte.
    if (column + bytes > kBodyLineBytesMax - 1) {
      out += "=\r\n";
      column = 0;
    }
    const std::size_t begin = out.size();
    if (plain && !(column == 0 && begins_badly(line.substr(at)))) {
      out += line[at];
    } else {
      for (std::size_t i = at; i < next; ++i) append_hex_escape(out, line[i]);
    }
    column += out.size() - begin;
    at = next;
  }
  out += "\r\n";
}

}  // namespace

void append_hex_escape(std::string& out, char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out += '=';
  out += kDigits[value >> 4];
  out += kDigits[value & 0xF];
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  do {
    append_line(out, take_until(text, '\n'));
  } while (!text.empty());
  return out;
}

}  // namespace broadsheet::mail
