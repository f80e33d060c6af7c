// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_record.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "formats/author_names.h"
#include "formats/datacite_record.h"
#include "formats/dublin_core.h"
#include "formats/fields.h"
#include "formats/jats_record.h"
#include "formats/limits.h"
#include "formats/marc_record.h"
#include "formats/mods_record.h"
#include "formats/record_values.h"
#include "formats/whole_paper.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

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
    add_text(record.categories, clean(categories.substr(0, end)), kCategoriesMax);
    categories = trim(categories.substr(end));
  }
  if (record.ids.empty()) {
    if (auto id = canonical_id("arxiv:" + clean(metadata.child_text("id")))) {
      record.ids.push_back(*std::move(id));
      record.key = record.ids.front();
    }
  }
  if (!record.ids.empty()) record.url = "https://arxiv.org/abs/" + record.ids.front().substr(6);
  read_arxiv_notice(record);
}

void read_arxiv(const XmlElement& metadata, SourceRecord& record) {
  read_shared_arxiv_fields(metadata, record);
  if (const auto created = iso_date(metadata.child_text("created"))) record.published = *created;
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
    add_author(record, std::move(name));
  }
}

void read_arxiv_raw(const XmlElement& metadata, SourceRecord& record) {
  read_shared_arxiv_fields(metadata, record);
  record.authors = split_raw_authors(metadata.child_text("authors"));
  record.submitter_fullname = clean(metadata.child_text("submitter"));
  for (const XmlElement& version : metadata.children) {
    if (version.name != "version") continue;
    read_version(record, version.attribute("version"), version.child_text("date"));
  }
}

void read_archive_dublin_core(const XmlElement& dc, SourceRecord& record) {
  // It says less than the archive's own formats and must not replace what they say.
  if (record.source == "arxiv") record.key = "dc:" + record.key;
  read_dublin_core(dc, record);
}

// --------------------------------------------------------------------------- other formats

// The Directory Interchange Format of earth science: data sets rather than papers.
void read_dif(const XmlElement& dif, SourceRecord& record) {
  record.title = clean(dif.child_text("Entry_Title"));
  if (const XmlElement* summary = dif.child("Summary")) record.abstract = clean(summary->all_text());
  for (const XmlElement& field : dif.children) {
    if (field.name == "Data_Set_Citation") {
      add_author(record, name_in_order(field.child_text("Dataset_Creator")));
      if (!record.published) record.published = iso_date(field.child_text("Dataset_Release_Date"));
      add_doi(record, field.child_text("Dataset_DOI"));
    } else if (field.name == "Related_URL" && record.url.empty()) {
      record.url = clean(field.child_text("URL"));
    }
  }
}

using ReadMetadata = void (*)(const XmlElement&, SourceRecord&);

// How an element is read; null for one that is none of the formats.
ReadMetadata reading_of(const XmlElement& element) {
  struct Named {
    std::string_view name;
    ReadMetadata read;
  };
  constexpr std::array kNamed{Named{"arXiv", read_arxiv},
                              Named{"arXivRaw", read_arxiv_raw},
                              Named{"dc", read_archive_dublin_core},
                              Named{"qualifieddc", read_archive_dublin_core},
                              Named{"dcterms", read_archive_dublin_core},
                              Named{"thesis", read_archive_dublin_core},
                              Named{"mods", read_mods},
                              Named{"resource", read_datacite},
                              Named{"article", read_jats},
                              Named{"DIF", read_dif}};
  if (is_marc_record(element)) return read_marc;
  const auto found = std::find_if(kNamed.begin(), kNamed.end(),
                                  [&](const Named& named) { return named.name == element.name; });
  return found == kNamed.end() ? nullptr : found->read;
}

// The first element of a format that we read: METS, DIDL, RDF and others only wrap one.
const XmlElement* find_metadata(const XmlElement& element) {
  if (reading_of(element) != nullptr) return &element;
  for (const XmlElement& child : element.children) {
    if (const XmlElement* found = find_metadata(child)) return found;
  }
  return nullptr;
}

std::string read_metadata(const XmlElement& metadata, SourceRecord& record) {
  if (metadata.children.empty()) return "no metadata";
  const XmlElement* content = find_metadata(metadata);
  if (content == nullptr) {
    return "metadata in the format " + quote(metadata.children.front().name) +
           ", which is not read: ask for oai_dc";
  }
  reading_of (*content)(*content, record);
  add_doi_ids(record);
  if (record.key.empty()) record.key = default_key(record);
  return {};
}

}  // namespace

const XmlElement* whole_paper_in(const XmlElement& record) {
  const XmlElement* metadata = record.child("metadata");
  if (metadata == nullptr || metadata->children.empty()) return nullptr;
  const XmlElement& content = metadata->children.front();
  return is_whole_paper(content) ? &content : nullptr;
}

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
