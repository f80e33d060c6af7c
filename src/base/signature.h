// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Signatures with a private key whose public half others know: RSA (PKCS #1 v1.5 with SHA-256) and Ed25519.
// Over OpenSSL.

#ifndef BROADSHEET_BASE_SIGNATURE_H_
#define BROADSHEET_BASE_SIGNATURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

struct evp_pkey_st;

namespace broadsheet {

enum class KeyKind : std::uint8_t { kRsa, kEd25519 };

// Bits of an RSA key: shorter ones are broken, longer ones need not be read by anybody (RFC 6376, 3.3.3) and
// take a long time to sign with.
inline constexpr int kRsaBitsMin = 1024;
inline constexpr int kRsaBitsMade = 2048;
inline constexpr int kRsaBitsMax = 4096;

// Immutable; safe from any thread. RSA of 2048 bits takes some 0.3 ms for a signature, Ed25519 0.03 ms.
class SigningKey {
 public:
  // A private key in PEM, as `openssl genpkey` writes it, or `openssl genrsa -traditional`. kInvalid for what
  // is none, for an encrypted one and for RSA of too few bits; kUnsupported for keys of other kinds and for
  // RSA of too many.
  static Result<SigningKey> read(std::string_view pem);
  static SigningKey make(KeyKind kind);

  KeyKind kind() const { return kind_; }
  std::string pem() const;  // PKCS #8, not encrypted
  // RSA: SubjectPublicKeyInfo in DER. Ed25519: its 32 bytes.
  std::string public_key() const;
  // The same bytes always have the same signature, with either kind.
  std::string sign(std::string_view bytes) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  using Key = std::unique_ptr<evp_pkey_st, Free>;

  SigningKey(KeyKind kind, Key key) : kind_(kind), key_(std::move(key)) {}

  KeyKind kind_;
  Key key_;
};

// Whether the holder of the key whose public half this is signed these bytes. False also for what is no
// key.
bool is_signature(KeyKind kind, std::string_view public_key, std::string_view bytes,
                  std::string_view signature);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_SIGNATURE_H_
