// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/dublin_core_writer.h"

#include "text/xml_text.h"

namespace broadsheet::formats {
namespace {

void add(std::string& xml, std::string_view name, std::string_view text) {
  if (!text.empty()) text::append_xml_element(xml, name, text);
}

void add_identifiers(std::string& xml, const SourceRecord& record, std::string_view page_url) {
  add(xml, "dc:identifier", record.url);
  for (const std::string& id : record.ids) {
    // Our own numbers mean nothing elsewhere.
    if (!id.starts_with("b:")) add(xml, "dc:identifier", id);
  }
  add(xml, "dc:identifier", page_url);
}

}  // namespace

std::string write_dublin_core(const SourceRecord& record, std::string_view page_url) {
  std::string xml = "<oai_dc:dc";
  text::append_xml_attribute(xml, "xmlns:oai_dc", kDublinCoreSpace);
  text::append_xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  text::append_xml_attribute(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  text::append_xml_attribute(xml, "xsi:schemaLocation",
                             std::string(kDublinCoreSpace) + " " + std::string(kDublinCoreSchema));
  xml += ">\n";
  add(xml, "dc:title", record.title);
  for (const std::string& author : record.authors) add(xml, "dc:creator", author);
  for (const std::string& category : record.categories) add(xml, "dc:subject", category);
  add(xml, "dc:description", record.abstract);
  if (!record.comment.empty()) add(xml, "dc:description", "Comment: " + record.comment);
  if (record.published) add(xml, "dc:date", format_partial_date(*record.published));
  if (record.updated) add(xml, "dc:date", format_day(*record.updated));
  add(xml, "dc:type", "text");
  add_identifiers(xml, record, page_url);
  add(xml, "dc:source", record.venue);
  add(xml, "dc:language", record.language);
  return xml + "</oai_dc:dc>\n";
}

}  // namespace broadsheet::formats
