// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Secrets: passwords, and what programs of ours hold instead of one. Over libsodium.

#ifndef BROADSHEET_BASE_SECRETS_H_
#define BROADSHEET_BASE_SECRETS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet {

// 256 bits that nobody can guess, as 64 hex digits.
std::string new_secret();

// So many bytes that nobody can guess.
std::string random_bytes(std::size_t size);

// HMAC-SHA-256 (RFC 2104) of `text` under `key`, as 64 hex digits: what shows that the holder of a secret
// meant this, without showing the secret.
std::string keyed_digest(std::string_view key, std::string_view text);
// Its 32 bytes.
std::string keyed_digest_bytes(std::string_view key, std::string_view text);

// Takes as long whatever differs; lengths are no secret.
bool equal_secrets(std::string_view one, std::string_view other);

// Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet), some 40 ms of one core. The salt
// and the parameters are part of the text. kIo if there is no memory for it.
Result<std::string> hash_password(std::string_view password);
// False also for a text that is no such hash. Takes as long as hash_password().
bool is_password(std::string_view hash, std::string_view password);
// Whether the hash was made with other parameters than those of today.
bool is_old_hash(std::string_view hash);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_SECRETS_H_
