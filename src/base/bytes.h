// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Numbers in bytes: little-endian loads and stores, varints, and a reader that cannot run past
// its end. All our files and wire formats are little-endian.

#ifndef BROADSHEET_BASE_BYTES_H_
#define BROADSHEET_BASE_BYTES_H_

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace broadsheet {

static_assert(std::endian::native == std::endian::little, "the mapped formats are read in place");

template <typename T>
requires std::is_trivially_copyable_v<T> T load(const void* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

template <typename T>
requires std::is_trivially_copyable_v<T>
void store_bytes(void* to, T value) {
  std::memcpy(to, &value, sizeof(T));
}

inline constexpr std::size_t kVarintBytesMax = 10;

// LEB128, seven bits a byte, least significant first. `to` has room for kVarintBytesMax; returns
// the end of what was written.
inline std::uint8_t* write_varint(std::uint8_t* to, std::uint64_t value) {
  while (value >= 0x80) {
    *to++ = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *to++ = static_cast<std::uint8_t>(value);
  return to;
}

inline void append_varint(std::string& to, std::uint64_t value) {
  std::uint8_t bytes[kVarintBytesMax];
  const std::uint8_t* end = write_varint(bytes, value);
  to.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(end - bytes));
}

template <typename T>
requires std::is_trivially_copyable_v<T>
void append_bytes(std::string& to, T value) {
  to.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

inline std::string_view as_string_view(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads untrusted bytes front to back. After the first read past the end everything reads as zero
// and ok() is false: check it once, at the end of a group of reads.
class ByteReader {
 public:
  ByteReader(const void* data, std::size_t size)
      : at_(static_cast<const std::uint8_t*>(data)), end_(at_ + size) {}
  explicit ByteReader(std::string_view bytes) : ByteReader(bytes.data(), bytes.size()) {}

  bool ok() const { return ok_; }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }

  template <typename T>
  requires std::is_trivially_copyable_v<T> T read() {
    if (!has(sizeof(T))) return T{};
    const T value = load<T>(at_);
    at_ += sizeof(T);
    return value;
  }

  // Zero, and not ok(), for a varint that is cut, longer than ten bytes or wider than 64 bits.
  std::uint64_t read_varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (!has(1)) return 0;
      const std::uint64_t byte = *at_++;
      if (shift == 63 && byte > 1) break;
      value |= (byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    fail();
    return 0;
  }

  // Empty when fewer than `size` bytes are left.
  std::string_view read_bytes(std::size_t size) {
    if (!has(size)) return {};
    const std::string_view bytes(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return bytes;
  }

  // A varint length, then that many bytes.
  std::string_view read_string() {
    const std::uint64_t size = read_varint();
    if (size > remaining()) {
      fail();
      return {};
    }
    return read_bytes(static_cast<std::size_t>(size));
  }

 private:
  bool has(std::size_t size) {
    if (remaining() >= size && ok_) return true;
    fail();
    return false;
  }
  void fail() {
    ok_ = false;
    at_ = end_;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool ok_ = true;
};

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_BYTES_H_
