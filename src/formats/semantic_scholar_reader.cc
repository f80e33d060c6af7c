// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/semantic_scholar_reader.h"

#include <algorithm>
#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// A link of the citation graph holds a paper, and so does a snippet that was found; others are papers.
JsonObject paper_in(JsonObject object) {
  for (const std::string_view key : {"citingPaper", "citedPaper", "paper"}) {
    if (const auto paper = object_at(object, key)) return *paper;
  }
  return object;
}

bool is_paper_id(std::string_view text) {
  constexpr std::size_t kHexDigits = 40;
  return text.size() == kHexDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_corpus_id(JsonObject object, std::string_view key) {
  const std::string text = text_at(object, key);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_paper(JsonObject object) {
  if (is_paper_id(text_at(object, "paperId")) || has_key(object, "citingPaper") ||
      has_key(object, "citedPaper"))
    return true;
  if (has_key(object, "snippet")) return is_corpus_id(paper_in(object), "corpusId");
  if (!is_corpus_id(object, "corpusid")) return false;
  return has_key(object, "externalids") || has_key(object, "openaccessinfo");
}

// A search that found nothing, and nothing else of this service, says only where in its list it is.
bool is_answer(JsonObject object) {
  return has_key(object, "recommendedPapers") ||
         (has_keys(object, {"total", "offset"}) &&
          object.size() == (has_key(object, "data") ? std::size_t{3} : std::size_t{2}));
}

void read_ids(JsonObject paper, SourceRecord& record) {
  const auto external = object_at(paper, has_key(paper, "externalids") ? "externalids" : "externalIds");
  if (!external) return;
  for (const auto& [key, prefix] : {std::pair("ArXiv", "arxiv:"), std::pair("ACL", "acl:")}) {
    const std::string id = text_at(*external, key);
    if (!id.empty()) add_known_id(record, prefix + id);
  }
  add_doi(record, text_at(*external, "DOI"));
}

std::string key_of(JsonObject paper) {
  std::string key = text_at(paper, "paperId");
  if (!key.empty()) return key;
  for (const std::string_view path : {"corpusid", "corpusId", "externalIds.CorpusId"}) {
    const std::string number = text_at(paper, path);
    if (!number.empty()) return "CorpusId:" + number;
  }
  return {};
}

std::string first_of(JsonObject paper, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    std::string text = text_at(paper, path);
    if (!text.empty()) return text;
  }
  return {};
}

void read_authors(JsonObject paper, SourceRecord& record) {
  const auto authors = list_at(paper, "authors");
  if (!authors) return;
  for (const JsonValue author : *authors) {
    JsonObject person;
    if (author.get(person) == simdjson::SUCCESS) {
      add_author(record, text_at(person, "name"), text_at(person, "externalIds.ORCID"));
    } else {
      add_author(record, text_of(author));
    }
  }
}

void read_paper(JsonObject object, SourceRecord& record) {
  const JsonObject paper = paper_in(object);
  record.key = key_of(paper);
  read_ids(paper, record);
  record.title = text_at(paper, "title");
  record.abstract = text_at(paper, "abstract");
  record.ai_summary = text_at(paper, "tldr.text");
  read_authors(paper, record);
  for (const std::string_view path : {"publicationDate", "publicationdate", "year"}) {
    if (!record.published) record.published = date_at(paper, path);
  }
  set_venue(record, first_of(paper, {"venue", "publicationVenue.name", "journal.name"}));
  record.url = text_at(paper, "url");
}

constexpr std::array<std::string_view, 2> kLists{"data", "recommendedPapers"};
constexpr std::array<std::string_view, 2> kNextPages{"token", "next"};
constexpr std::array<std::string_view, 2> kMarks{"\"paperId\":", "\"externalIds\":"};

}  // namespace

constinit const JsonService kSemanticScholar{"semantic-scholar", kLists, kNextPages, is_paper,
                                             is_answer,          kMarks, read_paper, {"token", {}, "total"}};

bool is_semantic_scholar(const Head& head) {
  return is_json_service(head, kSemanticScholar);
}

std::unique_ptr<Reader> make_semantic_scholar_reader(const ReaderOptions&) {
  return make_json_service_reader(kSemanticScholar);
}

}  // namespace broadsheet::formats
