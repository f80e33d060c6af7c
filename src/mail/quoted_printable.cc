// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/quoted_printable.h"

#include <algorithm>

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

// Of the beginning of `rest`, what stands for itself: no blank at the end of the line.
std::size_t plain_bytes(std::string_view rest) {
  const auto end = std::ranges::find_if_not(rest, is_printable);
  auto bytes = static_cast<std::size_t>(end - rest.begin());
  if (bytes == rest.size() && rest.ends_with(' ')) --bytes;
  return bytes;
}

void append_line(std::string& out, std::string_view line) {
  // One is left for the "=" of a soft line end, behind which begins a line as well.
  constexpr std::size_t kColumnMax = kBodyLineBytesMax - 1;
  std::size_t column = 0;
  while (!line.empty()) {
    const std::size_t plain =
        column == 0 && begins_badly(line) ? 0 : plain_bytes(line.substr(0, kColumnMax + 1));
    std::size_t taken = 1;
    if (plain == 0) text::decode_utf8(line, taken = 0);
    const std::size_t bytes = plain > 0 ? 1 : kEscapeBytes * taken;
    if (column + bytes > kColumnMax) {
      out += "=\r\n";
      column = 0;
      continue;
    }
    if (plain > 0) {
      taken = std::min(plain, kColumnMax - column);
      out += line.substr(0, taken);
      column += taken;
    } else {
      for (const char c : line.substr(0, taken)) append_hex_escape(out, c);
      column += bytes;
    }
    line.remove_prefix(taken);
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
