// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Cuts a stream of bytes, fed in pieces of any size, into lines. A line that lies within one piece
// is handed out where it stands, without a copy; one that crosses pieces is put together, and one
// that grows past the limit is dropped as it comes in and reported once, at its end.

#ifndef BROADSHEET_FORMATS_LINE_SPLITTER_H_
#define BROADSHEET_FORMATS_LINE_SPLITTER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "formats/limits.h"

namespace broadsheet::formats {

struct Line {
  std::uint64_t number = 0;  // from 1
  std::string_view text;     // without its line end and, in line 1, without a byte order mark
  std::size_t readable = 0;  // bytes that may be read from text.data() on, at least text.size()
  bool too_long = false;     // then text holds only the beginning of the line
};

// Confined to one thread. Lines end with LF or CR LF, or all with CR where the first one does; the last one
// needs no end.
class LineSplitter {
 public:
  explicit LineSplitter(std::size_t line_bytes_max = kRecordBytesMax) : line_bytes_max_(line_bytes_max) {}

  // Calls on_line(const Line&) -> bool for each line that ends within `bytes`. False ends the
  // feeding, and nothing more may be fed.
  template <typename OnLine>
  void feed(std::string_view bytes, OnLine&& on_line) {
    if (!knows_end_ && !learn_end(bytes, on_line)) return;
    while (!bytes.empty()) {
      const void* end = std::memchr(bytes.data(), end_, bytes.size());
      if (end == nullptr) return keep(bytes);
      const std::size_t size = static_cast<std::size_t>(static_cast<const char*>(end) - bytes.data());
      bool go_on;
      if (kept_.empty() && !dropping_) {
        go_on = on_line(make_line(bytes.substr(0, size), bytes.size()));
      } else {
        keep(bytes.substr(0, size));
        go_on = flush(on_line);
      }
      bytes.remove_prefix(size + 1);
      if (!go_on) return;
    }
  }

  // Hands out a last line that has no line end.
  template <typename OnLine>
  void finish(OnLine&& on_line) {
    if (!kept_.empty() || dropping_) flush(on_line);
  }

 private:
  // From the first end of a line how all end. False if the caller wants no more.
  template <typename OnLine>
  bool learn_end(std::string_view bytes, OnLine&& on_line) {
    if (bytes.empty()) return true;
    if (cr_before_) {
      knows_end_ = true;
      if (bytes.front() == '\n') return true;
      end_ = '\r';
      return flush(on_line);
    }
    const std::size_t at = bytes.find_first_of("\r\n");
    if (at == std::string_view::npos) return true;
    cr_before_ = bytes[at] == '\r' && at + 1 == bytes.size();
    knows_end_ = !cr_before_;
    if (knows_end_ && bytes[at] == '\r' && bytes[at + 1] != '\n') end_ = '\r';
    return true;
  }

  void keep(std::string_view bytes) {
    if (dropping_) return;
    if (kept_.size() + bytes.size() > line_bytes_max_ + kExtraBytes) {
      kept_.append(bytes.substr(0, shown_bytes() + kExtraBytes));
      kept_.resize(std::min(kept_.size(), shown_bytes() + kExtraBytes));
      kept_.shrink_to_fit();
      dropping_ = true;
      return;
    }
    kept_.append(bytes);
  }

  Line make_line(std::string_view text, std::size_t readable) {
    Line line{++number_, text, readable, dropping_};
    if (!dropping_ && !line.text.empty() && line.text.back() == '\r') line.text.remove_suffix(1);
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (number_ == 1 && line.text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      line.text.remove_prefix(kByteOrderMark.size());
      line.readable -= kByteOrderMark.size();
    }
    if (line.text.size() > line_bytes_max_) line.too_long = true;
    if (line.too_long) line.text = line.text.substr(0, shown_bytes());
    return line;
  }

  template <typename OnLine>
  bool flush(OnLine&& on_line) {
    const Line line = make_line(kept_, kept_.capacity());
    const bool go_on = on_line(line);
    kept_.clear();
    dropping_ = false;
    return go_on;
  }

  // What stays of a line that was too long, so that the report may show its id.
  std::size_t shown_bytes() const { return std::min(line_bytes_max_, kTitleBytesMax); }

  // Room beyond the limit for a byte order mark and a carriage return, which don't count.
  static constexpr std::size_t kExtraBytes = 4;

  std::size_t line_bytes_max_;
  char end_ = '\n';
  bool knows_end_ = false;
  bool cr_before_ = false;  // a first CR ended the last piece; what follows tells what it was
  std::string kept_;        // the beginning of a line whose end has not come yet
  bool dropping_ = false;
  std::uint64_t number_ = 0;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LINE_SPLITTER_H_
