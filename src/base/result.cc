// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/result.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace broadsheet {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return "invalid";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kDamaged:
      return "damaged";
    case ErrorCode::kLocked:
      return "locked";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kIo:
      return "io";
  }
  return "unknown";
}

Error errno_error(std::string_view call, std::string_view path) {
  const int saved = errno;
  std::array<char, 256> buffer{};
  std::string message(call);
  message.append(" ").append(path).append(": ").append(::strerror_r(saved, buffer.data(), buffer.size()));
  return {saved == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, std::move(message)};
}

void check_failed(const char* file, int line, const char* condition) noexcept {
  std::fprintf(stderr, "broadsheet: internal error: %s:%d: CHECK(%s) failed\n", file, line, condition);
  std::abort();
}

}  // namespace broadsheet
