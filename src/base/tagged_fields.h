// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Tagged fields: a value with optional parts as bytes that may outlive the program that wrote them.
// Each field is its tag (one byte), the length of its value (varint) and the value; absent and empty
// fields are left out, and a reader skips tags that it does not know. Numbers are zigzag varints.
//
//   TaggedWriter out(bytes);           TaggedReader in(bytes);
//   out.text(kTitle, title);           while (in.next()) {
//   out.day(kUpdated, updated);          switch (in.tag()) { case kTitle: title = in.text(); ... }
//                                      }
//                                      if (!in.ok()) ...   // cut or damaged

#ifndef BROADSHEET_BASE_TAGGED_FIELDS_H_
#define BROADSHEET_BASE_TAGGED_FIELDS_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/date.h"

namespace broadsheet {

// Elements of one list; a damaged length must not exhaust memory.
inline constexpr std::size_t kTaggedListMax = std::size_t{1} << 20;

inline std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

inline std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Appends to a string of the caller's. Confined to one thread.
class TaggedWriter {
 public:
  explicit TaggedWriter(std::string& to) : to_(to) {}

  void text(std::uint8_t tag, std::string_view value) {
    if (!value.empty()) bytes(tag, value);
  }
  void flag(std::uint8_t tag, bool value) {
    if (value) bytes(tag, {});
  }
  void number(std::uint8_t tag, std::int64_t value) {
    value_.clear();
    append_varint(value_, zigzag(value));
    bytes(tag, value_);
  }
  void count(std::uint8_t tag, const std::optional<std::uint32_t>& value) {
    if (value) number(tag, *value);
  }
  void day(std::uint8_t tag, const std::optional<Day>& value) {
    if (value) number(tag, value->time_since_epoch().count());
  }
  void date(std::uint8_t tag, const std::optional<PartialDate>& value) {
    if (!value) return;
    number(tag, std::int64_t{value->day.time_since_epoch().count()} * 4 +
                    static_cast<std::int64_t>(value->precision));
  }
  void texts(std::uint8_t tag, const std::vector<std::string>& values) {
    if (values.empty()) return;
    value_.clear();
    for (const std::string& value : values) append_varint(value_, value.size()), value_ += value;
    bytes(tag, value_);
  }
  void days(std::uint8_t tag, const std::vector<Day>& values) {
    if (values.empty()) return;
    value_.clear();
    for (const Day value : values) append_varint(value_, zigzag(value.time_since_epoch().count()));
    bytes(tag, value_);
  }
  // A field whose value the caller made; written even if it is empty.
  void bytes(std::uint8_t tag, std::string_view value) {
    to_ += static_cast<char>(tag);
    append_varint(to_, value.size());
    to_ += value;
  }

 private:
  std::string& to_;
  std::string value_;
};

// Reads untrusted bytes. The views it gives point into them. Confined to one thread.
class TaggedReader {
 public:
  explicit TaggedReader(std::string_view bytes) : in_(bytes), value_(std::string_view()) {}

  // Moves to the next field; false at the end or when the bytes are damaged.
  bool next() {
    ok_ = ok_ && value_.ok() && in_.ok();
    if (!ok_ || in_.remaining() == 0) return false;
    tag_ = in_.read<std::uint8_t>();
    value_ = ByteReader(in_.read_string());
    ok_ = in_.ok();
    return ok_;
  }
  bool ok() const { return ok_ && value_.ok() && in_.ok(); }

  std::uint8_t tag() const { return tag_; }
  // The value of the present field, for parts that the caller reads itself.
  ByteReader& value() { return value_; }

  std::string text() { return std::string(value_.read_bytes(value_.remaining())); }
  std::int64_t number() { return unzigzag(value_.read_varint()); }
  std::uint32_t count() { return static_cast<std::uint32_t>(number()); }
  Day day() { return Day(std::chrono::days(static_cast<int>(number()))); }
  PartialDate date() {
    const std::int64_t value = number();
    const auto precision = static_cast<DatePrecision>(std::min<std::int64_t>(value & 3, 2));
    return {Day(std::chrono::days(static_cast<int>(value >> 2))), precision};
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    while (more(values.size())) values.emplace_back(value_.read_string());
    return values;
  }
  std::vector<Day> days() {
    std::vector<Day> values;
    while (more(values.size())) values.push_back(day());
    return values;
  }
  // Whether a list of `read` elements so far goes on.
  bool more(std::size_t read) const { return value_.ok() && value_.remaining() > 0 && read < kTaggedListMax; }

 private:
  ByteReader in_;
  ByteReader value_;
  std::uint8_t tag_ = 0;
  bool ok_ = true;
};

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_TAGGED_FIELDS_H_
