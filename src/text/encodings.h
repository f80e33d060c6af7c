// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Text of other encodings as UTF-8: UTF-16, as Windows calls "Unicode", and lines of Windows-1252 (with it
// Latin-1), in which older bibliographies are kept. All of it is linear in its input.

#ifndef BROADSHEET_TEXT_ENCODINGS_H_
#define BROADSHEET_TEXT_ENCODINGS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::text {

enum class Utf16Order : std::uint8_t { kLittleEndian, kBigEndian };

// Bytes by which utf16_order() tells.
inline constexpr std::size_t kUtf16MarkBytes = 4;

// The order of a document in UTF-16: by its byte order mark, else by two characters of ASCII at its
// beginning, whose zero bytes no other text has. Nothing for any other document.
std::optional<Utf16Order> utf16_order(std::string_view head);

// UTF-16 as UTF-8, in pieces of any size. A surrogate without its twin becomes U+FFFD, and a byte order mark
// at the beginning goes. Confined to one thread.
class Utf16Decoder {
 public:
  explicit Utf16Decoder(Utf16Order order) : order_(order) {}

  // Appends what is complete in `bytes` and what came before.
  void decode(std::string_view bytes, std::string& out);
  // Appends U+FFFD if the document ends within a character.
  void finish(std::string& out);

 private:
  void take_unit(char32_t unit, std::string& out);

  Utf16Order order_;
  std::optional<unsigned char> half_;  // the first byte of a unit
  char32_t high_ = 0;                  // a high surrogate whose twin has not come yet
  bool begun_ = false;
};

// Bytes of which some lines may be no UTF-8. A line that is none, and in which no character beyond ASCII is
// well-formed either, is read as Windows-1252; every other line stays as it is.
std::string decode_windows_1252_lines(std::string_view bytes);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_ENCODINGS_H_
