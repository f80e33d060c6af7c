// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/marc_record.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "formats/fields.h"
#include "formats/record_values.h"

namespace broadsheet::formats {
namespace {

std::string_view subfield(const XmlElement& field, std::string_view code) {
  for (const XmlElement& part : field.children) {
    if (part.attribute("code") == code) return part.text;
  }
  return {};
}

// Without the punctuation of catalogue cards, which leads to the next subfield: "Title :", "Name,".
std::string without_card_marks(std::string_view text) {
  text = trim(text);
  while (!text.empty() && std::string_view("/:;,= ").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return clean(text);
}

std::string title_of(const XmlElement& field) {
  std::string title = without_card_marks(subfield(field, "a"));
  for (const XmlElement& part : field.children) {
    const std::string_view code = part.attribute("code");
    if (code != "b" && code != "n" && code != "p") continue;
    const std::string text = without_card_marks(part.text);
    if (!text.empty()) title += (title.empty() ? "" : code == "b" ? ": " : ". ") + text;
  }
  return title;
}

bool says_author(std::string_view role) {
  std::string text = ascii_lower(trim(role));
  while (!text.empty() && (text.back() == '.' || text.back() == ',')) text.pop_back();
  return text == "aut" || text == "author" || text == "cre" || text == "creator" || text == "verfasser";
}

// A main entry without a role is that of an author, and so is an added person.
bool is_author(const XmlElement& field, std::string_view tag) {
  bool has_role = false;
  const std::string_view word = tag == "111" || tag == "711" ? "j" : "e";
  for (const XmlElement& part : field.children) {
    const std::string_view code = part.attribute("code");
    if (code != "4" && code != word) continue;
    if (says_author(part.text)) return true;
    has_role = true;
  }
  return !has_role && (tag.front() == '1' || tag == "700");
}

bool is_name(std::string_view tag) {
  return tag == "100" || tag == "110" || tag == "111" || tag == "700" || tag == "710" || tag == "711";
}

void read_identifier(const XmlElement& field, SourceRecord& record) {
  const std::string scheme = ascii_lower(trim(subfield(field, "2")));
  const std::string_view value = subfield(field, "a");
  if (scheme == "doi") {
    add_doi(record, value);
  } else if (scheme == "arxiv") {
    if (const auto id = canonical_id(value)) add_id(record, *id);
  }
}

void read_date(const XmlElement& field, SourceRecord& record) {
  const std::string_view date = subfield(field, "c");
  if (record.published || date.empty()) return;
  record.published = iso_date(date);
  if (!record.published) record.published = year_within(date);
}

void read_field(const XmlElement& field, std::string_view tag, SourceRecord& record) {
  if (tag == "245" && record.title.empty()) {
    record.title = title_of(field);
  } else if (tag == "520" && record.abstract.empty()) {
    record.abstract = clean(subfield(field, "a"));
  } else if (tag == "024") {
    read_identifier(field, record);
  } else if (tag == "260" || tag == "264") {
    read_date(field, record);
  } else if (tag == "041" && record.language.empty()) {
    record.language = clean(subfield(field, "a"));
  } else if (tag == "773" && record.venue.empty()) {
    record.venue = without_card_marks(subfield(field, "t"));
  } else if (tag == "856") {
    add_identifier(record, subfield(field, "u"));
  }
}

// Field 008 holds the year of the publication and the language at fixed places.
void read_fixed_places(std::string_view text, SourceRecord& record) {
  constexpr std::size_t kYear = 7;
  constexpr std::size_t kLanguage = 35;
  if (!record.published && text.size() >= kYear + 4) record.published = year_within(text.substr(kYear, 4));
  if (!record.language.empty() || text.size() < kLanguage + 3) return;
  const std::string_view language = text.substr(kLanguage, 3);
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (std::all_of(language.begin(), language.end(), is_letter)) record.language = language;
}

std::string_view control_field(const XmlElement& marc, std::string_view tag) {
  for (const XmlElement& field : marc.children) {
    if (field.name == "controlfield" && field.attribute("tag") == tag) return field.text;
  }
  return {};
}

// Of the numbers of a person the one that says that it is ORCID's: "(orcid)0000-0002-1825-0097" or an address
// of it; at CERN "ORCID:0000-0002-1825-0097" in a subfield of its own.
std::string_view orcid_in(const XmlElement& field) {
  constexpr std::string_view kMark = "(orcid)";
  for (const XmlElement& part : field.children) {
    const std::string_view code = part.attribute("code");
    if ((code != "0" && code != "1" && code != "j") || !names_orcid(part.text)) continue;
    const std::string_view number = trim(part.text);
    return number.substr(ascii_lower(number).starts_with(kMark) ? kMark.size() : 0);
  }
  return {};
}

void read_names(const XmlElement& marc, SourceRecord& record) {
  SourceRecord others;
  for (const XmlElement& field : marc.children) {
    const std::string_view tag = field.attribute("tag");
    if (field.name != "datafield" || !is_name(tag)) continue;
    std::string name = name_in_order(without_card_marks(subfield(field, "a")));
    add_author(is_author(field, tag) ? record : others, std::move(name), orcid_in(field));
  }
  if (!record.authors.empty()) return;
  record.authors = std::move(others.authors);
  record.orcids = std::move(others.orcids);
}

}  // namespace

bool is_marc_record(const XmlElement& element) {
  return element.name == "record" && element.child("datafield") != nullptr;
}

void read_marc(const XmlElement& marc, SourceRecord& record) {
  if (record.key.empty()) {
    const std::string number = clean(control_field(marc, "001"));
    const std::string library = clean(control_field(marc, "003"));
    if (!number.empty()) record.key = (library.empty() ? "" : "(" + library + ")") + number;
  }
  constexpr std::size_t kStatus = 5;
  const std::string_view leader = marc.child_text("leader");
  if (leader.size() > kStatus && leader[kStatus] == 'd') record.deleted = true;
  read_names(marc, record);
  for (const XmlElement& field : marc.children) {
    if (field.name == "datafield") read_field(field, field.attribute("tag"), record);
  }
  read_fixed_places(control_field(marc, "008"), record);
}

}  // namespace broadsheet::formats
