// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The records of files, one by one and not yet merged, for the tests of this folder to compare with those of
// other readers.
//
//   read_records FILE... > records
//
// A line is a file, the name of its format and a record as JSON Lines have it, with tabs between them. A file
// without a record has a line too, which ends behind the format.

#include <iostream>
#include <string>
#include <string_view>

#include "base/file.h"
#include "formats/reader.h"
#include "formats/test_sink.h"

int main(int argc, char** argv) {
  using namespace broadsheet;
  constexpr std::size_t kBytesMax = std::size_t{64} << 20;
  std::ios::sync_with_stdio(false);
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    const Result<std::string> bytes = read_file(path, kBytesMax);
    if (!bytes.ok()) {
      std::cerr << "read_records: " << path << ": " << bytes.error().message() << "\n";
      return 1;
    }
    const formats::Format format = formats::recognise(bytes.value());
    const std::string place = path + "\t" + std::string(formats::format_name(format)) + "\t";
    formats::TestSink sink;
    if (format != formats::Format::kUnknown) sink = formats::read_document(format, bytes.value());
    for (const formats::SourceRecord& record : sink.records)
      std::cout << place << formats::write_json_line(record);
    if (sink.records.empty()) std::cout << place << "\n";
  }
  return 0;
}
