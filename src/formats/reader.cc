// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/reader.h"

#include "formats/decoding_reader.h"
#include "formats/registry.h"

namespace broadsheet::formats {

std::string_view format_name(Format format) {
  for (const FormatEntry& entry : kFormats) {
    if (entry.format == format) return entry.name;
  }
  return "unknown";
}

std::optional<Format> format_by_name(std::string_view name) {
  for (const FormatEntry& entry : kFormats) {
    if (entry.name == name) return entry.format;
  }
  return std::nullopt;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const FormatEntry& entry : kFormats) names.emplace_back(entry.name);
  return names;
}

std::unique_ptr<Reader> make_reader(Format format, const ReaderOptions& options) {
  for (const FormatEntry& entry : kFormats) {
    if (entry.format == format) return make_decoding_reader(entry.make(options));
  }
  return nullptr;
}

}  // namespace broadsheet::formats
