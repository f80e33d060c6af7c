// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One-time passwords by time (RFC 6238, over RFC 4226): six digits of a secret that a telephone shares, good
// for half a minute. With the parameters that every app takes: HMAC-SHA-1, 30 seconds.

#ifndef BROADSHEET_BASE_ONE_TIME_PASSWORD_H_
#define BROADSHEET_BASE_ONE_TIME_PASSWORD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace broadsheet {

inline constexpr std::size_t kTotpDigits = 6;
// RFC 4226, 4, R6.
inline constexpr std::size_t kTotpSecretBytes = 20;

std::string new_totp_secret();

// The half minute that an instant lies in, since 1970.
std::uint64_t totp_step(Instant now);

// The password of a step: "081804".
std::string totp_password(std::string_view secret, std::uint64_t step);

// The step that the password is of, which may be the present one or one beside it, because clocks differ and
// people need time to type. None if it is of none of them.
std::optional<std::uint64_t> totp_step_of(std::string_view secret, std::string_view password, Instant now);

// Base32 (RFC 4648) without padding: what people can type.
std::string base32(std::string_view bytes);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_ONE_TIME_PASSWORD_H_
