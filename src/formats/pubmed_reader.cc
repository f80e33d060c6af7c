// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/pubmed_reader.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"
#include "formats/xml_list_reader.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

std::string_view text_of_path(const XmlElement& element, std::initializer_list<std::string_view> path) {
  const XmlElement* at = &element;
  for (const std::string_view name : path) {
    at = at->child(name);
    if (at == nullptr) return {};
  }
  return at->text;
}

// "2013 Apr 30", "1998 Dec-1999 Jan", "2000 Spring", "Summer 2001".
std::optional<PartialDate> medline_date(std::string_view text) {
  const auto year = year_within(text);
  if (!year) return std::nullopt;
  const std::string digits = format_partial_date(*year);
  std::string_view rest = trim(text.substr(text.find(digits) + digits.size()));
  const std::size_t month_end = std::min(rest.find_first_of(" -/"), rest.size());
  const std::string_view month = rest.substr(0, month_end);
  rest = trim(rest.substr(month_end));
  const std::string_view day = rest.substr(0, rest.find_first_not_of("0123456789"));
  return date_of_parts(digits, month, day);
}

std::optional<PartialDate> date_of(const XmlElement* date) {
  if (date == nullptr) return std::nullopt;
  if (const std::string_view text = date->child_text("MedlineDate"); !text.empty()) return medline_date(text);
  return date_of_parts(date->child_text("Year"), date->child_text("Month"), date->child_text("Day"));
}

void read_published(const XmlElement& article, SourceRecord& record) {
  record.published = date_of(article.child("ArticleDate"));
  if (record.published && record.published->precision == DatePrecision::kDay) return;
  const XmlElement* journal = article.child("Journal");
  const XmlElement* issue = journal == nullptr ? nullptr : journal->child("JournalIssue");
  const auto printed = issue == nullptr ? std::nullopt : date_of(issue->child("PubDate"));
  if (printed) record.published = printed;
}

// Names that were corrected are there twice, the wrong one with ValidYN="N".
void read_authors(const XmlElement& list, SourceRecord& record) {
  if (list.attribute("Type") == "editors") return;
  for (const XmlElement& author : list.children) {
    if (author.name != "Author" || author.attribute("ValidYN") == "N") continue;
    std::string name = clean(author.child_text("CollectiveName"));
    if (name.empty()) {
      const std::string_view fore = author.child_text("ForeName");
      name = name_of_parts(fore.empty() ? author.child_text("Initials") : fore, author.child_text("LastName"),
                           author.child_text("Suffix"));
    }
    add_author(record, std::move(name), orcid_among(author, "Identifier"));
  }
}

std::string abstract_of(const XmlElement& abstract) {
  std::string whole;
  for (const XmlElement& part : abstract.children) {
    if (part.name != "AbstractText") continue;
    const std::string text = markup_of(part);
    if (text.empty()) continue;
    const std::string label = clean(part.attribute("Label"));
    if (!whole.empty()) whole += ' ';
    if (!label.empty() && label != "UNLABELLED") whole += label + ": ";
    whole += text;
  }
  return whole;
}

// "[Tides in spring.]" is how PubMed writes a translated title.
std::string without_translation_marks(std::string title) {
  for (const std::string_view end : {"].", "]"}) {
    if (title.starts_with('[') && title.ends_with(end) && title.find('[', 1) == std::string::npos)
      return title.substr(1, title.size() - 1 - end.size());
  }
  return title;
}

void read_ids(const XmlElement& list, SourceRecord& record) {
  for (const XmlElement& id : list.children) {
    const std::string_view type = id.attribute("IdType");
    if (type == "doi") add_doi(record, id.text);
  }
}

void read_article(const XmlElement& article, SourceRecord& record) {
  for (const XmlElement& field : article.children) {
    if (field.name == "ArticleTitle") {
      record.title = without_translation_marks(markup_of(field));
    } else if (field.name == "VernacularTitle" && record.title.empty()) {
      record.title = markup_of(field);
    } else if (field.name == "Abstract") {
      record.abstract = abstract_of(field);
    } else if (field.name == "AuthorList") {
      read_authors(field, record);
    } else if (field.name == "Language" && record.language.empty()) {
      record.language = clean(field.text);
    } else if (field.name == "ELocationID" && field.attribute("EIdType") == "doi" &&
               field.attribute("ValidYN") != "N") {
      add_doi(record, field.text);
    } else if (field.name == "PublicationTypeList") {
      for (const XmlElement& type : field.children)
        record.deleted = record.deleted || trim(type.text) == "Retracted Publication";
      if (record.deleted) record.notice = kRetractedNotice;
    }
  }
  read_published(article, record);
  record.venue = clean(text_of_path(article, {"Journal", "Title"}));
  if (record.venue.empty()) record.venue = clean(text_of_path(article, {"Journal", "ISOAbbreviation"}));
}

void read_citation(const XmlElement& citation, SourceRecord& record) {
  record.key = clean(citation.child_text("PMID"));
  if (const XmlElement* article = citation.child("Article")) read_article(*article, record);
  if (record.abstract.empty()) {
    const XmlElement* other = citation.child("OtherAbstract");
    if (other != nullptr) record.abstract = abstract_of(*other);
  }
  if (const auto revised = date_of(citation.child("DateRevised"));
      revised && revised->precision == DatePrecision::kDay) {
    record.stated = revised->day;
  }
}

// A chapter has a title of its own, a whole book only that of the book.
void read_book(const XmlElement& document, SourceRecord& record) {
  read_article(document, record);
  record.key = clean(document.child_text("PMID"));
  if (const XmlElement* ids = document.child("ArticleIdList")) read_ids(*ids, record);
  const XmlElement* book = document.child("Book");
  if (book == nullptr) return;
  const XmlElement* book_title = book->child("BookTitle");
  const std::string title = book_title == nullptr ? std::string() : markup_of(*book_title);
  (record.title.empty() ? record.title : record.venue) = title;
  record.published = date_of(book->child("PubDate"));
  const bool has_authors = !record.authors.empty();
  for (const XmlElement& field : book->children) {
    if (field.name == "AuthorList" && !has_authors) read_authors(field, record);
    if (field.name == "ELocationID" && field.attribute("EIdType") == "doi") add_doi(record, field.text);
  }
}

class PubmedReader final : public XmlListReader {
 private:
  bool is_record(std::size_t depth, std::string_view name) const override {
    const bool is_item = name == "PubmedArticle" || name == "PubmedBookArticle" || name == "MedlineCitation";
    return (depth <= 2 && is_item) || (depth == 3 && name == "PMID");
  }

  // An error of efetch.
  void on_field(std::size_t, const XmlElement& field) override {
    if (field.name == "ERROR" || field.name == "error") note("PubMed answered: " + quote(trim(field.text)));
  }

  std::string read(const XmlElement& element, SourceRecord& record) override {
    record.source = "pubmed";
    if (element.name == "PMID") {
      record.deleted = true;
      record.notice = "Deleted from PubMed";
      record.key = clean(element.text);
    } else if (element.name == "MedlineCitation") {
      read_citation(element, record);
    } else if (const XmlElement* citation = element.child("MedlineCitation")) {
      read_citation(*citation, record);
    } else if (const XmlElement* document = element.child("BookDocument")) {
      read_book(*document, record);
    }
    for (const std::string_view name : {"PubmedData", "PubmedBookData"}) {
      const XmlElement* data = element.child(name);
      const XmlElement* ids = data == nullptr ? nullptr : data->child("ArticleIdList");
      if (ids != nullptr) read_ids(*ids, record);
    }
    if (record.key.empty()) {
      record.key = default_key(record);
    } else if (record.url.empty()) {
      record.url = "https://pubmed.ncbi.nlm.nih.gov/" + record.key + "/";
    }
    return {};
  }
};

}  // namespace

bool is_pubmed(const Head& head) {
  return head.root == "PubmedArticleSet" || head.root == "PubmedBookArticleSet" ||
         head.root == "PubmedArticle" || head.root == "PubmedBookArticle" ||
         head.root == "MedlineCitationSet";
}

std::unique_ptr<Reader> make_pubmed_reader(const ReaderOptions&) {
  return std::make_unique<PubmedReader>();
}

}  // namespace broadsheet::formats
