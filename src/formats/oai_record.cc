// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_record.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

void add(std::vector<std::string>& list, std::string text, std::size_t at_most) {
  // One more than the limit, so that the limit is seen.
  if (!text.empty() && list.size() <= at_most) list.push_back(std::move(text));
}

// "oai:arXiv.org:math/0306266" -> "arxiv.org".
std::string repository_of(std::string_view identifier) {
  if (!identifier.starts_with("oai:")) return {};
  identifier.remove_prefix(4);
  const std::size_t end = identifier.find(':');
  return end == kNone ? std::string() : ascii_lower(identifier.substr(0, end));
}

void read_header(const XmlElement& header, SourceRecord& record) {
  const std::string_view identifier = trim(header.child_text("identifier"));
  const std::string repository = repository_of(identifier);
  if (repository == "arxiv.org") {
    record.source = "arxiv";
    if (auto id = canonical_id(without_oai_prefix(identifier))) record.ids.push_back(*std::move(id));
  } else {
    record.source = repository.empty() ? "oai" : "oai:" + clean(repository);
  }
  record.key = record.ids.empty() ? clean(identifier) : record.ids.front();
  record.stated = read_day(trim(header.child_text("datestamp")));
  record.deleted = trim(header.attribute("status")) == "deleted";
}

// "2007-09-13", "2007-09", "2007" or a time stamp; dates of the far future are a repository's "never".
std::optional<PartialDate> read_date(std::string_view text) {
  constexpr int kYearMax = 2100;
  text = trim(text);
  std::optional<PartialDate> date;
  if (const auto day = read_day(text)) {
    date = PartialDate{*day, DatePrecision::kDay};
  } else if (text.size() == 4 || text.size() == 7) {
    if (auto partial = parse_partial_date(text); partial.ok()) date = *partial;
  }
  if (date && year_of(date->day) > kYearMax) return std::nullopt;
  return date;
}

// "Burt, David" -> "David Burt"; what has no comma, or several, stays.
std::string name_in_order(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == kNone || text.find(',', comma + 1) != kNone) return clean(text);
  const std::string family = clean(text.substr(0, comma));
  const std::string given = clean(text.substr(comma + 1));
  return given.empty() ? family : given + " " + family;
}

// ------------------------------------------------------------------------------- Dublin Core

void read_dc_identifier(std::string_view text, SourceRecord& record) {
  const std::string identifier = clean(text);
  if (identifier.starts_with("http") && record.url.empty()) record.url = identifier;
  const auto id = canonical_id(identifier);
  if (!id || record.ids.size() > kIdsMax) return;
  if (std::find(record.ids.begin(), record.ids.end(), *id) == record.ids.end()) record.ids.push_back(*id);
  if (id->starts_with("doi:") && record.doi.empty()) record.doi = id->substr(4);
}

void read_dc(const XmlElement& dc, SourceRecord& record) {
  constexpr std::string_view kComment = "Comment:";
  std::vector<PartialDate> dates;
  for (const XmlElement& field : dc.children) {
    if (field.name == "title" && record.title.empty()) {
      record.title = clean(field.text);
    } else if (field.name == "creator") {
      add(record.authors, name_in_order(field.text), kAuthorsMax);
    } else if (field.name == "description") {
      const std::string_view text = trim(field.text);
      if (text.starts_with(kComment)) {
        record.comment = clean(text.substr(kComment.size()));
      } else if (record.abstract.empty()) {
        record.abstract = clean(text);
      }
    } else if (field.name == "date") {
      if (const auto date = read_date(field.text)) dates.push_back(*date);
    } else if (field.name == "identifier") {
      read_dc_identifier(field.text, record);
    } else if (field.name == "language" && record.language.empty()) {
      record.language = clean(field.text);
    }
  }
  const auto earlier = [](const PartialDate& one, const PartialDate& other) { return one.day < other.day; };
  if (dates.empty()) return;
  record.published = *std::min_element(dates.begin(), dates.end(), earlier);
  const PartialDate last = *std::max_element(dates.begin(), dates.end(), earlier);
  // Only arXiv says what its dates are: of the first and of the last version.
  if (record.source == "arxiv" && last.precision == DatePrecision::kDay) record.updated = last.day;
}

// ---------------------------------------------------------------------- arXiv's own formats

void read_shared_arxiv_fields(const XmlElement& metadata, SourceRecord& record) {
  record.title = clean(metadata.child_text("title"));
  record.abstract = clean(metadata.child_text("abstract"));
  record.comment = clean(metadata.child_text("comments"));
  record.venue = clean(metadata.child_text("journal-ref"));
  record.doi = clean(metadata.child_text("doi"));
  std::string_view categories = trim(metadata.child_text("categories"));
  while (!categories.empty()) {
    const std::size_t end = std::min(categories.find_first_of(" \t\r\n"), categories.size());
    add(record.categories, clean(categories.substr(0, end)), kCategoriesMax);
    categories = trim(categories.substr(end));
  }
  if (record.ids.empty()) {
    if (auto id = canonical_id("arxiv:" + clean(metadata.child_text("id")))) {
      record.ids.push_back(*std::move(id));
      record.key = record.ids.front();
    }
  }
  if (!record.ids.empty()) record.url = "https://arxiv.org/abs/" + record.ids.front().substr(6);
}

void read_arxiv(const XmlElement& metadata, SourceRecord& record) {
  read_shared_arxiv_fields(metadata, record);
  if (const auto created = read_date(metadata.child_text("created"))) record.published = *created;
  record.updated = read_day(trim(metadata.child_text("updated")));
  if (!record.updated && record.published) record.updated = record.published->day;
  const XmlElement* authors = metadata.child("authors");
  if (authors == nullptr) return;
  for (const XmlElement& author : authors->children) {
    std::string name;
    for (const char* part : {"forenames", "keyname", "suffix"}) {
      const std::string text = clean(author.child_text(part));
      if (!text.empty()) name += (name.empty() ? "" : " ") + text;
    }
    add(record.authors, std::move(name), kAuthorsMax);
  }
}

// "A. Smith (MIT), B. Jones and C. Lee" as its submitter typed it: without what is in brackets.
std::vector<std::string> split_raw_authors(std::string_view text) {
  std::string flat;
  int brackets = 0;
  for (const char c : clean(text)) {
    if (c == '(') ++brackets;
    if (brackets == 0) flat += c;
    if (c == ')' && brackets > 0) --brackets;
  }
  constexpr std::string_view kAnd = " and ";
  for (std::size_t at = flat.find(kAnd); at != std::string::npos; at = flat.find(kAnd, at)) {
    flat.replace(at, kAnd.size(), ", ");
  }
  return split_names(flat);
}

void read_arxiv_raw(const XmlElement& metadata, SourceRecord& record) {
  read_shared_arxiv_fields(metadata, record);
  record.authors = split_raw_authors(metadata.child_text("authors"));
  record.submitter_fullname = clean(metadata.child_text("submitter"));
  for (const XmlElement& version : metadata.children) {
    if (version.name != "version") continue;
    const auto sent = read_rfc822(version.child_text("date"));
    if (!sent) continue;
    const Day day = std::chrono::floor<std::chrono::days>(*sent);
    if (!record.published) record.published = PartialDate{day, DatePrecision::kDay};
    if (!record.updated || day > *record.updated) record.updated = day;
  }
}

std::string read_metadata(const XmlElement& metadata, SourceRecord& record) {
  if (metadata.children.empty()) return "no metadata";
  const XmlElement& content = metadata.children.front();
  if (content.name == "arXiv") {
    read_arxiv(content, record);
  } else if (content.name == "arXivRaw") {
    read_arxiv_raw(content, record);
  } else if (content.name == "dc") {
    if (record.source == "arxiv") record.key = "dc:" + record.key;
    read_dc(content, record);
  } else {
    return "metadata in the format " + quote(content.name) + ", which is not read: ask for oai_dc";
  }
  add_doi_ids(record);
  if (record.key.empty()) record.key = default_key(record);
  return {};
}

}  // namespace

std::string read_oai_record(const XmlElement& element, SourceRecord& record) {
  const XmlElement* header = element.name == "header" ? &element : element.child("header");
  if (header == nullptr) return "no header";
  read_header(*header, record);
  if (record.deleted) return record.key.empty() ? "a deleted record without identifier" : broken_rule(record);
  const XmlElement* metadata = element.child("metadata");
  if (metadata == nullptr) return "no metadata";
  std::string reason = read_metadata(*metadata, record);
  return reason.empty() ? broken_rule(record) : reason;
}

}  // namespace broadsheet::formats
