// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secrets.h"

#include <array>
#include <sodium.h>

#include "base/check.h"
#include "base/digest.h"

namespace broadsheet {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = std::size_t{19'456} << 10;

void start_sodium() {
  static const int started = sodium_init();
  CHECK(started >= 0);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string new_secret() {
  const std::string bytes = random_bytes(32);
  return hex(bytes.data(), bytes.size());
}

std::string random_bytes(std::size_t size) {
  start_sodium();
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string keyed_digest(std::string_view key, std::string_view text) {
  const std::string digest = keyed_digest_bytes(key, text);
  return hex(digest.data(), digest.size());
}

std::string keyed_digest_bytes(std::string_view key, std::string_view text) {
  start_sodium();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest;
  crypto_auth_hmacsha256_final(&state, digest.data());
  return {digest.begin(), digest.end()};
}

bool equal_secrets(std::string_view one, std::string_view other) {
  start_sodium();
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

Result<std::string> hash_password(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error(ErrorCode::kIo, "there is no memory to hash a password");
  return std::string(hash.data());
}

bool is_password(std::string_view hash, std::string_view password) {
  start_sodium();
  // It reads a buffer of fixed size.
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (hash.size() >= padded.size()) return false;
  hash.copy(padded.data(), hash.size());
  return crypto_pwhash_str_verify(padded.data(), password.data(), password.size()) == 0;
}

bool is_old_hash(std::string_view hash) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (hash.size() >= padded.size()) return true;
  hash.copy(padded.data(), hash.size());
  return crypto_pwhash_str_needs_rehash(padded.data(), kPasses, kMemoryBytes) != 0;
}

}  // namespace broadsheet
