// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/lines.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/compress.h"
#include "evaluate/limits.h"
#include "formats/line_splitter.h"

namespace broadsheet::evaluate {

Result<void> for_each_line(const std::string& path,
                           const std::function<Result<void>(std::string_view)>& on_line) {
  TRY(auto file, open_byte_source(path));
  DecompressingSource source(std::move(file), kCollectionFileBytesMax);
  formats::LineSplitter splitter;
  Result<void> outcome;
  const auto take = [&](const formats::Line& line) {
    if (line.number > kCollectionLinesMax) {
      outcome = Error(ErrorCode::kTooLarge, fmt::format("more than {} lines", kCollectionLinesMax));
    } else if (line.too_long) {
      outcome = Error(ErrorCode::kTooLarge, "line too long");
    } else if (!line.text.empty()) {
      outcome = on_line(line.text);
    }
    if (!outcome.ok()) outcome = std::move(outcome).context(fmt::format("{}:{}", path, line.number));
    return outcome.ok();
  };
  std::vector<char> buffer(std::size_t{1} << 18);
  while (outcome.ok()) {
    auto got = source.read(buffer);
    if (!got.ok()) return std::move(got).error().context(path);
    if (got.value() == 0) break;
    splitter.feed({buffer.data(), got.value()}, take);
  }
  if (outcome.ok()) splitter.finish(take);
  return outcome;
}

std::vector<std::string_view> split_columns(std::string_view line, char separator) {
  std::vector<std::string_view> columns;
  const bool runs = separator == ' ';
  const std::string_view separators = runs ? std::string_view(" \t") : std::string_view(&separator, 1);
  std::size_t at = 0;
  for (;;) {
    if (runs) at = std::min(line.find_first_not_of(separators, at), line.size());
    if (runs && at == line.size()) return columns;
    const std::size_t end = std::min(line.find_first_of(separators, at), line.size());
    columns.push_back(line.substr(at, end - at));
    if (end == line.size()) return columns;
    at = end + 1;
  }
}

}  // namespace broadsheet::evaluate
