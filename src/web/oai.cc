// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /oai: OAI-PMH 2.0, by which others harvest all papers and what changes of them. docs/use/oai.md says what
// is given, the protocol (http://www.openarchives.org/OAI/openarchivesprotocol.html) how.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/percent.h"
#include "formats/dublin_core_writer.h"
#include "formats/oai_page.h"
#include "formats/whole_paper.h"
#include "papers/category_tree.h"
#include "papers/exported.h"
#include "papers/whole_paper.h"
#include "text/xml_text.h"
#include "web/assets.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/negotiation.h"
#include "web/oai_list.h"
#include "web/oai_names.h"
#include "web/oai_request.h"

namespace broadsheet::web {
namespace {

using formats::oai_time;
using text::append_xml_attribute;
using text::append_xml_element;

constexpr std::string_view kSchemaName = "whole-paper.xsd";
constexpr std::string_view kInstances = "http://www.w3.org/2001/XMLSchema-instance";

// What is between the tags of a verb, or an error of the protocol.
struct OaiContent {
  std::string xml;
  std::optional<OaiError> error;
};

OaiContent error_of(std::string_view code, std::string message) {
  return {.xml = {}, .error = OaiError{code, std::move(message)}};
}

// One request and what it is answered from, which stands still meanwhile.
class OaiAnswering {
 public:
  OaiAnswering(Exchange& exchange, const OaiRequest& request)
      : exchange_(exchange),
        record_(exchange.backend.record()),
        request_(request),
        repository_(oai_repository(exchange.backend.site())) {}

  Result<OaiContent> content() {
    switch (request_.verb) {
      case OaiVerb::kIdentify:
        return identify();
      case OaiVerb::kListMetadataFormats:
        return list_formats();
      case OaiVerb::kListSets:
        return list_sets();
      case OaiVerb::kListIdentifiers:
      case OaiVerb::kListRecords:
        return list();
      case OaiVerb::kGetRecord:
        return get_record();
    }
    return error_of("badVerb", "this is no verb of OAI-PMH");
  }

 private:
  std::string schema_url() const { return exchange_.base_url + "/oai/" + std::string(kSchemaName); }

  // -------------------------------------------------------------------- about the repository

  std::string contact() const {
    const std::string& contact = exchange_.backend.site().contact;
    const std::size_t at = contact.find('@');
    const bool is_mail = at != std::string::npos && at > 0 && contact.find('.', at) != std::string::npos &&
                         contact.find("://") == std::string::npos;
    return is_mail ? contact : "nobody@" + repository_;
  }

  Result<OaiContent> identify() {
    TRY(const auto times, record_.commit_times());
    const Instant first = times ? times->first : exchange_.backend.site().clock.now() - kOaiCommitMax;
    std::string xml;
    append_xml_element(xml, "repositoryName", "Broadsheet");
    append_xml_element(xml, "baseURL", exchange_.base_url + "/oai");
    append_xml_element(xml, "protocolVersion", "2.0");
    append_xml_element(xml, "adminEmail", contact());
    append_xml_element(xml, "earliestDatestamp", oai_time(first));
    append_xml_element(xml, "deletedRecord", "persistent");
    append_xml_element(xml, "granularity", "YYYY-MM-DDThh:mm:ssZ");
    xml += "\n<description><oai-identifier";
    append_xml_attribute(xml, "xmlns", "http://www.openarchives.org/OAI/2.0/oai-identifier");
    append_xml_attribute(xml, "xsi:schemaLocation",
                         "http://www.openarchives.org/OAI/2.0/oai-identifier "
                         "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd");
    xml += ">";
    append_xml_element(xml, "scheme", "oai");
    append_xml_element(xml, "repositoryIdentifier", repository_);
    append_xml_element(xml, "delimiter", ":");
    append_xml_element(xml, "sampleIdentifier", oai_identifier(repository_, "arxiv:2608.01234"));
    xml += "</oai-identifier></description>\n<description><" + std::string(formats::kWholePaperOffer);
    append_xml_attribute(xml, "xmlns", formats::kWholePaperSpace);
    append_xml_attribute(xml, "xsi:schemaLocation",
                         std::string(formats::kWholePaperSpace) + " " + schema_url());
    append_xml_attribute(xml, "metadataPrefix", formats::kWholePaperPrefix);
    return OaiContent{.xml = xml + "/></description>\n", .error = {}};
  }

  static void add_format(std::string& xml, OaiFormat format, std::string_view schema,
                         std::string_view space) {
    xml += "<metadataFormat>";
    append_xml_element(xml, "metadataPrefix", oai_format_name(format));
    append_xml_element(xml, "schema", schema);
    append_xml_element(xml, "metadataNamespace", space);
    xml += "</metadataFormat>\n";
  }

  // Every item has both.
  Result<OaiContent> list_formats() {
    if (!request_.identifier.empty()) {
      TRY(const auto row, find_row());
      if (!row) return error_of("idDoesNotExist", "no item has this identifier");
    }
    std::string xml;
    add_format(xml, OaiFormat::kDublinCore, formats::kDublinCoreSchema, formats::kDublinCoreSpace);
    add_format(xml, OaiFormat::kWholePaper, schema_url(), formats::kWholePaperSpace);
    return OaiContent{.xml = std::move(xml), .error = {}};
  }

  static void add_set(std::string& xml, std::string_view spec, std::string_view name) {
    if (spec.size() > kOaiSetMax) return;
    xml += "<set>";
    append_xml_element(xml, "setSpec", spec);
    append_xml_element(xml, "setName", name);
    xml += "</set>\n";
  }

  static void add_category(std::string& xml, const papers::CountedCategory& category) {
    if (category.papers > 0)
      add_set(xml, category_set(category.key), category.name.empty() ? category.key : category.name);
  }

  Result<OaiContent> list_sets() {
    const std::shared_ptr<const search::Searcher> searcher = exchange_.backend.site().searcher();
    TRY(const papers::CategoryTree tree, papers::count_categories(searcher.get()));
    std::string xml;
    add_set(xml, "category", "Categories");
    for (const papers::CountedField& field : tree.fields) {
      for (const papers::CountedArchive& archive : field.archives) {
        add_category(xml, archive.self);
        for (const papers::CountedCategory& category : archive.categories) add_category(xml, category);
      }
    }
    for (const papers::CountedCategory& category : tree.closed) add_category(xml, category);
    for (const papers::CountedCategory& category : tree.others) add_category(xml, category);
    add_set(xml, "source", "Sources");
    TRY(const std::vector<store::SourceCount> sources, record_.source_counts());
    for (const store::SourceCount& source : sources) {
      if (source.records > 0) add_set(xml, source_set(source.source), source.source);
    }
    return OaiContent{.xml = std::move(xml), .error = {}};
  }

  // ------------------------------------------------------------------------------ records

  // A paper that all of its sources withdrew is deleted for whoever reads Dublin Core; our own format has the
  // withdrawal and its reason.
  static bool is_deleted(const OaiRow& row, OaiFormat format) {
    return row.change.deleted || (row.view->withdrawn && format == OaiFormat::kDublinCore);
  }

  void add_header(std::string& xml, const OaiRow& row, OaiFormat format) const {
    xml += is_deleted(row, format) ? "<header status=\"deleted\">" : "<header>";
    append_xml_element(xml, "identifier", oai_identifier(repository_, row.id));
    append_xml_element(xml, "datestamp", oai_time(row.change.committed_at));
    if (row.view) {
      for (const std::string& set : sets_of(*row.view)) {
        if (set.size() <= kOaiSetMax) append_xml_element(xml, "setSpec", set);
      }
    }
    xml += "</header>\n";
  }

  Result<void> add_record(std::string& xml, const OaiRow& row, OaiFormat format) {
    xml += "<record>";
    add_header(xml, row, format);
    if (!is_deleted(row, format)) {
      xml += "<metadata>";
      if (format == OaiFormat::kDublinCore) {
        xml += formats::write_dublin_core(papers::exported(*row.view),
                                          exchange_.base_url + paper_path(*row.view));
      } else {
        TRY(const formats::WholePaper paper, papers::whole_paper(record_, *row.view));
        xml += formats::write_whole_paper(paper, schema_url());
      }
      xml += "</metadata>";
    }
    xml += "</record>\n";
    return {};
  }

  Result<std::optional<OaiRow>> find_row() {
    const auto id = id_of_oai_identifier(repository_, request_.identifier);
    if (!id) return std::optional<OaiRow>();
    return find_oai_row(record_, *id);
  }

  Result<OaiContent> get_record() {
    TRY(const auto row, find_row());
    if (!row) return error_of("idDoesNotExist", "no item has this identifier");
    OaiContent content;
    TRY_VOID(add_record(content.xml, *row, *request_.format));
    return content;
  }

  // -------------------------------------------------------------------------------- lists

  // The token by which the present page would have been asked for.
  Result<OaiToken> present_token() {
    if (request_.token) return *request_.token;
    OaiToken token;
    token.verb = request_.verb;
    token.format = *request_.format;
    token.set = request_.set;
    token.until = request_.until;
    TRY(token.place, begin_oai_list(record_, request_));
    if (token.set.empty() && !token.until) {
      TRY(token.total, record_.count_papers_changed_after(token.place.after));
    }
    return token;
  }

  Result<OaiContent> list() {
    TRY(const OaiToken token, present_token());
    TRY(const bool known, is_place_known(record_, token.place));
    if (!known) return error_of("badResumptionToken", "this token is of another state of the record");
    const bool headers_only = request_.verb == OaiVerb::kListIdentifiers;
    const std::shared_ptr<const search::Searcher> searcher = exchange_.backend.site().searcher();
    TRY(OaiRows rows,
        read_oai_rows(record_, searcher.get(), token, headers_only ? kOaiIdentifiersMax : kOaiRecordsMax));
    if (rows.rows.empty()) return error_of("noRecordsMatch", "there is no such record");
    OaiContent content;
    std::size_t given = 0;
    for (const OaiRow& row : rows.rows) {
      if (content.xml.size() >= kOaiPageBytesMax) break;
      if (headers_only) {
        add_header(content.xml, row, token.format);
      } else {
        TRY_VOID(add_record(content.xml, row, token.format));
      }
      ++given;
    }
    if (given < rows.rows.size()) {
      rows.more = true;
      rows.reached.after = rows.rows[given - 1].change.revision;
    }
    add_token(content.xml, token, rows, given);
    return content;
  }

  // None where one page is the whole list; an empty one ends a list of several.
  static void add_token(std::string& xml, const OaiToken& token, const OaiRows& rows, std::size_t given) {
    if (!rows.more && token.cursor == 0) return;
    xml += "<resumptionToken";
    if (token.total) append_xml_attribute(xml, "completeListSize", std::to_string(*token.total));
    append_xml_attribute(xml, "cursor", std::to_string(token.cursor));
    xml += ">";
    if (rows.more) {
      OaiToken next = token;
      next.place = rows.reached;
      next.cursor = token.cursor + given;
      xml += text::escape_xml(write_oai_token(next));
    }
    xml += "</resumptionToken>\n";
  }

  Exchange& exchange_;
  store::Record& record_;
  const OaiRequest& request_;
  const std::string repository_;
};

// What a later harvest may ask `from`: nothing that is committed hereafter is given an earlier time.
Result<Instant> response_date(const Exchange& exchange) {
  TRY(const auto times, exchange.backend.record().commit_times());
  const Instant now = exchange.backend.site().clock.now();
  return times ? std::max(times->last, now - kOaiCommitMax) : now - kOaiCommitMax;
}

std::string write_answer(const Exchange& exchange, const OaiRequest& request, Instant date,
                         const OaiContent& content) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH";
  append_xml_attribute(xml, "xmlns", "http://www.openarchives.org/OAI/2.0/");
  append_xml_attribute(xml, "xmlns:xsi", kInstances);
  append_xml_attribute(
      xml, "xsi:schemaLocation",
      "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd");
  xml += ">\n";
  append_xml_element(xml, "responseDate", oai_time(date));
  xml += "\n<request";
  for (const auto& [name, value] : request.arguments) append_xml_attribute(xml, name, value);
  xml += ">" + text::escape_xml(exchange.base_url + "/oai") + "</request>\n";
  if (content.error) {
    xml += "<error";
    append_xml_attribute(xml, "code", content.error->code);
    xml += ">" + text::escape_xml(content.error->message) + "</error>\n";
  } else {
    const std::string verb(oai_verb_name(request.verb));
    xml += "<" + verb + ">\n" + content.xml + "</" + verb + ">\n";
  }
  return xml + "</OAI-PMH>\n";
}

Result<std::string> answer_of(Exchange& exchange, const OaiRequestRead& asked) {
  // One state of the record for all that is read.
  TRY(const store::Snapshot pinned, exchange.backend.record().snapshot());
  TRY(const Instant date, response_date(exchange));
  OaiContent content{.xml = {}, .error = asked.error};
  if (!asked.error) {
    TRY(content, OaiAnswering(exchange, asked.request).content());
  }
  return write_answer(exchange, asked.request, date, content);
}

}  // namespace

http::Response oai(Exchange& exchange) {
  const bool posted = exchange.request.method == "POST";
  if (posted && media_type(exchange.request.header("content-type")) != kFormType)
    return error_response(415, "send the arguments of OAI-PMH as application/x-www-form-urlencoded");
  // A post has its arguments in its body alone.
  const auto form = posted ? parse_form(exchange.request.body) : Result<Target>(exchange.target);
  if (!form.ok()) return error_response(form.error());
  const OaiRequestRead asked = read_oai_request(form->parameters);
  const auto answer = answer_of(exchange, asked);
  if (!answer.ok()) return search_error(exchange, answer.error());
  return std::move(text_response(*answer, "text/xml; charset=utf-8").set("Cache-Control", "no-cache"));
}

http::Response oai_schema(Exchange&) {
  const Asset& asset = asset_named(kSchemaName);
  http::Response response = text_response("", std::string(asset.type));
  response.shared_body = asset.content;
  return std::move(response.set("Cache-Control", "no-cache"));
}

}  // namespace broadsheet::web
