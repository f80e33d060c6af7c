// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string>

#include "formats/decoding_reader.h"
#include "formats/fields.h"
#include "formats/head.h"
#include "formats/limits.h"
#include "formats/line_splitter.h"
#include "formats/reader.h"
#include "formats/registry.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

std::string_view without_leading_blanks(std::string_view head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.substr(0, kByteOrderMark.size()) == kByteOrderMark) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n\v\f");
  return first == kNone ? std::string_view() : head.substr(first);
}

// The name of the document's first element, without its prefix.
std::string_view root_element(std::string_view xml) {
  const auto skip_to = [&](std::string_view end) {
    const std::size_t at = xml.find(end);
    xml.remove_prefix(at == kNone ? xml.size() : at + end.size());
  };
  while (!xml.empty()) {
    const std::size_t open = xml.find_first_not_of(" \t\r\n");
    if (open == kNone || xml[open] != '<') return {};
    xml.remove_prefix(open);
    if (xml.substr(0, 4) == "<!--") {
      skip_to("-->");
    } else if (xml.substr(0, 2) == "<?") {
      skip_to("?>");
    } else if (xml.substr(0, 2) == "<!") {
      skip_to(">");
    } else {
      const std::string_view name = xml.substr(1, xml.find_first_of(" \t\r\n/>") - 1);
      const std::size_t colon = name.find(':');
      return colon == kNone ? name : name.substr(colon + 1);
    }
  }
  return {};
}

}  // namespace

void for_each_line(const Head& head, const std::function<bool(std::string_view line)>& look) {
  LineSplitter lines;
  std::size_t seen = 0;
  bool more = true;
  const auto take = [&](const Line& line) {
    const std::string_view text = trim(line.text);
    if (!text.empty()) more = look(text) && ++seen < kRecogniseLinesMax;
    return more;
  };
  lines.feed(head.text, take);
  if (more && head.is_whole) lines.finish(take);
}

bool has_key(JsonObject object, std::string_view key) {
  return object.at_key(key).error() == simdjson::SUCCESS;
}

Format recognise(std::string_view bytes) {
  Head head;
  head.is_whole = bytes.size() < kRecogniseBytes;
  std::string decoded;
  head.text = without_leading_blanks(decoded_head(bytes.substr(0, kRecogniseBytes), decoded));
  if (head.text.empty()) return Format::kUnknown;
  if (head.text.front() == '<') head.root = root_element(head.text);
  for (const FormatEntry& entry : kFormats) {
    if (entry.is(head)) return entry.format;
  }
  return Format::kUnknown;
}

}  // namespace broadsheet::formats
