// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/arxiv_announcement.h"

#include <algorithm>

#include "formats/fields.h"

namespace broadsheet::formats {
namespace {

// Up to the next blank, removed from the text together with the blanks around it.
std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
  const std::string_view word = text.substr(0, end);
  text = trim(text.substr(end));
  return word;
}

bool take_mark(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text = trim(text.substr(mark.size()));
  return true;
}

}  // namespace

std::optional<AnnounceType> announce_type(std::string_view text) {
  text = trim(text);
  if (text == "new") return AnnounceType::kNew;
  if (text == "cross") return AnnounceType::kCross;
  if (text == "replace") return AnnounceType::kReplace;
  if (text == "replace-cross") return AnnounceType::kReplaceCross;
  return std::nullopt;
}

bool is_first_announcement(AnnounceType type) {
  return type == AnnounceType::kNew || type == AnnounceType::kCross;
}

std::optional<ArxivAnnouncement> read_arxiv_announcement(std::string_view description) {
  description = trim(description);
  if (!description.starts_with("arXiv:")) return std::nullopt;
  const auto id = canonical_id(take_word(description));
  if (!id || !take_mark(description, "Announce Type:")) return std::nullopt;
  ArxivAnnouncement found;
  found.id = *id;
  found.type = announce_type(take_word(description));
  take_mark(description, "Abstract:");
  found.abstract = description;
  return found;
}

}  // namespace broadsheet::formats
