// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_record.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bibtex_text.h"
#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/language_tag.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// What may lack a title of its own, because "booktitle" names the thing itself.
bool is_whole_book(std::string_view type) {
  return type == "book" || type == "collection" || type == "proceedings" || type == "mvbook" ||
         type == "mvcollection" || type == "mvproceedings" || type == "periodical";
}

std::string title_of(const BibtexEntry& entry) {
  std::string title = bibtex_text(entry.value("title"));
  if (title.empty() && is_whole_book(entry.type))
    title = bibtex_text(entry.first_of({"booktitle", "journaltitle", "maintitle"}));
  const std::string subtitle = bibtex_text(entry.value("subtitle"));
  if (title.empty() || subtitle.empty()) return title;
  const bool ends_itself = std::string_view(":?!.").find(title.back()) != std::string_view::npos;
  return title + (ends_itself ? " " : ": ") + subtitle;
}

// {1="0000-0002-1825-0097"; 3="..."}, by places that count from 1.
std::vector<std::string_view> orcids_of(std::string_view annotation) {
  std::vector<std::string_view> orcids;
  while (!annotation.empty()) {
    const std::size_t end = std::min(annotation.find(';'), annotation.size());
    const std::string_view item = annotation.substr(0, end);
    annotation.remove_prefix(std::min(end + 1, annotation.size()));
    const std::size_t equals = std::min(item.find('='), item.size());
    const std::string_view number = trim(item.substr(0, equals));
    std::size_t place = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), place);
    // What goes on is said of a part of the name.
    if (error != std::errc{} || stop != number.data() + number.size()) continue;
    if (place == 0 || place > kAuthorsMax) continue;
    std::string_view orcid = trim(item.substr(std::min(equals + 1, item.size())));
    if (orcid.size() > 1 && orcid.front() == '"' && orcid.back() == '"')
      orcid = orcid.substr(1, orcid.size() - 2);
    if (orcids.size() < place) orcids.resize(place);
    orcids[place - 1] = orcid;
  }
  return orcids;
}

void read_authors(const BibtexEntry& entry, SourceRecord& record) {
  const std::vector<std::string_view> orcids = orcids_of(entry.value(kAuthorOrcids));
  std::vector<std::string> names = bibtex_names(entry.value("author"));
  for (std::size_t i = 0; i < names.size(); ++i) {
    add_author(record, std::move(names[i]), i < orcids.size() ? orcids[i] : std::string_view());
  }
}

// "8", "aug", "August"; 0 for what is neither.
unsigned month_of(std::string_view text) {
  text = trim(text);
  if (const unsigned month = month_number(text); month != 0) return month;
  unsigned month = 0;
  for (const char c : text.substr(0, 3)) {
    if (c < '0' || c > '9') break;
    month = month * 10 + static_cast<unsigned>(c - '0');
  }
  return month;
}

std::optional<PartialDate> published_of(const BibtexEntry& entry) {
  if (const auto date = loose_date(bibtex_verbatim(entry.value("date")))) return date;
  const auto year = loose_date(bibtex_verbatim(entry.value("year")));
  if (!year || year->precision != DatePrecision::kYear) return year;
  std::string month_text = bibtex_verbatim(entry.value("month"));
  std::replace(month_text.begin(), month_text.end(), '~', ' ');
  // "10~jan" and "jan 10" hold the day, too.
  std::optional<PartialDate> date;
  const bool has_name = std::any_of(month_text.begin(), month_text.end(), [](char c) { return c >= 'A'; });
  if (has_name) date = loose_date(month_text + " " + format_partial_date(*year));
  const unsigned month = date ? static_cast<unsigned>(std::chrono::year_month_day{date->day}.month()) : 0;
  if (date && date->precision == DatePrecision::kDay) return date;
  const unsigned day = month_of(bibtex_verbatim(entry.value("day")));
  return date_of(year_of(year->day), month != 0 ? month : month_of(month_text), day);
}

// The number of an e-print belongs to arXiv if the entry says so, in one way or another.
void read_eprint(const BibtexEntry& entry, SourceRecord& record) {
  const std::string eprint = bibtex_verbatim(entry.value("eprint"));
  const std::string type = ascii_lower(bibtex_verbatim(entry.first_of({"eprinttype", "archiveprefix"})));
  const std::string_view arxiv_class = entry.first_of({"primaryclass", "eprintclass"});
  if (type == "arxiv" || (type.empty() && !arxiv_class.empty())) {
    if (!add_known_id(record, eprint)) add_known_id(record, "arxiv:" + eprint);
    if (std::string name = bibtex_verbatim(arxiv_class); !name.empty())
      record.categories.push_back(std::move(name));
  } else if (type.empty()) {
    add_arxiv_id_in(record, eprint);
  }
  add_known_id(record, "arxiv:" + bibtex_verbatim(entry.first_of({"arxivid", "arxiv"})));
}

void read_ids(const BibtexEntry& entry, SourceRecord& record) {
  read_eprint(entry, record);
  add_cited_doi(record, bibtex_verbatim(entry.value("doi")));
  add_cited_url(record, bibtex_verbatim(entry.value("url")));
  const std::string published_how = bibtex_verbatim(entry.value("howpublished"));
  if (published_how.starts_with("http")) add_cited_url(record, published_how);
  for (const std::string_view name : {"journal", "journaltitle", "howpublished", "note", "number"}) {
    add_arxiv_id_in(record, bibtex_verbatim(entry.value(name)));
  }
  if (ascii_lower(record.venue) == "corr")
    add_arxiv_id_in(record, "CoRR " + bibtex_verbatim(entry.value("volume")));
  if (record.url.empty() && !record.ids.empty() && record.ids.front().starts_with("arxiv:"))
    record.url = "https://arxiv.org/abs/" + record.ids.front().substr(6);
}

// As Zotero, Mendeley and JabRef write them.
void read_own_words(const BibtexEntry& entry, OwnWords& own) {
  add_own_texts(own.tags, bibtex_text(entry.first_of({"keywords", "mendeley-tags"})), ",;");
  add_own_texts(own.folders, bibtex_text(entry.value("groups")), ",");
  own.note = own_text(bibtex_text(entry.first_of({"annote", "annotation"})), kOwnNoteBytesMax);
  own.mark = own_text(bibtex_verbatim(entry.value(kMarkField)), kOwnMarkBytesMax);
}

}  // namespace

std::string read_bibtex_record(const BibtexEntry& entry, SourceRecord& record) {
  record.source = "bibtex";
  record.title = title_of(entry);
  record.abstract = bibtex_text(entry.value("abstract"));
  read_authors(entry, record);
  record.published = published_of(entry);
  record.venue = bibtex_text(entry.first_of({"journal", "journaltitle", "booktitle", "eventtitle"}));
  if (record.venue == record.title) record.venue.clear();  // the volume itself
  record.comment = bibtex_text(entry.value("note"));
  record.language = language_tag(bibtex_text(entry.first_of({"langid", "language"})));
  if (std::string name = bibtex_text(entry.first_of({"institution", "school"})); !name.empty())
    record.organization = Organization{{}, std::move(name)};
  read_ids(entry, record);
  read_own_words(entry, record.own);
  record.key = entry.key.empty() ? default_key(record) : entry.key;
  return broken_rule(record);
}

}  // namespace broadsheet::formats
