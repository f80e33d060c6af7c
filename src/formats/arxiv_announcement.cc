// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/arxiv_announcement.h"

#include <algorithm>

#include "formats/fields.h"
#include "text/ids.h"

namespace broadsheet::formats {
namespace {

constexpr AnnounceType kAnnounceTypes[] = {AnnounceType::kNew, AnnounceType::kCross, AnnounceType::kReplace,
                                           AnnounceType::kReplaceCross};

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
  for (const AnnounceType type : kAnnounceTypes) {
    if (announce_type_name(type) == text) return type;
  }
  return std::nullopt;
}

std::optional<ArxivAnnouncement> read_arxiv_announcement(std::string_view description) {
  description = trim(description);
  if (!description.starts_with("arXiv:")) return std::nullopt;
  const std::string_view word = take_word(description);
  const auto id = canonical_id(word);
  if (!id || !take_mark(description, "Announce Type:")) return std::nullopt;
  ArxivAnnouncement found;
  found.id = *id;
  found.version = version_in(word);
  found.type = announce_type(take_word(description));
  take_mark(description, "Abstract:");
  found.abstract = description;
  return found;
}

void announce(SourceRecord& record, std::string_view id, std::optional<AnnounceType> type,
              std::optional<Day> day, std::uint32_t version) {
  record.source = "arxiv";
  record.key = "feed:";
  if (type) record.key.append(announce_type_name(*type)).append(":");
  record.key.append(id);
  if (!type || !day) return;
  record.announced = Announcement{*type, *day, version};
  if (*type == AnnounceType::kNew || *type == AnnounceType::kCross) record.listed = day;
}

std::uint32_t version_in(std::string_view text) {
  const auto id = text::parse_paper_id(without_oai_prefix(text));
  return id ? id->version : 0;
}

}  // namespace broadsheet::formats
