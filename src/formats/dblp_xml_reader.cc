// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/dblp_xml_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "formats/dblp_reader.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_list_reader.h"

namespace broadsheet::formats {
namespace {

// What of the dump is a paper; proceedings as a whole, home pages and data are none.
constexpr std::array<std::string_view, 6> kPapers{"article",   "inproceedings", "incollection",
                                                  "phdthesis", "mastersthesis", "book"};

class DblpXmlReader : public XmlListReader {
 protected:
  bool is_record(std::size_t depth, std::string_view name) const override {
    if (root() == "result") return name == "hit";
    return depth == 2 && std::ranges::find(kPapers, name) != kPapers.end();
  }

  std::string read(const XmlElement& element, SourceRecord& record) override {
    const XmlElement* info = element.child("info");
    const XmlElement& paper = info == nullptr ? element : *info;
    record.source = "dblp";
    record.key = clean(info == nullptr ? element.attribute("key") : info->child_text("key"));
    if (const XmlElement* title = paper.child("title")) record.title = clean(title->all_text());
    if (record.title.ends_with('.') && !record.title.ends_with("..")) record.title.pop_back();
    read_authors(paper, record);
    add_doi(record, paper.child_text("doi"));
    add_identifier(record, paper.child_text("ee"));
    record.published = date_of_parts(trim(paper.child_text("year")), {}, {});
    read_venue(paper, record);
    if (record.url.empty() && info != nullptr) record.url = clean(paper.child_text("url"));
    if (record.key.empty()) record.key = default_key(record);
    return {};
  }

 private:
  // A list of them in answers; the dump has them side by side.
  static void read_authors(const XmlElement& paper, SourceRecord& record) {
    const XmlElement* list = paper.child("authors");
    for (const XmlElement& author : (list == nullptr ? paper : *list).children) {
      if (author.name != "author") continue;
      add_author(record, dblp_name(clean(author.text)), author.attribute("orcid"));
    }
  }

  static void read_venue(const XmlElement& paper, SourceRecord& record) {
    for (const std::string_view name : {"venue", "journal", "booktitle"}) {
      if (record.venue.empty()) set_venue(record, clean(paper.child_text(name)));
    }
  }
};

}  // namespace

bool is_dblp_xml(const Head& head) {
  if (head.root == "result") return head.contains("<completions") && head.contains("<hits");
  return head.root == "dblp";
}

std::unique_ptr<Reader> make_dblp_xml_reader(const ReaderOptions&) {
  return std::make_unique<DblpXmlReader>();
}

}  // namespace broadsheet::formats
