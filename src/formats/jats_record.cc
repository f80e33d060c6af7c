// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/jats_record.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

std::string name_of(const XmlElement& contributor) {
  const XmlElement* name = contributor.child("name");
  if (const XmlElement* names = contributor.child("name-alternatives"); name == nullptr && names != nullptr)
    name = names->child("name");
  if (name != nullptr) {
    return name_of_parts(name->child_text("given-names"), name->child_text("surname"),
                         name->child_text("suffix"));
  }
  if (const XmlElement* text = contributor.child("string-name")) return clean(text->all_text());
  return clean(contributor.child_text("collab"));
}

void read_contributors(const XmlElement& group, SourceRecord& record) {
  for (const XmlElement& contributor : group.children) {
    const std::string_view type = contributor.attribute("contrib-type");
    if (contributor.name != "contrib" || (!type.empty() && type != "author")) continue;
    add_author(record, name_of(contributor), orcid_among(contributor, "contrib-id"));
  }
}

void read_id(const XmlElement& id, SourceRecord& record) {
  const std::string_view type = id.attribute("pub-id-type");
  if (type == "doi" || type == "arxiv") add_doi(record, id.text);
}

// The earliest of the dates of print, web and collection.
void read_date(const XmlElement& date, SourceRecord& record) {
  const auto found = date_of_parts(date.child_text("year"), date.child_text("month"), date.child_text("day"));
  if (!found) return;
  const bool is_finer = record.published && found->precision < record.published->precision &&
                        year_of(found->day) == year_of(record.published->day);
  if (!record.published || is_finer || found->day < record.published->day) record.published = found;
}

void read_article_meta(const XmlElement& meta, SourceRecord& record) {
  for (const XmlElement& field : meta.children) {
    if (field.name == "title-group" && record.title.empty()) {
      if (const XmlElement* title = field.child("article-title")) record.title = markup_of(*title);
    } else if (field.name == "contrib-group") {
      read_contributors(field, record);
    } else if (field.name == "abstract" && record.abstract.empty() &&
               field.attribute("abstract-type").empty()) {
      record.abstract = markup_of(field);
    } else if (field.name == "article-id") {
      read_id(field, record);
    } else if (field.name == "pub-date") {
      read_date(field, record);
    }
  }
}

std::string journal_title(const XmlElement& meta) {
  const XmlElement* group = meta.child("journal-title-group");
  return clean((group == nullptr ? meta : *group).child_text("journal-title"));
}

}  // namespace

void read_jats(const XmlElement& article, SourceRecord& record) {
  record.language = clean(article.attribute("lang"));
  const XmlElement* front = article.child("front");
  if (front == nullptr) return;
  if (const XmlElement* meta = front->child("article-meta")) read_article_meta(*meta, record);
  if (const XmlElement* journal = front->child("journal-meta")) record.venue = journal_title(*journal);
}

}  // namespace broadsheet::formats
