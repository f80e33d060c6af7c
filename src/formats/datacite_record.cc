// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/datacite_record.h"

#include <string>
#include <string_view>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

// The first title without a type is the main one; a subtitle follows it.
void read_titles(const XmlElement& titles, SourceRecord& record) {
  std::string subtitle;
  for (const XmlElement& title : titles.children) {
    const std::string_view type = title.attribute("titleType");
    if (type.empty() && record.title.empty()) record.title = markup_of(title);
    if (type == "Subtitle" && subtitle.empty()) subtitle = markup_of(title);
  }
  if (!record.title.empty() && !subtitle.empty()) record.title += ": " + subtitle;
}

void read_creators(const XmlElement& creators, SourceRecord& record) {
  for (const XmlElement& creator : creators.children) {
    std::string name = name_of_parts(creator.child_text("givenName"), creator.child_text("familyName"));
    if (name.empty()) name = name_in_order(creator.child_text("creatorName"));
    add_author(record, std::move(name), orcid_among(creator, "nameIdentifier"));
  }
}

// "Issued" is the publication; of other dates only the creation comes near it.
void read_dates(const XmlElement& dates, SourceRecord& record) {
  for (const std::string_view wanted : {"Issued", "Available", "Created"}) {
    for (const XmlElement& date : dates.children) {
      if (date.attribute("dateType") != wanted) continue;
      if (!record.published) record.published = iso_date(date.text);
    }
  }
}

void read_identifiers(const XmlElement& list, SourceRecord& record) {
  for (const XmlElement& identifier : list.children) {
    if (const auto id = canonical_id(identifier.text)) add_id(record, *id);
  }
}

}  // namespace

void read_datacite(const XmlElement& resource, SourceRecord& record) {
  for (const XmlElement& field : resource.children) {
    if (field.name == "identifier" && ascii_lower(field.attribute("identifierType")) == "doi") {
      add_doi(record, field.text);
    } else if (field.name == "titles") {
      read_titles(field, record);
    } else if (field.name == "creators") {
      read_creators(field, record);
    } else if (field.name == "dates") {
      read_dates(field, record);
    } else if (field.name == "language" && record.language.empty()) {
      record.language = clean(field.text);
    } else if (field.name == "alternateIdentifiers") {
      read_identifiers(field, record);
    } else if (field.name == "descriptions") {
      for (const XmlElement& description : field.children) {
        const bool is_abstract = description.attribute("descriptionType") == "Abstract";
        if (is_abstract && record.abstract.empty()) record.abstract = markup_of(description);
      }
    }
  }
  if (!record.published) record.published = iso_date(resource.child_text("publicationYear"));
}

}  // namespace broadsheet::formats
