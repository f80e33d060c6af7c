// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/endnote_xml_reader.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/fields.h"
#include "formats/tagged_format.h"
#include "formats/tagged_record.h"
#include "formats/xml_list_reader.h"

namespace broadsheet::formats {

namespace {

// Where a value stands in a record, and the tag of refer that it would have.
struct Place {
  std::string_view path;
  std::string_view tag;
};

constexpr std::string_view kUrlTag = "%U";

// The key of a library ("rec-number") is another in each library, and so is none here, as in refer.
constexpr std::array<Place, 15> kPlaces{{
    {"titles/title", "%T"},
    {"contributors/authors/author", "%A"},
    {"periodical/full-title", "%J"},
    {"titles/secondary-title", "%B"},
    {"titles/tertiary-title", "%S"},
    {"abstract", "%X"},
    {"dates/year", "%D"},
    {"dates/pub-dates/date", "%8"},
    {"electronic-resource-num", "%R"},
    {"urls/related-urls/url", kUrlTag},
    {"urls/web-urls/url", kUrlTag},
    {"urls/text-urls/url", kUrlTag},
    {"language", "%G"},
    {"notes", "%Z"},
    {"research-notes", "%O"},
}};

void add_values(const XmlElement& element, std::string_view path, std::string_view tag,
                std::vector<TaggedValue>& values) {
  const std::size_t slash = path.find('/');
  const std::string_view name = path.substr(0, slash);
  for (const XmlElement& child : element.children) {
    if (child.name != name) continue;
    if (slash != std::string_view::npos) {
      add_values(child, path.substr(slash + 1), tag, values);
      continue;
    }
    std::string text(trim(child.all_text()));
    // "<Go to ISI>://000200148800014" leads nowhere but within EndNote.
    if (!text.empty() && (tag != kUrlTag || text.starts_with("http")))
      values.push_back({std::string(tag), std::move(text)});
  }
}

class EndnoteXmlReader final : public XmlListReader {
 protected:
  bool is_record(std::size_t depth, std::string_view name) const override {
    return depth > 1 && name == "record";
  }

  std::string read(const XmlElement& element, SourceRecord& record) override {
    std::vector<TaggedValue> values;
    for (const Place& place : kPlaces) add_values(element, place.path, place.tag, values);
    return read_tagged_record(endnote_format(), values, record);
  }
};

}  // namespace

bool is_endnote_xml(const Head& head) {
  if (head.root != "xml" || !head.contains("<records")) return false;
  return head.contains("<ref-type") || head.contains("<titles>") || head.contains("<rec-number");
}

std::unique_ptr<Reader> make_endnote_xml_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<EndnoteXmlReader>();
}

}  // namespace broadsheet::formats
