// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/atom_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <string>
#include <utility>

#include "formats/arxiv_announcement.h"
#include "formats/feed_text.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kArxivSource = "arxiv";

// The link of a relation; "alternate" is the one without any.
std::string_view link_of(const XmlElement& entry, std::string_view relation) {
  for (const XmlElement& link : entry.children) {
    if (link.name != "link") continue;
    std::string_view rel = link.attribute("rel");
    if (rel.empty()) rel = "alternate";
    if (rel == relation) return link.attribute("href");
  }
  return {};
}

std::optional<std::string> id_of(const XmlElement& entry) {
  if (auto id = canonical_id(without_oai_prefix(entry.child_text("id")))) return id;
  return canonical_id(link_of(entry, "alternate"));
}

// "Error" as arXiv's API says it: what it has to say.
std::optional<std::string> api_error(const XmlElement& entry) {
  if (entry.child_text("id").find("/api/errors") == kNone) return std::nullopt;
  return "the API answered: " + clean(entry.child_text("summary"));
}

// The creators of arXiv are a list; those of other feeds may be inverted names.
void read_authors(const XmlElement& entry, bool is_arxiv, SourceRecord& record) {
  std::vector<std::string> creators;
  for (const XmlElement& child : entry.children) {
    if (child.name == "author") {
      add_author(record, clean(child.child_text("name")), child.child_text("uri"));
    } else if (child.name == "creator" && is_arxiv) {
      for (std::string& name : split_names(child.text)) add_author(record, std::move(name));
    } else if (child.name == "creator") {
      add_text(creators, child.text, kAuthorsMax);
    }
  }
  if (record.authors.empty() && !creators.empty()) record.authors = feed_authors(creators);
}

// The primary category first.
void read_categories(const XmlElement& entry, SourceRecord& record) {
  const auto add = [&](std::string_view term) {
    std::string category = clean(term);
    const bool known =
        std::find(record.categories.begin(), record.categories.end(), category) != record.categories.end();
    if (!category.empty() && !known && record.categories.size() <= kCategoriesMax) {
      record.categories.push_back(std::move(category));
    }
  };
  if (const XmlElement* primary = entry.child("primary_category")) add(primary->attribute("term"));
  for (const XmlElement& child : entry.children) {
    if (child.name == "category") add(child.attribute("term"));
  }
}

std::string abstract_of(const XmlElement& entry) {
  for (const std::string_view name : {"summary", "content"}) {
    const XmlElement* text = entry.child(name);
    if (text == nullptr) continue;
    const std::string whole = text->all_text();
    if (const auto announcement = read_arxiv_announcement(whole)) return clean(announcement->abstract);
    // Markup of "html" is escaped once more; the one of "xhtml" is gone already.
    std::string abstract = text->attribute("type") == "html" ? feed_abstract(whole) : clean(whole);
    if (!abstract.empty()) return abstract;
  }
  return {};
}

// The first of these fields that says something.
std::string first_text(const XmlElement& entry, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string text = clean(entry.child_text(name)); !text.empty()) return text;
  }
  return {};
}

std::string doi_of(const XmlElement& entry) {
  std::string doi = first_text(entry, {"doi", "DOI"});
  // dc:identifier may be anything.
  if (doi.empty() && !doi_ids(entry.child_text("identifier")).empty())
    doi = clean(entry.child_text("identifier"));
  return doi;
}

class AtomReader final : public Reader, private XmlRecords::Handler {
 public:
  explicit AtomReader(const ReaderOptions&) : xml_(*this) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    sink_ = &sink;
    return xml_.feed(bytes);
  }

  Result<void> finish(RecordSink& sink) override {
    sink_ = &sink;
    TRY_VOID(xml_.finish());
    if (entries_ == 0 && !stopped_) sink.on_note("empty list");
    return {};
  }

 private:
  bool is_record(std::size_t depth, std::string_view name) const override {
    return name == "entry" && (depth == 2 || depth == 1);
  }

  void on_field(std::size_t depth, const XmlElement& field) override {
    if (depth != 2 || field.name != "link" || !host_.empty()) return;
    host_ = clean(host_of(field.attribute("href")));
  }

  bool stopped() const override { return stopped_; }

  void on_record(XmlRecord&& found) override {
    ++entries_;
    SourceRecord record;
    std::string reason;
    if (found.too_long) {
      reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    } else if (std::optional<std::string> error = api_error(found.element)) {
      sink_->on_note(*std::move(error));
      return;
    } else {
      read_entry(found.element, record);
      reason = broken_rule(record);
    }
    if (reason.empty()) {
      sink_->on_record(std::move(record), found.raw, found.where);
    } else {
      sink_->on_reject(
          {found.where, record.ids.empty() ? std::string() : record.ids.front(), std::move(reason)});
    }
    stopped_ = sink_->stopped();
  }

  void read_entry(const XmlElement& entry, SourceRecord& record) const {
    if (const XmlElement* title = entry.child("title")) record.title = clean(title->all_text());
    record.abstract = abstract_of(entry);
    record.url = clean(link_of(entry, "alternate"));
    record.comment = clean(entry.child_text("comment"));
    record.venue = first_text(entry, {"journal_ref", "journal_reference", "publicationName"});
    record.doi = doi_of(entry);
    read_categories(entry, record);
    if (auto id = id_of(entry)) record.ids.push_back(*std::move(id));
    add_doi_ids(record);
    const bool is_arxiv = !record.ids.empty() && record.ids.front().starts_with("arxiv:");
    read_authors(entry, is_arxiv, record);
    read_source_and_days(entry, record);
  }

  void read_source_and_days(const XmlElement& entry, SourceRecord& record) const {
    const std::optional<Day> published = read_day(trim(entry.child_text("published")));
    const std::optional<Day> updated = read_day(trim(entry.child_text("updated")));
    const bool is_arxiv = !record.ids.empty() && record.ids.front().starts_with("arxiv:");
    const XmlElement* announced = entry.child("announce_type");
    if (is_arxiv && announced != nullptr) {
      announce(record, record.ids.front(), announce_type(announced->text), published ? published : updated,
               version_in(trim(entry.child_text("id"))));
      return;
    }
    if (published) record.published = PartialDate{*published, DatePrecision::kDay};
    if (const auto date = iso_date(first_text(entry, {"publicationDate", "coverDate", "date"})))
      record.published = date;
    record.updated = updated;
    if (is_arxiv) {
      record.source = kArxivSource;
      record.key = record.ids.front();
      if (published) add_version(record, 1, *published);
      if (updated) add_version(record, version_in(trim(entry.child_text("id"))), *updated);
      read_arxiv_notice(record);
      return;
    }
    record.source = host_.empty() ? "atom" : "atom:" + host_;
    record.key = clean(entry.child_text("id"));
    if (record.key.empty()) record.key = default_key(record);
  }

  XmlRecords xml_;
  RecordSink* sink_ = nullptr;  // of the call at hand
  std::string host_;
  std::uint64_t entries_ = 0;
  bool stopped_ = false;
};

}  // namespace

bool is_atom(const Head& head) {
  return head.root == "feed" || head.root == "entry";
}

std::unique_ptr<Reader> make_atom_reader(const ReaderOptions& options) {
  return std::make_unique<AtomReader>(options);
}

}  // namespace broadsheet::formats
