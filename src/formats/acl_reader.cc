// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/acl_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_list_reader.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

struct Volume {
  std::string id;
  std::string title;
  std::string journal;
  std::optional<PartialDate> published;
  std::vector<std::string> venues;
};

// "July", "July 8-12" and "7" are a month; "July-August" and "Summer" are none.
std::optional<PartialDate> date_of(std::string_view year, std::string_view month) {
  month = trim(month);
  const std::string_view first = month.substr(0, month.find_first_of(" -/,&\xE2"));
  const std::string_view rest = month.substr(first.size());
  const bool names_another =
      std::any_of(rest.begin(), rest.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  return date_of_parts(year, names_another ? std::string_view() : first, {});
}

// In files before 2020 the volume is part of the paper's number: collection P18, volume 1, paper 12 is
// P18-1012.
std::string paper_id(std::string_view collection, std::string_view volume, std::string_view paper) {
  const bool is_old = collection.size() == 3 && collection[0] >= 'A' && collection[0] <= 'Z';
  if (!is_old) return fmt::format("{}-{}.{}", collection, volume, paper);
  // Workshops have two digits for the volume; these collections follow them.
  const bool is_wide = collection[0] == 'W' || collection == "C69" || collection == "D19";
  const bool is_workshop_of_d19 = collection == "D19" && volume.size() == 1 && volume < "5";
  if (!is_wide || is_workshop_of_d19) return fmt::format("{}-{}{:0>3}", collection, volume, paper);
  return fmt::format("{}-{:0>2}{:0>2}", collection, volume, paper);
}

std::string name_of(const XmlElement& author) {
  return name_of_parts(author.child_text("first"), author.child_text("last"));
}

void read_url(std::string_view url, std::string_view id, SourceRecord& record) {
  url = trim(url);
  if (url.starts_with("http")) {
    record.url = clean(url);
  } else if (!id.empty()) {
    record.url = "https://aclanthology.org/" + std::string(id) + "/";
  }
}

void read_field(const XmlElement& field, SourceRecord& record) {
  if (field.name == "title") {
    record.title = markup_of(field);
  } else if (field.name == "author") {
    add_author(record, name_of(field), field.attribute("orcid"));
  } else if (field.name == "abstract") {
    record.abstract = markup_of(field);
  } else if (field.name == "doi") {
    record.doi = clean(field.text);
  } else if (field.name == "language") {
    record.language = clean(field.text);
  } else if (field.name == "note") {
    record.comment = markup_of(field);
  } else if (field.name == "retracted" || field.name == "removed") {
    record.deleted = true;
    record.notice = notice_of((field.name == "retracted" ? "Retracted: " : "Removed: ") + markup_of(field));
    record.stated = read_day(trim(field.attribute("date")));
  } else if (field.name == "revision") {
    if (const auto day = read_day(trim(field.attribute("date"))))
      add_version(record, version_number(field.attribute("id")), *day);
  }
}

class AclReader final : public XmlListReader {
 private:
  bool is_record(std::size_t depth, std::string_view name) const override {
    if (depth == 1) return name == "paper";
    return depth == 3 && (name == "paper" || name == "meta" || name == "frontmatter");
  }

  void on_start(std::size_t depth, const XmlElement& element) override {
    if (depth == 1 && element.name == "collection") collection_ = clean(element.attribute("id"));
    if (depth == 2 && element.name == "volume") {
      volume_ = Volume();
      volume_.id = clean(element.attribute("id"));
    }
  }

  bool is_passed_over(const XmlElement& element) override {
    if (element.name == "meta") read_meta(element);
    return element.name != "paper";
  }

  void read_meta(const XmlElement& meta) {
    if (const XmlElement* title = meta.child("booktitle")) volume_.title = markup_of(*title);
    volume_.journal = clean(meta.child_text("journal-title"));
    volume_.published = date_of(meta.child_text("year"), meta.child_text("month"));
    for (const XmlElement& field : meta.children) {
      if (field.name == "venue") add_text(volume_.venues, clean(field.text), kCategoriesMax);
    }
  }

  std::string read(const XmlElement& paper, SourceRecord& record) override {
    record.source = "acl-anthology";
    std::string printed;
    const std::string number = clean(paper.attribute("id"));
    if (!collection_.empty() && !volume_.id.empty() && !number.empty()) {
      printed = paper_id(collection_, volume_.id, number);
      record.key = printed;
      if (const auto id = canonical_id(printed)) {
        add_id(record, *id);
        record.key = *id;
      }
    }
    record.venue = volume_.journal.empty() ? volume_.title : volume_.journal;
    record.published = volume_.published;
    record.categories = volume_.venues;
    for (const XmlElement& field : paper.children) read_field(field, record);
    add_doi_ids(record);
    read_url(paper.child_text("url"), printed, record);
    if (record.key.empty()) record.key = default_key(record);
    return {};
  }

  std::string collection_;
  Volume volume_;
};

}  // namespace

bool is_acl_xml(const Head& head) {
  return head.root == "collection" && head.contains("<volume ") && head.contains("<meta>");
}

std::unique_ptr<Reader> make_acl_xml_reader(const ReaderOptions&) {
  return std::make_unique<AclReader>();
}

}  // namespace broadsheet::formats
