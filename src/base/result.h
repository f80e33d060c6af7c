// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Result<T>: a value, or an Error that says what, where and what to do.
//
//   Result<Date> parse_date(std::string_view text);
//
//   Result<Edition> load(std::string_view day) {
//     TRY(const Date date, parse_date(day));          // returns the error to our caller
//     TRY_VOID(check_range(date).context("edition")); // adds where it happened
//     ...
//   }
//
// Errors come from the world: input, files, other programs. A broken assumption of our own is a
// CHECK (base/check.h). We throw nothing; exceptions of libraries are caught where they are called.

#ifndef BROADSHEET_BASE_RESULT_H_
#define BROADSHEET_BASE_RESULT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"

namespace broadsheet {

// What a caller may want to tell apart. app turns each into an exit status, web into an HTTP status.
enum class ErrorCode : std::uint8_t {
  kInvalid,      // the input is malformed or breaks a rule; asking again will not help
  kNotFound,     // no such paper, file, command, ...
  kTooLarge,     // a named limit was passed
  kUnsupported,  // well-formed, but of a kind or version that we do not read
  kDamaged,      // a checksum or invariant of a stored file does not hold
  kLocked,       // another process holds what we need
  kConflict,     // the state changed under us; the operation may be tried again
  kInterrupted,  // the person or the system asked us to stop
  kIo,           // the operating system failed us: disk, permissions, sockets
};

// The stable name of a code ("damaged"), for JSON and logs.
std::string_view error_code_name(ErrorCode code);

// Immutable but for `context`, which prefixes where the error happened on its way up.
class [[nodiscard]] Error {
 public:
  Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}

  ErrorCode code() const { return code_; }
  // For the person who reads it: what went wrong, where, and, where we know it, what to do.
  const std::string& message() const { return message_; }

  // "reading page.txt" turns "no title" into "reading page.txt: no title".
  Error context(std::string_view where) && {
    message_.insert(0, ": ").insert(0, where);
    return std::move(*this);
  }

 private:
  ErrorCode code_;
  std::string message_;
};

// Error from errno, with the name of the call and the path: "open /x/y: Permission denied".
Error errno_error(std::string_view call, std::string_view path);

template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;

  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    CHECK(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    CHECK(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    CHECK(ok());
    return std::get<0>(std::move(state_));
  }
  const Error& error() const& {
    CHECK(!ok());
    return std::get<1>(state_);
  }
  Error&& error() && {
    CHECK(!ok());
    return std::get<1>(std::move(state_));
  }
  T value_or(T other) && { return ok() ? std::get<0>(std::move(state_)) : std::move(other); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Result context(std::string_view where) && {
    if (!ok()) return std::move(*this).error().context(where);
    return std::move(*this);
  }

 private:
  std::variant<T, Error> state_;
};

// The result of something that only succeeds or fails.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const Error& error() const& {
    CHECK(!ok());
    return std::get<1>(state_);
  }
  Error&& error() && {
    CHECK(!ok());
    return std::get<1>(std::move(state_));
  }
  Result context(std::string_view where) && {
    if (!ok()) return std::move(*this).error().context(where);
    return {};
  }

 private:
  std::variant<std::monostate, Error> state_;
};

}  // namespace broadsheet

#define BROADSHEET_CONCAT_INNER(a, b) a##b
#define BROADSHEET_CONCAT(a, b) BROADSHEET_CONCAT_INNER(a, b)

// TRY(declaration, expression): declares from the value of a Result, or returns its error.
#define TRY(declaration, ...) TRY_INNER(BROADSHEET_CONCAT(try_result_, __LINE__), declaration, __VA_ARGS__)
#define TRY_INNER(result, declaration, ...)           \
  auto result = (__VA_ARGS__);                        \
  if (!result.ok()) return std::move(result).error(); \
  declaration = std::move(result).value()

// TRY_VOID(expression): returns the error of a Result<void>, if it is one.
#define TRY_VOID(...)                                                     \
  do {                                                                    \
    auto try_void_result = (__VA_ARGS__);                                 \
    if (!try_void_result.ok()) return std::move(try_void_result).error(); \
  } while (false)

#endif  // BROADSHEET_BASE_RESULT_H_
