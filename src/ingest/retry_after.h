// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_INGEST_RETRY_AFTER_H_
#define BROADSHEET_INGEST_RETRY_AFTER_H_

#include <chrono>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace broadsheet::ingest {

// What a Retry-After header asks for (RFC 9110, 10.2.3): seconds, or a date whose distance from `now` is
// told; a date that has passed is no wait. None for what is neither, negative numbers included.
std::optional<std::chrono::milliseconds> read_retry_after(std::string_view value, Instant now);

// How long to wait before try number `tries` + 1 (from 1) where the server says nothing: doubles from `first`
// on up to kBackOffMax, a half of it by chance (`random` in [0, 1)), so that many clients do not come at
// once.
std::chrono::milliseconds back_off(int tries, std::chrono::milliseconds first, double random);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_RETRY_AFTER_H_
