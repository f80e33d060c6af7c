// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/mods_record.h"

#include <string>
#include <string_view>
#include <utility>

#include "formats/fields.h"
#include "formats/record_values.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

// "The " + "Title" + ": " + "Subtitle".
std::string title_of(const XmlElement& info) {
  const XmlElement* title = info.child("title");
  if (title == nullptr) return {};
  std::string whole = clean(info.child_text("nonSort"));
  whole += (whole.empty() || whole.back() == '\'' ? "" : " ") + markup_of(*title);
  if (const XmlElement* subtitle = info.child("subTitle")) {
    if (const std::string text = markup_of(*subtitle); !text.empty()) whole += ": " + text;
  }
  for (const char* part : {"partNumber", "partName"}) {
    if (const std::string text = clean(info.child_text(part)); !text.empty()) whole += ". " + text;
  }
  return whole;
}

// Of the first title that is neither an alternative, nor an abbreviation, nor a translation.
std::string main_title(const XmlElement& item) {
  for (const XmlElement& info : item.children) {
    if (info.name != "titleInfo" || !info.attribute("type").empty()) continue;
    if (std::string title = title_of(info); !title.empty()) return title;
  }
  return {};
}

std::string name_of(const XmlElement& name) {
  std::string family;
  std::string given;
  std::string plain;
  std::string suffix;
  for (const XmlElement& part : name.children) {
    if (part.name != "namePart") continue;
    const std::string_view type = part.attribute("type");
    if (type == "date") continue;
    std::string& into = type == "family"           ? family
                        : type == "given"          ? given
                        : type == "termsOfAddress" ? suffix
                                                   : plain;
    into.append(into.empty() ? "" : " ").append(part.text);
  }
  if (!family.empty() || !given.empty()) return name_of_parts(given, family, suffix);
  if (!trim(plain).empty()) return name_in_order(plain);
  return name_in_order(name.child_text("displayForm"));
}

// A name without a role is that of an author.
bool is_author(const XmlElement& name) {
  bool has_role = false;
  for (const XmlElement& role : name.children) {
    if (role.name != "role") continue;
    for (const XmlElement& term : role.children) {
      const std::string text = ascii_lower(trim(term.text));
      if (text == "author" || text == "aut" || text == "creator" || text == "cre") return true;
      has_role = has_role || !text.empty();
    }
  }
  return !has_role;
}

void read_names(const XmlElement& mods, SourceRecord& record) {
  SourceRecord others;
  for (const XmlElement& name : mods.children) {
    if (name.name != "name") continue;
    add_author(is_author(name) ? record : others, name_of(name), orcid_among(name, "nameIdentifier"));
  }
  if (!record.authors.empty()) return;
  record.authors = std::move(others.authors);
  record.orcids = std::move(others.orcids);
}

std::optional<PartialDate> date_of(const XmlElement& item) {
  for (const std::string_view wanted : {"dateIssued", "dateCreated", "copyrightDate", "dateOther"}) {
    for (const XmlElement& origin : item.children) {
      if (origin.name != "originInfo") continue;
      for (const XmlElement& date : origin.children) {
        if (date.name != wanted || date.attribute("point") == "end") continue;
        if (const auto exact = iso_date(date.text)) return exact;
        if (const auto year = year_within(date.text)) return year;
      }
    }
  }
  if (const XmlElement* part = item.child("part")) return iso_date(part->child_text("date"));
  return std::nullopt;
}

void read_host(const XmlElement& host, SourceRecord& record) {
  if (record.venue.empty()) record.venue = main_title(host);
  if (!record.published) record.published = date_of(host);
}

void read_identifier(const XmlElement& identifier, SourceRecord& record) {
  if (identifier.attribute("invalid") == "yes") return;
  const std::string_view type = identifier.attribute("type");
  if (type == "arxiv") {
    if (const auto id = canonical_id(identifier.text)) add_id(record, *id);
  } else if (type == "doi" || type == "uri" || type == "hdl" || type.empty()) {
    add_identifier(record, identifier.text);
  } else if (type == "citekey" && record.key.empty()) {
    record.key = clean(identifier.text);
  }
}

// The page of the item rather than its preview.
void read_location(const XmlElement& location, SourceRecord& record) {
  for (const XmlElement& url : location.children) {
    const bool is_page = url.name == "url" && url.attribute("access") != "preview";
    if (is_page && record.url.empty()) record.url = clean(url.text);
  }
}

void read_field(const XmlElement& field, SourceRecord& record) {
  if (field.name == "abstract" && record.abstract.empty()) {
    record.abstract = markup_of(field);
  } else if (field.name == "identifier") {
    read_identifier(field, record);
  } else if (field.name == "location") {
    read_location(field, record);
  } else if (field.name == "language" && record.language.empty()) {
    const std::string_view term = field.child_text("languageTerm");
    record.language = clean(term.empty() ? std::string_view(field.text) : term);
  } else if (field.name == "relatedItem" && field.attribute("type") == "host") {
    read_host(field, record);
  }
}

}  // namespace

void read_mods(const XmlElement& mods, SourceRecord& record) {
  if (const XmlElement* info = mods.child("recordInfo"); info != nullptr && record.key.empty())
    record.key = clean(info->child_text("recordIdentifier"));
  if (record.key.empty()) record.key = clean(mods.attribute("ID"));
  record.title = main_title(mods);
  record.published = date_of(mods);
  read_names(mods, record);
  for (const XmlElement& field : mods.children) read_field(field, record);
}

}  // namespace broadsheet::formats
