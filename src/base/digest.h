// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Hashes. SHA-256 where a stranger might choose the bytes, CRC32C against damage on disk, hash64 for
// tables and stable fingerprints (XXH3, whose output is fixed for ever, so it may be stored).

#ifndef BROADSHEET_BASE_DIGEST_H_
#define BROADSHEET_BASE_DIGEST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);

// SHA-256 of a stream. Confined to one thread.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  void update(const void* data, std::size_t size);
  Sha256 finish();

 private:
  void* context_;
};

// Lower-case hexadecimal.
std::string hex(const void* data, std::size_t size);

// CRC32C (Castagnoli) of `size` bytes, continuing from `crc` (0 to begin). Uses the processor's
// instruction where it has one; crc32c_portable is its plain twin.
std::uint32_t crc32c(const void* data, std::size_t size, std::uint32_t crc = 0);
std::uint32_t crc32c_portable(const void* data, std::size_t size, std::uint32_t crc = 0);

// XXH3, 64 bits.
std::uint64_t hash64(const void* data, std::size_t size, std::uint64_t seed = 0);
inline std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) {
  return hash64(bytes.data(), bytes.size(), seed);
}

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_DIGEST_H_
