// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/encodings.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace broadsheet::text {

namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kByteOrderMark = 0xFEFF;

// What stands at 0x80 to 0x9F of Windows-1252; 0xFFFD where nothing does.
constexpr std::array<char32_t, 32> kWindows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

bool is_text(char c) {
  return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r');
}

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// Whether a line shows by one of its characters that it is meant to be UTF-8.
bool has_utf8_character(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    if (static_cast<unsigned char>(line[at]) < 0x80) {
      ++at;
    } else if (decode_utf8(line, at) != kReplacement) {
      return true;
    }
  }
  return false;
}

void append_windows_1252(std::string_view line, std::string& out) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : char32_t{byte}, out);
  }
}

}  // namespace

std::optional<Utf16Order> utf16_order(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return Utf16Order::kLittleEndian;
  if (head.starts_with("\xFE\xFF")) return Utf16Order::kBigEndian;
  if (head.size() < kUtf16MarkBytes) return std::nullopt;
  if (is_text(head[0]) && head[1] == 0 && is_text(head[2]) && head[3] == 0) return Utf16Order::kLittleEndian;
  if (head[0] == 0 && is_text(head[1]) && head[2] == 0 && is_text(head[3])) return Utf16Order::kBigEndian;
  return std::nullopt;
}

void Utf16Decoder::decode(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!half_) {
      half_ = byte;
      continue;
    }
    const unsigned high = order_ == Utf16Order::kBigEndian ? *half_ : byte;
    const unsigned low = order_ == Utf16Order::kBigEndian ? byte : *half_;
    half_.reset();
    take_unit(char32_t{high << 8U | low}, out);
  }
}

void Utf16Decoder::take_unit(char32_t unit, std::string& out) {
  const bool is_mark = unit == kByteOrderMark && !begun_;
  begun_ = true;
  if (is_mark) return;
  if (high_ != 0) {
    const char32_t high = high_;
    high_ = 0;
    if (is_low_surrogate(unit)) return append_utf8(0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00), out);
    append_utf8(kReplacement, out);
  }
  if (is_high_surrogate(unit)) {
    high_ = unit;
  } else {
    append_utf8(unit, out);  // which makes U+FFFD of a low surrogate
  }
}

void Utf16Decoder::finish(std::string& out) {
  if (high_ != 0 || half_) append_utf8(kReplacement, out);
  high_ = 0;
  half_.reset();
}

std::string decode_windows_1252_lines(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::string_view line =
        bytes.substr(0, std::min(bytes.find_first_of("\r\n"), bytes.size() - 1) + 1);
    bytes.remove_prefix(line.size());
    if (has_utf8_character(line) || is_ascii(line)) {
      out += line;
    } else {
      append_windows_1252(line, out);
    }
  }
  return out;
}

}  // namespace broadsheet::text
