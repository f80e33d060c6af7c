// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What every reader must hold for any bytes: the same records whether fed whole or byte by byte, text that is
// valid UTF-8 without control characters, no record that breaks a rule, and records that our own JSON
// Lines carry without loss.

#ifndef BROADSHEET_FUZZ_READER_CHECK_H_
#define BROADSHEET_FUZZ_READER_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "base/check.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/test_sink.h"
#include "text/utf8.h"

namespace broadsheet::formats {

inline void check_record(const SourceRecord& record) {
  CHECK(broken_rule(record).empty());
  CHECK(!record.source.empty() && !record.key.empty());
  const std::string line = write_json_line(record);
  CHECK(text::is_valid_utf8(line));
  for (const char c : record.title) CHECK(static_cast<unsigned char>(c) >= 0x20);
  // What was cut into a value by a format may be longer as a line than a line may be.
  if (line.size() > kRecordBytesMax) return;
  const TestSink back = read_document(Format::kJsonLines, line);
  CHECK(back.records.size() == 1);
  const std::string again = write_json_line(back.records[0]);
  if (again != line)
    std::fprintf(stderr, "written: %s\nread and written again: %s\n", line.c_str(), again.c_str());
  CHECK(again == line);
}

inline int check_reader(Format format, const std::uint8_t* data, std::size_t size) {
  const std::string_view document(reinterpret_cast<const char*>(data), size);
  (void)recognise(document);
  const TestSink whole = read_document(format, document);
  CHECK(whole.transcript() == read_document(format, document, {}, 1).transcript());
  for (const SourceRecord& record : whole.records) check_record(record);
  for (const Reject& reject : whole.rejects) CHECK(!reject.reason.empty());
  return 0;
}

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FUZZ_READER_CHECK_H_
