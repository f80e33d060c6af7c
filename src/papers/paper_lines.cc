// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_lines.h"

#include "base/english.h"
#include "text/readable.h"

namespace broadsheet::papers {

std::string authors_line(const store::PaperView& paper, std::size_t shown_max) {
  const auto& names = paper.authors;
  if (names.empty()) return paper.author_count ? counted(*paper.author_count, "author") : "";
  // "A, B and 1 more" is longer than the name it hides.
  const std::size_t shown = names.size() <= shown_max + 1 ? names.size() : shown_max;
  std::string line;
  for (std::size_t i = 0; i < shown; ++i) line += (i == 0 ? "" : ", ") + text::readable(names[i]);
  if (shown < names.size()) line += " and " + std::to_string(names.size() - shown) + " more";
  return line;
}

std::string readable_title(const store::PaperView& paper) {
  return text::readable(paper.title);
}

std::string notice_line(const store::PaperView& paper) {
  std::string line = paper.withdrawn ? "Withdrawn by its sources." : "";
  if (!paper.notice.empty()) line += (line.empty() ? "" : " ") + text::readable(paper.notice);
  return line;
}

std::string edition_heading(const Edition& edition) {
  const std::string from_to = short_date({.day = edition.first}) + " to " + short_date({.day = edition.last});
  switch (edition.kind) {
    case EditionKind::kDay:
      return long_day(edition.first);
    case EditionKind::kWeek:
      return "Week " + format_iso_week(edition.first).substr(6) + " · " + from_to;
    case EditionKind::kMonth:
      return month_name(edition.first);
    case EditionKind::kTrending:
      return "Trending · " + from_to;
  }
  return "";
}

std::string edition_count(const Edition& edition) {
  return counted(edition.total, edition.featured ? "featured paper" : "paper");
}

}  // namespace broadsheet::papers
