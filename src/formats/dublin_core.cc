// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/dublin_core.h"

#include <algorithm>
#include <vector>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {
namespace {

void read_description(std::string_view text, SourceRecord& record) {
  constexpr std::string_view kComment = "Comment:";
  text = trim(text);
  if (text.starts_with(kComment)) {
    record.comment = clean(text.substr(kComment.size()));
  } else if (record.abstract.empty()) {
    record.abstract = clean(text);
  }
}

bool is_date(std::string_view name) {
  return name == "date" || name == "issued" || name == "created" || name == "available" ||
         name == "dateSubmitted" || name == "dateAccepted" || name == "dateCopyrighted";
}

void set_dates(const std::vector<PartialDate>& dates, SourceRecord& record) {
  if (dates.empty()) return;
  const auto earlier = [](const PartialDate& one, const PartialDate& other) { return one.day < other.day; };
  record.published = *std::min_element(dates.begin(), dates.end(), earlier);
  const PartialDate last = *std::max_element(dates.begin(), dates.end(), earlier);
  // Only arXiv says what its dates are: of the first and of the last version.
  if (record.source == "arxiv" && last.precision == DatePrecision::kDay) record.updated = last.day;
}

}  // namespace

void read_dublin_core(const XmlElement& dc, SourceRecord& record) {
  std::vector<PartialDate> dates;
  for (const XmlElement& field : dc.children) {
    if (field.name == "title" && record.title.empty()) {
      record.title = clean(field.text);
    } else if (field.name == "creator") {
      add_author(record, name_in_order(field.text));
    } else if (field.name == "abstract" && !trim(field.text).empty()) {
      record.abstract = clean(field.text);
    } else if (field.name == "description") {
      read_description(field.text, record);
    } else if (is_date(field.name)) {
      if (const auto date = iso_date(field.text)) dates.push_back(*date);
    } else if (field.name == "identifier" || field.name == "bibliographicCitation") {
      add_identifier(record, field.text);
    } else if (field.name == "language" && record.language.empty()) {
      record.language = clean(field.text);
    }
  }
  set_dates(dates, record);
}

}  // namespace broadsheet::formats
