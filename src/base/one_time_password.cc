// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/one_time_password.h"

#include <array>
#include <chrono>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"
#include "base/secrets.h"

namespace broadsheet {
namespace {

constexpr std::chrono::seconds kStep{30};
constexpr std::uint32_t kModulus = 1'000'000;  // 10^kTotpDigits

std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::string_view text) {
  std::array<unsigned char, 20> digest{};
  unsigned size = 0;
  CHECK(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
             &size) != nullptr);
  CHECK(size == digest.size());
  return digest;
}

}  // namespace

std::string new_totp_secret() {
  return random_bytes(kTotpSecretBytes);
}

std::uint64_t totp_step(Instant now) {
  const auto since = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
  return since.count() < 0 ? 0 : static_cast<std::uint64_t>(since / kStep);
}

std::string totp_password(std::string_view secret, std::uint64_t step) {
  std::string counter(sizeof step, '\0');
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<char>(step >> (8 * (counter.size() - 1 - i)));
  const auto digest = hmac_sha1(secret, counter);
  // RFC 4226, 5.3: the last half byte says where the four bytes lie.
  const std::size_t at = digest.back() & 0x0FU;
  const std::uint32_t number = (std::uint32_t{digest[at]} & 0x7FU) << 24 |
                               std::uint32_t{digest[at + 1]} << 16 | std::uint32_t{digest[at + 2]} << 8 |
                               std::uint32_t{digest[at + 3]};
  std::string digits = std::to_string(number % kModulus);
  return digits.insert(0, kTotpDigits - digits.size(), '0');
}

std::optional<std::uint64_t> totp_step_of(std::string_view secret, std::string_view password, Instant now) {
  const std::uint64_t present = totp_step(now);
  std::optional<std::uint64_t> found;
  // All three are compared, so that time does not tell which it was.
  for (std::uint64_t step = present == 0 ? 0 : present - 1; step <= present + 1; ++step) {
    if (equal_secrets(totp_password(secret, step), password)) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr int kBits = 5;
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    bits += 8;
    for (; bits >= kBits; bits -= kBits) text += kDigits[(held >> (bits - kBits)) & 31U];
    held &= 31U;  // what is left is less than a digit
  }
  if (bits > 0) text += kDigits[(held << (kBits - bits)) & 31U];
  return text;
}

}  // namespace broadsheet
