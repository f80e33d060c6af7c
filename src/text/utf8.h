// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// UTF-8 at the door: bytes from outside become valid text here, once, and every other function of
// this room may rely on it. All functions are pure and linear in their input.

#ifndef BROADSHEET_TEXT_UTF8_H_
#define BROADSHEET_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::text {

// Well-formed by Unicode's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view bytes);

bool is_ascii(std::string_view bytes);

// Valid UTF-8 from any bytes: what is malformed becomes U+FFFD, one for each maximal malformed part;
// control characters but tab and newline go (CR LF and CR become a newline), and so do invisible
// characters that only mislead a reader: byte order marks and bidirectional controls.
std::string sanitize(std::string_view bytes);

// As sanitize, with every run of whitespace (Unicode's, tabs and newlines too) turned into one blank
// and none at the ends: the form in which titles, names and abstracts are kept.
std::string sanitize_line(std::string_view bytes);
// The same into `out`, replacing its content; `bytes` must not lie in it.
void sanitize_line_into(std::string_view bytes, std::string& out);

// The longest prefix of at most `bytes_max` bytes that does not cut a code point. `text` is valid UTF-8.
std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max);

// Decodes the code point at `at` (< text.size()) and moves `at` behind it. On malformed input the
// answer is U+FFFD and `at` moves behind the maximal malformed part, by at least one byte.
char32_t decode_utf8(std::string_view text, std::size_t& at);

// Appends a code point; surrogates and values above U+10FFFF are appended as U+FFFD.
void append_utf8(char32_t code_point, std::string& out);

// Code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_UTF8_H_
