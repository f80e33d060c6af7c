// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers of formats by lines have in common. Within this room only.

#ifndef BROADSHEET_FORMATS_LINE_READER_H_
#define BROADSHEET_FORMATS_LINE_READER_H_

#include <cstddef>
#include <string_view>

#include "formats/limits.h"
#include "formats/line_splitter.h"
#include "formats/reader.h"

namespace broadsheet::formats {

class LineReader : public Reader {
 public:
  Result<void> feed(std::string_view bytes, RecordSink& sink) final {
    if (!sink.stopped()) lines_.feed(bytes, [&](const Line& line) { return take(line, sink); });
    return {};
  }

  Result<void> finish(RecordSink& sink) final {
    if (!sink.stopped()) lines_.finish([&](const Line& line) { return take(line, sink); });
    if (!sink.stopped()) end(sink);
    return {};
  }

 protected:
  // Longer lines are handed out with too_long.
  explicit LineReader(std::size_t line_bytes_max = kRecordBytesMax) : lines_(line_bytes_max) {}

 private:
  virtual void read_line(const Line& line, RecordSink& sink) = 0;
  // Behind the last line, unless the sink wants no more.
  virtual void end(RecordSink& sink) = 0;

  bool take(const Line& line, RecordSink& sink) {
    read_line(line, sink);
    return !sink.stopped();
  }

  LineSplitter lines_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LINE_READER_H_
