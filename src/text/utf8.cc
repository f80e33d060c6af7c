// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/utf8.h"

#include <algorithm>
#include <cstring>

#include "base/byte_vector.h"

namespace broadsheet::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// What a lead byte promises: how many continuation bytes, and the range of the first of them. That
// range is what excludes overlong forms, surrogates and values above U+10FFFF.
struct Lead {
  std::uint8_t continuations;  // 0: not a lead byte of a multi-byte form
  std::uint8_t low;
  std::uint8_t high;
};

constexpr Lead lead_of(unsigned char byte) {
  if (byte < 0xC2 || byte > 0xF4) return {0, 0, 0};
  if (byte < 0xE0) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte < 0xF0) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {3, 0x80, 0xBF};
}

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// The first byte at or after `at` that is not ASCII.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  while (at + 8 <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & kHighBits) != 0) break;
    at += 8;
  }
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

bool is_misleading(char32_t c) {
  return c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F;
}

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// The first byte at or after `at` that sanitize_line may have to change: not visible ASCII, nor a
// single blank between such.
std::size_t skip_clean_line(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (at > 0 && byte_at(text, at - 1) > 0x20 && byte_at(text, at - 1) < 0x7F &&
        at + kByteVectorSize < text.size()) {
      const ByteVector here = load_bytes(text.data() + at);
      const ByteVector next = load_bytes(text.data() + at + 1);
      const ByteMask odd =
          (here < 0x20) | (here > 0x7E) | (next < 0x20) | (next > 0x7E) | ((here == 0x20) & (next == 0x20));
      // What follows a blank at the end is looked at byte by byte.
      if (!any(odd) && byte_at(text, at + kByteVectorSize - 1) != ' ') {
        at += kByteVectorSize;
        continue;
      }
    }
    const unsigned char byte = byte_at(text, at);
    if (byte > 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const bool single = byte == ' ' && at > 0 && at + 1 < text.size() && byte_at(text, at - 1) > 0x20 &&
                        byte_at(text, at + 1) > 0x20 && byte_at(text, at - 1) < 0x7F &&
                        byte_at(text, at + 1) < 0x7F;
    if (!single) return at;
    ++at;
  }
  return at;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  return skip_ascii(bytes, 0) == bytes.size();
}

bool is_valid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while ((at = skip_ascii(bytes, at)) < bytes.size()) {
    const Lead lead = lead_of(byte_at(bytes, at));
    if (lead.continuations == 0 || bytes.size() - at <= lead.continuations) return false;
    const unsigned char first = byte_at(bytes, at + 1);
    if (first < lead.low || first > lead.high) return false;
    for (std::size_t i = 2; i <= lead.continuations; ++i) {
      if ((byte_at(bytes, at + i) & 0xC0) != 0x80) return false;
    }
    at += std::size_t{lead.continuations} + 1;
  }
  return true;
}

char32_t decode_utf8(std::string_view text, std::size_t& at) {
  const unsigned char first = byte_at(text, at++);
  if (first < 0x80) return first;
  const Lead lead = lead_of(first);
  if (lead.continuations == 0) return kReplacement;
  char32_t value = first & (0x3Fu >> lead.continuations);
  for (std::size_t i = 0; i < lead.continuations; ++i) {
    if (at >= text.size()) return kReplacement;
    const unsigned char next = byte_at(text, at);
    const bool fits = i == 0 ? next >= lead.low && next <= lead.high : (next & 0xC0) == 0x80;
    if (!fits) return kReplacement;
    value = (value << 6) | (next & 0x3Fu);
    ++at;
  }
  return value;
}

void append_utf8(char32_t c, std::string& out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  const auto put = [&out](char32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string sanitize(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  const auto is_kept = [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; };
  while (at < bytes.size()) {
    // Most of most texts is ASCII that stays as it is.
    const std::size_t begin = at;
    while (at < bytes.size() && is_kept(bytes[at])) ++at;
    if (at > begin) {
      out.append(bytes, begin, at - begin);
      continue;
    }
    const char32_t c = decode_utf8(bytes, at);
    if (c == '\r') {
      if (at >= bytes.size() || bytes[at] != '\n') out.push_back('\n');
    } else if (c >= 0xA0 && !is_misleading(c)) {
      append_utf8(c, out);
    }
  }
  return out;
}

void sanitize_line_into(std::string_view bytes, std::string& out) {
  out.clear();
  bool pending_blank = false;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t clean_end = skip_clean_line(bytes, at);
    if (clean_end > at) {
      if (pending_blank) out.push_back(' ');
      pending_blank = false;
      out.append(bytes, at, clean_end - at);
      at = clean_end;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = decode_utf8(bytes, at);
    if (is_blank(c) || c == '\r' || c == '\v' || c == '\f' || c == 0x85) {
      pending_blank = !out.empty();
      continue;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_misleading(c)) continue;
    if (pending_blank) out.push_back(' ');
    pending_blank = false;
    if (c == kReplacement) {
      append_utf8(c, out);
    } else {
      out.append(bytes, begin, at - begin);
    }
  }
}

std::string sanitize_line(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  sanitize_line_into(bytes, out);
  return out;
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace broadsheet::text
