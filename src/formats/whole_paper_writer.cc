// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <optional>
#include <string>
#include <string_view>

#include "formats/limits.h"
#include "formats/whole_paper.h"
#include "text/xml_text.h"

namespace broadsheet::formats {
namespace {

using text::append_xml_attribute;
using text::append_xml_element;

// Room for the header of the protocol around it.
constexpr std::size_t kPaperBytesMax = kRecordBytesMax - (std::size_t{16} << 10);

void add_text(std::string& xml, std::string_view name, std::string_view text) {
  if (!text.empty()) append_xml_element(xml, name, text);
}

void add_texts(std::string& xml, std::string_view name, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) append_xml_element(xml, name, text);
}

void add_day(std::string& xml, std::string_view name, const std::optional<Day>& day) {
  if (day) append_xml_element(xml, name, format_day(*day));
}

void add_count(std::string& xml, std::string_view name, const std::optional<std::uint32_t>& count) {
  if (count) append_xml_element(xml, name, std::to_string(*count));
}

// <name, then attributes by add_attribute(), then end_tag().
void begin_tag(std::string& xml, std::string_view name) {
  xml.append("<").append(name);
}
void add_attribute(std::string& xml, std::string_view name, std::string_view value) {
  if (!value.empty()) append_xml_attribute(xml, name, value);
}
void end_tag(std::string& xml, std::string_view name, std::string_view text) {
  xml.append(">").append(text::escape_xml(text)).append("</").append(name).append(">");
}

void write_authors(std::string& xml, const SourceRecord& record) {
  add_count(xml, "author-count", record.author_count);
  for (std::size_t i = 0; i < record.authors.size(); ++i) {
    begin_tag(xml, "author");
    if (i < record.orcids.size()) add_attribute(xml, "orcid", record.orcids[i]);
    end_tag(xml, "author", record.authors[i]);
  }
}

void write_dates(std::string& xml, const SourceRecord& record) {
  if (record.published) {
    begin_tag(xml, "published");
    if (record.published_inferred) add_attribute(xml, "inferred", "true");
    end_tag(xml, "published", format_partial_date(*record.published));
  }
  add_day(xml, "updated", record.updated);
  add_day(xml, "stated", record.stated);
  add_day(xml, "listed", record.listed);
  if (record.announced) {
    begin_tag(xml, "announced");
    add_attribute(xml, "type", announce_type_name(record.announced->type));
    if (record.announced->version > 0)
      add_attribute(xml, "version", std::to_string(record.announced->version));
    end_tag(xml, "announced", format_day(record.announced->day));
  }
  for (const SourceVersion& version : record.versions) {
    begin_tag(xml, "version");
    add_attribute(xml, "number", std::to_string(version.number));
    end_tag(xml, "version", format_day(version.day));
  }
  if (record.featured) {
    begin_tag(xml, "featured");
    if (record.feed_place) add_attribute(xml, "place", std::to_string(*record.feed_place));
    end_tag(xml, "featured", format_day(*record.featured));
  }
}

void write_readers_part(std::string& xml, const SourceRecord& record) {
  if (record.votes) {
    begin_tag(xml, "votes");
    add_attribute(xml, "at", format_instant(record.votes->observed_at));
    end_tag(xml, "votes", std::to_string(record.votes->upvotes));
  }
  add_count(xml, "comments", record.comments);
  if (record.organization) {
    begin_tag(xml, "organization");
    add_attribute(xml, "handle", record.organization->handle);
    end_tag(xml, "organization", record.organization->fullname);
  }
  if (!record.submitter.empty() || !record.submitter_fullname.empty()) {
    begin_tag(xml, "submitter");
    add_attribute(xml, "name", record.submitter);
    end_tag(xml, "submitter", record.submitter_fullname);
  }
  add_text(xml, "project-page", record.project_page);
  add_text(xml, "code", record.github_repo);
  add_count(xml, "code-stars", record.github_stars);
  add_text(xml, "thumbnail", record.thumbnail);
  add_texts(xml, "media", record.media_urls);
  add_text(xml, "ai-summary", record.ai_summary);
  add_texts(xml, "ai-keyword", record.ai_keywords);
  add_texts(xml, "linked-model", record.linked_models);
  add_texts(xml, "linked-dataset", record.linked_datasets);
  add_texts(xml, "linked-space", record.linked_spaces);
}

void write_facts(std::string& xml, const SourceRecord& record) {
  add_texts(xml, "id", record.ids);
  add_text(xml, "title", record.title);
  add_text(xml, "abstract", record.abstract);
  add_text(xml, "summary", record.short_summary);
  write_authors(xml, record);
  write_dates(xml, record);
  add_texts(xml, "category", record.categories);
  add_text(xml, "venue", record.venue);
  add_text(xml, "doi", record.doi);
  add_text(xml, "url", record.url);
  add_text(xml, "comment", record.comment);
  add_text(xml, "language", record.language);
  write_readers_part(xml, record);
  add_text(xml, "notice", record.notice);
}

void write_days(std::string& xml, const WholeWord& word) {
  for (const Day day : word.since) append_xml_element(xml, "since", format_day(day));
  for (const Day day : word.versions) append_xml_element(xml, "updated-before", format_day(day));
}

void write_record(std::string& xml, const WholeRecord& whole, bool with_earlier) {
  begin_tag(xml, "record");
  append_xml_attribute(xml, "source", whole.now.record.source);
  append_xml_attribute(xml, "key", whole.now.record.key);
  xml += ">";
  write_facts(xml, whole.now.record);
  if (whole.withdrawal) {
    begin_tag(xml, "withdrawn");
    if (whole.withdrawal->day) add_attribute(xml, "day", format_day(*whole.withdrawal->day));
    end_tag(xml, "withdrawn", whole.withdrawal->reason);
  }
  write_days(xml, whole.now);
  for (const WholeWord& earlier : whole.earlier) {
    if (!with_earlier) break;
    xml += "<earlier>";
    write_facts(xml, earlier.record);
    write_days(xml, earlier);
    xml += "</earlier>";
  }
  xml += "</record>\n";
}

std::string write(const WholePaper& paper, std::string_view schema_url, bool with_earlier) {
  std::string xml = "<paper";
  append_xml_attribute(xml, "xmlns", kWholePaperSpace);
  append_xml_attribute(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  append_xml_attribute(xml, "xsi:schemaLocation",
                       std::string(kWholePaperSpace) + " " + std::string(schema_url));
  append_xml_attribute(xml, "id", paper.id);
  xml += ">\n";
  for (const WholeRecord& record : paper.records) write_record(xml, record, with_earlier);
  for (const VoteObservation& votes : paper.votes) {
    begin_tag(xml, "votes");
    append_xml_attribute(xml, "source", votes.source);
    append_xml_attribute(xml, "at", format_instant(votes.count.observed_at));
    add_attribute(xml, "feed", votes.feed);
    end_tag(xml, "votes", std::to_string(votes.count.upvotes));
    xml += "\n";
  }
  return xml + "</paper>\n";
}

}  // namespace

std::string write_whole_paper(const WholePaper& paper, std::string_view schema_url) {
  std::string xml = write(paper, schema_url, true);
  return xml.size() <= kPaperBytesMax ? xml : write(paper, schema_url, false);
}

}  // namespace broadsheet::formats
