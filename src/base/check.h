// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// CHECK(condition) aborts with file, line and text when an assumption of our own is broken. It is
// always on and never guards input: what comes from outside gets an Error. DCHECK costs nothing in
// a release build, for conditions inside hot loops.

#ifndef BROADSHEET_BASE_CHECK_H_
#define BROADSHEET_BASE_CHECK_H_

namespace broadsheet {
[[noreturn]] void check_failed(const char* file, int line, const char* condition) noexcept;
}  // namespace broadsheet

#define CHECK(...) \
  (static_cast<bool>(__VA_ARGS__) ? void(0) : ::broadsheet::check_failed(__FILE__, __LINE__, #__VA_ARGS__))

#if defined(NDEBUG) && !defined(BROADSHEET_SANITIZED)
#define DCHECK(...) void(sizeof(static_cast<bool>(__VA_ARGS__)))
#else
#define DCHECK(...) CHECK(__VA_ARGS__)
#endif

#endif  // BROADSHEET_BASE_CHECK_H_
