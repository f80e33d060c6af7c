// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/signature.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/check.h"

namespace broadsheet {
namespace {

// Of a file with a key; the longest that we read has some 3,300.
constexpr std::size_t kPemBytesMax = std::size_t{64} << 10;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Without this OpenSSL would ask for the password at the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) {
  return -1;
}

// Ed25519 has a digest of its own.
const EVP_MD* digest_of(KeyKind kind) {
  return kind == KeyKind::kRsa ? EVP_sha256() : nullptr;
}

}  // namespace

void SigningKey::Free::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}

Result<SigningKey> SigningKey::read(std::string_view pem) {
  const auto invalid = [](std::string why) { return Error(ErrorCode::kInvalid, std::move(why)); };
  if (pem.size() > kPemBytesMax) return invalid("this is no private key in PEM: it is too long");
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  CHECK(bio != nullptr);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();  // or a later caller of OpenSSL on this thread would take it for its own
  if (key == nullptr) return invalid("this is no private key in PEM, or one with a password");
  const int id = EVP_PKEY_get_base_id(key.get());
  if (id == EVP_PKEY_ED25519) return SigningKey(KeyKind::kEd25519, std::move(key));
  if (id != EVP_PKEY_RSA) return Error(ErrorCode::kUnsupported, "the key is neither RSA nor Ed25519");
  const int bits = EVP_PKEY_get_bits(key.get());
  if (bits < kRsaBitsMin)
    return invalid(fmt::format("the key has {} bits; RSA needs at least {}", bits, kRsaBitsMin));
  if (bits > kRsaBitsMax) {
    return Error(
        ErrorCode::kUnsupported,
        fmt::format("the key has {} bits; RSA beyond {} is not read by everybody", bits, kRsaBitsMax));
  }
  return SigningKey(KeyKind::kRsa, std::move(key));
}

SigningKey SigningKey::make(KeyKind kind) {
  Key key(kind == KeyKind::kRsa ? EVP_RSA_gen(static_cast<unsigned>(kRsaBitsMade))
                                : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  CHECK(key != nullptr);
  return {kind, std::move(key)};
}

std::string SigningKey::pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  CHECK(bio != nullptr);
  CHECK(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* data = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(bio.get(), &data));
  return {data, size};
}

std::string SigningKey::public_key() const {
  if (kind_ == KeyKind::kEd25519) {
    std::size_t size = 0;
    CHECK(EVP_PKEY_get_raw_public_key(key_.get(), nullptr, &size) == 1);
    std::string raw(size, '\0');
    CHECK(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) == 1);
    return raw;
  }
  const int size = i2d_PUBKEY(key_.get(), nullptr);
  CHECK(size > 0);
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* end = reinterpret_cast<unsigned char*>(der.data());
  CHECK(i2d_PUBKEY(key_.get(), &end) == size);
  return der;
}

std::string SigningKey::sign(std::string_view bytes) const {
  const DigestContext context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  CHECK(EVP_DigestSignInit(context.get(), nullptr, digest_of(kind_), nullptr, key_.get()) == 1);
  std::size_t size = 0;
  CHECK(EVP_DigestSign(context.get(), nullptr, &size, bytes_of(bytes), bytes.size()) == 1);
  std::string signature(size, '\0');
  CHECK(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       bytes_of(bytes), bytes.size()) == 1);
  signature.resize(size);
  return signature;
}

bool is_signature(KeyKind kind, std::string_view public_key, std::string_view bytes,
                  std::string_view signature) {
  struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::unique_ptr<EVP_PKEY, FreeKey> key;
  if (kind == KeyKind::kEd25519) {
    key.reset(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(public_key), public_key.size()));
  } else {
    const unsigned char* at = bytes_of(public_key);
    key.reset(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
    if (key != nullptr && EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) key.reset();
  }
  const DigestContext context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  const bool good = key != nullptr &&
                    EVP_DigestVerifyInit(context.get(), nullptr, digest_of(kind), nullptr, key.get()) == 1 &&
                    EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes),
                                     bytes.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace broadsheet
