// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/library_reader.h"

#include <string>
#include <string_view>

#include "formats/fields.h"
#include "formats/marc_record.h"
#include "formats/mods_record.h"
#include "formats/xml_list_reader.h"

namespace broadsheet::formats {
namespace {

class ModsReader : public XmlListReader {
 protected:
  bool is_record(std::size_t, std::string_view name) const override { return name == "mods"; }

  std::string read(const XmlElement& element, SourceRecord& record) override {
    record.source = "mods";
    read_mods(element, record);
    if (const XmlElement* info = element.child("recordInfo"))
      record.key = clean(info->child_text("recordIdentifier"));
    if (record.key.empty()) record.key = default_key(record);
    return {};
  }
};

class MarcXmlReader : public XmlListReader {
 protected:
  // In an answer of SRU a record of its own stands around the one of MARC.
  bool is_record(std::size_t, std::string_view name) const override { return name == "record"; }

  std::string read(const XmlElement& element, SourceRecord& record) override {
    const XmlElement* marc = &element;
    if (const XmlElement* data = element.child("recordData")) {
      marc = data->child("record");
      if (marc == nullptr) marc = &element;
    }
    record.source = "marcxml";
    read_marc(*marc, record);
    for (const XmlElement& field : marc->children) {
      if (field.name == "controlfield" && field.attribute("tag") == "001") record.key = clean(field.text);
    }
    if (record.key.empty()) record.key = default_key(record);
    return {};
  }
};

}  // namespace

bool is_mods(const Head& head) {
  return head.root == "modsCollection" || head.root == "mods";
}

std::unique_ptr<Reader> make_mods_reader(const ReaderOptions&) {
  return std::make_unique<ModsReader>();
}

bool is_marc_xml(const Head& head) {
  if (!head.contains("<leader>") && !head.contains(":leader>")) return false;
  return head.root == "collection" || head.root == "record" || head.root == "searchRetrieveResponse";
}

std::unique_ptr<Reader> make_marc_xml_reader(const ReaderOptions&) {
  return std::make_unique<MarcXmlReader>();
}

}  // namespace broadsheet::formats
