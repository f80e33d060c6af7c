// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/library_mark.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/percent.h"
#include "papers/folders.h"
#include "papers/library.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kPlacesMax = kFoldersMax;

void add(std::string& mark, std::string_view name, std::string_view value) {
  if (!mark.empty()) mark += '&';
  mark.append(name) += '=';
  // A tilde is a blank in TeX.
  for (const char c : percent_encode(value)) mark.append(c == '~' ? "%7E" : std::string(1, c));
}

std::string cut_note(std::string_view text, std::size_t bytes_max) {
  const std::string note = text::sanitize(text);
  return std::string(trimmed(text::truncate_utf8(trimmed(note), bytes_max)));
}

std::string cut_line(std::string_view text, std::size_t bytes_max) {
  const std::string line = text::sanitize_line(text);
  return std::string(trimmed(text::truncate_utf8(line, bytes_max)));
}

void read_part(std::string_view name, std::string_view value, LibraryMark& mark) {
  if (name == "state") {
    mark.state = state_named(value).value_or(store::ReadingState::kNone);
  } else if (name == "saved") {
    if (const auto saved = parse_instant(value); saved.ok()) mark.saved_at = *saved;
  } else if (name == "tag") {
    // A comma would end it where tags are typed.
    if (value.find_first_of(",;") != std::string_view::npos) return;
    std::string tag = cut_line(value, kTagBytesMax);
    if (!tag.empty() && mark.tags.size() < kTagsOfPaperMax) mark.tags.push_back(std::move(tag));
  } else if (name == "folder") {
    std::string folder = cut_line(value, kFolderTitleBytesMax);
    if (!folder.empty() && mark.folders.size() < kPlacesMax)
      mark.folders.push_back({.folder = std::move(folder), .note = {}});
  } else if (name == "place") {
    if (!mark.folders.empty()) mark.folders.back().note = cut_note(value, kItemNoteBytesMax);
  } else if (name == "note") {
    mark.note = cut_note(value, kNoteBytesMax);
  }
}

}  // namespace

std::string write_library_mark(const LibraryMark& mark) {
  std::string text;
  add(text, "state", state_name(mark.state));
  if (mark.saved_at) add(text, "saved", format_instant(*mark.saved_at));
  for (const std::string& tag : mark.tags) add(text, "tag", tag);
  for (const LibraryMark::Place& place : mark.folders) {
    add(text, "folder", place.folder);
    if (!place.note.empty()) add(text, "place", place.note);
  }
  if (!mark.note.empty()) add(text, "note", mark.note);
  return text;
}

LibraryMark read_library_mark(std::string_view text) {
  LibraryMark mark;
  while (!text.empty()) {
    std::string_view part = take_until(text, '&');
    const std::string_view name = take_until(part, '=');
    read_part(name, percent_decode(part), mark);
  }
  std::ranges::sort(mark.tags);
  mark.tags.erase(std::unique(mark.tags.begin(), mark.tags.end()), mark.tags.end());
  return mark;
}

}  // namespace broadsheet::papers
